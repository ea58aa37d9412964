/** Labelled fields and the forms made of them; what the server refuses is shown at the field it refused. */

import { fill, h, icon } from "./dom.js"
import { t } from "./strings.js"

let serial = 0

/**
 * @typedef {object} FieldOptions
 * @property {string} name as the server calls it
 * @property {string} label
 * @property {string} [hint]
 * @property {string} [type] of the input
 * @property {unknown} [value]
 * @property {boolean} [required]
 * @property {string} [autocomplete]
 * @property {number} [rows] a text area of that height instead of one line
 * @property {readonly (readonly [string, string])[]} [options] value and title: a choice instead of free text
 * @property {import("./dom.js").Props} [more] further attributes of the control
 */

/**
 * One labelled control with its hint and a place for its error.
 * @param {FieldOptions} field
 */
export const field = ({ name, label, hint, type = "text", value, required = false, autocomplete, rows, options, more = {} }) => {
  const id = `field-${(serial += 1)}`
  const common = { id, name, required, "aria-describedby": `${id}-hint ${id}-error`, ...more }
  const control = options
    ? h("select", common, options.map(([key, title]) => h("option", { value: key, selected: key === String(value ?? "") }, title)))
    : rows !== undefined
      ? h("textarea", { ...common, rows, value: value ?? "" })
      : h("input", { ...common, type, value: value ?? "", autocomplete })
  return h("div", { class: "control", dataset: { field: name } },
    h("label", { for: id }, label, required && h("span", { class: "faint", "aria-hidden": "true" }, " *")),
    h("div", { class: rows !== undefined ? "field tall" : "field" }, control),
    hint && h("p", { id: `${id}-hint`, class: "hint" }, hint),
    h("p", { id: `${id}-error`, class: "error" }))
}

/**
 * A switch with its sentence.
 * @param {{ name: string, label: string, hint?: string, checked: boolean }} options
 */
export const check = ({ name, label, hint, checked }) =>
  h("label", { class: "check" }, h("input", { type: "checkbox", class: "tick", name, checked }),
    h("span", {}, label, hint && h("span", { class: "hint block" }, hint)))

/**
 * Values of a form: strings, and booleans for switches.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string | boolean>}
 */
export const formValues = (form) => {
  /** @type {Record<string, string | boolean>} */
  const values = {}
  for (const control of form.elements) {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement)) continue
    if (!control.name) continue
    values[control.name] = control instanceof HTMLInputElement && control.type === "checkbox" ? control.checked : control.value
  }
  return values
}

/**
 * Puts the server's objections where they belong: at their fields, the rest above the form. The first wrong field gets the focus.
 * @param {HTMLFormElement} form
 * @param {unknown} error
 */
export const showFormError = (form, error) => {
  clearFormError(form)
  const fields = /** @type {{ validation_errors?: Record<string, unknown> }} */ (error).validation_errors ?? {}
  /** @type {string[]} */
  const rest = []
  /** @type {HTMLElement | null} */
  let first = null
  for (const [name, said] of Object.entries(fields)) {
    const text = Array.isArray(said) ? said.join(" ") : String(said)
    const box = form.querySelector(`[data-field="${CSS.escape(name)}"]`)
    if (!(box instanceof HTMLElement)) {
      rest.push(text)
      continue
    }
    box.classList.add("wrong")
    const place = box.querySelector(".error")
    if (place) place.textContent = text
    const control = box.querySelector("input, select, textarea")
    control?.setAttribute("aria-invalid", "true")
    if (!first && control instanceof HTMLElement) first = control
  }
  if (Object.keys(fields).length === 0) rest.push(error instanceof Error ? error.message : String(error))
  if (rest.length > 0) {
    const box = h("div", { class: "form-error notice bad", role: "alert" }, icon("warning"), h("span", {}, rest.join(" ")))
    form.prepend(box)
  }
  if (first) first.focus()
}

/** @param {HTMLFormElement} form */
export const clearFormError = (form) => {
  form.querySelector(".form-error")?.remove()
  for (const box of form.querySelectorAll(".control.wrong")) {
    box.classList.remove("wrong")
    fill(box.querySelector(".error") ?? box)
    box.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid")
  }
}

/**
 * A form that calls `save` with its values, is busy meanwhile and shows what went wrong.
 * @param {{ class?: string, "aria-label"?: string }} props
 * @param {(values: Record<string, string | boolean>, form: HTMLFormElement) => Promise<unknown>} save
 * @param {...import("./dom.js").Child} children
 */
export const form = (props, save, ...children) => {
  const element = h("form", { novalidate: true, ...props, class: `form ${props.class ?? ""}`.trim() }, ...children)
  element.addEventListener("submit", async (event) => {
    event.preventDefault()
    clearFormError(element)
    const missing = [...element.elements].filter((control) => control instanceof HTMLInputElement && control.required && control.value.trim() === "")
    if (missing.length > 0) {
      showFormError(element, { validation_errors: Object.fromEntries(missing.map((control) => [/** @type {HTMLInputElement} */ (control).name, t.fieldRequired])) })
      return
    }
    const button = element.querySelector("button:not([type=button])")
    if (button instanceof HTMLButtonElement) button.disabled = true
    element.setAttribute("aria-busy", "true")
    try {
      await save(formValues(element), element)
    } catch (error) {
      showFormError(element, error)
    } finally {
      element.removeAttribute("aria-busy")
      if (button instanceof HTMLButtonElement) button.disabled = false
    }
  })
  return element
}
