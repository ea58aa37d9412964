import assert from "node:assert/strict"
import { test } from "node:test"
import { answerTransaction } from "../../Sources/WebApp/public/core/answers.js"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { fromResult, toResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"
import { hiddenPaths, withoutHidden } from "../../Sources/WebApp/public/core/visibility.js"

const config = parseConfig(`<View>
<Text name="t" value="$t"/><Labels name="l" toName="t"><Label value="Problem"/><Label value="Drug"/></Labels>
<Choices name="any" toName="t"><Choice value="Yes" alias="y"/><Choice value="No"/></Choices>
<View visibleWhen="choice-selected" whenTagName="any" whenChoiceValue="Yes"><TextArea name="a" toName="t"/></View>
<Choices name="b" toName="t" perRegion="true" visibleWhen="region-selected" whenTagName="l" whenLabelValue="Problem"><Choice value="x"/></Choices>
<Header visibleWhen="no-region-selected" value="Pick one"/>
<Header visibleWhen="choice-unselected" whenTagName="any" whenChoiceValue="No" value="Not no"/>
</View>`)
const state = {
  ...emptyState(config),
  ...fromResult([
    { id: "p", from_name: "l", to_name: "t", type: "labels", value: { start: 0, end: 1, labels: ["Problem"] } },
    { id: "d", from_name: "l", to_name: "t", type: "labels", value: { start: 2, end: 3, labels: ["Drug"] } },
  ]),
}
/** @param {import("../../Sources/WebApp/public/core/state.js").State} now */
const hidden = now => {
  const paths = hiddenPaths(config.root, now)
  return [...config.root.children].filter(node => paths.has(node.path)).map(node => node.name || node.attributes.value || node.children[0]?.name)
}

test("rules about the selection", () => {
  assert.deepEqual(hidden(state), ["a", "b"])
  assert.deepEqual(hidden({ ...state, selection: new Set(["p"]) }), ["a", "Pick one"])
  assert.deepEqual(hidden({ ...state, selection: new Set(["d"]) }), ["a", "b", "Pick one"])
})

test("rules about choices know a choice by value and by alias", () => {
  const store = new Store(state)
  const control = /** @type {import("../../Sources/WebApp/public/core/config.js").ControlNode} */ (config.controls.get("any"))
  const question = { control, regionId: null, itemIndex: null }
  store.dispatch(answerTransaction(store.state, question, { choices: ["y"] }))
  assert.deepEqual(hidden(store.state), ["b"])
  store.dispatch(answerTransaction(store.state, question, { choices: ["No"] }))
  assert.deepEqual(hidden(store.state), ["a", "b", "Not no"])
  store.dispatch(answerTransaction(store.state, question, null))
  assert.deepEqual(hidden(store.state), ["a", "b"])
})

test("a question about regions may leave the condition out", () => {
  const short = parseConfig(`<View><Text name="t" value="$t"/><Labels name="l" toName="t"><Label value="Problem"/><Label value="Drug"/></Labels>
    <Choices name="b" toName="t" perRegion="true" whenLabelValue="Problem"><Choice value="x"/></Choices></View>`)
  const path = short.controls.get("b")?.path ?? ""
  assert.equal(hiddenPaths(short.root, { ...state, config: short }, "p").has(path), false)
  assert.equal(hiddenPaths(short.root, { ...state, config: short }, "d").has(path), true)
})

test("what is hidden is not handed in, and comes back when it shows again", () => {
  const read = fromResult([
    { id: "p", from_name: "l", to_name: "t", type: "labels", value: { start: 0, end: 1, labels: ["Problem"] } },
    { id: "p", from_name: "b", to_name: "t", type: "choices", value: { start: 0, end: 1, choices: ["x"] } },
    { id: "d", from_name: "l", to_name: "t", type: "labels", value: { start: 2, end: 3, labels: ["Drug"] } },
    { id: "d", from_name: "b", to_name: "t", type: "choices", value: { start: 2, end: 3, choices: ["x"] } },
    { id: "q", from_name: "a", to_name: "t", type: "textarea", value: { text: ["more"] } },
  ])
  const full = { ...emptyState(config), ...read }
  assert.deepEqual(toResult(withoutHidden(full)).map(item => [item.id, item.from_name]), [["p", "l"], ["p", "b"], ["d", "l"]])
  const shown = { ...full, answers: new Map([...full.answers, ["any", { type: "choices", value: { choices: ["y"] } }]]) }
  assert.ok(toResult(withoutHidden(shown)).some(item => item.from_name === "a"))
})
