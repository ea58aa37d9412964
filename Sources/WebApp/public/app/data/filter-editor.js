/** Making or changing one filter: field, verb, value. */

import { showDialog } from "../dialog.js"
import { fill, h } from "../dom.js"
import { t } from "../strings.js"
import { fieldName, makeFilter, OPERATORS } from "./filters.js"

/** @typedef {import("./filters.js").Field} Field */
/** @typedef {import("../server.js").FilterItem} FilterItem */

/**
 * @param {readonly Field[]} fields
 * @param {readonly import("../server.js").User[]} people
 * @param {FilterItem} [item] to change
 * @returns {Promise<FilterItem | undefined>}
 */
export const editFilter = (fields, people, item) =>
  showDialog(item ? t.changeFilter : t.addFilter, (/** @type {(item?: FilterItem) => void} */ close) => {
    const name = item ? fieldName(item) : fields[0]?.name
    const fieldBox = h("select", { "aria-label": t.field }, fields.map((one) => h("option", { value: one.name, selected: one.name === name }, one.title)))
    const verbBox = h("select", { "aria-label": t.condition })
    const values = h("div", { class: "row grow" })
    const field = () => fields.find((one) => one.name === fieldBox.value) ?? /** @type {Field} */ (fields[0])

    const drawVerbs = () => {
      const verbs = OPERATORS[field().type]
      fill(verbBox, verbs.map((one) => h("option", { value: one, selected: one === item?.operator }, field().type === "Datetime" && one in t.timeVerbs ? t.timeVerbs[/** @type {keyof typeof t.timeVerbs} */ (one)] : t.operators[one])))
      drawValues()
    }
    const drawValues = () => {
      const { type } = field()
      const operator = verbBox.value
      const same = item && fieldName(item) === field().name
      const before = same ? item.value : undefined
      /** @param {string} label @param {unknown} value */
      const input = (label, value) => h("div", { class: "field grow" }, h("input", {
        "aria-label": label, value: type === "Datetime" ? String(value ?? "").slice(0, 16) : value ?? "", type: type === "Number" ? "number" : type === "Datetime" ? "datetime-local" : "text", step: "any",
      }))
      /** @param {readonly (readonly [string, string])[]} options */
      const select = (options) => h("div", { class: "field grow" }, h("select", { "aria-label": t.value }, options.map(([key, title]) => h("option", { value: key, selected: key === String(before) }, title))))
      const range = /** @type {{ min?: unknown, max?: unknown }} */ (typeof before === "object" && before ? before : {})
      fill(values, operator === "empty" ? select([["true", t.isEmpty], ["false", t.isNotEmpty]])
        : type === "Boolean" ? select([["true", t.yes], ["false", t.no]])
        : type === "List" ? select(people.map((one) => [String(one.id), `${one.first_name} ${one.last_name}`.trim() || one.email]))
        : operator === "in" ? [input(t.from, range.min), input(t.to, range.max)] : input(t.value, before))
    }
    /** @returns {unknown} */
    const read = () => {
      const raw = [...values.querySelectorAll("input, select")].map((one) => /** @type {HTMLInputElement} */ (one).value)
      /** @param {string} text */
      const typed = (text) => field().type === "Number" && verbBox.value !== "empty" ? Number(text)
        : field().type === "Datetime" && verbBox.value !== "empty" ? (text ? new Date(text).toISOString().replace("Z", "000Z") : "")
        : field().type === "List" && verbBox.value !== "empty" ? Number(text) : text
      return verbBox.value === "in" ? { min: typed(raw[0] ?? ""), max: typed(raw[1] ?? "") } : typed(raw[0] ?? "")
    }
    fieldBox.addEventListener("change", drawVerbs)
    verbBox.addEventListener("change", drawValues)
    drawVerbs()
    return h("form", {
      class: "stack", onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault()
        const value = read()
        const empty = typeof value === "object" && value ? Object.values(value).some((one) => one === "") : value === "" || Number.isNaN(value)
        if (empty) values.querySelector("input")?.focus()
        else close(makeFilter(field(), verbBox.value, value))
      },
    }, h("div", { class: "pair" }, h("div", { class: "field" }, fieldBox), h("div", { class: "field" }, verbBox)), values,
    h("div", { class: "row end" }, h("button", { type: "button", class: "btn", onclick: () => close() }, t.cancel), h("button", { class: "btn first" }, item ? t.change : t.addFilter)))
  })
