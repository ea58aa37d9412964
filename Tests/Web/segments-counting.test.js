import test from "node:test"
import assert from "node:assert/strict"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { scan, warningsOf } from "../../Sources/WebApp/public/media/volume/segments/checks.js"
import { Components, airAround } from "../../Sources/WebApp/public/media/volume/segments/components.js"
import * as records from "../../Sources/WebApp/public/media/volume/segments/records.js"
import { cutOff, segmentsOf } from "../../Sources/WebApp/public/media/volume/segments/segment-list.js"
import { Stroke } from "../../Sources/WebApp/public/media/volume/segments/stroke.js"
import { Tally } from "../../Sources/WebApp/public/media/volume/segments/tally.js"
import { generator } from "./random.js"

const size = { columns: 20, rows: 12, slices: 6 }
const whole = { minI: 0, minJ: 0, minK: 0, endI: 20, endJ: 12, endK: 6 }
/** A box of labels in a volume. */
const volume = (boxes, values = new Uint8Array(20 * 12 * 6)) => {
  for (const [segment, [i0, i1], [j0, j1], [k0, k1]] of boxes) {
    for (let k = k0; k < k1; k++) for (let j = j0; j < j1; j++) values.fill(segment, (k * 12 + j) * 20 + i0, (k * 12 + j) * 20 + i1)
  }
  return values
}
const counted = values => {
  const tally = new Tally(size)
  tally.restart(new Map())
  tally.settle(values)
  return tally
}

test("counting only changed slices comes to the same as counting all", () => {
  const draw = generator(3)
  const values = new Uint8Array(20 * 12 * 6)
  const tally = counted(values)
  for (let turn = 0; turn < 60; turn++) {
    const [i, j, k] = [draw(20), draw(12), draw(6)]
    const box = { minI: i, minJ: j, minK: k, endI: i + 1 + draw(6), endJ: j + 1 + draw(6), endK: k + 1 + draw(3) }
    volume([[draw(4), [box.minI, Math.min(20, box.endI)], [box.minJ, Math.min(12, box.endJ)], [box.minK, Math.min(6, box.endK)]]], values)
    tally.changed(values, box, "brush")
    tally.settle(values)
    for (const segment of [1, 2, 3]) assert.equal(tally.voxels(segment), values.reduce((sum, each) => sum + Number(each === segment), 0))
  }
})

test("extent and skipped slices are told", () => {
  const tally = counted(volume([[2, [1, 3], [1, 3], [1, 2]], [2, [1, 3], [1, 3], [4, 5]]]))
  assert.deepEqual([tally.extent(2), tally.gaps(2), tally.extent(1), tally.present()], [[1, 4], [2, 3], null, [2]])
})

test("where voxels come from is kept through undo", () => {
  const values = new Uint8Array(20 * 12 * 6)
  const tally = counted(values)
  const put = (segment, range, source) => {
    volume([[segment, range, [0, 1], [0, 1]]], values)
    tally.changed(values, { ...whole, endK: 1 }, source)
    tally.settle(values)
    return tally.shares(1)
  }
  assert.deepEqual(put(1, [0, 6], "model"), { brush: 0, model: 1, fill: 0 })
  assert.deepEqual(put(1, [6, 8], "brush"), { brush: 0.25, model: 0.75, fill: 0 })
  // Rubbed out, and taken back: it is the model's again.
  assert.deepEqual(put(0, [2, 6], "brush"), { brush: 0.5, model: 0.5, fill: 0 })
  assert.deepEqual(put(1, [2, 6], null), { brush: 0.25, model: 0.75, fill: 0 })
})

test("what was stored before keeps its shares", () => {
  const values = volume([[1, [0, 8], [0, 1], [0, 1]]])
  const tally = new Tally(size)
  tally.restart(new Map([[1, { brush: 0.5, model: 0.5, fill: 0 }]]))
  tally.settle(values)
  assert.deepEqual(tally.shares(1), { brush: 0.5, model: 0.5, fill: 0 })
  volume([[1, [8, 16], [0, 1], [0, 1]]], values)
  tally.changed(values, { minI: 8, endI: 16, minJ: 0, endJ: 1, minK: 0, endK: 1 }, "fill")
  tally.settle(values)
  assert.deepEqual(tally.shares(1), { brush: 0.25, model: 0.25, fill: 0.5 })
})

test("connected parts are found across rows and slices, the largest first", () => {
  // A bow that meets only at its end, an island, and a corner that touches only diagonally.
  const values = volume([[1, [0, 2], [0, 8], [0, 1]], [1, [5, 7], [0, 8], [0, 1]], [1, [0, 7], [8, 9], [0, 1]], [1, [15, 17], [3, 4], [2, 4]], [1, [7, 8], [9, 10], [0, 1]]])
  const components = new Components(size, 1)
  for (let k = 0; k < 6; k++) components.add(values, k)
  assert.deepEqual(components.parts.map(part => part.voxels), [39, 4, 1])
  assert.deepEqual(components.parts[1].at, [15, 3, 2])
})

test("air is what reaches the edge of the picture, not the lung", () => {
  const dark = new Int16Array(20 * 12 * 6).fill(-1000)
  for (let j = 2; j < 10; j++) for (let i = 3; i < 17; i++) dark[j * 20 + i] = j > 3 && j < 8 && i > 5 && i < 12 ? -900 : 30
  const air = airAround(dark, size, 0, -300)
  assert.deepEqual([air[0], air[2 * 20 + 3], air[5 * 20 + 8]], [1, 0, 0])
})

