import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { describe, test } from "node:test"
import * as page from "../../Sources/WebApp/public/media/volume/segments/records.js"
import * as write from "../Fixtures/engine/records.mjs"
import { randomRecord, runners } from "../Fixtures/engine/runners.mjs"
import { Congruence, freshEngine, missing, scene, wireFrame } from "./engine-support.js"

const vectors = JSON.parse(readFileSync(new URL("../Fixtures/engine/vectors.json", import.meta.url), "utf8"))
const grid = { columns: 24, rows: 20, slices: 12, spacing: /** @type {const} */ ([0.7, 0.8, 1.25]) }
const box = write.whole(grid)

describe("the engine in WebAssembly equals the native one", { skip: missing }, () => {
  for (const vector of vectors) {
    test(vector.name, async () => {
      const input = vector.window?.colours ? { ...vector, window: { ...vector.window, colours: Uint32Array.from(vector.window.colours) } } : vector
      assert.equal(runners[vector.kind](await freshEngine(), input), vector.result)
    })
  }
})

describe("the engine's memory", { skip: missing }, () => {
  test("needs nothing of its host but the memory", () => {
    const module = new WebAssembly.Module(readFileSync(new URL("../../Sources/WebApp/public/engine/pixel.wasm", import.meta.url)))
    assert.deepEqual(WebAssembly.Module.imports(module), [{ module: "env", name: "memory", kind: "memory" }])
  })

  test("is small enough to wait for: 300 kB, some 110 packed", () => {
    assert.ok(readFileSync(new URL("../../Sources/WebApp/public/engine/pixel.wasm", import.meta.url)).length < 300_000)
  })

  test("that is not there for another layer is an error, and the mask stays as it was", async () => {
    const engine = await freshEngine()
    const editor = engine.editor({ columns: 1024, rows: 1024, slices: 160, spacing: [1, 1, 1] })
    editor.apply(write.brush({ segment: 1, points: [[5, 5, 5]], radius: 3 }))
    const { hash } = editor
    const held = [3000, 700, 100].map(megabytes => { try { return engine.allocate(megabytes * 2 ** 20) } catch { return 0 } })
    assert.throws(() => editor.apply(write.brush({ segment: 1, layer: 1, points: [[5, 5, 5]], radius: 3 })), RangeError)
    assert.equal(editor.hash, hash)
    for (const pointer of held) engine.free(pointer)
    assert.equal(editor.apply(write.brush({ segment: 1, layer: 1, points: [[5, 5, 5]], radius: 3 })).failure, null)
  })

  test("grows to four gigabytes, and then says so", async () => {
    const engine = await freshEngine()
    const block = 512 * 2 ** 20
    const pointers = Array.from({ length: 7 }, () => engine.allocate(block))
    assert.equal(new Set(pointers).size, 7)
    assert.ok(Math.max(...pointers) > 2 ** 31, "addresses beyond two gigabytes are positive")
    const last = engine.bytes(Math.max(...pointers), block)
    last[0] = 7
    last[block - 1] = 9
    assert.equal(engine.bytes(Math.max(...pointers), 1)[0], 7)
    assert.throws(() => engine.allocate(block), RangeError)
    for (const pointer of pointers) engine.free(pointer)
    assert.equal(engine.heap.used, 0)
    engine.free(engine.allocate(7 * block))
  })

  test("is given back: a day of series, strokes and pictures needs no more than the first minute", async () => {
    const engine = await freshEngine()
    const samples = scene([24, 20, 12], 1)
    const frame = wireFrame({ samples: new Uint16Array(samples.buffer.slice(0, 960)), columns: 24, rows: 20, bits: 16, signed: true })
    const minute = () => {
      const volume = engine.volume(grid)
      volume.samples.set(samples)
      const editor = engine.editor(grid)
      for (let at = 0; at < 5; at++) {
        editor.apply(write.brush({ segment: at + 1, points: [[3 * at, 5, 5], [10, 2 * at, 6]], radius: 3, layer: at % 2 }))
        editor.apply(write.floodFill({ segment: 7, seed: [9, 10, 6], range: [200, 600], box }), volume)
        editor.apply(write.margin({ segment: 1, distance: 1.5 }))
        editor.apply([1, 3, 0, 1])
      }
      editor.apply(write.undo())
      editor.restore(editor.state())
      assert.equal(editor.hash.length, 16)
      const picture = engine.picture(40, 30)
      const lookup = engine.lookup()
      const overlay = engine.overlay()
      const plane = { origin: /** @type {const} */ ([0, 0, 3]), right: /** @type {const} */ ([0.5, 0.1, 0]), down: /** @type {const} */ ([0, 0.5, 0.1]) }
      volume.reslice(plane, picture, { smooth: true })
      volume.slab(plane, picture, { through: [0, 0, 1], count: 3, projection: "mean" })
      lookup.apply(picture)
      editor.reslice(0, plane, picture)
      overlay.draw(picture)
      picture.resize(80, 60)
      engine.decode(frame)
      for (const one of [volume, editor, picture, lookup, overlay]) one.free()
    }
    minute()
    const { used, size } = engine.heap
    assert.equal(used, 0)
    for (let at = 0; at < 60; at++) minute()
    assert.deepEqual(engine.heap, { used, size })
  })

  test("what is freed is joined again, in whatever order", async () => {
    const engine = await freshEngine()
    const numbers = new Congruence(3)
    /** @type {{ pointer: number, size: number, mark: number }[]} */
    const held = []
    for (let at = 0; at < 4000; at++) {
      if (held.length > 0 && numbers.below(2) === 0) {
        const [one] = held.splice(numbers.below(held.length), 1)
        if (!one) continue
        const bytes = engine.bytes(one.pointer, one.size)
        assert.ok(bytes[0] === one.mark && bytes[one.size - 1] === one.mark, "nobody else wrote into the block")
        engine.free(one.pointer)
      } else if (held.length < 200) {
        const size = 1 + (numbers.below(3) === 0 ? numbers.below(300000) : numbers.below(3000))
        const pointer = engine.allocate(size)
        assert.equal(pointer % 16, 0)
        engine.bytes(pointer, size).fill(at & 255)
        held.push({ pointer, size, mark: at & 255 })
      }
    }
    for (const { pointer } of held) engine.free(pointer)
    assert.equal(engine.heap.used, 0)
    const { size } = engine.heap
    engine.free(engine.allocate(size / 2))
    assert.equal(engine.heap.size, size)
  })
})

