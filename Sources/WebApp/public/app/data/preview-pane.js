/** One task beside the table: its data in full and what people and models made of it. */

import { fill, h, icon, iconButton, kbd } from "../dom.js"
import { ago, count, dateTime } from "../format.js"
import { skeleton } from "../router.js"
import { getTask } from "../server.js"
import { t } from "../strings.js"
import { columnTitle, imageAddress, plainText } from "./columns.js"

/** @typedef {{ id: number, completed_by?: number | { id: number }, created_at?: string, was_cancelled?: boolean, ground_truth?: boolean, result?: { type?: string, value?: Record<string, unknown>, from_name?: string }[], model_version?: string, score?: number | null }} Work */

/** Long texts are cut here; the workbench shows them whole. */
const SHOWN = 4000

/**
 * @param {(id: number) => { initials: string, name: string }} person
 * @param {{ close: () => void, open: (id: number) => void }} act
 */
export const makePreview = (person, act) => {
  const element = h("aside", { class: "prev", "aria-label": t.preview, hidden: true })
  let shown = 0
  /** @type {AbortController | null} */
  let loading = null

  /** @param {import("../server.js").TaskRow} row */
  const show = async (row) => {
    element.hidden = false
    if (shown === row.id) return
    shown = row.id
    loading?.abort()
    const control = new AbortController()
    loading = control
    const body = h("div", { class: "pb", tabindex: 0, role: "region", "aria-label": t.taskNumber(row.id) })
    fill(element, h("header", { class: "row" }, h("h2", { class: "mono" }, t.taskNumber(row.id)), h("span", { class: "faint s cut grow" }, t.innerNumber(row.inner_id)),
      iconButton("external", t.openInWorkbench, { class: "small", onclick: () => act.open(row.id) }), iconButton("close", t.closePreview, { class: "small", onclick: act.close })),
    body, h("footer", {}, h("button", { type: "button", class: "btn first", onclick: () => act.open(row.id) }, t.openTaskShort, kbd("Enter"))))
    const waiting = setTimeout(() => fill(body, skeleton(4)), 120)
    try {
      const task = await getTask(row.id, control.signal)
      if (!control.signal.aborted) fill(body, content(task, person))
    } catch (error) {
      if (!control.signal.aborted) fill(body, h("div", { class: "notice bad" }, icon("warning"), error instanceof Error ? error.message : String(error)))
    } finally {
      clearTimeout(waiting)
    }
  }

  return {
    element,
    show,
    hide: () => {
      loading?.abort()
      element.hidden = true
      shown = 0
    },
    get isOpen() { return !element.hidden },
  }
}

/**
 * @param {Record<string, any>} task
 * @param {(id: number) => { initials: string, name: string }} person
 * @returns {import("../dom.js").Child[]}
 */
const content = (task, person) => {
  const data = /** @type {Record<string, unknown>} */ (task["data"] ?? {})
  const annotations = /** @type {Work[]} */ (task["annotations"] ?? [])
  const predictions = /** @type {Work[]} */ (task["predictions"] ?? [])
  return [
    Object.entries(data).map(([key, value]) => {
      const image = imageAddress(value)
      if (image) return h("div", { class: "pixels" }, h("img", { src: image, alt: t.imageOf(columnTitle(key)) }))
      const text = plainText(value)
      return h("section", {}, h("h3", {}, columnTitle(key)), h("p", { class: text.length > 120 ? "reading" : "" }, text.slice(0, SHOWN), text.length > SHOWN && h("span", { class: "faint" }, ` … ${t.moreCharacters(count(text.length - SHOWN))}`)))
    }),
    h("section", {}, h("h3", {}, t.annotationsTitle), annotations.length === 0 ? h("p", { class: "faint" }, t.noneYet) : h("ul", { class: "works" }, annotations.map((one) => {
      const who = person(typeof one.completed_by === "object" ? one.completed_by.id : one.completed_by ?? 0)
      return h("li", {}, h("span", { class: "who", "aria-hidden": "true" }, who.initials), h("span", { class: "grow" }, h("span", { class: "row" }, h("span", { class: "cut grow" }, who.name), h("time", { class: "faint s", title: dateTime(one.created_at) }, ago(one.created_at))), resultLine(one)))
    }))),
    predictions.length > 0 && h("section", {}, h("h3", {}, t.predictionsTitle), h("ul", { class: "works" }, predictions.map((one) =>
      h("li", {}, h("span", { class: "who model", "aria-hidden": "true" }, icon("models", 14)), h("span", { class: "grow" }, h("span", { class: "row" }, h("span", { class: "cut grow" }, one.model_version || t.unnamedModel), typeof one.score === "number" && h("span", { class: "faint s" }, one.score.toFixed(2))), resultLine(one)))))),
  ]
}

/**
 * What was labelled, counted by label.
 * @param {Work} work
 */
const resultLine = (work) => {
  if (work.was_cancelled) return h("span", { class: "tag warn" }, t.statuses.skipped)
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const { type, value } of work.result ?? []) {
    const names = value && type ? value[type] : undefined
    for (const name of Array.isArray(names) ? names.flat() : names !== undefined ? [names] : []) counts.set(String(name), (counts.get(String(name)) ?? 0) + 1)
  }
  return h("span", { class: "wrap tight" }, [...counts].slice(0, 8).map(([name, n]) => h("span", { class: "tag" }, name, n > 1 && ` ${n}`)), counts.size === 0 && h("span", { class: "faint s" }, t.resultsCount(work.result?.length ?? 0)), counts.size > 8 && h("span", { class: "faint s" }, `+${counts.size - 8}`))
}
