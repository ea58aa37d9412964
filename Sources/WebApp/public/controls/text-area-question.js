import { h, iconButton } from "../app/dom.js"
import { attribute, fill, flag, numeric } from "../core/config.js"
import { QuestionElement } from "./question-element.js"

/** `<TextArea>`: one text written in place, or several added one by one. */
export class TextAreaQuestion extends QuestionElement {
  /** @type {HTMLTextAreaElement | null} */
  #field = null
  #list = h("ul", { class: "texts" })

  get #most() { return numeric(this.control, "maxSubmissions", 0) }
  /** One text only: it is bound to the field, there is nothing to add. */
  get #alone() { return this.#most === 1 }
  get #texts() {
    const texts = this.value?.["text"]
    return Array.isArray(texts) ? texts.map(String) : typeof texts === "string" ? [texts] : []
  }

  /** @override @param {AbortSignal} signal */
  build(signal) {
    const { control, labelId, task } = this.context
    const rows = numeric(control, "rows", 1)
    const field = h("textarea", {
      class: "in area", rows: Math.max(1, rows), "aria-labelledby": labelId, placeholder: attribute(control, "placeholder") || null, readonly: this.locked,
    })
    this.#field = field
    const add = this.#alone || this.locked ? null : iconButton("plus", "Add text", { onclick: () => this.#add() })
    this.append(this.#list, h("div", { class: "row" }, field, add))
    field.addEventListener("keydown", event => {
      if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || this.#alone) return
      event.preventDefault()
      this.#add()
    }, { signal })
    field.addEventListener("input", () => { if (this.#alone) this.#write(field.value === "" ? [] : [field.value], "typing") }, { signal })
    const prefill = attribute(control, "value")
    if (prefill && !this.#alone) field.value = String(fill(prefill, task.data) ?? "")
    else if (prefill && this.#texts.length === 0) field.placeholder = String(fill(prefill, task.data) ?? "")
    for (const button of control.children.filter(child => child.tag.toLowerCase() === "shortcut")) {
      const text = attribute(button, "value")
      this.append(h("button", { type: "button", class: "btn small", onclick: () => this.#insert(text) }, attribute(button, "alias") || text))
    }
  }

  /** @param {string} text */
  #insert(text) {
    if (!this.#field || this.locked) return
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, "end")
    this.#field.dispatchEvent(new Event("input"))
    this.#field.focus()
  }

  #add() {
    const text = this.#field?.value.trim() ?? ""
    const texts = this.#texts
    if (text === "" || this.#most > 0 && texts.length >= this.#most) return
    if (flag(this.control, "skipDuplicates") && texts.includes(text)) {
      this.context.announce("This text is there already")
      return
    }
    this.#write([...texts, text])
    if (this.#field) this.#field.value = ""
  }

  /** @param {readonly string[]} texts @param {string} [kind] */
  #write(texts, kind) {
    const { control, regionId } = this.context
    this.answer(texts.length > 0 ? { text: texts } : null, kind ? { group: `${kind}:${control.name}:${regionId ?? ""}` } : {})
  }

  /** @override @param {Readonly<Record<string, unknown>> | null} _value */
  show(_value) {
    const texts = this.#texts
    if (this.#alone) {
      const text = texts[0] ?? ""
      if (this.#field && this.#field.value !== text) this.#field.value = text
      return
    }
    const editable = flag(this.control, "editable", true) && !this.locked
    this.#list.replaceChildren(...texts.map((text, at) => h("li", {},
      editable
        ? h("input", {
          class: "in", value: text, "aria-label": `Text ${at + 1}`,
          onchange: (/** @type {Event} */ event) => {
            const changed = /** @type {HTMLInputElement} */ (event.target).value.trim()
            this.#write(changed === "" ? texts.filter((_, i) => i !== at) : texts.map((old, i) => (i === at ? changed : old)))
          },
        })
        : h("span", {}, text),
      this.locked ? null : iconButton("close", `Remove text ${at + 1}`, { class: "small", onclick: () => this.#write(texts.filter((_, i) => i !== at)) }))))
    this.#list.hidden = texts.length === 0
  }
}
