/** Short messages at the bottom of the window. They say what happened; a failure stays until it is read. */

import { h, icon, iconButton } from "./dom.js"
import { t } from "./strings.js"

/** @typedef {{ kind?: "good" | "bad" | "plain", detail?: string, action?: { title: string, run: () => void } }} ToastOptions */

const SECONDS = 6

/** @returns {HTMLElement} */
const shelf = () => {
  const found = document.querySelector(".toasts")
  if (found instanceof HTMLElement) return found
  const made = h("div", { class: "toasts", role: "region", "aria-label": t.messages })
  document.body.append(made)
  return made
}

/**
 * @param {string} text
 * @param {ToastOptions} [options]
 */
export const toast = (text, options = {}) => {
  const { kind = "plain", detail, action } = options
  const close = () => item.remove()
  const item = h("div", { class: `toast float ${kind}`, role: kind === "bad" ? "alert" : "status" },
    kind !== "plain" && icon(kind === "bad" ? "warning" : "check", 16, kind),
    h("div", { class: "grow" }, h("div", {}, text), detail && h("div", { class: "s dim" }, detail)),
    action && h("button", { type: "button", class: "btn small", onclick: () => { action.run(); close() } }, action.title),
    iconButton("close", t.close, { class: "small", onclick: close }))
  shelf().append(item)
  if (kind !== "bad") setTimeout(close, SECONDS * 1000)
}

/**
 * The message of a failed request, in words a person can act on.
 * @param {unknown} error
 */
export const toastError = (error) => {
  if (error instanceof DOMException && error.name === "AbortError") return
  const { status } = /** @type {{ status?: number }} */ (error)
  // The frame shows the banner, or the way back in; this only tells it.
  if (status === 0) dispatchEvent(new Event("vesalius:unreachable"))
  if (status === 401) return void dispatchEvent(new Event("vesalius:signed-out"))
  toast(t.failed, { kind: "bad", detail: error instanceof Error ? error.message : String(error) })
}
