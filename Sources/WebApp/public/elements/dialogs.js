import { keyCaps } from "../core/keymap.js"
import { h, iconButton, keys } from "./dom.js"

/**
 * A modal dialog that leaves the page when it is closed.
 *
 * @param {string} title
 * @param {readonly Node[]} body
 * @param {HTMLElement} place where it is put; styles reach it there
 */
export function openDialog(title, body, place) {
  const dialog = h("dialog", { class: "wdialog", "aria-label": title })
  const close = () => dialog.close()
  dialog.append(h("header", { class: "row" }, h("b", { class: "grow" }, title), iconButton("close", "Close", { onclick: close })), h("div", { class: "body" }, ...body))
  dialog.addEventListener("close", () => dialog.remove())
  dialog.addEventListener("click", event => { if (event.target === dialog) close() })
  place.append(dialog)
  dialog.showModal()
  return dialog
}

/**
 * The sheet of every key, by group.
 *
 * @param {import("./contracts.js").Context} context
 * @param {HTMLElement} place
 */
export function openKeySheet({ commands, keymap }, place) {
  const mac = /Mac/.test(navigator.platform)
  /** @type {Map<string, HTMLElement[]>} */
  const groups = new Map()
  for (const spec of commands.all()) {
    const bound = keymap.keysOf(spec.id)
    if (bound.length === 0) continue
    const rows = groups.get(spec.group ?? "General") ?? []
    rows.push(h("div", { class: "keyrow" }, h("dt", {}, spec.title), h("dd", {}, ...bound.slice(0, 2).flatMap((binding, i) => [i > 0 ? " or " : "", ...keys(keyCaps(binding, mac))]))))
    groups.set(spec.group ?? "General", rows)
  }
  const caret = h("dl", {}, ...[["Move in the text", ["←", "→", "↑", "↓"]], ["Choose a stretch", ["⇧", "←", "→"]], ["Choose by words", ["⇧", "Ctrl", "→"]], ["Select the region at the caret", ["↵"]]]
    .map(([title, caps]) => h("div", { class: "keyrow" }, h("dt", {}, String(title)), h("dd", {}, ...keys(/** @type {string[]} */ (caps))))))
  openDialog("Keys", [h("div", { class: "keysheet" },
    ...[...groups].map(([name, rows]) => h("section", {}, h("h3", {}, name), h("dl", {}, ...rows))),
    h("section", {}, h("h3", {}, "In a text"), caret))], place)
}

/**
 * What the project asks for.
 *
 * @param {string} text plain text or markup; markup is shown as its text
 * @param {HTMLElement} place
 * @param {(markup: string) => HTMLElement} show
 */
export function openInstructions(text, place, show) {
  openDialog("Instructions", [/<[a-z][^>]*>/i.test(text) ? show(text) : h("p", { class: "prewrap" }, text)], place)
}
