import assert from "node:assert/strict"
import { test } from "node:test"
import { enVolume } from "../../Sources/WebApp/public/locales/en-volume.js"
import { hang, ownLayouts, readHanging, usualLayout } from "../../Sources/WebApp/public/media/volume/layout/hanging.js"
import { flat } from "../../Sources/WebApp/public/media/volume/panels/tag-browser.js"
import { labelPlane } from "../../Sources/WebApp/public/media/volume/render/label-plane.js"
import { reslice, sample } from "../../Sources/WebApp/public/media/volume/render/reslice.js"
import { thickSlice } from "../../Sources/WebApp/public/media/volume/render/thick-slice.js"
import { Geometry } from "../../Sources/WebApp/public/media/volume/series/geometry.js"
import { paletted } from "../../Sources/WebApp/public/media/volume/series/palette.js"
import { Series } from "../../Sources/WebApp/public/media/volume/series/series.js"
import { readSeries } from "../../Sources/WebApp/public/media/volume/series/series-info.js"
import { depthsOf } from "../../Sources/WebApp/public/media/volume/view/depths.js"
import { lookUpTable } from "../../Sources/WebApp/public/media/volume/view/lut.js"
import { edgesOf, edgesOfPicture, facingAlong, lettersOf } from "../../Sources/WebApp/public/media/volume/view/orientation.js"
import { facingTurned, normalOf, planeOf, standard, toCanvas, toPatient } from "../../Sources/WebApp/public/media/volume/view/plane.js"
import { Viewport } from "../../Sources/WebApp/public/media/volume/view/viewport.js"
import { firstPreset, presetsOf, usualRange } from "../../Sources/WebApp/public/media/volume/view/windows.js"
import { randomFrom } from "./volume-support.js"

