import assert from "node:assert/strict"
import { test } from "node:test"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import * as commands from "../../Sources/WebApp/public/core/region-commands.js"
import { fromResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"
import { missingAnswers } from "../../Sources/WebApp/public/core/validate.js"

const config = parseConfig(`<View>
<Labels name="l" toName="t"><Label value="A"/><Label value="B"/></Labels>
<Labels name="many" toName="t" choice="multiple"><Label value="X"/><Label value="Y"/></Labels>
<RectangleLabels name="r" toName="i"><Label value="Mass"/></RectangleLabels>
<Text name="t" value="$t"/><Image name="i" value="$i"/>
<Header value="How sure?"/><Rating name="sure" toName="t" required="true"/>
<Choices name="why" toName="t" perRegion="true" required="true" visibleWhen="region-selected" whenTagName="l" whenLabelValue="A"><Choice value="x"/></Choices>
</View>`)
/** @param {string} id @param {number} start @param {string} label */
const span = (id, start, label) => ({ id, from_name: "l", to_name: "t", type: "labels", origin: "manual", value: { start, end: start + 2, text: "ab", labels: [label] } })
const open = () => {
  const own = fromResult([span("late", 50, "A"), span("early", 5, "B")])
  const model = fromResult([{ ...span("s1", 20, "A"), score: 0.95 }, { ...span("s2", 30, "B"), score: 0.4 }], { suggestion: true, firstOrder: 2 })
  return new Store({ ...emptyState(config), ...own, regions: new Map([...own.regions, ...model.regions]) })
}
/** @param {Store} store */
const selected = store => [...store.state.selection]
/** @param {Store} store @param {import("../../Sources/WebApp/public/core/commands.js").Command} command */
const run = (store, command) => command(store.state, store.dispatch)

test("the walk goes in reading order, round the end", () => {
  const store = open()
  const seen = []
  for (let i = 0; i < 5; i++) {
    run(store, commands.walkRegions(1))
    seen.push(selected(store)[0])
  }
  assert.deepEqual(seen, ["early", "s1", "s2", "late", "early"])
  run(store, commands.walkRegions(-1))
  assert.deepEqual(selected(store), ["late"])
})

test("a label goes to the selected region, or into the hand", () => {
  const store = open()
  const [a, b] = /** @type {[any, any]} */ (config.controls.get("l")?.labels)
  run(store, commands.giveLabel(b))
  assert.deepEqual(store.state.activeLabels, { control: "l", values: ["B"] })
  run(store, commands.giveLabel(b))
  assert.equal(store.state.activeLabels, null)
  store.dispatch({ view: { selection: new Set(["early"]) } })
  run(store, commands.giveLabel(a))
  assert.deepEqual(store.state.regions.get("early")?.labels.l, ["A"])
  run(store, commands.giveLabel(a))
  assert.deepEqual(store.state.regions.get("early")?.labels.l, ["A"], "the only label stays")
})

test("a label of another object's tool does not touch the region", () => {
  const store = open()
  store.dispatch({ view: { selection: new Set(["early"]) } })
  run(store, commands.giveLabel(/** @type {any} */ (config.controls.get("r")?.labels[0])))
  assert.deepEqual(store.state.regions.get("early")?.labels, { l: ["B"] })
  assert.equal(store.state.activeLabels?.control, "r")
})

test("labels of a multiple control add up", () => {
  const store = open()
  store.dispatch({ view: { selection: new Set(["early"]) } })
  const [x, y] = /** @type {[any, any]} */ (config.controls.get("many")?.labels)
  run(store, commands.giveLabel(x))
  run(store, commands.giveLabel(y))
  assert.deepEqual(store.state.regions.get("early")?.labels, { l: ["B"], many: ["X", "Y"] })
})

test("accept goes on to the next suggestion; reject too; changed ones say so", () => {
  const store = open()
  run(store, commands.accept(commands.currentSuggestions))
  assert.equal(store.state.regions.get("s1")?.suggestion, undefined)
  assert.equal(store.state.regions.get("s1")?.origin, "prediction")
  assert.deepEqual(selected(store), ["s2"])
  run(store, commands.giveLabel(/** @type {any} */ (config.controls.get("l")?.labels[0])))
  assert.equal(store.state.regions.get("s2")?.origin, "prediction-changed")
  store.undo()
  run(store, commands.reject(commands.currentSuggestions))
  assert.equal(store.state.regions.has("s2"), false)
  store.undo()
  store.undo()
  assert.equal(store.state.regions.get("s1")?.suggestion, true)
})

test("the sure ones are accepted together, as one undo", () => {
  const store = open()
  assert.deepEqual(commands.sureSuggestions(store.state).map(region => region.id), ["s1"])
  run(store, commands.accept(commands.sureSuggestions))
  store.undo()
  assert.equal(commands.sureSuggestions(store.state).length, 1)
})

test("locked regions are neither deleted nor relabelled", () => {
  const store = open()
  store.dispatch({ view: { selection: new Set(["early"]) } })
  run(store, commands.toggle("locked", commands.chosen))
  assert.equal(run(store, commands.deleteSelected), false)
  run(store, commands.giveLabel(/** @type {any} */ (config.controls.get("l")?.labels[0])))
  assert.deepEqual(store.state.regions.get("early")?.labels.l, ["B"])
  assert.equal(store.undo(), false, "a lock is not a change")
})

test("relating the same two again takes the relation away", () => {
  const store = open()
  run(store, commands.link("early", "late"))
  assert.deepEqual(store.state.relations.map(each => [each.from, each.to]), [["early", "late"]])
  run(store, commands.link("late", "early"))
  assert.equal(store.state.relations.length, 0)
})

test("Esc takes one thing at a time", () => {
  const store = open()
  store.dispatch({ view: { tool: "relate", selection: new Set(["early"]), activeLabels: { control: "l", values: ["A"] } } })
  const left = []
  while (run(store, commands.stepBack)) left.push([store.state.tool, store.state.selection.size, store.state.activeLabels !== null])
  assert.deepEqual(left, [["select", 1, true], ["select", 0, true], ["select", 0, false]])
})

test("missing answers are named in order, hidden questions and open suggestions left out", () => {
  const store = open()
  const missing = missingAnswers(store.state)
  assert.deepEqual(missing.map(({ control, regionId }) => [control.name, regionId]), [["sure", null], ["why", "late"]])
  assert.match(missing[0]?.message ?? "", /How sure\?/)
})
