import { answerKey } from "./state.js"
import { newID } from "./ids.js"

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Answer} Answer
 * @typedef {Readonly<{ control: import("./config.js").ControlNode, regionId: string | null, itemIndex: number | null }>} Question
 */

/**
 * The answer to a question, if it has one.
 *
 * @param {State} state
 * @param {Question} question
 * @returns {Answer | undefined}
 */
export function answerOf(state, { control, regionId, itemIndex }) {
  if (regionId !== null) return state.regions.get(regionId)?.answers[control.name]
  return state.answers.get(answerKey(control.name, itemIndex ?? undefined))
}

/**
 * The transaction that answers a question; `value` null takes the answer away. What the old answer carried beyond its value is kept.
 *
 * @param {State} state
 * @param {Question} question
 * @param {Readonly<Record<string, unknown>> | null} value as in a result: `{choices: ["a"]}`
 * @param {{ group?: string, id?: string }} options `group`: keystrokes of one group in a row are one undo
 * @returns {import("./store.js").Transaction}
 */
export function answerTransaction(state, question, value, { group, id = newID() } = {}) {
  const { control, regionId, itemIndex } = question
  const old = answerOf(state, question)
  /** @type {Answer | null} */
  const answer = value === null ? null : old
    ? { ...old, value }
    : { type: control.result, value, ...(regionId === null ? { id } : {}) }
  return {
    steps: [{
      op: "answer", control: control.name, answer,
      ...(regionId === null ? {} : { region: regionId }),
      ...(regionId === null && itemIndex !== null ? { item: itemIndex } : {}),
    }],
    origin: "user",
    title: `Answer ${control.name}`,
    ...(group === undefined ? {} : { group }),
  }
}