const config = parseConfig(`<View><Image name="ct" value="$i"/><BrushLabels name="s" toName="ct"><Label value="Liver" code="10200004"/><Label value="Spleen" code="SCT:78961009"/><Label value="Kidneys"/></BrushLabels></View>`)
const controls = [...config.controls.values()]
const region = (label, med, more = {}) => ({ id: label, objectName: "ct", shape: "brush", geometry: {}, labels: { s: [label] }, answers: {}, order: 0, origin: "manual", original: {}, rest: {}, med: { kind: "segment", ...med }, ...more })
const listed = regions => segmentsOf({ ...emptyState(config), regions: new Map(regions.map(each => [each.id, each])) }, controls, "ct")

test("every label is a structure; numbers once given stay", () => {
  assert.deepEqual(listed([]).map(each => [each.name, each.number, each.code?.code ?? null, each.answered]), [["Liver", 1, "10200004", false], ["Spleen", 2, "78961009", false], ["Kidneys", 3, null, false]])
  assert.deepEqual(listed([region("Kidneys", { segment: 1, voxels: 5 })]).map(each => each.number), [2, 3, 1])
  assert.deepEqual(listed([region("Spleen", { status: "absent", segment: 2 })]).map(each => [each.status, each.answered]), [[null, false], ["absent", true], [null, false]])
})

test("what should be looked at before handing in", () => {
  const values = volume([[1, [2, 9], [2, 9], [0, 6]], [2, [12, 15], [2, 5], [1, 2]], [2, [12, 15], [2, 5], [3, 4]]])
  values[(2 * 12 + 11) * 20 + 19] = 1
  const segments = listed([region("Liver", { segment: 1, voxels: 1 }), region("Spleen", { segment: 2, status: "absent" })])
  const tally = counted(values)
  const look = scan(1, [0, 5], size, () => values, { intensities: () => new Int16Array(20 * 12 * 6).fill(40), limit: -300 })
  let step = look.next()
  while (!step.done) step = look.next()
  const found = warningsOf(segments, tally, size, new Map([[1, step.value]]))
  assert.deepEqual(found.map(each => [each.concern, each.segment]), [["edge", 1], ["islands", 1], ["contradiction", 2], ["gap", 2], ["unanswered", 3]])
  assert.equal(found[0].message, "Liver touches the first and the last slice")
  assert.deepEqual(found[1].at, [19, 11, 2])
  assert.equal(found[3].at[2], 2)
  assert.equal(cutOff({ extent: [0, 3], voxels: 9 }, 6), "cut at the first slice")
})

test("records are spelt as the engine reads them", () => {
  const target = { layer: 0, segment: 3, locks: [1, 40, 3] }
  const words = records.brush({ ...target, over: 2 }, { radius: 8, normal: null, gate: [40, 180], points: [[1.5, 2, 0]] })
  assert.deepEqual([...words], [1, 3, 0, 3, 4 | 32 | 2 << 8 | 1 << 16 | 1 << 17, 2, 1 << 8, 0, 0, 0, 0, 0, 0, 8000, 0, 0, 0, 0, 40, 180, 0, 1, 384, 512, 0])
  assert.deepEqual([...records.undo()], [1, 1, 0, 0, 0])
  assert.deepEqual([...records.scissors({ layer: 1, segment: 2, erase: true, over: "unlabelled" }, { normal: [0, 0, 1], front: -1, back: 2, outside: true, points: [] })], [1, 4, 1, 2, 1 | 16 | 1 << 19, 0, 0, 65536, -1, 2000, 0])
  assert.deepEqual([...records.islands({ layer: 0, segment: 1 }, { mode: "least", least: 9 })], [1, 7, 0, 1, 0, 1, 9, 0, 0, 0, 0])
  assert.deepEqual([...records.decoded(records.encoded(words))], [...words])
  assert.equal(records.sourceOf(words), "brush")
  assert.equal(records.sourceOf(records.interpolate({ layer: 0, segment: 1 }, {})), "fill")
})

test("a stroke of three seconds stays under ten kilobytes, and its record says what its pieces said", () => {
  const stroke = new Stroke({ layer: 0, segment: 1 }, { normal: null }, [0.7, 0.7, 3])
  const pieces = []
  for (let frame = 0; frame < 180; frame++) {
    const points = Array.from({ length: 4 }, (_, n) => {
      const at = frame * 4 + n
      return { voxel: /** @type {const} */ ([256 + 150 * Math.cos(at / 160), 256 + 150 * Math.sin(at / 160), 9]), radius: 8 }
    })
    const piece = stroke.extend(points)
    if (piece) pieces.push(piece)
  }
  const [one, ...others] = stroke.records
  assert.equal(others.length, 0)
  assert.ok(records.encoded(one).length < 10_000, `${records.encoded(one).length} bytes`)
  const pointsOf = words => Array.from({ length: words[13] }, (_, n) => [...words.slice(14 + 3 * n, 17 + 3 * n)])
  const joined = pieces.flatMap((piece, i) => pointsOf(piece).slice(i === 0 ? 0 : 1))
  assert.deepEqual(pointsOf(one), joined)
  assert.ok(pieces.slice(1).every(piece => piece[4] & records.flags.joined) && !(pieces[0][4] & records.flags.joined))
})

test("pressure changes the radius from record to record, joined into one step", () => {
  const stroke = new Stroke({ layer: 0, segment: 1 }, { normal: [0, 0, 1] }, [1, 1, 1])
  stroke.extend([{ voxel: [0, 0, 0], radius: 2 }])
  stroke.extend([{ voxel: [5, 0, 0], radius: 3 }])
  assert.equal(stroke.extend([{ voxel: [5.01, 0, 0], radius: 3 }]), null)
  assert.deepEqual(stroke.records.map(words => [words[5], words[4] & records.flags.joined, words[13]]), [[2000, 0, 1], [3000, 2, 2]])
})
