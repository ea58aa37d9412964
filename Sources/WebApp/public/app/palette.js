/** The command palette: rooms, projects, a task by its number, codes by their names, and every command of the room that is open. */

import { fill, h, icon, kbd } from "./dom.js"
import { printKey } from "./keys.js"
import { search, taskNumber } from "./palette-search.js"
import { go } from "./router.js"
import { getTask, listProjects } from "./server.js"
import { t } from "./strings.js"

/** @typedef {{ title: string, note?: string, icon?: string, keys?: string, run: () => void }} Entry */

const SHOWN = 60
/** Letters from which on codes are searched too. */
const TELLING = 3

/** @type {Entry[]} */
let projects = []
let asked = 0

/** Projects are asked for at most every ten seconds; what is known already is shown at once. */
const refreshProjects = async () => {
  if (Date.now() - asked < 10_000) return
  asked = Date.now()
  try {
    const page = await listProjects(1)
    projects = page.results.map((one) => ({ title: one.title, note: t.project, icon: "folder", run: () => go(`/projects/${one.id}/data`) }))
  } catch {
    asked = 0
  }
}

/** @param {number} id @returns {Promise<void>} */
const openTask = async (id) => {
  const task = await getTask(id)
  const project = typeof task["project"] === "object" && task["project"] ? task["project"]["id"] : task["project"]
  go(`/projects/${project}/label?task=${id}`)
}

/**
 * @param {() => readonly Entry[]} commands of the shell and of the room
 * @param {(error: unknown) => void} fail
 */
export const openPalette = (commands, fail) => {
  if (document.querySelector("dialog.palette-box")) return
  const own = commands()
  /** @type {Entry[]} */
  let found = []
  /** @type {Entry[]} */
  let codes = []
  /** @type {AbortController | null} */
  let asking = null
  let at = 0

  const list = h("ul", { class: "palette-list", role: "listbox", id: "palette-list", "aria-label": t.results })
  const input = h("input", {
    type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
    placeholder: t.palettePrompt, "aria-label": t.palettePrompt,
  })
  const dialog = h("dialog", { class: "palette-box float", "aria-label": t.palette }, h("label", { class: "palette-field" }, icon("search", 18), input, kbd("Esc")), list)

  /** @param {number} next */
  const mark = (next) => {
    at = found.length === 0 ? 0 : (next + found.length) % found.length
    for (const [index, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(index === at))
    const chosen = list.children[at]
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id)
      chosen.scrollIntoView({ block: "nearest" })
    } else input.removeAttribute("aria-activedescendant")
  }

  /** @param {Entry | undefined} entry */
  const choose = (entry) => {
    if (!entry) return
    dialog.close()
    entry.run()
  }

  const draw = () => {
    const query = input.value
    const id = taskNumber(query)
    found = [...search(query, [...own, ...projects], SHOWN), ...codes]
    if (id !== null) found.unshift({ title: t.openTask(id), icon: "workbench", run: () => void openTask(id).catch(fail) })
    fill(list, found.length === 0 ? h("li", { class: "none" }, t.nothingFound) : found.map((entry, index) =>
      h("li", { role: "option", id: `palette-${index}`, "aria-selected": "false", onclick: () => choose(entry), onpointermove: () => { if (at !== index) mark(index) } },
        icon(entry.icon ?? "arrow-right", 16), h("span", { class: "grow cut" }, entry.title), entry.note && h("span", { class: "faint s" }, entry.note),
        entry.keys && h("span", { class: "row keys" }, printKey(entry.keys).map((part) => kbd(part))))))
    mark(0)
  }

  /** Codes come after what is at hand; they were found by the server, so nothing filters them again. */
  const lookUp = async () => {
    asking?.abort()
    const control = new AbortController()
    asking = control
    codes = []
    const query = input.value.trim()
    if (query.length < TELLING) return
    try {
      const { findCodes } = await import("./terminology/palette-codes.js")
      const answer = await findCodes(query, control.signal)
      if (control.signal.aborted || !dialog.open || answer.length === 0) return
      const before = at
      codes = answer
      draw()
      mark(before)
    } catch {
      // The palette is whole without codes.
    }
  }

  input.addEventListener("input", () => {
    void lookUp()
    draw()
  })
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(at + 1)
    else if (event.key === "ArrowUp") mark(at - 1)
    else if (event.key === "Enter" && !event.isComposing) choose(found[at])
    else return
    event.preventDefault()
  })
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close()
  })
  dialog.addEventListener("close", () => {
    asking?.abort()
    dialog.remove()
  })
  document.body.append(dialog)
  draw()
  dialog.showModal()
  input.focus()
  void refreshProjects().then(() => {
    if (dialog.open) draw()
  })
}
