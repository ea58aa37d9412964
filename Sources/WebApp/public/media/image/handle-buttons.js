/**
 * The handles of the selected region as buttons: what the canvas shows, reachable with Tab and moved with the arrow keys.
 * They let the pointer through: dragging belongs to the canvas below.
 *
 * @typedef {import("./desk.js").Desk} Desk
 * @typedef {import("./handles.js").Handle} Handle
 */
import { enImage as t } from "../../locales/en-image.js"
import { h } from "../../elements/dom.js"
import { toImage, toScreen } from "./view.js"

/** A polygon with more corners than this has buttons for the first ones only; the rest are reached with the pointer or by removing. */
const most = 120

export class HandleButtons {
  element = h("div", { class: "image-handles", role: "group", "aria-label": t.handles })
  /** @type {HTMLButtonElement[]} */
  #buttons = []
  /** @type {Handle[]} */
  #handles = []
  /** @type {import("./view.js").Matrix | null} */
  #matrix = null
  #desk

  /** @param {() => Desk | null} desk */
  constructor(desk) {
    this.#desk = desk
    this.element.addEventListener("keydown", event => this.#key(event))
    this.element.addEventListener("click", event => {
      const handle = this.#handleOf(event.target)
      if (handle) this.#desk()?.addCorner(handle)
    })
  }

  /** Puts the keyboard on the first handle; false where there is none. */
  focus() {
    this.#buttons[0]?.focus()
    return this.#buttons.length > 0
  }

  /** @param {import("./view.js").Matrix} matrix */
  show(matrix) {
    const desk = this.#desk()
    this.#matrix = matrix
    this.#handles = (desk?.handles() ?? []).slice(0, most)
    this.element.hidden = this.#handles.length === 0
    const name = desk?.selectedItem()?.name ?? ""
    const corners = this.#handles.filter(handle => handle.kind === "corner").length
    while (this.#buttons.length > this.#handles.length) this.#buttons.pop()?.remove()
    this.#handles.forEach((handle, i) => {
      let button = this.#buttons[i]
      if (!button) {
        button = h("button", { type: "button", class: "image-handle" })
        this.#buttons.push(button)
        this.element.append(button)
      }
      const { x, y } = toScreen(matrix, handle.at)
      button.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
      const label = t.handleOf(name, handle.kind === "side" ? t.sides[handle.side] : handle.kind === "rotate" ? t.rotateHandle
        : handle.kind === "corner" ? t.corner(handle.index + 1, corners) : t.edge(handle.index + 1))
      if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label)
    })
  }

  /** @param {EventTarget | null} target */
  #handleOf(target) {
    const at = target instanceof HTMLButtonElement ? this.#buttons.indexOf(target) : -1
    return at === -1 ? undefined : this.#handles[at]
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const desk = this.#desk()
    const handle = this.#handleOf(event.target)
    if (!desk || !handle || !this.#matrix || event.ctrlKey || event.metaKey || event.altKey) return
    const step = desk.nudgeStep * (event.shiftKey ? 10 : 1)
    const [dx, dy] = event.key === "ArrowLeft" ? [-1, 0] : event.key === "ArrowRight" ? [1, 0] : event.key === "ArrowUp" ? [0, -1] : event.key === "ArrowDown" ? [0, 1] : [0, 0]
    if (dx !== 0 || dy !== 0) {
      const move = onScreen(this.#matrix, dx * step, dy * step, desk.scale)
      desk.nudgeHandle(handle, move.x, move.y)
    } else if (event.key === "Delete" || event.key === "Backspace") {
      if (!desk.removeCorner(handle)) return
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
}

/**
 * A move along the screen's axes, in image pixels, as the turned image takes it.
 *
 * @param {import("./view.js").Matrix} matrix
 * @param {number} dx image pixels
 * @param {number} dy
 * @param {number} scale
 */
export function onScreen(matrix, dx, dy, scale) {
  const from = toImage(matrix, { x: 0, y: 0 })
  const to = toImage(matrix, { x: dx * scale, y: dy * scale })
  // Quarter turns leave −0 and rounding behind.
  return { x: Math.round((to.x - from.x) * 1e6) / 1e6, y: Math.round((to.y - from.y) * 1e6) / 1e6 }
}
