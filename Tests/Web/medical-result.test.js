import test from "node:test"
import assert from "node:assert/strict"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { fromResult, toResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { applySteps } from "../../Sources/WebApp/public/core/steps.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"

const config = parseConfig(`<View><Image name="ct" value="$image"/><PolygonLabels name="m" toName="ct"><Label value="Lesion"/></PolygonLabels><BrushLabels name="s" toName="ct"><Label value="Liver"/></BrushLabels></View>`)
const med = { kind: "length", points: [[1, 2, 3], [4, 5, 6]], value: 5.2, unit: "mm", later: { words: true } }
const line = (more = {}) => ({
  original_width: 512, original_height: 512, image_rotation: 0, item_index: 3, id: "a", from_name: "m", to_name: "ct", type: "polygonlabels", origin: "manual",
  value: { points: [[1, 2], [3, 4]], closed: false, polygonlabels: ["Lesion"] }, meta: { med }, ...more,
})
const segment = { id: "b", from_name: "s", to_name: "ct", type: "brushlabels", value: { format: "rle", rle: [], brushlabels: ["Liver"] }, meta: { med: { kind: "segment", mask: "m-1", segment: 1 } } }
const state = result => ({ ...emptyState(config), ...fromResult(result, { config }) })

test("what medicine says of a region comes in and goes out word for word", () => {
  for (const result of [[line()], [segment], [line(), segment], [line({ meta: { med, text: ["seen twice"], by: "us" } })], [line({ meta: { text: ["no figure"] } })]]) {
    assert.deepEqual(toResult({ ...state(result), config }), result)
  }
  assert.deepEqual(state([line()]).regions.get("a").med, med)
})

test("of two items of one region only that carries it which did", () => {
  const other = (meta) => ({ ...line(), from_name: "n", ...meta })
  const { meta: _, ...bare } = line()
  for (const second of [{ ...bare, from_name: "n" }, other({ meta: { text: ["x"] } }), other({ meta: { med: { kind: "probe" } } })]) {
    const result = [line(second.meta?.text ? { meta: { med, text: ["x"] } } : {}), second]
    assert.deepEqual(toResult({ ...state(result), config }), result)
  }
})

test("a changed measurement is what is written", () => {
  const before = state([line({ meta: { med, by: "us" } })])
  const region = before.regions.get("a")
  const { state: after } = applySteps(before, [{ op: "put", region: { ...region, med: { ...med, value: 9 } } }])
  assert.deepEqual(toResult({ ...after, config })[0].meta, { med: { ...med, value: 9 }, by: "us" })
})

test("a mask step leaves the state alone and is taken back by its opposite", () => {
  const store = new Store(state([segment]))
  const seen = []
  store.addEventListener("change", event => seen.push(...(event.detail.transaction.steps ?? []).map(step => step.act)))
  const { regions } = store.state
  store.dispatch({ steps: [{ op: "mask", mask: "m-1", act: "do", records: ["AQ=="], title: "Brush" }], title: "Brush" })
  assert.equal(store.state.regions, regions)
  for (const _ of [1, 2]) {
    store.undo()
    store.redo()
  }
  assert.deepEqual(seen, ["do", "undo", "do", "undo", "do"])
})

test("slices of a segment that is folded are no regions, those of one that is not are", () => {
  const rle = [0, 0, 0, 1]
  const head = { id: "s", from_name: "organ", to_name: "ct", type: "brushlabels", value: { format: "rle", rle: [], brushlabels: ["Liver"] }, meta: { med: { kind: "segment", mask: "m", layer: 0, segment: 1 } } }
  const part = { ...head, id: "s-4", item_index: 4, value: { ...head.value, rle }, meta: { med: { kind: "segment", part: "s" } } }
  const folded = fromResult([part, head])
  assert.deepEqual([...folded.regions.keys()], ["s"])
  assert.deepEqual(folded.extras, [])
  const unfolded = fromResult([{ ...head, value: { ...head.value, rle } }, part])
  assert.deepEqual([...unfolded.regions.keys()], ["s", "s-4"])
  assert.deepEqual([...fromResult([part]).regions.keys()], ["s-4"])
})
