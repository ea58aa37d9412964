import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { test } from "node:test"
import { loadEngine } from "../../Sources/WebApp/public/engine/engine.js"
import { claims } from "../../Sources/WebApp/public/media/registry.js"
import { holdingOf } from "../../Sources/WebApp/public/media/volume/series/budget.js"
import { FrameQueue } from "../../Sources/WebApp/public/media/volume/series/frame-queue.js"
import { Geometry } from "../../Sources/WebApp/public/media/volume/series/geometry.js"
import { commonScale, reading } from "../../Sources/WebApp/public/media/volume/series/real-values.js"
import { Series } from "../../Sources/WebApp/public/media/volume/series/series.js"
import { readSeries } from "../../Sources/WebApp/public/media/volume/series/series-info.js"
import { sourcesOf } from "../../Sources/WebApp/public/media/volume/series/sources.js"
import { colourOf, greyOf, wireHeader } from "../../Sources/WebApp/public/media/volume/series/wire.js"
import { randomFrom, wire16, wire8 } from "./volume-support.js"

const wasm = new URL("../../Sources/WebApp/public/engine/pixel.wasm", import.meta.url)

test("a frame of 16 bits comes back as it was, whatever its values", () => {
  const random = randomFrom(7)
  for (const [columns, rows] of [[1, 1], [1, 9], [9, 1], [17, 13]]) {
    const samples = Int16Array.from({ length: columns * rows }, () => Math.floor(random() * 65536) - 32768)
    const bytes = wire16(samples, { columns, rows })
    assert.deepEqual(greyOf(bytes, wireHeader(bytes), 0), samples)
  }
})

test("unsigned values of 16 bits stand 32 768 lower in the volume", () => {
  const samples = [0, 1, 32767, 32768, 65534, 65535]
  const bytes = wire16(samples, { columns: 3, rows: 2, signed: false })
  assert.deepEqual([...greyOf(bytes, wireHeader(bytes), -32768)], samples.map(value => value - 32768))
})

test("frames of 8 bits keep their sign, colours their channels", () => {
  const bytes = wire8([[0, 200, 128, 255]], { columns: 2, rows: 2, signed: true })
  assert.deepEqual([...greyOf(bytes, wireHeader(bytes), 0)], [0, -56, -128, -1])
  const rgb = wire8([[1, 2, 3, 4], [5, 6, 7, 8], [9, 250, 11, 12]], { columns: 2, rows: 2 })
  assert.deepEqual([...colourOf(rgb, wireHeader(rgb))], [1, 5, 9, 255, 2, 6, 250, 255, 3, 7, 11, 255, 4, 8, 12, 255])
})

test("the engine and plain JavaScript undo the predictor alike", { skip: !existsSync(wasm) && "Scripts/wasm has not been run" }, async () => {
  const engine = await loadEngine(readFileSync(wasm))
  const random = randomFrom(11)
  for (const signed of [true, false]) {
    const samples = Int32Array.from({ length: 40 * 23 }, () => Math.floor(random() * 65536) - (signed ? 32768 : 0))
    const bytes = wire16(samples, { columns: 40, rows: 23, signed })
    assert.deepEqual(engine.decode(bytes).samples, greyOf(bytes, wireHeader(bytes), signed ? 0 : -32768))
  }
})

test("a frame that is cut short, or none, is refused with the reason", () => {
  const bytes = wire16([1, 2, 3, 4], { columns: 2, rows: 2 })
  assert.throws(() => wireHeader(bytes.subarray(0, 24)), /2 × 2 needs 8 bytes and has 4/)
  assert.throws(() => wireHeader(new Uint8Array(40)), /not a wire frame/)
})

