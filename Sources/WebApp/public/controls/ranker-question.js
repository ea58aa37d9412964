import { h } from "../app/dom.js"
import { attribute } from "../core/config.js"
import { columnsOf, moved, rankItems, rankerOf } from "./ranking.js"
import { QuestionElement } from "./question-element.js"

/** `<Ranker>` with its buckets: items put in order, or sorted into columns; by dragging or by arrow keys. */
export class RankerQuestion extends QuestionElement {
  #board = h("div", { class: "ranker" })
  /** @type {string | null} */
  #dragged = null

  get #items() {
    const { interface: config, task, control } = this.context
    const object = config.objects.get(control.toName[0] ?? "")
    return rankItems(object?.value ?? task.data[control.toName[0] ?? ""])
  }

  get #columns() {
    const buckets = this.control.children.filter(child => child.tag.toLowerCase() === "bucket").map(child => ({
      name: attribute(child, "name"), title: attribute(child, "title"), byDefault: attribute(child, "default") === "true",
    }))
    return columnsOf(buckets, this.#items, this.value?.["ranker"])
  }

  /** @override */
  build() {
    this.#board.setAttribute("role", "group")
    this.#board.setAttribute("aria-labelledby", this.context.labelId)
    this.append(this.#board)
  }

  /** @param {string} id @param {string} to @param {number} at */
  #move(id, to, at) {
    this.answer({ ranker: rankerOf(moved(this.#columns, id, to, at)) })
    requestAnimationFrame(() => requestAnimationFrame(() =>
      /** @type {HTMLElement | null} */ (this.#board.querySelector(`[data-item="${CSS.escape(id)}"]`))?.focus()))
  }

  /** @param {KeyboardEvent} event @param {string} id */
  #key(event, id) {
    const columns = this.#columns
    const column = columns.findIndex(each => each.ids.includes(id))
    const at = columns[column]?.ids.indexOf(id) ?? 0
    const target = { ArrowUp: [column, at - 1], ArrowDown: [column, at + 1], ArrowLeft: [column - 1, 0], ArrowRight: [column + 1, 0] }[event.key]
    const to = target ? columns[target[0] ?? -1] : undefined
    if (!target || !to || this.locked) return
    event.preventDefault()
    event.stopPropagation()
    this.#move(id, to.name, Math.max(0, target[1] ?? 0))
  }

  /** @override */
  show() {
    const items = new Map(this.#items.map(item => [item.id, item]))
    this.#board.replaceChildren(...this.#columns.map(column => {
      const list = h("ol", { class: "rank-list", "aria-label": column.title },
        column.ids.map((id, at) => {
          const item = items.get(id)
          return h("li", {
            class: "rank-item", tabindex: 0, draggable: this.locked ? null : "true", dataset: { item: id },
            onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event, id),
            ondragstart: () => { this.#dragged = id },
            ondragover: (/** @type {DragEvent} */ event) => event.preventDefault(),
            ondrop: (/** @type {DragEvent} */ event) => { event.stopPropagation(); this.#drop(column.name, at) },
          }, item?.title ? h("b", {}, item.title) : null, item?.body ?? "")
        }))
      return h("section", {
        class: "rank-column",
        ondragover: (/** @type {DragEvent} */ event) => event.preventDefault(),
        ondrop: () => this.#drop(column.name, column.ids.length),
      }, column.title === "_" ? null : h("h4", {}, column.title), list)
    }))
  }

  /** @param {string} column @param {number} at */
  #drop(column, at) {
    if (this.#dragged !== null && !this.locked) this.#move(this.#dragged, column, at)
    this.#dragged = null
  }
}
