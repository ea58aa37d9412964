/** What a reader must know before trusting a slide: what the server says of it, and tiles that did not come. Above the slide, until closed or mended. */
import { h, icon, iconButton } from "../../elements/dom.js"
import { enSlide as t } from "../../locales/en-slide.js"

export class Warnings {
  element = h("div", { class: "slide-warnings", role: "status", hidden: true })
  #isClosed = false
  #shown = ""
  #again

  /** @param {() => void} again asks for the tiles once more */
  constructor(again) {
    this.#again = again
  }

  /** @param {readonly string[]} problems @param {number} lost tiles */
  show(problems, lost) {
    const lines = this.#isClosed ? [] : problems
    const shown = JSON.stringify([lines, lost])
    if (shown === this.#shown) return
    this.#shown = shown
    this.element.hidden = lines.length === 0 && lost === 0
    if (this.element.hidden) return
    const tiles = lost > 0 && h("span", { class: "slide-lost" }, t.lost(lost), h("button", { type: "button", class: "wbtn", onclick: this.#again }, t.tryAgain))
    this.element.replaceChildren(
      icon("warning"), h("div", { class: "grow" }, ...lines.map(line => h("p", {}, sentence(line))), tiles),
      ...(lines.length === 0 ? [] : [iconButton("close", t.dismiss, { onclick: () => {
        this.#isClosed = true
        this.show(problems, lost)
      } })]),
    )
  }
}

/** @param {string} text */
const sentence = text => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`