describe("the engine in the page", { skip: missing }, () => {
  test("records nobody wrote change nothing worse than labels, and never throw", async () => {
    const engine = await freshEngine()
    const volume = engine.volume(grid)
    volume.samples.set(scene([24, 20, 12], 5))
    const editor = engine.editor(grid)
    const numbers = new Congruence(11)
    for (let at = 0; at < 3000; at++) editor.apply(randomRecord(numbers), at % 3 === 0 ? null : volume)
    assert.equal(editor.hash.length, 16)
  })

  test("a record that fails says why and changes nothing", async () => {
    const engine = await freshEngine()
    const editor = engine.editor(grid)
    const { hash } = editor
    assert.deepEqual(editor.apply(write.threshold({ segment: 1, range: [0, 1], box })), { failure: "needsIntensities", changed: 0, box: null })
    assert.deepEqual(editor.apply(write.undo()).failure, "nothingToUndo")
    assert.deepEqual(editor.apply([]).failure, "malformed")
    assert.equal(editor.hash, hash)
    assert.equal(editor.labels(0), null)
  })

  test("a stroke in one record leaves the labels its pieces left, in fewer bytes and one step", async () => {
    const engine = await freshEngine()
    const points = Array.from({ length: 40 }, (_, at) => /** @type {const} */ ([at / 2 + 1, 10 + 5 * Math.sin(at / 5), 6]))
    const pieces = points.slice(1).map((point, at) => write.brush({ segment: 3, joined: at > 0, locked: [9], points: [points[at] ?? point, point], radius: 2 }))
    const whole = write.brush({ segment: 3, locked: [9], points, radius: 2 })
    assert.ok(whole.byteLength < pieces.reduce((sum, piece) => sum + piece.byteLength, 0) / 5)
    const one = engine.editor(grid)
    const other = engine.editor(grid)
    for (const piece of pieces) one.apply(piece)
    other.apply(whole)
    assert.equal(one.hash, other.hash)
    assert.deepEqual([one.undoCount, other.undoCount], [1, 1])
    one.apply(write.undo())
    assert.ok(one.labels(0)?.every(label => label === 0))
  })

  test("the page writes records as the layout says", () => {
    const sides = { minI: 1, minJ: 2, minK: 3, endI: 20, endJ: 18, endK: 11 }
    const area = { min: /** @type {const} */ ([1, 2, 3]), end: /** @type {const} */ ([20, 18, 11]) }
    const points = /** @type {const} */ ([[1.25, 2.5, 3], [9, 8.125, 7], [4, 4, 4]])
    const to = { layer: 1, segment: 3 }
    const of = (/** @type {object} */ more = {}) => ({ layer: 1, segment: 3, locked: [2, 40], over: /** @type {const} */ ("unlabelled"), ...more })
    const mine = { layer: 1, segment: 3, locks: [2, 40], over: /** @type {const} */ ("unlabelled") }
    /** @type {[Int32Array, Int32Array][]} */
    const pairs = [
      [page.undo(), write.undo()], [page.redo(), write.redo()],
      [page.brush(mine, { points, radius: 3.5, normal: null, gate: [5, 9] }), write.brush(of({ points, radius: 3.5, gate: [5, 9] }))],
      [page.brush({ ...mine, erase: true, joined: true, over: 7 }, { points, radius: 3.5, normal: [0, 0, 1], thickness: 2, tolerance: 4 }), write.brush(of({ erase: true, joined: true, over: 7, points, radius: 3.5, normal: [0, 0, 1], thickness: 2, adaptive: true, tolerance: 4 }))],
      [page.scissors(mine, { normal: [0, 1, 0], front: 2.5, back: -1, outside: true, points }), write.scissors(of({ normal: [0, 1, 0], front: 2.5, back: null, outside: true, points }))],
      [page.flood(mine, { seed: [3, 4, 5], range: [6, 7], axis: 2, box: sides }), write.floodFill(of({ seed: [3, 4, 5], range: [6, 7], axis: 2, box: area }))],
      [page.flood(mine, { seed: [3, 4, 5], range: null, axis: -1, box: sides }), write.floodFill(of({ seed: [3, 4, 5], byLabel: true, box: area }))],
      [page.confidence(mine, { seed: [3, 4, 5], factor: 2.5, rounds: 3, radius: 2, axis: -1, box: sides }), write.confidenceGrow(of({ seed: [3, 4, 5], factor: 2.5, rounds: 3, radius: 2, box: area }))],
      [page.islands(mine, { mode: "split", least: 9, first: 12 }), write.islands(of({ mode: "split", least: 9, first: 12 }))],
      [page.holes(mine, { axis: 2, most: 30 }), write.fillHoles(of({ axis: 2, most: 30 }))],
      [page.margin(mine, { millimetres: -2.25 }), write.margin(of({ distance: -2.25 }))],
      [page.smooth(mine, { method: "opening", millimetres: 3 }), write.smooth(of({ method: "opening", radius: 3 }))],
      [page.boolean(mine, { operation: "intersect", layer: 2, other: 5 }), write.boolean(of({ operation: "intersect", other: { layer: 2, segment: 5 } }))],
      [page.interpolate(mine, { axis: 1 }), write.interpolate(of({ axis: 1 }))],
      [page.livewire(mine, { axis: 2, slice: 4, points }), write.livewire(of({ axis: 2, slice: 4, points }))],
      [page.growCut(mine, { box: sides, background: 8 }), write.growCut(of({ box: area, background: 8 }))],
      [page.threshold(mine, { range: [3, 4], box: sides }), write.threshold(of({ range: [3, 4], box: area }))],
      [page.clear(mine, sides), write.clear(of({ box: area }))],
      [page.load(mine, { start: 5, runs: [(1 << 24) | 9], replace: true }), write.load(of({ start: 5, runs: [(1 << 24) | 9], replace: true }))],
      [page.accept(mine, { start: 5, runs: [(200 << 24) | 9] }), write.accept(of({ start: 5, runs: [(200 << 24) | 9] }))],
      [page.move(mine, to), write.move(of({ to }))],
    ]
    for (const [one, other] of pairs) assert.deepEqual([...one], [...other], `kind ${other[1]}`)
    assert.deepEqual(new Set(pairs.map(([one]) => one[1])), new Set(Object.values(write.kinds)))
  })

  test("a state opens in another editor", async () => {
    const engine = await freshEngine()
    const editor = engine.editor(grid)
    editor.apply(write.brush({ segment: 3, points: [[5, 5, 5]], radius: 3 }))
    editor.apply(write.brush({ segment: 4, layer: 2, points: [[9, 5, 5]], radius: 3 }))
    const other = engine.editor(grid)
    assert.ok(other.restore(editor.state()))
    assert.equal(other.hash, editor.hash)
    assert.equal(other.restore(editor.state().subarray(1)), false)
    assert.equal(other.hash, editor.hash)
  })

  test("a preview fills its volume in blocks, and the frame replaces it", async () => {
    const engine = await freshEngine()
    const volume = engine.volume({ ...grid, columns: 10, rows: 6 })
    volume.setPreview(3, Int16Array.of(1, 2, 3, 4, 5, 6))
    const slice = volume.slice(3)
    for (let j = 0; j < 6; j++) for (let i = 0; i < 10; i++) assert.equal(slice[j * 10 + i], 1 + (i >> 2) + 3 * (j >> 2))
    volume.setSlice(3, new Int16Array(60).fill(9))
    assert.ok(volume.slice(3).every(value => value === 9))
    assert.throws(() => volume.setSlice(12, new Int16Array(60)), RangeError)
    assert.throws(() => volume.setPreview(0, new Int16Array(5)), RangeError)
  })

  test("a window is what DICOM says it is", async () => {
    const engine = await freshEngine()
    const lookup = engine.lookup()
    lookup.window({ centre: 40, width: 400, slope: 1, intercept: -1024 })
    // PS3.3 C.11.2.1.2.1, written out once more.
    for (const stored of [0, 863, 864, 900, 1064, 1200, 1263, 1264, 4000]) {
      const x = stored - 1024
      const y = x <= 40 - 0.5 - 399 / 2 ? 0 : x > 40 - 0.5 + 399 / 2 ? 255 : ((x - 39.5) / 399 + 0.5) * 255
      assert.equal((lookup.table[stored] ?? 0) & 255, Math.floor(y + 0.5), `stored ${stored}`)
    }
    lookup.window({ centre: 100, width: 300, function: "SIGMOID" })
    for (const stored of [-500, 0, 50, 100, 177, 900]) {
      assert.ok(Math.abs(((lookup.table[stored & 0xFFFF] ?? 0) & 255) - 255 / (1 + Math.exp(-4 * (stored - 100) / 300))) <= 0.5000001)
    }
  })

  test("broken frames are refused", async () => {
    const engine = await freshEngine()
    const good = wireFrame({ samples: [1, 2, 3, 4, 5, 6], columns: 3, rows: 2, bits: 12 })
    assert.deepEqual([...engine.decode(good).samples ?? []], [1, 2, 3, 4, 5, 6])
    assert.throws(() => engine.decode(good.subarray(0, 19)), /not as long/)
    assert.throws(() => engine.decode(good.subarray(0, 30)), /not as long/)
    assert.throws(() => engine.decode(Uint8Array.from(good, (byte, at) => (at === 4 ? 9 : byte))), /no frame/)
    assert.throws(() => engine.decode(Uint8Array.from(good, (byte, at) => (at >= 8 && at < 16 ? 255 : byte))), /no frame/)
    assert.equal(engine.heap.used, 0)
  })
})
