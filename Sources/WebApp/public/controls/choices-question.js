import { h, kbd } from "../app/dom.js"
import { attribute, flag } from "../core/config.js"
import { chosen, flattened, samePath, toggled } from "./choice-list.js"
import { QuestionElement } from "./question-element.js"

/** @typedef {import("../core/config.js").ChoiceNode} ChoiceNode */

/** So many short choices are a segmented row; where the row is narrow it wraps, which from some 60 characters on would look like a list gone wrong. */
const SEGMENTS = 5
const SEGMENT_CHARACTERS = 60

/** `<Choices>`: one or several of a list, also nested; each has its key where the config or the order gives one. */
export class ChoicesQuestion extends QuestionElement {
  /** @type {Map<HTMLElement, ChoiceNode>} */
  #fields = new Map()
  #nested = false
  /** @type {HTMLSelectElement | null} */
  #select = null

  /** @override @param {AbortSignal} signal */
  build(signal) {
    const { control, labelId } = this.context
    const all = flattened(control.choices)
    this.#nested = all.some(({ depth }) => depth > 0) || flag(control, "allowNested")
    this.#fields.clear()
    if (attribute(control, "layout") === "select") return this.#buildSelect(all)

    const single = control.single
    const row = single && !this.#nested && all.length <= SEGMENTS && attribute(control, "layout") !== "vertical"
      && all.reduce((sum, { node }) => sum + node.value.length + (node.key ? 3 : 0), 0) <= SEGMENT_CHARACTERS
    const group = h("div", {
      class: row ? "seg wide" : attribute(control, "layout") === "inline" || flag(control, "showInline") ? "choices inline" : "choices",
      role: single ? "radiogroup" : "group", "aria-labelledby": labelId,
    })
    for (const { node, depth } of all) group.append(this.#field(node, depth, single, row))
    group.addEventListener("keydown", event => this.#walk(event, single))
    this.append(group)
    this.#addKeys(all.map(({ node }) => node), signal)
  }

  /** @param {readonly { node: ChoiceNode, depth: number }[]} all */
  #buildSelect(all) {
    const { control, labelId } = this.context
    const multiple = !control.single
    this.#select = h("select", { class: "in", "aria-labelledby": labelId, multiple, disabled: this.locked, onchange: () => this.#selected() },
      multiple ? null : h("option", { value: "" }, attribute(control, "placeholder") || "–"),
      all.map(({ node, depth }) => h("option", { value: JSON.stringify(this.#entry(node)) }, `${"\u2003".repeat(depth)}${node.value}`)))
    this.append(this.#select)
  }

  #selected() {
    const entries = [...(this.#select?.selectedOptions ?? [])].filter(option => option.value !== "").map(option => JSON.parse(option.value))
    this.answer(entries.length > 0 ? { choices: entries } : null)
  }

  /**
   * What the answer says for a choice: its name, or its path where choices are nested.
   *
   * @param {ChoiceNode} node
   */
  #entry(node) { return this.#nested ? node.path : node.name }

  /**
   * @param {ChoiceNode} node
   * @param {number} depth
   * @param {boolean} single
   * @param {boolean} row
   */
  #field(node, depth, single, row) {
    const field = h("button", {
      type: "button", role: single ? "radio" : "checkbox", "aria-checked": "false", disabled: this.locked, title: node.hint || null,
      class: row ? "" : "choice", onclick: () => this.#take(node),
    },
    row ? null : h("span", { class: single ? "mark round" : "mark", "aria-hidden": "true" }),
    h("span", { class: "choice-name" }, node.value),
    node.hint && !row ? h("span", { class: "choice-hint" }, node.hint) : null,
    node.key && this.context.regionId === null ? kbd(node.key) : null)
    field.style.setProperty("--depth", String(depth))
    this.#fields.set(field, node)
    return field
  }

  /** @param {ChoiceNode} node */
  #take(node) {
    const { control } = this.context
    const before = chosen(this.value, "choices")
    const most = Number(attribute(control, "maxUsages")) || 0
    const after = toggled(before, this.#entry(node), { single: control.single, keep: attribute(control, "choice") === "single-radio", most })
    if (after === before) return
    this.answer(after.length > 0 ? { choices: after } : null)
    if (control.single && after.length > 0) this.done()
  }

  /**
   * Keys of the choices, where they ask about the whole task: a key of a region's question would be a label's.
   *
   * @param {readonly ChoiceNode[]} nodes
   * @param {AbortSignal} signal
   */
  #addKeys(nodes, signal) {
    const { control, commands, regionId, itemIndex } = this.context
    if (regionId !== null) return
    commands.add(nodes.filter(node => node.code).map(node => ({
      id: `answer.${control.name}${itemIndex === null ? "" : `#${itemIndex}`}.${node.path.join("/")}`,
      title: `${control.name}: ${node.value}`, keys: [node.code], group: "Answers", repeat: false,
      run: (_state, dispatch) => {
        if (this.locked || this.closest("[hidden]")) return false
        if (dispatch) this.#take(node)
        return true
      },
    })), { signal })
  }

  /**
   * Arrow keys walk through the fields, as in native radio groups.
   *
   * @param {KeyboardEvent} event
   * @param {boolean} single
   */
  #walk(event, single) {
    const step = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 })[event.key]
    if (!step) return
    const fields = [...this.#fields.keys()]
    const at = fields.indexOf(/** @type {HTMLElement} */ (document.activeElement))
    const next = fields[(at + step + fields.length) % fields.length]
    if (at < 0 || !next) return
    event.preventDefault()
    event.stopPropagation()
    for (const field of fields) field.tabIndex = -1
    next.tabIndex = 0
    next.focus()
    const node = this.#fields.get(next)
    if (single && node && event.shiftKey) this.#take(node)
  }

  /** @override @param {Readonly<Record<string, unknown>> | null} value */
  show(value) {
    const entries = chosen(value, "choices")
    if (this.#select) {
      for (const option of this.#select.options) {
        option.selected = option.value === "" ? entries.length === 0 : entries.some(entry => samePath(entry, JSON.parse(option.value)))
      }
      return
    }
    let focusable = null
    for (const [field, node] of this.#fields) {
      const on = entries.some(entry => samePath(entry, this.#entry(node)) || entry === node.name)
      field.setAttribute("aria-checked", String(on))
      field.tabIndex = -1
      if (on && !focusable) focusable = field
    }
    const first = focusable ?? this.#fields.keys().next().value
    if (first) first.tabIndex = 0
  }
}
