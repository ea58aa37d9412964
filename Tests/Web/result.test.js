import assert from "node:assert/strict"
import { test } from "node:test"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { fromResult, toResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { applySteps } from "../../Sources/WebApp/public/core/steps.js"

const span = { id: "aaaaaaaaaa", from_name: "entity", to_name: "note", type: "labels", origin: "manual", value: { start: 3, end: 8, text: "fever", labels: ["Problem"] } }
const box = { original_width: 640, original_height: 480, image_rotation: 0, id: "bbbbbbbbbb", from_name: "box", to_name: "img", type: "rectanglelabels", origin: "manual", value: { x: 1.5, y: 2, width: 10, height: 20, rotation: 0, rectanglelabels: ["Mass"] } }

/** @type {Record<string, unknown[]>} */
const cases = {
  "a span": [span],
  "a span with note, score and flags": [{ ...span, score: 0.93, readonly: true, hidden: false, meta: { text: ["see page 2"], med: { code: "38341003" } }, parentID: "cccccccccc" }],
  "an item without origin and with unknown keys": [{ id: "x", from_name: "entity", to_name: "note", type: "labels", value: { start: 1, end: 2, labels: ["A"], confidence: 3 }, is_positive: true, unknown: { deep: [1, { a: null }] } }],
  "a region with labels and questions": [
    span,
    { ...span, from_name: "assertion", type: "choices", value: { start: 3, end: 8, text: "fever", choices: ["Present"] } },
    { ...span, from_name: "why", type: "textarea", value: { start: 3, end: 8, text: ["because", "so"] } },
    { ...span, from_name: "sure", type: "rating", value: { start: 3, end: 8, text: "fever", rating: 4 } },
  ],
  "a question without the region's geometry": [span, { id: span.id, from_name: "assertion", to_name: "note", type: "choices", value: { choices: ["Absent"] } }],
  "a question before its region": [{ ...span, from_name: "assertion", type: "choices", value: { start: 3, end: 8, choices: ["Present"] } }, span],
  "a box with a shape and labels apart": [
    { ...box, from_name: "shape", type: "rectangle", value: { x: 1, y: 2, width: 3, height: 4, rotation: 0 } },
    { ...box, from_name: "label", type: "labels", value: { x: 1, y: 2, width: 3, height: 4, rotation: 0, labels: ["Mass"] } },
  ],
  "an unlabelled box": [{ ...box, type: "rectangle", value: { x: 1, y: 2, width: 3, height: 4, rotation: 0 } }],
  "image shapes": [
    box,
    { ...box, id: "e", type: "ellipselabels", value: { x: 1, y: 2, radiusX: 3, radiusY: 4, rotation: 5, ellipselabels: ["M"] } },
    { ...box, id: "p", type: "polygonlabels", value: { points: [[1, 2], [3, 4], [5, 6]], closed: true, polygonlabels: ["M"] } },
    { ...box, id: "k", type: "keypointlabels", value: { x: 1, y: 2, width: 0.5, keypointlabels: ["M"] } },
    { ...box, id: "r", type: "brushlabels", value: { format: "rle", rle: [0, 1, 2, 255], brushlabels: ["M"] }, item_index: 2 },
  ],
  "a hypertext span": [{ id: "h", from_name: "l", to_name: "h", type: "hypertextlabels", value: { start: "/p[1]/text()[1]", end: "/p[1]/text()[1]", startOffset: 3, endOffset: 8, globalOffsets: { start: 3, end: 8 }, text: "fever", hypertextlabels: ["A"] } }],
  "answers about the task": [
    { id: "q", from_name: "topic", to_name: "note", type: "choices", origin: "manual", value: { choices: ["a", ["b", "c"]] } },
    { from_name: "summary", to_name: "note", type: "textarea", value: { text: ["one"] } },
    { id: "q0", from_name: "quality", to_name: "img", type: "rating", value: { rating: 3 }, item_index: 0 },
    { id: "q1", from_name: "quality", to_name: "img", type: "rating", value: { rating: 5 }, item_index: 1 },
    { id: "w", from_name: "pw", to_name: "pw", type: "pairwise", value: { selected: "left" } },
  ],
  "two answers of one control": [
    { id: "1", from_name: "topic", to_name: "note", type: "choices", value: { choices: ["a"] } },
    { id: "2", from_name: "topic", to_name: "note", type: "choices", value: { choices: ["b"] } },
  ],
  "relations, twins too": [
    span, { ...span, id: "b", value: { start: 9, end: 12, text: "abc", labels: ["Drug"] } },
    { from_id: span.id, to_id: "b", type: "relation", direction: "right", labels: ["causes"] },
    { from_id: span.id, to_id: "b", type: "relation", direction: "bi" },
    { from_id: "gone", to_id: "b", type: "relation", direction: "left", labels: [] },
  ],
  "kinds of the future and broken items": [
    { id: "f", from_name: "v", to_name: "v", type: "volumemask", value: { runs: [1] }, origin: "manual" },
    span,
    { ...span, from_name: "z", type: "codes", value: { codes: ["1"] } },
    { type: "labels" }, { id: 5, from_name: "entity", type: "labels", value: { start: 1, end: 2, labels: ["A"] } },
    { ...span, value: { ...span.value, labels: ["twice"] } }, { ...span, id: "n", value: { start: 1, end: 2, labels: "not a list" } },
    null, 7, "text", [],
  ],
  "nothing": [],
}

for (const [name, result] of Object.entries(cases)) {
  test(`${name}: what comes in goes out`, () => {
    assert.deepEqual(toResult(fromResult(result)), result)
  })
  test(`${name}: as a suggestion nothing goes out of its regions until it is taken`, () => {
    const { regions } = fromResult(result, { suggestion: true })
    assert.deepEqual(toResult({ regions, answers: new Map(), relations: [], extras: [] }), [])
  })
}

test("a region drawn here is written with the type of its control", () => {
  const config = parseConfig(`<View><Labels name="entity" toName="note"><Label value="Problem"/></Labels><Text name="note" value="$t"/></View>`)
  const state = emptyState(config)
  const { state: after } = applySteps(state, [{ op: "put", region: {
    id: "n", objectName: "note", shape: "span", geometry: { start: 0, end: 2, text: "ab" }, labels: { entity: ["Problem"] }, answers: {}, order: 0, origin: "manual", original: {}, rest: {},
  } }])
  assert.deepEqual(toResult(after), [{ id: "n", from_name: "entity", to_name: "note", type: "labels", origin: "manual", value: { start: 0, end: 2, text: "ab", labels: ["Problem"] } }])
})

test("moving a region moves every item of it, and its note can change beside foreign meta", () => {
  const state = { ...emptyState(parseConfig("<View/>")), ...fromResult([
    { ...span, meta: { text: ["old"], med: 1 } },
    { ...span, from_name: "assertion", type: "choices", value: { start: 3, end: 8, text: "fever", choices: ["Present"] } },
  ]) }
  const region = /** @type {import("../../Sources/WebApp/public/core/state.js").Region} */ (state.regions.get(span.id))
  const { state: after } = applySteps(state, [{ op: "put", region: { ...region, geometry: { start: 4, end: 9, text: "ever " }, note: ["new"] } }])
  assert.deepEqual(toResult(after), [
    { ...span, meta: { text: ["new"], med: 1 }, value: { start: 4, end: 9, text: "ever ", labels: ["Problem"] } },
    { ...span, from_name: "assertion", type: "choices", value: { start: 4, end: 9, text: "ever ", choices: ["Present"] } },
  ])
})

test("a suggestion without origin says that it was a prediction once it is taken", () => {
  const { origin: _, ...bare } = span
  const { regions } = fromResult([bare], { suggestion: true })
  const region = /** @type {import("../../Sources/WebApp/public/core/state.js").Region} */ (regions.get(span.id))
  const { suggestion: __, ...taken } = region
  assert.equal(toResult({ regions: new Map([[region.id, taken]]), answers: new Map(), relations: [], extras: [] })[0]?.origin, "prediction")
})

test("with its region goes what hangs on it, and nothing else", () => {
  const state = { ...emptyState(parseConfig("<View/>")), ...fromResult(/** @type {unknown[]} */ (cases["kinds of the future and broken items"])) }
  const { state: after } = applySteps(state, [{ op: "remove", id: span.id }])
  assert.equal(toResult(after).length, toResult(state).length - 3)
})
