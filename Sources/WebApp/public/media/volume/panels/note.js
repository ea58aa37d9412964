import { h } from "../../../elements/dom.js"

/** How long a note stays, ms; a warning stays twice as long. */
const time = 4000

/** A line over the image that goes by itself. */
export class Note {
  element = h("div", { class: "vv-note", role: "status", hidden: true })
  #timer = 0

  /** @param {string} message @param {"note" | "warning"} [kind] */
  say(message, kind = "note") {
    this.element.textContent = message
    this.element.dataset.kind = kind
    this.element.hidden = false
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => { this.element.hidden = true }, kind === "warning" ? 2 * time : time)
  }

  stop() { clearTimeout(this.#timer) }
}
