import { h, icon, iconButton } from "./dom.js"

/** What the workbench says beside the work: a banner to see, a line for screen readers to hear. */
export class Notices {
  #live = h("div", { class: "sr", "aria-live": "polite" })
  #banner = h("div", { class: "wbanner", hidden: true, role: "alert" })
  #kind = ""
  #message = ""

  /** To be put into the page. */
  get elements() { return [this.#banner, this.#live] }

  /**
   * Says something short to screen readers.
   *
   * @param {string} message
   */
  announce(message) {
    this.#live.textContent = ""
    requestAnimationFrame(() => { this.#live.textContent = message })
  }

  /**
   * Shows a banner. One that stands there already is not said again, nor opened again once it was closed.
   *
   * @param {string} message
   * @param {readonly HTMLElement[]} [acts]
   * @param {"" | "offline" | "refused"} [kind]
   */
  say(message, acts = [], kind = "") {
    if (kind === "offline" && (this.#kind === "refused" || (this.#kind === kind && this.#message === message))) return
    this.#kind = kind
    this.#message = message
    this.#banner.replaceChildren(icon("warning"), h("span", { class: "grow" }, message), ...acts, iconButton("close", "Close", { onclick: () => { this.#banner.hidden = true } }))
    this.#banner.hidden = false
  }

  /** Takes the banner away, unless work was refused: that stays until it is seen to. */
  clear() {
    if (this.#kind !== "refused") this.#hide()
  }

  /** The line to the server stands again. */
  online() {
    if (this.#kind === "offline") this.#hide()
  }

  #hide() {
    this.#banner.hidden = true
    this.#kind = this.#message = ""
  }
}
