import { h } from "../app/dom.js"
import { attribute, numeric } from "../core/config.js"
import { QuestionElement } from "./question-element.js"

/** `<Rating>`: one of some steps; the steps up to it are filled. */
export class RatingQuestion extends QuestionElement {
  /** @type {HTMLButtonElement[]} */
  #steps = []

  /** @override @param {AbortSignal} signal */
  build(signal) {
    const { control, labelId } = this.context
    const most = Math.max(1, Math.min(20, numeric(control, "maxRating", 5)))
    const mark = { heart: "♥", fire: "▲", smile: "●", star: "★" }[attribute(control, "icon")] ?? "★"
    this.#steps = Array.from({ length: most }, (_, i) => h("button", {
      type: "button", role: "radio", class: "rating-step", "aria-label": `${i + 1} of ${most}`, disabled: this.locked, onclick: () => this.#rate(i + 1),
    }, mark))
    const group = h("div", { class: "rating", role: "radiogroup", "aria-labelledby": labelId }, this.#steps)
    group.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
      if (!step) return
      event.preventDefault()
      event.stopPropagation()
      const next = Math.max(1, Math.min(most, this.#rated + step))
      this.answer({ rating: next })
      this.#steps[next - 1]?.focus()
    }, { signal })
    this.append(group)
  }

  get #rated() {
    const rating = this.value?.["rating"]
    return typeof rating === "number" ? rating : 0
  }

  /**
   * The same step again takes the rating away.
   *
   * @param {number} rating
   */
  #rate(rating) {
    this.answer(rating === this.#rated ? null : { rating })
  }

  /** @override */
  show() {
    const rated = this.#rated
    this.#steps.forEach((step, i) => {
      step.classList.toggle("full", i < rated)
      step.setAttribute("aria-checked", String(i + 1 === rated))
      step.tabIndex = i + 1 === (rated || 1) ? 0 : -1
    })
  }
}
