import { h } from "../../app/dom.js"
import { rankItems } from "../../controls/ranking.js"
import { cellText, isNumber, tableRows } from "./table-rows.js"

/** @typedef {import("../../elements/contracts.js").MediaContext} MediaContext */

/** So many rows are drawn at first; the rest when asked for. */
const FIRST = 500

/** `<Table>`: laboratory values, vital signs and the like, as rows and columns. */
export class TableView extends HTMLElement {
  /** @type {MediaContext} */
  context = /** @type {MediaContext} */ (/** @type {unknown} */ (null))

  connectedCallback() {
    const { object } = this.context
    this.classList.add("table-view")
    const { columns, rows } = tableRows(object.value)
    if (rows.length === 0) return this.replaceChildren(h("p", { class: "mute" }, "The table of this task is empty"))
    const body = h("tbody", {}, rows.slice(0, FIRST).map(row => this.#row(row, columns.length === 0)))
    const more = rows.length > FIRST
      ? h("button", {
        type: "button", class: "btn", onclick: (/** @type {Event} */ event) => {
          body.append(...rows.slice(FIRST).map(row => this.#row(row, columns.length === 0)))
          const button = /** @type {HTMLElement} */ (event.target)
          button.remove()
        },
      }, `Show all ${rows.length} rows`)
      : null
    this.replaceChildren(h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": object.name },
      h("table", { class: "data-table" },
        columns.length > 0 ? h("thead", {}, h("tr", {}, columns.map(column => h("th", { scope: "col" }, column)))) : null,
        body), more))
  }

  /** @param {readonly unknown[]} row @param {boolean} named */
  #row(row, named) {
    return h("tr", {}, row.map((cell, i) => (named && i === 0 && row.length > 1
      ? h("th", { scope: "row" }, cellText(cell))
      : h("td", { class: isNumber(cell) ? "num" : null }, cellText(cell)))))
  }
}

/** `<List>`: items to read; a `<Ranker>` shows and orders them itself, then the list stays away. */
export class ListView extends HTMLElement {
  /** @type {MediaContext} */
  context = /** @type {MediaContext} */ (/** @type {unknown} */ (null))

  connectedCallback() {
    const { object, controls } = this.context
    if (controls.some(control => control.result === "ranker")) {
      this.hidden = true
      return
    }
    this.classList.add("list-view")
    this.replaceChildren(h("ol", {}, rankItems(object.value).map(item =>
      h("li", {}, item.title ? h("b", {}, item.title) : null, h("p", {}, item.body)))))
  }
}
