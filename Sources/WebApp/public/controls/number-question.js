import { h } from "../app/dom.js"
import { attribute, flag } from "../core/config.js"
import { QuestionElement } from "./question-element.js"

/** `<Number>`: a number within limits, with a slider where the config asks for one. */
export class NumberQuestion extends QuestionElement {
  /** @type {HTMLInputElement | null} */
  #field = null
  /** @type {HTMLInputElement | null} */
  #slider = null

  /** @override */
  build() {
    const { control, labelId } = this.context
    const limits = {
      min: attribute(control, "min") || null, max: attribute(control, "max") || null, step: attribute(control, "step") || "any",
      "aria-labelledby": labelId, disabled: this.locked,
    }
    const read = (/** @type {Event} */ event) => this.#read(/** @type {HTMLInputElement} */ (event.target))
    this.#field = h("input", { ...limits, type: "number", class: "in", placeholder: attribute(control, "defaultValue") || null, oninput: read })
    this.#slider = flag(control, "slider") ? h("input", { ...limits, type: "range", step: attribute(control, "step") || "1", oninput: read }) : null
    const range = limits.min !== null || limits.max !== null ? h("span", { class: "mute" }, `${limits.min ?? "…"} – ${limits.max ?? "…"}`) : null
    this.append(h("div", { class: "row" }, this.#slider, this.#field, range))
  }

  /** @param {HTMLInputElement} field */
  #read(field) {
    const { control, regionId } = this.context
    const text = field.value.trim()
    const number = Number(text)
    // Chromium answers "" for text that is no number; then the old answer stays until it is one.
    if (text === "" && field.validity.badInput) return
    this.answer(text === "" ? null : { number }, { group: `typing:${control.name}:${regionId ?? ""}` })
    const refused = text !== "" && !field.checkValidity()
    this.invalid = refused ? field.validationMessage : ""
    this.context.announce(refused ? field.validationMessage : "")
  }

  /** @override @param {Readonly<Record<string, unknown>> | null} value */
  show(value) {
    const number = value?.["number"]
    const text = typeof number === "number" ? String(number) : ""
    for (const field of [this.#field, this.#slider]) {
      if (field && (text === "" ? field.value !== "" : Number(field.value) !== number || field.value === "")) field.value = text
    }
  }
}
