/** Modal questions on the native dialog element: it traps the focus, closes on Escape and gives the focus back. */

import { h, iconButton } from "./dom.js"
import { t } from "./strings.js"

/**
 * Shows a dialog and resolves when it has closed, with whatever `close` was given.
 * @template T
 * @param {string} title
 * @param {(close: (value?: T) => void, dialog: HTMLDialogElement) => import("./dom.js").Child} content
 * @param {{ wide?: boolean, className?: string }} [options]
 * @returns {Promise<T | undefined>}
 */
export const showDialog = (title, content, options = {}) =>
  new Promise((resolve) => {
    const { wide = false, className = "" } = options
    /** @type {T | undefined} */
    let answer
    const heading = `dialog-${Math.random().toString(36).slice(2)}`
    const dialog = h("dialog", { class: `dialog float ${wide ? "wide" : ""} ${className}`.trim(), "aria-labelledby": heading })
    /** @param {T} [value] */
    const close = (value) => {
      answer = value
      dialog.close()
    }
    dialog.append(
      h("header", { class: "row" }, h("h2", { id: heading, class: "grow" }, title), iconButton("close", t.close, { class: "small", onclick: () => close() })),
      h("div", { class: "dialog-body" }, content(close, dialog)))
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) close()
    })
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
    document.body.append(dialog)
    dialog.showModal()
    const first = dialog.querySelector("[autofocus], .dialog-body :is(input, select, textarea, button)")
    if (first instanceof HTMLElement) first.focus()
  })

/**
 * Asks before something that cannot be taken back. With `word`, it must be typed first.
 * @param {{ title: string, text: import("./dom.js").Child, action: string, word?: string }} question
 * @returns {Promise<boolean>}
 */
export const confirmRisk = async ({ title, text, action, word }) => {
  const answer = await showDialog(title, (close) => {
    const submit = h("button", { class: "btn risk solid", disabled: word !== undefined }, action)
    const field = word !== undefined && h("label", { class: "stack" },
      h("span", { class: "s dim" }, t.typeToConfirm(word)),
      h("span", { class: "field" }, h("input", {
        autocomplete: "off", autofocus: true,
        oninput: (/** @type {Event} */ event) => { submit.disabled = /** @type {HTMLInputElement} */ (event.target).value.trim() !== word },
      })))
    return h("form", { method: "dialog", class: "stack", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); if (!submit.disabled) close(true) } },
      h("p", { class: "dim" }, text), field,
      h("div", { class: "row end" }, h("button", { type: "button", class: "btn", onclick: () => close(false) }, t.cancel), submit))
  })
  return answer === true
}