test("voxels and patient positions go into each other, on oblique, sheared and irregular stacks", () => {
  const random = randomFrom(3)
  const row = [0.8, 0.6, 0]
  const column = [-0.48, 0.64, 0.6]
  const stacks = {
    regular: { normal: [0.36, -0.48, 0.8], positions: [0, 2, 4, 6, 8], regular: true },
    irregular: { normal: [0.36, -0.48, 0.8], positions: [0, 1, 4, 4.5, 9], regular: false },
    backwards: { normal: [0.36, -0.48, 0.8], positions: [0, -3, -6, -9, -12], regular: true },
    sheared: { normal: [0, 0, 1], positions: [0, 2, 4, 6, 8], regular: true },
  }
  for (const [name, stack] of Object.entries(stacks)) {
    const geometry = Geometry.of({ origin: [10, -20, 30], row, column, spacing: [0.7, 0.9, 2], frame_of_reference: "1.2", ...stack }, { columns: 30, rows: 20 })
    for (let n = 0; n < 50; n++) {
      const voxel = [random() * 29, random() * 19, random() * 4]
      geometry.toVoxel(geometry.toPatient(voxel)).forEach((value, axis) => assert.ok(Math.abs(value - voxel[axis]) < 1e-9, `${name}, axis ${axis}: ${value} for ${voxel[axis]}`))
    }
  }
})

test("the frame looked at comes first, then previews over the stack, then whole frames ahead of the scroll", () => {
  const queue = new FrameQueue(100)
  queue.look(50)
  assert.deepEqual(queue.take(), { frame: 50, reduced: false })
  queue.done({ frame: 50, reduced: false })
  const previews = []
  for (let want = queue.take(); want?.reduced; want = queue.take()) {
    previews.push(want.frame)
    queue.done(want)
    if (previews.length === 25) break
  }
  assert.deepEqual(previews.slice(0, 4).sort((a, b) => a - b), [44, 48, 52, 56])
  assert.equal(previews.length, 25)
  queue.look(50, 30)
  const whole = Array.from({ length: 10 }, () => queue.take()?.frame ?? -1)
  assert.ok(whole.filter(frame => frame > 50).length >= 7, `ahead first: ${whole}`)
  queue.look(90, 0)
  assert.deepEqual(queue.take(), { frame: 90, reduced: false }, "after a jump the new place comes first")
  assert.ok(queue.isStale({ frame: 51, reduced: false }))
})

test("every frame comes exactly once, and one that fails is not asked for again", () => {
  const queue = new FrameQueue(60)
  queue.look(10)
  const seen = new Map()
  for (let want = queue.take(); want; want = queue.take()) {
    if (!want.reduced) seen.set(want.frame, (seen.get(want.frame) ?? 0) + 1)
    if (want.frame === 30 && !want.reduced) queue.fail(want)
    else queue.done(want)
  }
  assert.equal(seen.size, 60)
  assert.ok([...seen.values()].every(times => times === 1))
  assert.equal(queue.open, 0)
  assert.ok(queue.failed(30))
})

test("what does not fit is shown frame by frame and says why", () => {
  assert.deepEqual(holdingOf({ columns: 512, rows: 512, slices: 300, samples: 1, sizesDiffer: false }, 8), { holding: "volume", reason: "" })
  assert.equal(holdingOf({ columns: 512, rows: 512, slices: 4000, samples: 1, sizesDiffer: false }, 8).reason, "large")
  assert.equal(holdingOf({ columns: 512, rows: 512, slices: 600, samples: 1, sizesDiffer: false }, 2).reason, "large", "a small machine holds less")
  assert.equal(holdingOf({ columns: 64, rows: 64, slices: 9, samples: 3, sizesDiffer: false }).reason, "colour")
  assert.equal(holdingOf({ columns: 64, rows: 64, slices: 9, samples: 1, sizesDiffer: true }).reason, "sizes")
})

const plain = { id: 4, uid: "1.2.3", modality: "CT", columns: 2, rows: 2, bits_stored: 12, signed: true, rescale: { slope: 1, intercept: -1024, unit: "HU" }, pixel_range: [0, 4095] }

test("a series takes its slices in any order and says what stands at a voxel", () => {
  const geometry = { origin: [0, 0, 0], row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1], spacing: [1, 1, 1], positions: [0, 1, 2], regular: true }
  const series = new Series(readSeries({ ...plain, frame_count: 3, geometry }), { holding: "volume", reason: "", memory: null })
  assert.equal(series.stored([0, 0, 1]), null, "nothing is said of what has not come")
  const header = wireHeader(wire16([1, 2, 3, 4], { columns: 2, rows: 2 }))
  const want = series.queue.take()
  series.take(want, { id: 1, header, grey: Int16Array.of(1, 2, 3, 1064), received: 0 })
  assert.equal(want.frame, 0)
  assert.equal(series.stored([1, 1, 0]), 1064)
  assert.deepEqual(series.reading(1064, 0), { value: 40, unit: "HU" })
})

