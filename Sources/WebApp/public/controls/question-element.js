import { answerOf, answerTransaction } from "../core/answers.js"

/**
 * @typedef {import("../elements/contracts.js").ControlContext} ControlContext
 * @typedef {Readonly<Record<string, unknown>>} Value
 */

/**
 * What all questions share: they draw when their own answer changes, and write it with one transaction.
 *
 * A subclass builds its fields in `build` once and shows an answer in `show` every time it changes.
 */
export class QuestionElement extends HTMLElement {
  /** @type {ControlContext} */
  context = /** @type {ControlContext} */ (/** @type {unknown} */ (null))
  /** @type {AbortController | null} */
  #life = null
  #frame = 0

  connectedCallback() {
    if (this.#life) return
    this.#life = new AbortController()
    const { store } = this.context
    store.addEventListener("change", event => {
      const { before, after } = /** @type {CustomEvent<import("../core/store.js").Change>} */ (event).detail
      if (answerOf(before, this.context) === answerOf(after, this.context)) return
      cancelAnimationFrame(this.#frame)
      this.#frame = requestAnimationFrame(() => this.show(this.value))
    }, { signal: this.#life.signal })
    this.replaceChildren()
    this.build(this.#life.signal)
    this.show(this.value)
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame)
    this.#life?.abort()
    this.#life = null
  }

  /** The control tag asked about. */
  get control() { return this.context.control }

  /**
   * The present answer's value, or null.
   *
   * @returns {Value | null}
   */
  get value() { return answerOf(this.context.store.state, this.context)?.value ?? null }

  /** True where nothing may be changed. */
  get locked() {
    const { readonly, regionId, store } = this.context
    const region = regionId === null ? undefined : store.state.regions.get(regionId)
    return readonly || region?.readonly === true || region?.locked === true
  }

  /**
   * Writes the answer; null takes it away. `group` joins keystrokes into one undo.
   *
   * @param {Value | null} value
   * @param {{ group?: string }} [options]
   */
  answer(value, options = {}) {
    if (this.locked) return
    const { store } = this.context
    store.dispatch(answerTransaction(store.state, this.context, value, options))
  }

  /** Says that the answer is complete, so that the next question may take the focus. */
  done() {
    this.dispatchEvent(new CustomEvent("question-done", { bubbles: true, detail: { control: this.control.name } }))
  }

  /**
   * Puts the message of a refused answer on the fields.
   *
   * @param {string} message
   */
  set invalid(message) {
    for (const field of this.querySelectorAll("input, textarea, select, [role=radiogroup], [role=group], [role=tree]")) {
      if (message) field.setAttribute("aria-invalid", "true")
      else field.removeAttribute("aria-invalid")
    }
  }

  /** @override */
  focus() {
    const field = /** @type {HTMLElement | null} */ (
      this.querySelector("[tabindex='0'], input:not([disabled]), textarea, select, button:not([disabled])"))
    field?.focus()
  }

  /**
   * Makes the fields, once.
   *
   * @param {AbortSignal} _signal ends when the element leaves the page
   */
  build(_signal) {}

  /**
   * Shows an answer.
   *
   * @param {Value | null} _value
   */
  show(_value) {}
}
