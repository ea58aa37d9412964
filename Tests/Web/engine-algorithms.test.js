// What the engine answers natively, it must answer in WebAssembly: the file is written by the Swift test AlgorithmVectors.
import { test } from "node:test"
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { Livewire, longestDiameter, segmentStatistics, segmentSurface, traceContours, polygonStatistics, ellipseStatistics, proposeRegion } from "../../Sources/WebApp/public/engine/algorithms.js"
import { freshEngine, missing } from "./engine-support.js"

const engine = missing ? null : await freshEngine()
const vectors = readFileSync(new URL("../Fixtures/engine/algorithms.txt", import.meta.url), "utf8").trim().split("\n")

/** SplitMix64, as Seeded.swift. */
const seeded = seed => {
  let state = BigInt(seed)
  const wrap = value => BigInt.asUintN(64, value)
  const next = () => {
    state = wrap(state + 0x9E3779B97F4A7C15n)
    let word = state
    word = wrap((word ^ word >> 30n) * 0xBF58476D1CE4E5B9n)
    word = wrap((word ^ word >> 27n) * 0x94D049BB133111EBn)
    return word ^ word >> 31n
  }
  const below = bound => Number(next() >> 33n) % bound
  return { below, within: (low, high) => low + below(high - low + 1) }
}

const fnv = () => {
  let value = 0xCBF29CE484222325n
  const byte = word => { value = BigInt.asUintN(64, (value ^ BigInt(word)) * 0x100000001B3n) }
  return {
    words: list => { for (const word of list) for (let shift = 0; shift < 32; shift += 8) byte(word >>> shift & 255) },
    get hex() { return value.toString(16).padStart(16, "0") },
  }
}

const makeVolume = (seed, [columns, rows, slices], spacing) => {
  const random = seeded(seed)
  const count = columns * rows * slices
  const intensities = Int16Array.from({ length: count }, () => random.below(60))
  const labels = new Uint8Array(count)
  for (let ball = 0; ball < 6; ball++) {
    const [ci, cj, ck] = [random.below(columns), random.below(rows), random.below(slices)]
    const radius = random.within(2, 9)
    for (let k = 0; k < slices; k++) for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) {
      const square = (i - ci) ** 2 + (j - cj) ** 2 + (k - ck) ** 2
      if (square > radius * radius) continue
      const index = (k * rows + j) * columns + i
      intensities[index] += 400 - 3 * square
      if (k % 3 === 0) labels[index] = ball % 3 + 1
    }
  }
  const grid = { columns, rows, slices, spacing: spacing.map(value => value / 1000) }
  const volume = engine.volume(grid)
  volume.samples.set(intensities)
  const editor = engine.editor(grid)
  const loaded = editor.apply([1, 17, 0, 0, 1 << 22, 0, ...Array.from(labels, label => label << 24 | 1)])
  assert.equal(loaded.failure, null)
  return { grid, volume, editor, free: () => { editor.free(); volume.free() } }
}

const numbers = text => text.split(",").map(Number)
const failures = [null, "malformed", "unknownVersion", "unknownKind", "outOfRange", "needsIntensities", "nothingToUndo", "tooLarge", "locked"]

test("records change a mask as they do natively", { skip: missing }, () => {
  let count = 0
  for (const vector of vectors.filter(line => line.startsWith("record "))) {
    const [ask = "", answer = ""] = vector.split(" = ")
    const [, seed, sides, spacing, words] = ask.split(" ")
    const [failure, changed, hash] = answer.split(" ")
    const made = makeVolume(seed, numbers(sides), numbers(spacing))
    const outcome = made.editor.apply(numbers(words), made.volume)
    assert.deepEqual([outcome.failure, outcome.changed, made.editor.hash], [failures[Number(failure)], Number(changed), hash], ask)
    made.free()
    count += 1
  }
  assert.ok(count > 300)
})

test("contours, surfaces, wires, axes and sums are those found natively", { skip: missing }, () => {
  for (const vector of vectors.filter(line => line.startsWith("read "))) {
    const [ask = "", answer = ""] = vector.split(" = ")
    const [, seed, sides, spacing, words] = ask.split(" ")
    const [axis, slice] = numbers(words)
    const made = makeVolume(seed, numbers(sides), numbers(spacing))
    const segment = { editor: made.editor, layer: 0, segment: 1 }
    const hash = fnv()
    for (const contour of traceContours(engine, segment, { axis, slice })) hash.words(contour.points.flat().map(value => value * 256))
    const surface = segmentSurface(engine, segment, { rounds: 5 })
    hash.words(new Uint32Array(surface.positions.buffer))
    hash.words(surface.triangles)
    const { columns, rows, slices } = made.grid
    const [width, height] = axis === 0 ? [rows, slices] : axis === 1 ? [columns, slices] : [columns, rows]
    const wire = new Livewire(engine, made.volume, { axis, slice })
    wire.seed([0, 0])
    hash.words(wire.path([width - 1, height - 1]).flat())
    wire.free()
    const found = segmentStatistics(engine, segment, made.volume)
    const sums = found ? [found.millilitres, found.intensities.mean, found.intensities.deviation, found.intensities.median] : [0, 0, 0, 0]
    const diameter = longestDiameter(engine, segment, axis)
    if (diameter) sums.push(diameter.long.length, diameter.short.length)
    hash.words(new Uint32Array(Float64Array.from(sums).buffer))
    assert.equal(`${found?.voxels ?? 0} ${hash.hex}`, answer, ask)
    made.free()
  }
})

test("a shape on a plane is measured, and a click proposes a record", { skip: missing }, () => {
  const grid = { columns: 30, rows: 20, slices: 4, spacing: [1, 1, 1] }
  const volume = engine.volume(grid)
  volume.samples.fill(10)
  for (let j = 5; j < 10; j++) volume.slice(2).fill(200, j * 30 + 4, j * 30 + 12)
  const plane = { origin: [0, 0, 2], right: [1, 0, 0], down: [0, 1, 0] }
  const square = polygonStatistics(engine, volume, plane, [[3.5, 4.5], [11.5, 4.5], [11.5, 9.5], [3.5, 9.5]])
  assert.deepEqual([square.count, square.mean, square.deviation], [40, 200, 0])
  const ellipse = ellipseStatistics(engine, volume, plane, [20, 10], [3, 2])
  assert.deepEqual([ellipse.mean, ellipse.maximum], [10, 10])
  const all = { min: [0, 0, 0], end: [30, 20, 4] }
  for (const rule of ["classes", { isocontour: 0.41, zero: 0 }]) {
    const proposal = proposeRegion(engine, volume, [5, 6, 2], all, rule)
    assert.equal(proposal.voxels, 40)
    const editor = engine.editor(grid)
    const outcome = editor.apply([1, 19, 0, 3, 0, ...proposal.parameters])
    assert.deepEqual([outcome.changed, outcome.box], [40, { min: [4, 5, 2], end: [12, 10, 3] }])
    editor.free()
  }
  volume.free()
})

test("nothing stays behind", { skip: missing }, () => {
  const used = engine.heap.used
  const made = makeVolume("7", [20, 20, 20], [1000, 1000, 1000])
  const wire = new Livewire(engine, made.volume, { axis: 2, slice: 10 })
  wire.seed([3, 3])
  wire.path([9, 9])
  wire.train([[3, 3], [4, 4]])
  wire.free()
  segmentSurface(engine, { editor: made.editor, layer: 0, segment: 1 })
  made.free()
  assert.equal(engine.heap.used, used)
})
