/** The dialogs of the data room: bring data in, take labels out, choose columns, keep a view. */

import { showDialog } from "../dialog.js"
import { fill, h, icon } from "../dom.js"
import { check, field, form } from "../form.js"
import { count } from "../format.js"
import { importPanel } from "../import/panel.js"
import { sendBox } from "../import/send-results.js"
import { firstDatum } from "../preview.js"
import { exportAddress, listExportFormats } from "../server.js"
import { skeleton } from "../router.js"
import { t } from "../strings.js"

/** @typedef {import("../server.js").Project} Project */

/**
 * @param {Project} project
 * @param {AbortSignal} signal
 * @returns {Promise<number>} tasks added
 */
export const importDialog = async (project, signal) => {
  let added = 0
  const control = new AbortController()
  signal.addEventListener("abort", () => control.abort(), { once: true })
  await showDialog(t.importTo(project.title), () => importPanel(project.id, { ...firstDatum(project.label_config), onImported: (tasks) => { added += tasks } }, control.signal), { wide: true })
  control.abort()
  return added
}

/**
 * @param {Project} project
 * @param {{ selectedItems: import("../server.js").SelectedItems, filters: import("../server.js").Filters | undefined, size: number } | null} selection null for the whole project
 */
export const exportDialog = (project, selection) =>
  showDialog(selection ? t.exportSelection(count(selection.size)) : t.exportFrom(project.title), (/** @type {(value: void) => void} */ close) => {
    const place = h("div", { class: "stack" }, skeleton(4))
    listExportFormats(project.id).then((formats) => {
      const usable = formats.filter((one) => !one.disabled)
      const unusable = formats.filter((one) => one.disabled)
      const list = h("div", { class: "formats", role: "radiogroup", "aria-label": t.format }, usable.map((one, index) => h("label", { class: "format" },
        h("input", { type: "radio", name: "format", value: one.name, checked: index === 0, class: "sr" }), h("b", {}, one.title), h("span", { class: "s dim" }, t.formats[/** @type {keyof typeof t.formats} */ (one.name)] ?? one.description))))
      const everything = check({ name: "everything", label: t.exportEverything, hint: t.exportEverythingHint, checked: false })
      fill(place, form({ "aria-label": t.exportTitle }, async (values, element) => {
        const chosen = element.querySelector("input[name=format]:checked")
        const name = chosen instanceof HTMLInputElement ? chosen.value : "JSON"
        const address = exportAddress(project.id, name, { everything: values["everything"] === true, ...(selection ? { selectedItems: selection.selectedItems, ...(selection.filters ? { filters: selection.filters } : {}) } : {}) })
        const link = h("a", { href: address, download: "" })
        document.body.append(link)
        link.click()
        link.remove()
        close()
      }, list, everything, unusable.length > 0 && h("p", { class: "s faint" }, t.notForThis(unusable.map((one) => one.title).join(t.listJoin))),
      h("div", { class: "row end" }, h("button", { class: "btn first" }, icon("download"), t.download))), !selection && sendBox(project.id, usable))
      const first = list.querySelector("input")
      if (first) first.focus()
    }, (error) => fill(place, h("div", { class: "notice bad" }, icon("warning"), error instanceof Error ? error.message : String(error))))
    return place
  }, { wide: true })

/**
 * @param {readonly import("./columns.js").Column[]} columns
 * @param {ReadonlySet<string>} hidden
 * @param {(key: string, hide: boolean) => void} change
 */
export const columnDialog = (columns, hidden, change) =>
  showDialog(t.columns, () => h("div", { class: "stack" }, columns.filter((one) => one.key !== "id").map((one) =>
    h("label", { class: "check" }, h("input", { type: "checkbox", class: "tick", checked: !hidden.has(one.key), onchange: (/** @type {Event} */ event) => change(one.key, !(/** @type {HTMLInputElement} */ (event.target).checked)) }),
      h("span", {}, one.key.startsWith("thumb.") ? t.thumbnail : one.title)))), { className: "narrow" })

/**
 * @param {string} title
 * @returns {Promise<{ title?: string, remove?: boolean } | undefined>}
 */
export const viewDialog = (title) => showDialog(title === "" ? t.keepView : t.changeView, (/** @type {(value: { title?: string, remove?: boolean }) => void} */ close) =>
  form({ "aria-label": t.keepView }, async (values) => close({ title: String(values["title"]).trim() }), field({ name: "title", label: t.viewTitle, value: title, required: true, more: { maxlength: 100 } }),
    h("div", { class: "row" }, title !== "" && h("button", { type: "button", class: "btn risk", onclick: () => close({ remove: true }) }, t.removeView), h("span", { class: "grow" }), h("button", { class: "btn first" }, t.save))), { className: "narrow" })
