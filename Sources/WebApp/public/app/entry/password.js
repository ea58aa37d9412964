/** A field for a new password: long rather than odd, and it can be looked at. */

import { h, iconButton } from "../dom.js"
import { field } from "../form.js"
import { t } from "../strings.js"

/** Shorter ones the server refuses. */
export const PASSWORD_LENGTH = 12

/** @param {{ name: string, label: string }} options */
export const passwordField = ({ name, label }) => {
  const box = field({ name, label, type: "password", required: true, autocomplete: "new-password", hint: t.passwordHint(PASSWORD_LENGTH), more: { minlength: PASSWORD_LENGTH } })
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"))
  const eye = iconButton("eye", t.showPassword, {
    class: "small", "aria-pressed": "false",
    onclick: () => {
      const seen = input.type === "password"
      input.type = seen ? "text" : "password"
      eye.setAttribute("aria-pressed", String(seen))
    },
  })
  const meter = h("div", { class: "length-meter", "aria-hidden": "true" }, h("i"))
  input.addEventListener("input", () => {
    const share = Math.min(1, input.value.length / PASSWORD_LENGTH)
    const bar = /** @type {HTMLElement} */ (meter.firstElementChild)
    bar.style.width = `${share * 100}%`
    bar.classList.toggle("full", share === 1)
  })
  box.querySelector(".field")?.append(eye)
  box.querySelector(".field")?.after(meter)
  return box
}
