/** What stands over the image in words: a short note that goes by itself, and the panel in the place of an image. */
import { h } from "../../elements/dom.js"
import { enImage as t } from "../../locales/en-image.js"

/** How long a note stays, in milliseconds. */
const noteTime = 4000

export class Notices {
  panel = h("div", { class: "image-message" })
  note = h("div", { class: "image-note", role: "status", hidden: true })
  #timer = 0

  /** @param {string} message */
  tell(message) {
    this.note.textContent = message
    this.note.hidden = false
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => { this.note.hidden = true }, noteTime)
  }

  loading() {
    this.#show("loading", t.loading, "")
  }

  /** @param {string} source what the tag's value is */
  empty(source) {
    this.#show("empty", t.noImage, t.noImageText(source))
  }

  /** @param {() => void} again */
  failed(again) {
    this.#show("failed", t.failed, t.failedText)
    this.panel.append(h("button", { type: "button", class: "wbtn", onclick: again }, t.tryAgain))
  }

  clear() {
    this.panel.hidden = true
  }

  stop() {
    clearTimeout(this.#timer)
  }

  /** @param {"empty" | "loading" | "failed"} kind @param {string} title @param {string} text */
  #show(kind, title, text) {
    this.panel.hidden = false
    this.panel.dataset.kind = kind
    this.panel.replaceChildren(h("b", {}, title), ...(text ? [h("p", {}, text)] : []))
  }
}
