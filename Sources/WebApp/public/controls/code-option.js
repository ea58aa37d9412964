import { h, icon } from "../app/dom.js"
import { markedPieces } from "../core/codes.js"
import { enTerminology as t } from "../locales/en-terminology.js"

/** @typedef {import("../net/terminology.js").Item} Item */

/**
 * A text with what the search found in it.
 *
 * @param {string} text
 * @param {readonly (readonly number[])[]} marks
 */
export const marked = (text, marks) => markedPieces(text, marks).map(piece => (piece.marked ? h("mark", {}, piece.text) : piece.text))

/**
 * What stands beside a name in a list: its tag, or whether it can be billed; and that it is inactive.
 *
 * @param {Item} item
 */
export const tagOf = item => (!item.active ? t.inactiveTag : item.billable === true ? t.billable : item.billable === false ? item.tag || t.header : item.tag)

/**
 * One code in the list of a question: name, code and path, and the name that matched.
 *
 * @param {Item} item
 * @param {{ id: string, index: number, on: boolean, taken: boolean, starred: boolean, open: boolean, note: string }} state `open`: whether it may be chosen; `note`: what is said in place of the path
 */
export const codeOption = (item, { id, index, on, taken, starred, open, note }) =>
  h("li", { class: `copt${on ? " on" : ""}${open ? "" : " shut"}`, role: "option", id, dataset: { option: index }, "aria-selected": String(on), "aria-disabled": open ? undefined : "true", title: `${item.code} ${item.display}` },
    h("div", { class: "row" },
      h("span", { class: "pt grow cut" }, item.matched ? item.display : marked(item.display, item.marks ?? [])),
      taken && h("span", { class: "accent", title: t.chosen }, icon("check", 14)),
      h("span", { class: `cstar${starred ? " kept" : ""}`, dataset: { star: index }, title: `${starred ? t.unstar(item.display) : t.star(item.display)} (Alt S)`, "aria-hidden": "true" }, starred ? "★" : "☆")),
    h("div", { class: "row" },
      h("small", { class: "grow cut" }, h("span", { class: "code" }, item.code), note || (item.path ?? []).join(" › ")), h("small", {}, tagOf(item))),
    item.matched && h("small", { class: "cut" }, `${t.matched} “`, marked(item.matched, item.marks), "”"),
    item.replaced_by && h("small", { class: "cut" }, `${t.replacedBy} ${item.replaced_by.code} ${item.replaced_by.display}`))

/**
 * How an answer came about where it was not by the words as they are typed.
 *
 * @param {import("../net/terminology.js").Note | null | undefined} note
 */
export const noteText = note => {
  if (!note || note.kind === "code") return ""
  const instead = note.instead ?? note.of ?? ""
  return note.kind === "typo" ? t.typo(instead) : note.kind === "partial" ? t.partial(instead) : t.abbreviation(instead)
}
