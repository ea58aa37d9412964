/** The interface of a project: its XML beside what it looks like. Errors stand at their line while one types; the server has the last word. */

import { parseConfig } from "../../core/config.js"
import { fill, h, icon, iconButton } from "../dom.js"
import { drawPreview, sampleData } from "../preview.js"
import { getTable, getTask, updateProject, validateInterface } from "../server.js"
import { t } from "../strings.js"
import { toast, toastError } from "../toast.js"
import { SNIPPETS, snippetText } from "./snippets.js"
import { xmlEditor } from "./xml-editor.js"

/** @typedef {import("./xml-editor.js").Mark} Mark */

/** Rests in typing before our own check, and before the server's. */
const CHECK_MS = 150
const SERVER_MS = 700

/**
 * @param {import("../router.js").Room} room
 * @param {HTMLElement} page
 * @param {import("../server.js").Project} project
 */
export const openInterface = (room, page, project) => {
  let saved = project.label_config
  /** @type {Record<string, unknown> | null} */
  let real = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later
  /** @type {AbortController | null} */
  let asking = null
  let drawn = ""

  const stage = h("div", { class: "stage tall", role: "region", "aria-label": t.preview, tabindex: 0 })
  const problems = h("div", { class: "problems", role: "status", "aria-live": "polite" })
  const save = h("button", { type: "button", class: "btn first", disabled: true, onclick: () => void keep() }, t.save)
  const state = h("span", { class: "s dim" })
  const editor = xmlEditor(saved, { label: t.interfaceXML, onChange: () => check() })
  const insert = h("select", { "aria-label": t.insertTag, onchange: () => put() }, h("option", { value: "" }, t.insertTag),
    /** @type {const} */ (["object", "control", "question", "layout"]).map((kind) => h("optgroup", { label: t.snippetKinds[kind] }, SNIPPETS.filter((one) => one.kind === kind).map((one) => h("option", { value: one.tag }, one.tag)))))

  const put = () => {
    const snippet = SNIPPETS.find((one) => one.tag === insert.value)
    insert.value = ""
    if (!snippet) return
    const parsed = parseConfig(editor.value)
    editor.insert(snippetText(snippet, { objects: [...parsed.objects.values()], names: new Set([...parsed.objects.keys(), ...parsed.controls.keys()]) }))
  }

  /** @param {readonly Mark[]} marks @param {readonly string[]} refused by the server */
  const show = (marks, refused) => {
    editor.mark([...marks, ...refused.flatMap((text) => (lineOf(text) === null ? [] : [{ message: text, line: Number(lineOf(text)) }]))])
    fill(problems, marks.map((one) => h("button", { type: "button", class: "problem", onclick: () => editor.goTo(one.line, one.column) }, icon("warning", 14), h("span", { class: "faint" }, t.lineNumber(one.line)), h("span", {}, one.message))),
      refused.map((text) => h("div", { class: "problem", onclick: () => { const line = lineOf(text); if (line !== null) editor.goTo(line) } }, icon("warning", 14), h("span", { class: "faint" }, t.serverSays), h("span", {}, text))),
      marks.length === 0 && refused.length === 0 && h("div", { class: "problem fine" }, icon("check", 14), h("span", {}, t.interfaceFine)))
    const dirty = editor.value !== saved
    save.disabled = !dirty || marks.length > 0 || refused.length > 0
    state.textContent = dirty ? t.unsaved : ""
  }

  const check = () => {
    clearTimeout(soon)
    clearTimeout(later)
    asking?.abort()
    soon = setTimeout(() => {
      const xml = editor.value
      const { errors } = parseConfig(xml, real ?? sampleData(xml))
      show(errors, [])
      if (errors.length === 0 && xml !== drawn) {
        drawn = xml
        void drawPreview(stage, xml, { ...sampleData(xml), ...real })
      }
      if (errors.length === 0) later = setTimeout(() => void ask(xml), SERVER_MS)
    }, CHECK_MS)
  }

  /** @param {string} xml */
  const ask = async (xml) => {
    asking = new AbortController()
    const { signal } = asking
    try {
      await validateInterface(xml, project.id, signal)
      if (!signal.aborted && xml === editor.value) show([], [])
    } catch (error) {
      if (!signal.aborted && xml === editor.value) show([], refusals(error))
    }
  }

  const keep = async () => {
    save.disabled = true
    const xml = editor.value
    try {
      await updateProject(project.id, { label_config: xml })
      saved = xml
      toast(t.saved, { kind: "good" })
      show([], [])
    } catch (error) {
      const said = refusals(error)
      if (said.length > 0) show([], said)
      else toastError(error)
    }
  }

  fill(page, h("div", { class: "interface" },
    h("div", { class: "xml-side" }, h("div", { class: "bar tools" }, h("div", { class: "field w180" }, insert), iconButton("undo", t.undo, { class: "small", onclick: () => editor.undo() }), iconButton("redo", t.redo, { class: "small", onclick: () => editor.redo() }),
      h("span", { class: "grow" }), state, save), editor.element, problems),
    h("div", { class: "preview-side" }, h("div", { class: "bar tools" }, h("h2", {}, t.preview), h("span", { class: "faint s cut" }, t.previewNotKept)), stage)))
  room.guard(() => editor.value !== saved)
  room.signal.addEventListener("abort", () => {
    clearTimeout(soon)
    clearTimeout(later)
    asking?.abort()
  })
  check()
  // The first real task makes a truer preview than any sample.
  void firstTask(project.id, room.signal).then((data) => {
    if (!data || room.signal.aborted) return
    real = data
    drawn = ""
    check()
  })
}

/** @param {string} text */
const lineOf = (text) => {
  const match = /\bline (\d+)/i.exec(text)
  return match ? Number(match[1]) : null
}

/** @param {unknown} error @returns {string[]} */
const refusals = (error) => {
  const { validation_errors: fields, status, message } = /** @type {{ validation_errors?: Record<string, unknown>, status?: number, message: string }} */ (error)
  if (fields) return Object.values(fields).flatMap((one) => (Array.isArray(one) ? one.map(String) : [String(one)]))
  return status === 400 || status === 422 ? [message] : []
}

/** @param {number} project @param {AbortSignal} signal @returns {Promise<Record<string, unknown> | null>} */
const firstTask = async (project, signal) => {
  try {
    const { rows } = await getTable(project, { offset: 0, limit: 1, query: {} }, signal)
    return rows[0] ? /** @type {Record<string, unknown>} */ ((await getTask(rows[0].id, signal))["data"]) : null
  } catch {
    return null
  }
}