test("slices of PET with scales of their own are drawn on one, and read by their own", () => {
  const info = readSeries({ ...plain, modality: "PT", frame_count: 2, rescales: [[1, 0], [3, 0]], suv_factor: 0.001, rescale: { slope: 1, intercept: 0, unit: "BQML" }, pixel_range: [0, 1000], geometry: { origin: [0, 0, 0], row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1], spacing: [1, 1, 1], positions: [0, 1], regular: true } })
  const { slope, intercept } = commonScale(info)
  const series = new Series(info, { holding: "volume", reason: "", memory: null })
  const header = wireHeader(wire16([0, 0, 0, 0], { columns: 2, rows: 2 }))
  for (const [frame, stored] of [[0, 900], [1, 300]]) {
    series.queue.look(frame)
    series.take(series.queue.take(), { id: frame, header, grey: new Int16Array(4).fill(stored), received: 0 })
  }
  const [a, b] = [series.volume.pixels()[0], series.volume.pixels()[4]]
  assert.equal(a, b, "900 · 1 and 300 · 3 are the same activity")
  assert.ok(Math.abs(a * slope + intercept - 900) < slope)
  assert.deepEqual([...series.volume.values().subarray(0, 1), ...series.volume.values().subarray(4, 5)], [900, 300], "what is stored stays, for masks")
  assert.deepEqual(reading(info, 300, 1), { value: 0.9, unit: "SUV" })
})

test("a task points at a series by its address, a list of series, or a list of its frames", () => {
  assert.deepEqual(sourcesOf("/api/imaging/series/12"), [{ series: 12, frame: null }])
  assert.deepEqual(sourcesOf("/api/imaging/series/12/frames/3.png"), [{ series: 12, frame: 3 }])
  assert.deepEqual(sourcesOf(["/api/imaging/series/12/frames/0.png", "/api/imaging/series/12/frames/1.png"]), [{ series: 12, frame: null }])
  assert.deepEqual(sourcesOf(["/api/imaging/series/5", "/api/imaging/series/7"]).map(each => each.series), [5, 7])
  assert.deepEqual(sourcesOf("https://example.org/a.png"), [])
})

test("images of the field go to the viewer, plain pictures to the image editor", () => {
  const image = (value, attributes = {}) => claims({ tag: "Image", attributes, value })
  assert.equal(image("/api/imaging/series/3"), "volume")
  assert.equal(image(["/api/imaging/series/3/frames/0.png"], { medical: "volume" }), "volume")
  assert.equal(image("/api/imaging/series/3", { medical: "slide" }), "slide")
  assert.equal(image("/data/upload/1/photo.png"), null)
  assert.equal(image("/data/upload/1/photo.png", { medical: "dicom" }), null, "a carrier picture is a picture")
  assert.equal(claims({ tag: "Text", attributes: {}, value: "/api/imaging/series/3" }), null)
})

test("a long cine keeps what is near, comes to rest, and never lets go of what is looked at", () => {
  const side = 1024
  const series = new Series(readSeries({ id: 1, uid: "1", modality: "US", frame_count: 300, columns: side, rows: side, samples: 3, photometric: "RGB" }), { holding: "stack", reason: "colour", memory: null })
  const header = { kind: 3, bitsStored: 8, signed: false, shift: 0, columns: side, rows: side }
  // The pixels do not matter here, their size does.
  const pixels = new Uint8ClampedArray(side * side * 4)
  const fill = () => {
    let taken = 0
    while (series.hasRoom && taken < 2000) {
      const want = series.queue.take()
      if (!want) break
      series.take(want, { id: 0, header, colour: pixels, received: 0 })
      taken++
    }
    return taken
  }
  series.look(0, 0)
  const first = fill()
  assert.ok(first < 60, `${first} frames fill the memory`)
  assert.equal(fill(), 0, "it comes to rest")
  let all = first
  for (let frame = 1; frame < 300; frame++) {
    series.look(frame, 50 * frame)
    all += fill()
    assert.ok(series.colour(frame), `frame ${frame} is there when it is looked at`)
  }
  assert.ok(all < 600, `${all} fetched for 300 frames`)
})
