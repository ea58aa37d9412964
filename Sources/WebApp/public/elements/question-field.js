import { answerOf, answerTransaction } from "../core/answers.js"
import { isAnswered, questionTitle } from "../core/validate.js"
import { elementFor } from "../controls/registry.js"
import { framed, h } from "./dom.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("./contracts.js").ControlElement} ControlElement
 * @typedef {import("../core/config.js").ControlNode} ControlNode
 * @typedef {import("../core/state.js").Answer} Answer
 */

let count = 0

/** One question: its name, whether it must be answered, what a model proposes, and the control that answers it. */
export class QuestionFieldElement extends HTMLElement {
  /** @type {Context} */
  context = /** @type {any} */ (undefined)
  /** @type {Readonly<{ control: ControlNode, regionId: string | null, itemIndex: number | null }>} */
  question = /** @type {any} */ (undefined)
  /**
   * What a model proposes.
   *
   * @type {Readonly<{ answer: Answer, score: number | null }> | null}
   */
  suggested = null
  /** @type {AbortController | undefined} */
  #connected
  /** @type {ControlElement | null} */
  #control = null
  #message = h("p", { class: "msg bad", hidden: true })
  #proposal = h("button", { type: "button", class: "proposal", hidden: true })
  #frame = framed(() => this.#draw())

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    const { control, regionId, itemIndex } = this.question
    const labelId = `question-${++count}`
    this.classList.add("question")
    this.dataset.control = control.name
    this.#message.id = `${labelId}-message`
    const kind = elementFor(control)
    if (kind) {
      const element = /** @type {ControlElement} */ (document.createElement(kind))
      element.context = { ...this.context, control, regionId, itemIndex, labelId }
      this.#control = element
    }
    this.#proposal.addEventListener("click", () => {
      if (this.suggested) this.context.store.dispatch(answerTransaction(this.context.store.state, this.question, this.suggested.answer.value))
    }, { signal })
    this.replaceChildren(
      h("span", { class: "lbl", id: labelId }, questionTitle(this.context.store.state, control), control.required && h("span", { class: "must" }, "required")),
      this.#proposal,
      this.#control ?? h("p", { class: "mute" }, `<${control.tag}> cannot be answered here yet; what is answered elsewhere is kept.`),
      this.#message)
    this.context.store.addEventListener("change", () => this.#frame.ask(), { signal })
    this.#draw()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#frame.cancel()
  }

  get answered() {
    return isAnswered(answerOf(this.context.store.state, this.question))
  }

  /** Whether it wants the keyboard as soon as its region is marked. */
  get asksAtOnce() {
    return this.#control?.asksAtOnce === true && !this.answered
  }

  /**
   * Says what is wrong with it, or "" that all is well.
   *
   * @param {string} message
   */
  complain(message) {
    this.#message.textContent = message
    this.#message.hidden = message === ""
    this.classList.toggle("wrong", message !== "")
    if (this.#control) this.#control.invalid = message
  }

  /** @override */
  focus() {
    this.scrollIntoView({ block: "nearest" })
    this.#control?.focus()
  }

  #draw() {
    if (this.answered && !this.#message.hidden) this.complain("")
    const { suggested } = this
    this.#proposal.hidden = suggested === null || this.answered
    if (suggested && !this.#proposal.hidden) {
      const text = Object.values(suggested.answer.value).flat(3).map(String).join(", ")
      this.#proposal.replaceChildren(h("span", { class: "cut" }, `Suggested: ${text}`), suggested.score === null ? "" : h("span", { class: "score-n" }, suggested.score.toFixed(2).replace(/^0/, "")), h("span", {}, "Take"))
    }
  }
}
