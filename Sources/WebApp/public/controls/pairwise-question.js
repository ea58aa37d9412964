import { h, kbd } from "../app/dom.js"
import { answerTransaction } from "../core/answers.js"
import { attribute } from "../core/config.js"
import { QuestionElement } from "./question-element.js"

/** `<Pairwise>`: which of two objects is the better one. */
export class PairwiseQuestion extends QuestionElement {
  /** @type {Map<string, HTMLButtonElement>} */
  #sides = new Map()

  /** @override @param {AbortSignal} signal */
  build(signal) {
    const { control, labelId, commands, regionId } = this.context
    const names = control.toName
    this.#sides = new Map(/** @type {const} */ (["left", "right"]).map((side, i) => [side, h("button", {
      type: "button", role: "radio", class: "btn big", disabled: this.locked, onclick: () => this.#choose(side),
    }, attribute(control, i === 0 ? "leftTitle" : "rightTitle") || names[i] || side, kbd(i === 0 ? "←" : "→"))]))
    this.append(h("div", { class: "pair", role: "radiogroup", "aria-labelledby": labelId }, [...this.#sides.values()]))
    if (regionId !== null) return
    commands.add(/** @type {const} */ (["left", "right"]).map(side => ({
      id: `answer.${control.name}.${side}`, title: `Choose ${side}`, group: "Answers", repeat: false, keys: [side === "left" ? "ArrowLeft" : "ArrowRight"],
      run: (_state, dispatch) => {
        if (this.locked || this.closest("[hidden]")) return false
        if (dispatch) this.#choose(side)
        return true
      },
    })), { signal })
  }

  /** @param {"left" | "right"} side */
  #choose(side) {
    if (this.locked) return
    const { store, control } = this.context
    const same = this.value?.["selected"] === side
    const transaction = answerTransaction(store.state, this.context, same ? null : { selected: side })
    // Label Studio writes the control's own name into to_name here: two objects cannot stand there.
    store.dispatch({
      ...transaction,
      steps: (transaction.steps ?? []).map(step => (step.op === "answer" && step.answer ? { ...step, answer: { ...step.answer, toName: control.name } } : step)),
    })
    if (!same) this.done()
  }

  /** @override @param {Readonly<Record<string, unknown>> | null} value */
  show(value) {
    for (const [side, button] of this.#sides) {
      const on = value?.["selected"] === side
      button.setAttribute("aria-checked", String(on))
      button.classList.toggle("chosen", on)
    }
  }
}