const near = (a, b, by = 1e-9) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`)

test("the standard planes look at the patient from the feet, the front and the left", () => {
  assert.deepEqual(normalOf(standard.axial).map(Math.round), [0, 0, 1])
  assert.deepEqual(normalOf(standard.coronal).map(value => Math.round(value) + 0), [0, 1, 0])
  assert.deepEqual(normalOf(standard.sagittal).map(value => Math.round(value) + 0), [-1, 0, 0])
  assert.deepEqual(edgesOf(standard.axial), { left: "R", right: "L", top: "A", bottom: "P" })
  assert.deepEqual(edgesOf(standard.coronal), { left: "R", right: "L", top: "S", bottom: "I" })
  assert.deepEqual(edgesOf(standard.sagittal), { left: "A", right: "P", top: "S", bottom: "I" })
})

test("canvas and patient go into each other on a plane turned twice", () => {
  const facing = facingTurned(facingTurned(standard.coronal, [0, 0, 1], 0.4), [1, 0, 0], -0.7)
  const plane = planeOf(facing, [12, -30, 7], { width: 400, height: 300 }, 2.5)
  const middle = toPatient(plane, 200, 150)
  middle.forEach((value, axis) => near(value, [12, -30, 7][axis]))
  const back = toCanvas(plane, toPatient(plane, 37, 211))
  near(back.x, 37)
  near(back.y, 211)
  near(back.distance, 0)
  const off = toPatient(plane, 37, 211).map((value, axis) => value + 5 * plane.normal[axis])
  near(toCanvas(plane, off).distance, 5)
})

test("letters name a tilted edge by its strongest ways", () => {
  assert.equal(lettersOf([0.9, 0.43, 0]), "LP")
  assert.equal(lettersOf([-1, 0, 0]), "R")
  const film = { right: [1, 0, 0], down: [0, 1, 0] }
  assert.deepEqual(edgesOfPicture(["L", "F"], film), { left: "R", right: "L", top: "S", bottom: "I" })
  assert.deepEqual(edgesOfPicture(["P", "F"], { right: [-1, 0, 0], down: [0, 1, 0] }), { left: "P", right: "A", top: "S", bottom: "I" }, "a flipped film says so")
  assert.equal(edgesOfPicture([], film), null)
})

test("reformats run along the voxels, whatever way the series was acquired", () => {
  const sagittal = Geometry.of({ origin: [0, 0, 0], row: [0, 1, 0], column: [0, 0, -1], normal: [-1, 0, 0], spacing: [1, 1, 1], positions: [0, 1, 2], regular: true }, { columns: 4, rows: 4 })
  const { right, down } = facingAlong(sagittal, standard.axial)
  assert.deepEqual(right.map(value => value + 0), [1, 0, 0])
  assert.deepEqual(down.map(value => value + 0), [0, 1, 0])
})

const grey = (table, value) => table[value + 32768] & 255
const toReal = { shift: 0, slope: 1, intercept: -1024, modality: null, factor: 1 }
const how = { centre: 40, width: 400, curve: "LINEAR", invert: false, table: null }

test("windows are those of PS3.3 C.11.2.1.2", () => {
  const linear = lookUpTable(toReal, how)
  assert.equal(grey(linear, 1024 - 160), 0, "x ≤ c − 0.5 − (w − 1)/2 is black")
  assert.equal(grey(linear, 1024 + 240), 255)
  assert.equal(grey(linear, 1024 + 40), Math.round(((40 - 39.5) / 399 + 0.5) * 255))
  const exact = lookUpTable(toReal, { ...how, curve: "LINEAR_EXACT" })
  assert.equal(grey(exact, 1024 + 40), 128)
  const sigmoid = lookUpTable(toReal, { ...how, curve: "SIGMOID" })
  assert.equal(grey(sigmoid, 1024 + 140), Math.round(255 / (1 + Math.exp(-1))))
  assert.equal(grey(lookUpTable(toReal, { ...how, invert: true }), 1024 + 240), 0)
})

test("tables of the file win over windows", () => {
  const table = { name: "", first: 10, bits: 8, values: [0, 100, 255] }
  const shown = lookUpTable({ ...toReal, intercept: 0 }, { ...how, table })
  assert.deepEqual([9, 10, 11, 12, 99].map(value => grey(shown, value)), [0, 0, 100, 255, 255])
  const modality = lookUpTable({ ...toReal, modality: { name: "", first: 0, bits: 16, values: [-160, 240] } }, how)
  assert.deepEqual([grey(modality, 0), grey(modality, 1)], [0, 255])
})

test("indexed pictures are their colours before anything is mixed", () => {
  const palette = { first: 1, bits: 16, red: [0, 0xff00], green: [0x8000, 0], blue: [0, 0x4000] }
  assert.deepEqual([...paletted(Int16Array.of(0, 1, 2, 9), palette, 0)], [0, 128, 0, 255, 0, 128, 0, 255, 255, 0, 64, 255, 255, 0, 64, 255])
})

test("a series opens with the window of its file, else with the usual one of its kind", () => {
  const ct = readSeries({ modality: "CT", rescale: { slope: 1, intercept: -1024, unit: "HU" }, columns: 1, rows: 1, windows: [{ name: "", centre: 50, width: 350 }], pixel_range: [0, 4095] })
  assert.deepEqual([firstPreset(ct).centre, firstPreset(ct).width], [50, 350])
  assert.ok(presetsOf(ct).some(preset => preset.id === "lung"))
  const bare = readSeries({ ...JSON.parse(JSON.stringify(ct)), modality: "MR", unit: "", rescale: null, windows: [], columns: 1, rows: 1, pixel_range: [0, 1000] })
  assert.equal(firstPreset(bare).id, "auto")
  assert.ok(!presetsOf(bare).some(preset => preset.id === "lung"))
  const values = Int16Array.from({ length: 10000 }, (_, n) => (n < 40 ? 30000 : n % 100))
  assert.ok(usualRange(values, 0)[1] < 100, "a few bright specks do not rule the window")
})

/** A block whose value is a straight function of place: trilinear sampling must find it exactly. */
const ramp = (columns, rows, slices) => {
  const values = new Int16Array(columns * rows * slices)
  for (let k = 0, n = 0; k < slices; k++) for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++, n++) values[n] = 10 * i + 100 * j + 1000 * k
  return { values, columns, rows, slices }
}
/** Shows the low byte of a value. */
const plain = Uint32Array.from({ length: 65536 }, (_, n) => (0xff000000 | (n - 32768 & 0xffffff)) >>> 0)

test("a plane through a ramp has the values of the ramp", () => {
  const block = ramp(20, 16, 12)
  const out = new Uint32Array(8 * 5)
  const sampling = { start: [3.25, 2.5, 1.75], du: [0.5, 0.25, 0.125], dv: [-0.25, 0.5, 0.75] }
  reslice(block, { sampling, depths: null, slab: null, table: plain, smooth: true }, 8, 5, out)
  for (let y = 0; y < 5; y++) for (let x = 0; x < 8; x++) {
    const [i, j, k] = [0, 1, 2].map(axis => sampling.start[axis] + x * sampling.du[axis] + y * sampling.dv[axis])
    assert.equal(out[y * 8 + x] & 0xffff, Math.floor(10 * i + 100 * j + 1000 * k + 0.5))
  }
  const flatOut = new Uint32Array(40)
  const flatSampling = { start: [1.5, 1.25, 4], du: [0.5, 0, 0], dv: [0, 0.5, 0] }
  reslice(block, { sampling: flatSampling, depths: null, slab: null, table: plain, smooth: true }, 8, 5, flatOut)
  assert.equal(flatOut[2 * 8 + 3] & 0xffff, Math.floor(10 * 3 + 100 * 2.25 + 4000 + 0.5))
})

test("outside the volume is black, and the edge voxel reaches half a voxel out", () => {
  const block = ramp(4, 4, 4)
  const out = new Uint32Array(12)
  reslice(block, { sampling: { start: [-1, 0, 0], du: [0.25, 0, 0], dv: [0, 1, 0] }, depths: null, slab: null, table: plain.map(word => word | 1), smooth: true }, 12, 1, out)
  assert.deepEqual([...out.subarray(0, 3)].map(word => word & 0xffffff), [0, 0, 1])
})

test("slabs hold the highest, lowest and mean of what they go through", () => {
  const block = ramp(4, 4, 5)
  const source = { ...block, pixels: () => block.values, stamps: new Uint32Array(5).fill(1), stamp: 1 }
  assert.equal(thickSlice(source, 1, 3, "max")[0], 3000)
  assert.equal(thickSlice(source, 1, 3, "min")[0], 1000)
  assert.equal(thickSlice(source, 1, 3, "mean")[5], 2110)
  source.stamps[2] = 2
  block.values[2 * 16] = 9999
  assert.equal(thickSlice(source, 1, 3, "max")[0], 9999, "a slice that changed is laid in again")
  const out = new Uint32Array(1)
  for (const [mode, value] of [["max", 3000], ["min", 1000], ["mean", 2000]]) {
    const fresh = ramp(4, 4, 5)
    reslice(fresh, { sampling: { start: [0, 0, 1], du: [1, 0, 0], dv: [0, 1, 0] }, depths: null, slab: { count: 3, step: [0, 0, 1], mode }, table: plain, smooth: true }, 1, 1, out)
    assert.equal(out[0] & 0xffff, value)
  }
})

test("reformats through slices at irregular distances find each slice at its place", () => {
  const geometry = Geometry.of({ origin: [0, 0, 0], row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1], spacing: [1, 1, 3], positions: [0, 1, 6, 7, 12], regular: false }, { columns: 4, rows: 4 })
  const depths = depthsOf(geometry)
  const block = ramp(4, 4, 5)
  const out = new Uint32Array(13)
  reslice(block, { sampling: { start: [0, 0, 0], du: [0, 0, 1], dv: [0, 1, 0] }, depths, slab: null, table: plain, smooth: true }, 13, 1, out)
  const expected = [0, 1000, 1200, 1400, 1600, 1800, 2000, 3000, 3200, 3400, 3600, 3800, 4000]
  expected.forEach((value, n) => near(out[n] & 0xffff, value, 2))
  const labels = Uint8Array.from({ length: 80 }, (_, n) => 1 + (n >> 4))
  const plane = new Uint8Array(13)
  labelPlane(labels, geometry, { start: [0, 0, 0], du: [0, 0, 1], dv: [0, 1, 0] }, depths, 13, 1, plane)
  assert.deepEqual([plane[0], plane[1], plane[6], plane[7], plane[12]], [1, 2, 3, 4, 5])
})

test("sampling never leaves the block", () => {
  const block = ramp(3, 3, 3)
  const random = randomFrom(5)
  for (let n = 0; n < 300; n++) assert.ok(Number.isFinite(sample(block, random() * 9 - 3, random() * 9 - 3, random() * 9 - 3, n % 2 === 0)))
})

const names = ownLayouts(enVolume.layouts)
const candidate = (id, more = {}) => ({ id, modality: "MG", laterality: "", view: "", description: "", isPrior: false, canReformat: false, ...more })

test("mammograms hang with the right breast on the left, whatever order they come in", () => {
  const four = [candidate(1, { laterality: "L", view: "MLO" }), candidate(2, { laterality: "R", view: "CC" }), candidate(3, { laterality: "L", view: "CC" }), candidate(4, { laterality: "R", view: "MLO" })]
  const layout = usualLayout(four, names)
  assert.equal(layout.id, "mammography")
  assert.deepEqual(hang(layout, four), [2, 3, 4, 1])
  assert.deepEqual(layout.panes.map(pane => pane.side), ["right", "left", "right", "left"], "chest walls stand inward")
  assert.deepEqual(hang(layout, four.slice(0, 3)), [2, 3, null, 1], "a missing view is seen to be missing")
})

test("a prior stands beside the current, and never in its place", () => {
  const layout = names.find(each => each.id === "prior")
  assert.deepEqual(hang(layout, [candidate(7), candidate(5, { isPrior: true })]), [7, 5])
  assert.deepEqual(hang(layout, [candidate(7), candidate(8)]), [7, null])
})

test("a project brings its own hanging, by name or as JSON, and a wrong one is named", () => {
  assert.equal(readHanging("two-by-two", names, "Own").layout?.id, "two-by-two")
  const own = readHanging(JSON.stringify({ columns: [2, 1], panes: [{ area: [1, 1, 1, 1], match: { modality: "PT" } }, { area: [1, 2, 1, 1], orientation: "coronal", match: { modality: "CT" } }] }), names, "Own").layout
  assert.equal(own?.columns, "2fr 1fr")
  assert.deepEqual(hang(own, [candidate(1, { modality: "CT", canReformat: true }), candidate(2, { modality: "PT" })]), [2, 1])
  assert.match(readHanging("four-up", names, "").error, /four-up.*mammography/)
  assert.match(readHanging("{", names, "").error, /not JSON/)
  assert.match(readHanging('{"panes":[]}', names, "").error, /between one and sixteen/)
})

/** A viewport without a page around it. */
const paneOf = (series, orientation = "stack") => {
  const told = []
  const viewport = new Viewport({ id: "main", role: { orientation }, element: null, canvas: null, changed: what => told.push(what), overlay: () => {} })
  viewport.resize({ left: 0, top: 0, width: 400, height: 300 })
  viewport.show(series)
  return viewport
}
const ctSeries = () => new Series(readSeries({
  id: 1, uid: "1.2", modality: "CT", frame_count: 9, columns: 40, rows: 30, bits_stored: 12, signed: true, rescale: { slope: 1, intercept: -1024, unit: "HU" }, pixel_range: [0, 4095],
  geometry: { origin: [-20, -15, 100], row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1], spacing: [1, 1, 2.5], positions: [0, 2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20], regular: true, frame_of_reference: "9" },
}), { holding: "volume", reason: "", memory: null })

test("a stack scrolls from frame to frame and stops at its ends", () => {
  const viewport = paneOf(ctSeries())
  assert.equal(viewport.frame, 4)
  assert.ok(viewport.isFrame)
  viewport.scroll(1)
  assert.equal(viewport.frame, 5)
  viewport.scroll(100)
  assert.equal(viewport.frame, 8)
  viewport.scroll(-100)
  assert.equal(viewport.frame, 0)
})

test("a reformat is no frame, steps by voxels and stays inside", () => {
  const viewport = paneOf(ctSeries(), "coronal")
  assert.ok(!viewport.isFrame)
  near(viewport.stepSize, 1)
  const y = viewport.centre[1]
  viewport.scroll(3)
  near(viewport.centre[1], y + 3)
  viewport.scroll(1000)
  near(viewport.centre[1], 14)
  assert.equal(viewport.position.at, viewport.position.count - 1)
})

test("zooming keeps what is under the pointer, and fitting shows the whole", () => {
  const viewport = paneOf(ctSeries())
  const before = viewport.toPatient(123, 45)
  viewport.zoom(3, 123, 45)
  viewport.toPatient(123, 45).forEach((value, axis) => near(value, before[axis], 1e-6))
  viewport.fit()
  const corner = viewport.toCanvas(viewport.fromVoxel([-0.5, -0.5, viewport.depth]))
  assert.ok(corner.x >= -1e-6 && corner.y >= -1e-6)
})

test("four quarter turns and two flips come back to the beginning", () => {
  const viewport = paneOf(ctSeries())
  const { facing } = viewport
  for (let n = 0; n < 4; n++) viewport.turn("right")
  viewport.flip("horizontal")
  viewport.flip("horizontal")
  facing.right.forEach((value, axis) => near(viewport.facing.right[axis], value))
  facing.down.forEach((value, axis) => near(viewport.facing.down[axis], value))
})

test("what a pane samples is what it says lies under a canvas point", () => {
  const viewport = paneOf(ctSeries(), "sagittal")
  viewport.tilt([0, 0, 1], 0.3, viewport.centre)
  viewport.series.volume.touch(0)
  const { sampling } = viewport.pane(2, [])
  const expected = viewport.toVoxel(viewport.toPatient((31 + 0.5) / 2, (17 + 0.5) / 2))
  expected.forEach((value, axis) => near(sampling.start[axis] + 31 * sampling.du[axis] + 17 * sampling.dv[axis], value, 1e-6))
})

test("tags are a tree of rows, and bulk is named, not shown", () => {
  const rows = flat({ "00080060": { vr: "CS", Value: ["CT"] }, "00081140": { vr: "SQ", Value: [{ "00081155": { vr: "UI", Value: ["1.2"] } }] }, "7FE00010": { vr: "OW", BulkDataURI: "x" } }, 0, "")
  assert.deepEqual(rows.map(row => [row.keyword, row.depth]), [["Modality", 0], ["ReferencedImageSequence", 0], ["ReferencedSOPInstanceUID", 1], ["PixelData", 0]])
  assert.equal(rows[3].text, enVolume.tagsBulk)
})
