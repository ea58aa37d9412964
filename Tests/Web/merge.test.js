import assert from "node:assert/strict"
import { test } from "node:test"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { merge } from "../../Sources/WebApp/public/core/merge.js"
import { fromResult, toResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { applySteps } from "../../Sources/WebApp/public/core/steps.js"

/** @param {string} id @param {string} label */
const span = (id, label) => ({ id, from_name: "l", to_name: "t", type: "labels", origin: "manual", value: { start: 0, end: 1, text: "a", labels: [label] } })
/** @param {string} choice */
const choice = choice => ({ id: "q", from_name: "c", to_name: "t", type: "choices", origin: "manual", value: { choices: [choice] } })
const link = { from_id: "a", to_id: "b", type: "relation", direction: "right" }

/** @param {unknown[]} base @param {unknown[]} mine @param {unknown[]} theirs */
const merged = (base, mine, theirs) => {
  const config = parseConfig("<View/>")
  const state = { ...emptyState(config), ...fromResult(mine) }
  const { steps, conflicts } = merge(fromResult(base), state, fromResult(theirs))
  const result = toResult(applySteps(state, steps).state)
  return { conflicts, result: result.map(item => item.id ?? item.type).sort(), labels: Object.fromEntries(result.filter(item => item.type === "labels").map(item => [item.id, /** @type {any} */ (item.value).labels[0]])), answer: /** @type {any} */ (result.find(item => item.type === "choices"))?.value.choices[0] }
}

test("what each side added is kept", () => {
  const { result, conflicts } = merged([span("a", "A")], [span("a", "A"), span("b", "B")], [span("a", "A"), span("c", "C")])
  assert.deepEqual([result, conflicts], [["a", "b", "c"], 0])
})
test("what they removed goes, unless it was changed here", () => {
  assert.deepEqual(merged([span("a", "A"), span("b", "B")], [span("a", "A"), span("b", "X")], []), { conflicts: 1, result: ["b"], labels: { b: "X" }, answer: undefined })
})
test("changed there, untouched here: theirs; changed in both: mine, and told", () => {
  assert.equal(merged([span("a", "A")], [span("a", "A")], [span("a", "T")]).labels.a, "T")
  const both = merged([span("a", "A")], [span("a", "M")], [span("a", "T")])
  assert.deepEqual([both.labels.a, both.conflicts], ["M", 1])
  assert.equal(merged([span("a", "A")], [span("a", "S")], [span("a", "S")]).conflicts, 0)
})
test("answers are merged one by one", () => {
  assert.equal(merged([choice("x")], [choice("x")], [choice("y")]).answer, "y")
  assert.equal(merged([choice("x")], [choice("z")], [choice("y")]).answer, "z")
  assert.equal(merged([choice("x")], [choice("x")], []).answer, undefined)
})
test("relations come and go with their ends", () => {
  const ends = [span("a", "A"), span("b", "B")]
  assert.deepEqual(merged(ends, ends, [...ends, link]).result, ["a", "b", "relation"])
  assert.deepEqual(merged([...ends, link], [...ends, link], [span("a", "A")]).result, ["a"])
  assert.deepEqual(merged([...ends, link], [...ends, link], ends).result, ["a", "b"])
})
