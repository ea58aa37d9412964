import { h } from "../app/dom.js"
import { attribute } from "../core/config.js"
import { readDate, writeDate } from "./date-format.js"
import { QuestionElement } from "./question-element.js"

/** `<DateTime>`: a date, a time, both, a month or a year. */
export class DateTimeQuestion extends QuestionElement {
  /** @type {HTMLInputElement | null} */
  #field = null

  /** What `only` leaves: a bare `<DateTime>` is a date. */
  get #kind() {
    const only = new Set(attribute(this.control, "only").split(",").map(part => part.trim()).filter(Boolean))
    const showsTime = attribute(this.control, "showTime") === "true"
    if (only.has("year")) return "year"
    if (only.has("month")) return "month"
    if (only.has("time") && !only.has("date")) return "time"
    return only.has("time") || showsTime ? "datetime-local" : "date"
  }

  /** @override */
  build() {
    const { control, labelId } = this.context
    const kind = this.#kind
    const limits = { min: attribute(control, "min") || null, max: attribute(control, "max") || null }
    this.#field = h("input", {
      class: "in", "aria-labelledby": labelId, disabled: this.locked, ...limits,
      ...(kind === "year" ? { type: "number", step: 1, min: limits.min ?? 1800, max: limits.max ?? 2200 } : { type: kind }),
      oninput: () => this.#read(),
    })
    this.append(this.#field)
  }

  #read() {
    const text = this.#field?.value ?? ""
    const format = attribute(this.control, "format")
    this.answer(text === "" ? null : { datetime: this.#kind === "year" ? text : writeDate(text, format) }, { group: `typing:${this.control.name}:${this.context.regionId ?? ""}` })
  }

  /** @override @param {Readonly<Record<string, unknown>> | null} value */
  show(value) {
    if (!this.#field) return
    const text = String(value?.["datetime"] ?? "")
    const kind = this.#kind
    const shown = kind === "year" || text === "" ? text : readDate(text, attribute(this.control, "format"), kind)
    if (this.#field.value !== shown) this.#field.value = shown
  }
}
