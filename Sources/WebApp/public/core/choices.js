import { answerOf, answerTransaction } from "./answers.js"

/**
 * Takes or leaves one choice, as its key does.
 *
 * @param {import("./config.js").ControlNode} control
 * @param {import("./config.js").ChoiceNode} choice
 * @returns {import("./commands.js").Command}
 */
export const toggleChoice = (control, choice) => (state, dispatch) => {
  const regionId = control.perRegion ? [...state.selection][0] ?? null : null
  if (control.perRegion && regionId === null) return false
  const question = { control, regionId, itemIndex: control.perItem ? state.itemIndex : null }
  const old = answerOf(state, question)?.value.choices
  const chosen = Array.isArray(old) ? old.map(String) : []
  const had = chosen.includes(choice.name)
  const next = control.single ? (had ? [] : [choice.name]) : had ? chosen.filter(name => name !== choice.name) : [...chosen, choice.name]
  dispatch?.(answerTransaction(state, question, next.length > 0 ? { choices: next } : null))
  return true
}
