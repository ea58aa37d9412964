import test from "node:test"
import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { loadEngine } from "../../Sources/WebApp/public/engine/engine.js"
import { maskPort } from "../../Sources/WebApp/public/media/volume/segments/mask-engine.js"
import * as records from "../../Sources/WebApp/public/media/volume/segments/records.js"
import { Stroke } from "../../Sources/WebApp/public/media/volume/segments/stroke.js"

const wasm = new URL("../../Sources/WebApp/public/engine/pixel.wasm", import.meta.url)
const options = { skip: existsSync(wasm) ? false : "the pixel engine is not built (Scripts/wasm)" }
const grid = { columns: 96, rows: 80, slices: 24, spacing: /** @type {const} */ ([0.7, 0.7, 2.5]) }
const count = 96 * 80 * 24

async function open() {
  const engine = await loadEngine(readFileSync(wasm))
  const volume = engine.volume(grid)
  volume.samples.forEach((_, at, all) => { all[at] = (at * 7919 % 401) - 200 })
  return { engine, mask: maskPort(engine, grid, () => ({ pointer: volume.pointer, count })) }
}

const walk = length => Array.from({ length }, (_, n) => ({ voxel: /** @type {const} */ ([48 + 30 * Math.cos(n / 9), 40 + 25 * Math.sin(n / 7), 12 + 6 * Math.sin(n / 31)]), radius: 4 }))

for (const [name, manner] of /** @type {const} */ ([
  ["a ball", { normal: null }], ["a disc", { normal: [0, 0, 1] }], ["a ball between two grey values", { normal: null, gate: [-50, 90] }], ["an adaptive ball", { normal: null, tolerance: 60 }],
])) {
  test(`a stroke of ${name}, applied piece by piece, is what its log records make`, options, async () => {
    const [live, replay] = [await open(), await open()]
    const stroke = new Stroke({ layer: 0, segment: 2, locks: [1] }, manner, grid.spacing)
    let pieces = 0
    for (const point of walk(120)) {
      const piece = stroke.extend([point])
      if (!piece) continue
      assert.equal(live.mask.apply(piece).failure, 0)
      pieces++
    }
    for (const record of stroke.records) assert.equal(replay.mask.apply(record).failure, 0)
    assert.ok(pieces > 20 && live.mask.labels().includes(2))
    assert.equal(live.mask.hash(), replay.mask.hash())
    // One step: one undo, on both sides.
    for (const { mask } of [live, replay]) assert.equal(mask.apply(records.undo()).failure, 0)
    assert.equal(live.mask.labels().includes(2), false)
    assert.equal(live.mask.hash(), replay.mask.hash())
  })
}

test("a mask nobody has written to can be drawn, and a stored one is taken over", options, async () => {
  const { mask, engine } = await open()
  assert.equal(mask.labels().length, count)
  const empty = mask.hash()
  mask.apply(records.brush({ layer: 0, segment: 5 }, { radius: 6, normal: null, points: [[20, 20, 5]] }))
  const hash = mask.hash()
  assert.notEqual(hash, empty)
  const editor = engine.editor(grid)
  editor.apply(records.brush({ layer: 0, segment: 5 }, { radius: 6, normal: null, points: [[20, 20, 5]] }))
  const state = editor.state()
  mask.restore(null)
  assert.equal(mask.hash(), empty)
  mask.restore(state.buffer.slice(state.byteOffset, state.byteOffset + state.byteLength))
  assert.equal(mask.hash(), hash)
  assert.equal(mask.apply(records.undo()).failure, 6)
  assert.throws(() => mask.restore(new Uint32Array([9, 9, 9]).buffer), /does not fit/)
})

test("what needs grey values is refused while they are not there", options, async () => {
  const engine = await loadEngine(readFileSync(wasm))
  const mask = maskPort(engine, grid, () => null)
  assert.equal(mask.apply(records.threshold({ layer: 0, segment: 1 }, { range: [0, 100], box: { minI: 0, minJ: 0, minK: 0, endI: 9, endJ: 9, endK: 9 } })).failure, 5)
})

test("every operation of the menu is understood by the engine", options, async () => {
  const { mask } = await open()
  const target = { layer: 0, segment: 1 }
  const box = { minI: 0, minJ: 0, minK: 0, endI: 96, endJ: 80, endK: 24 }
  const { brush, ...others } = records
  for (const k of [4, 10]) assert.equal(mask.apply(brush(target, { radius: 9, normal: [0, 0, 1], points: [[40, 40, k]] })).failure, 0)
  const list = [
    others.interpolate(target, {}), others.islands(target, { mode: "largest" }), others.holes(target, { axis: -1 }), others.margin(target, { millimetres: 2 }), others.margin(target, { millimetres: -1, axis: 2 }),
    others.smooth(target, { method: "median", millimetres: 1 }), others.smooth(target, { method: "closing", millimetres: 2 }), others.flood({ layer: 0, segment: 2 }, { seed: [40, 40, 4], range: null, axis: 2, box }),
    others.flood({ layer: 0, segment: 2 }, { seed: [10, 10, 4], range: [-60, 60], axis: -1, box }), others.confidence({ layer: 0, segment: 3 }, { seed: [60, 60, 12], factor: 2.5, rounds: 3, radius: 2, axis: -1, box }),
    others.boolean(target, { operation: "union", other: 2 }), others.boolean(target, { operation: "invert" }), others.scissors({ ...target, erase: true }, { normal: [0, 0, 1], front: 1, back: 1, points: [[0, 0, 4], [40, 0, 4], [40, 40, 4]] }),
    others.threshold(target, { range: [0, 100], box }), others.livewire(target, { axis: 2, slice: 3, points: [[5, 5, 3], [20, 5, 3], [20, 20, 3]] }), others.growCut({ layer: 0, segment: 0 }, { box: { ...box, endI: 30, endJ: 30, endK: 6 }, rounds: 2 }),
    others.move(target, { layer: 0, segment: 9 }), others.accept(target, { start: 100, runs: [1 << 24 | 20] }), others.load(target, { start: 0, runs: [2 << 24 | 8], replace: true }), others.clear({ layer: 0, segment: 0 }, box),
  ]
  for (const record of list) assert.equal(mask.apply(record).failure, 0, `kind ${record[1]}`)
  assert.equal(mask.labels().some(Boolean), false)
})
