import assert from "node:assert/strict"
import { test } from "node:test"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { applySteps, setMaskPainter } from "../../Sources/WebApp/public/core/steps.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"
import { generator } from "./random.js"

/** @typedef {import("../../Sources/WebApp/public/core/steps.js").Step} Step */
/** @typedef {import("../../Sources/WebApp/public/core/state.js").State} State */
/** @typedef {import("../../Sources/WebApp/public/core/state.js").Region} Region */

const start = emptyState(parseConfig("<View/>"))
/** @param {string} id @param {number} [order] @returns {Region} */
const region = (id, order = 0) => ({
  id, objectName: "note", shape: "span", geometry: { start: order, end: order + 1, bits: [] }, labels: { l: ["A"] }, answers: {}, order, origin: "manual", original: {}, rest: {},
})

/** Everything undo must restore; maps keep no order that counts. @param {State} state */
const image = ({ regions, answers, relations }) => ({
  regions: Object.fromEntries([...regions].sort()), answers: Object.fromEntries([...answers].sort()), relations,
})

// A mask of this test: the flipped places, as a set.
setMaskPainter((old, rows) => {
  const bits = new Set(/** @type {number[]} */ (old.geometry.bits))
  for (const [y = 0, x = 0] of rows) bits.delete(y * 100 + x) || bits.add(y * 100 + x)
  return { ...old, geometry: { ...old.geometry, bits: [...bits].sort((a, b) => a - b) } }
})

/** @param {(limit: number) => number} random @param {State} state @returns {Step} */
function anyStep(random, state) {
  const ids = [...state.regions.keys()]
  const id = ids[random(ids.length)]
  const link = state.relations[random(state.relations.length)]
  const other = ids[random(ids.length)]
  switch (random(8)) {
    case 0: if (id) return { op: "remove", id }; break
    case 1: if (id) return { op: "order", id, order: random(50) / 2 }; break
    case 2: if (id) return { op: "paint", id, rows: [[random(9), random(9), 1]] }; break
    case 3: if (id) return { op: "answer", control: `q${random(2)}`, region: id, answer: random(3) === 0 ? null : { type: "choices", value: { choices: [String(random(5))] } } }; break
    case 4: return { op: "answer", control: `q${random(3)}`, answer: random(3) === 0 ? null : { type: "rating", value: { rating: random(5) } }, ...(random(2) ? { item: random(2) } : {}) }
    case 5: if (id && other) return { op: "relate", relation: { id: `${id}>${other}`, from: id, to: other, direction: random(2) ? "right" : "bi", labels: [] } }; break
    case 6: if (link) return { op: "unrelate", id: link.id }
  }
  return { op: "put", region: region(`r${random(12)}`, random(100)) }
}

test("any list of steps is taken back by its inverse, and survives JSON", () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = generator(seed)
    /** @type {State} */
    let state = start
    for (let i = 0; i < 12; i++) state = applySteps(state, [anyStep(random, state)]).state
    /** @type {Step[]} */
    const steps = []
    let ahead = state
    for (let i = random(6); i >= 0; i--) {
      const step = anyStep(random, ahead)
      steps.push(step)
      ahead = applySteps(ahead, [step]).state
    }
    const before = JSON.stringify(image(state))
    const { state: after, inverse } = applySteps(state, JSON.parse(JSON.stringify(steps)))
    assert.deepEqual(image(after), image(ahead), `seed ${seed}: together as one by one`)
    assert.equal(JSON.stringify(image(state)), before, `seed ${seed}: the old state is untouched`)
    assert.deepEqual(image(applySteps(after, JSON.parse(JSON.stringify(inverse))).state), image(state), `seed ${seed}: taken back`)
  }
})

test("undo everything, redo everything: nothing has changed (random walk)", () => {
  const random = generator(42)
  const store = new Store(start, () => 0)
  for (let i = 0; i < 400; i++) {
    const group = random(4) === 0 ? "g" : undefined
    store.dispatch({ steps: [anyStep(random, store.state)], ...(group ? { group } : {}) })
    if (random(10) === 0) store.undo()
    if (random(15) === 0) store.redo()
  }
  const end = image(store.state)
  const count = store.history.done.length
  assert.ok(count > 200)
  store.travel(0)
  assert.deepEqual(image(store.state), image(start))
  store.travel(count)
  assert.deepEqual(image(store.state), end)
})

test("a removed region comes back in its place with its relations in theirs", () => {
  const store = new Store(start)
  store.dispatch({ steps: ["a", "b", "c"].map((id, i) => ({ op: "put", region: region(id, i) })) })
  for (const [from, to] of /** @type {[string, string][]} */ ([["a", "b"], ["b", "c"], ["a", "c"]])) {
    store.dispatch({ steps: [{ op: "relate", relation: { id: from + to, from, to, direction: "right", labels: [] } }] })
  }
  store.dispatch({ steps: [{ op: "remove", id: "b" }] })
  assert.deepEqual(store.state.relations.map(link => link.id), ["ac"])
  store.undo()
  assert.deepEqual(store.state.relations.map(link => link.id), ["ab", "bc", "ac"])
  assert.equal(store.state.regions.get("b")?.order, 1)
})

test("untouched parts stay the same objects", () => {
  const { state } = applySteps(start, [{ op: "answer", control: "q", answer: { type: "rating", value: { rating: 1 } } }])
  assert.equal(state.regions, start.regions)
  assert.equal(state.relations, start.relations)
  assert.equal(state.selection, start.selection)
})
