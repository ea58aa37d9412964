import { hiddenPaths } from "../core/visibility.js"
import { visualFor } from "../controls/registry.js"
import { framed, h, iconButton } from "./dom.js"
import { QuestionFieldElement } from "./question-field.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("../core/config.js").ConfigNode} ConfigNode
 * @typedef {import("../core/config.js").ControlNode} ControlNode
 * @typedef {import("../core/store.js").Change} Change
 */

/** The questions about the whole task, below what they are about. */
export class QuestionDockElement extends HTMLElement {
  /** @type {Context} */
  context = /** @type {any} */ (undefined)
  /** @type {import("../net/session.js").Suggested | null} */
  suggested = null
  /** @type {AbortController | undefined} */
  #connected
  /** @type {Map<string, HTMLElement>} path → what stands for it */
  #parts = new Map()
  #count = h("span", { class: "n" })
  #frame = framed(() => this.#draw())
  #item = 0

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    this.setAttribute("role", "region")
    this.setAttribute("aria-label", "Questions about the whole task")
    this.#build()
    this.context.store.addEventListener("change", event => {
      const { before, after } = /** @type {CustomEvent<Change>} */ (event).detail
      if (before.itemIndex !== after.itemIndex && this.#asksPerItem()) this.#build()
      this.#frame.ask()
    }, { signal })
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#frame.cancel()
  }

  /** Questions in sight, in order. */
  get questions() {
    return /** @type {QuestionFieldElement[]} */ ([...this.querySelectorAll("question-field")]).filter(field => !field.closest("[hidden]"))
  }

  #asksPerItem() {
    return [...this.context.interface.controls.values()].some(control => control.question && control.perItem)
  }

  #build() {
    this.#parts.clear()
    this.#item = this.context.store.state.itemIndex
    const body = h("div", { class: "qs" }, ...this.#children(this.context.interface.root))
    const fold = iconButton("chevron-down", "Fold the questions", { "aria-expanded": "true", onclick: () => {
      const open = this.classList.toggle("folded")
      fold.setAttribute("aria-expanded", String(!open))
    } })
    this.hidden = !body.querySelector("question-field")
    this.replaceChildren(h("div", { class: "head" }, h("span", {}, "Whole task"), this.#count, h("span", { class: "grow" }), fold), body)
    this.#draw()
  }

  /**
   * @param {ConfigNode} node
   * @returns {HTMLElement[]}
   */
  #children(node) {
    return node.children.flatMap((child, i) => {
      const part = this.#part(child, node.children[i + 1])
      if (part) this.#parts.set(child.path, part)
      return part ? [part] : []
    })
  }

  /**
   * @param {ConfigNode} node
   * @param {ConfigNode | undefined} next
   * @returns {HTMLElement | null}
   */
  #part(node, next) {
    if (node.kind === "control") {
      const control = /** @type {ControlNode} */ (node)
      if (!control.question || control.perRegion) return null
      const field = new QuestionFieldElement()
      field.context = this.context
      field.question = { control, regionId: null, itemIndex: control.perItem ? this.#item : null }
      const answer = this.suggested?.answers.get(control.name)
      field.suggested = answer ? { answer, score: this.suggested?.score ?? null } : null
      return field
    }
    if (node.kind !== "visual" || node.tag === "Style") return null
    if (node.tag === "Header") {
      // Right before a question it is the question's name, and stands there; before an object it stands over it.
      return next?.kind === "visual" && next.tag !== "View" && next.tag !== "Repeater" ? null : next?.kind === "control" || next?.kind === "object" || next === undefined ? null : this.#visual(node)
    }
    const inside = this.#children(node)
    if (inside.length === 0) return node.children.length > 0 || node.tag === "View" ? null : this.#visual(node)
    const container = h("div", { class: "qgroup" })
    const visual = node.tag === "View" || node.tag === "Repeater" ? null : this.#visual(node)
    if (visual) container.append(visual)
    container.append(...inside)
    return container
  }

  /** @param {ConfigNode} node */
  #visual(node) {
    const kind = visualFor(node.tag)
    if (!kind) return null
    const element = /** @type {import("./contracts.js").VisualElement} */ (document.createElement(kind.element))
    element.context = { ...this.context, node }
    return element
  }

  #draw() {
    const { state } = this.context.store
    const hidden = hiddenPaths(this.context.interface.root, state)
    for (const [path, part] of this.#parts) part.hidden = hidden.has(path)
    const asked = this.questions
    this.#count.textContent = `${asked.filter(field => field.answered).length} of ${asked.length} answered`
  }
}
