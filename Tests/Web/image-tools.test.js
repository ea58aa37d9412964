import assert from "node:assert/strict"
import { test } from "node:test"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { fromResult, toResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"
import { Bitmap } from "../../Sources/WebApp/public/media/image/bitmap.js"
import { Desk } from "../../Sources/WebApp/public/media/image/desk.js"
import { Mask } from "../../Sources/WebApp/public/media/image/mask.js"
import { maskOf } from "../../Sources/WebApp/public/media/image/region-mask.js"
import { decodeMask, encodeMask } from "../../Sources/WebApp/public/media/image/rle.js"
import { BoxTool } from "../../Sources/WebApp/public/media/image/tools/box-tool.js"
import { PolygonTool } from "../../Sources/WebApp/public/media/image/tools/polygon-tool.js"
import { plainHand } from "../../Sources/WebApp/public/media/image/tools/tool.js"
import { maskFromPixels, pixelsOf, random, randomMask } from "./image-support.js"

const image = { width: 200, height: 100 }
const xml = `<View><Image name="img" value="$image"/>
  <RectangleLabels name="box" toName="img"><Label value="A"/><Label value="B" maxUsages="1"/></RectangleLabels>
  <PolygonLabels name="poly" toName="img"><Label value="P"/></PolygonLabels>
  <BrushLabels name="brush" toName="img"><Label value="M"/></BrushLabels></View>`

/** @param {{ source?: string, tool?: string, label?: [string, string] | null, result?: unknown[], readonly?: boolean, suggestion?: boolean }} [options] */
function bench(options = {}) {
  const { source = xml, tool = "select", label = null, result = [], readonly = false, suggestion = false } = options
  const config = parseConfig(source, { image: "x.png" })
  const state = { ...emptyState(config), ...fromResult(result, { config, suggestion }), tool, activeLabels: label && { control: label[0], values: [label[1]] } }
  const store = new Store(state)
  /** @type {string[]} */
  const said = []
  const desk = new Desk({
    store, objectName: "img", controls: [...config.controls.values()], image, itemIndex: null, readonly, surface: null, say: message => said.push(message), brushRadius: 4,
  })
  store.addEventListener("change", () => desk.refresh())
  const only = () => {
    assert.equal(store.state.regions.size, 1)
    return /** @type {import("../../Sources/WebApp/public/core/state.js").Region} */ ([...store.state.regions.values()][0])
  }
  /** @param {number[][]} points @param {Partial<import("../../Sources/WebApp/public/media/image/tools/tool.js").Hand>} [how] */
  const drag = (points, how = {}) => {
    const hand = { ...plainHand, ...how }
    const [first = [0, 0], ...others] = points
    const last = others.at(-1) ?? first
    desk.down(first[0] ?? 0, first[1] ?? 0, hand)
    for (const [x = 0, y = 0] of others) desk.move(x, y, hand)
    desk.up(last[0] ?? 0, last[1] ?? 0, hand)
  }
  return { store, desk, said, only, drag }
}

const box = (id = "r1", value = {}) => ({
  id, from_name: "box", to_name: "img", type: "rectanglelabels", origin: "manual", original_width: 200, original_height: 100, image_rotation: 0,
  value: { x: 10, y: 10, width: 20, height: 40, rotation: 0, rectanglelabels: ["A"], ...value },
})

test("a dragged box is one region and one undo step", () => {
  const { store, drag, only } = bench({ tool: "rectangle", label: ["box", "A"] })
  drag([[20, 10], [30, 12], [60, 40], [80, 50]])
  assert.deepEqual(only().geometry, { x: 10, y: 10, width: 30, height: 40, rotation: 0 })
  assert.deepEqual(only().labels, { box: ["A"] })
  assert.deepEqual(only().original, { width: 200, height: 100, rotation: 0 })
  assert.ok(store.undo())
  assert.equal(store.state.regions.size, 0)
  assert.ok(!store.undo())
})

test("two clicks draw the same box as a drag", () => {
  const { desk, only } = bench({ tool: "rectangle", label: ["box", "A"] })
  desk.down(20, 10, plainHand)
  desk.up(20, 10, plainHand)
  desk.move(70, 30, plainHand)
  desk.down(80, 50, plainHand)
  desk.up(80, 50, plainHand)
  assert.deepEqual(only().geometry, { x: 10, y: 10, width: 30, height: 40, rotation: 0 })
})

test("Enter, arrows, Enter draw a box without a pointer", () => {
  const { desk, only } = bench({ tool: "rectangle", label: ["box", "A"] })
  desk.centre = { x: 100, y: 50 }
  desk.mark()
  for (let i = 0; i < 3; i++) desk.arrow(10, 0)
  desk.arrow(0, 20)
  desk.mark()
  assert.deepEqual(only().geometry, { x: 50, y: 50, width: 15, height: 20, rotation: 0 })
})

test("Escape leaves nothing of a box under way", () => {
  const { store, desk } = bench({ tool: "rectangle", label: ["box", "A"] })
  desk.down(20, 10, plainHand)
  desk.move(60, 60, plainHand)
  assert.ok(desk.busy && desk.cancel() && !desk.busy)
  assert.equal(store.state.regions.size, 0)
})

test("a box without a label is refused with a reason before it is drawn", () => {
  const { store, desk, said, drag } = bench({ tool: "rectangle" })
  drag([[20, 10], [80, 50]])
  assert.equal(store.state.regions.size, 0)
  assert.equal(said.length, 1)
  assert.ok(!desk.busy)
})

test("a label that is used up is refused", () => {
  const { store, said, drag } = bench({ tool: "rectangle", label: ["box", "B"] })
  drag([[20, 10], [80, 50]])
  drag([[100, 10], [120, 50]])
  assert.equal(store.state.regions.size, 1)
  assert.match(said[0] ?? "", /B may be used once/)
})

test("a box is clipped to the image", () => {
  const { drag, only } = bench({ tool: "rectangle", label: ["box", "A"] })
  drag([[150, 60], [400, 300]])
  assert.deepEqual(only().geometry, { x: 75, y: 60, width: 25, height: 40, rotation: 0 })
})

test("Labels beside a bare Rectangle give both results", () => {
  const source = `<View><Image name="img" value="$image"/><Labels name="lab" toName="img"><Label value="A"/></Labels><Rectangle name="r" toName="img"/></View>`
  const { store, drag } = bench({ source, tool: "rectangle", label: ["lab", "A"] })
  drag([[20, 10], [80, 50]])
  const result = toResult(store.state)
  assert.deepEqual(result.map(item => item.type).sort(), ["labels", "rectangle"])
  assert.equal(new Set(result.map(item => item.id)).size, 1)
})

test("a polygon closes on its first corner, and Backspace takes corners back", () => {
  const { desk, only } = bench({ tool: "polygon", label: ["poly", "P"] })
  for (const [x, y] of [[20, 20], [60, 20], [99, 99], [60, 60]]) {
    desk.down(x ?? 0, y ?? 0, plainHand)
    desk.up(x ?? 0, y ?? 0, plainHand)
    if (x === 99) assert.ok(desk.back())
  }
  desk.move(21, 21, plainHand)
  desk.down(21, 21, plainHand)
  assert.deepEqual(only().geometry, { points: [[10, 20], [30, 20], [30, 60]], closed: true })
})

test("a polygon needs three corners", () => {
  const tool = new PolygonTool(image)
  tool.down(1, 1, plainHand)
  tool.down(50, 1, plainHand)
  assert.equal(tool.finish(), "none")
  assert.equal(tool.back(), "preview")
  assert.equal(tool.back(), "cancelled")
  assert.ok(!tool.busy)
})

test("a box without size is no box", () => {
  const tool = new BoxTool("ellipse", image)
  tool.down(10, 10, plainHand)
  tool.up(10, 10, plainHand)
  tool.down(10, 40, plainHand)
  assert.equal(tool.up(10, 40, plainHand), "cancelled")
})

test("a click selects the smallest region there, Ctrl-click adds, a click beside all deselects", () => {
  const { store, drag } = bench({ result: [box("big", { x: 0, y: 0, width: 90, height: 90 }), box("small", { x: 20, y: 20, width: 10, height: 10 })] })
  drag([[50, 25]])
  assert.deepEqual([...store.state.selection], ["small"])
  drag([[120, 70]], { add: true })
  assert.deepEqual([...store.state.selection], ["small", "big"])
  drag([[120, 70]])
  assert.deepEqual([...store.state.selection], ["big"])
  drag([[195, 97]])
  assert.equal(store.state.selection.size, 0)
})

test("a rubber band selects what lies wholly inside", () => {
  const { store, drag } = bench({ result: [box("a", { x: 10, y: 10, width: 10, height: 10 }), box("b", { x: 30, y: 10, width: 60, height: 10 })] })
  drag([[5, 5], [50, 30], [100, 40]])
  assert.deepEqual([...store.state.selection], ["a"])
})

test("dragging moves all selected regions together and stops at the border", () => {
  const { store, drag } = bench({ result: [box("a", { x: 10 }), box("b", { x: 70 })] })
  store.dispatch({ view: { selection: new Set(["a", "b"]) } })
  drag([[30, 20], [60, 20], [90, 25]])
  assert.equal(store.state.regions.get("b")?.geometry.x, 80)
  assert.equal(store.state.regions.get("a")?.geometry.x, 20)
  assert.equal(store.state.regions.get("a")?.geometry.y, 15)
  assert.equal(store.history.done.length, 1)
})

test("a handle reshapes, and the preview is not in the state until release", () => {
  const { store, desk, only } = bench({ result: [box()] })
  store.dispatch({ view: { selection: new Set(["r1"]) } })
  desk.down(60, 50, plainHand)
  desk.move(80, 80, plainHand)
  assert.equal(only().geometry.width, 20)
  assert.equal(desk.changing.size, 1)
  desk.up(80, 80, plainHand)
  assert.deepEqual(only().geometry, { x: 10, y: 10, width: 30, height: 70, rotation: 0 })
})

test("locked and read-only regions do not move", () => {
  const { store, drag, only } = bench({ result: [{ ...box(), readonly: true }] })
  store.dispatch({ view: { selection: new Set(["r1"]) } })
  drag([[40, 30], [60, 40], [80, 50]])
  assert.equal(only().geometry.x, 10)
  const other = bench({ result: [box()], readonly: true })
  other.drag([[40, 30], [60, 40], [80, 50]])
  assert.equal(other.only().geometry.x, 10)
})

test("changing a suggestion takes it", () => {
  const { store, drag, only } = bench({ result: [{ ...box(), origin: "prediction", score: 0.5 }], suggestion: true })
  store.dispatch({ view: { selection: new Set(["r1"]) } })
  drag([[40, 30], [60, 30]])
  assert.equal(only().origin, "prediction-changed")
  assert.ok(!only().suggestion)
})

test("arrow keys nudge, and many presses are one undo step", () => {
  const { store, desk, only } = bench({ result: [box()] })
  store.dispatch({ view: { selection: new Set(["r1"]) } })
  for (let i = 0; i < 4; i++) desk.arrow(2, 0)
  assert.equal(only().geometry.x, 14)
  store.undo()
  assert.equal(only().geometry.x, 10)
})

test("corners of a polygon can be added, moved and removed", () => {
  const result = [{ ...box(), from_name: "poly", type: "polygonlabels", value: { points: [[10, 10], [50, 10], [50, 80]], closed: true, polygonlabels: ["P"] } }]
  const { store, desk, drag, only } = bench({ result })
  store.dispatch({ view: { selection: new Set(["r1"]) } })
  desk.doubleClick(60, 11, plainHand)
  assert.deepEqual(only().geometry.points, [[10, 10], [30, 10], [50, 10], [50, 80]])
  drag([[60, 10], [60, 4], [60, 2]])
  assert.deepEqual(only().geometry.points, [[10, 10], [30, 2], [50, 10], [50, 80]])
  drag([[60, 2]], { centred: true })
  assert.deepEqual(only().geometry.points, [[10, 10], [50, 10], [50, 80]])
  drag([[100, 10]], { centred: true })
  assert.equal(/** @type {unknown[]} */ (only().geometry.points).length, 3)
})

test("a stroke is one step, a second stroke adds to the same mask, undo takes back a whole stroke", () => {
  const { store, drag, only } = bench({ tool: "brush", label: ["brush", "M"] })
  drag([[50, 50], [60, 50], [90, 50]])
  const first = maskOf(only())
  drag([[50, 70], [60, 75], [90, 80]])
  const second = maskOf(only())
  assert.ok(second.area > first.area)
  assert.deepEqual(store.history.done.map(entry => entry.steps.map(step => step.op)), [["put"], ["paint"]])
  store.undo()
  assert.ok(maskOf(only()).equals(first))
  store.redo()
  assert.ok(maskOf(only()).equals(second))
  assert.ok(decodeMask(/** @type {number[]} */ (only().geometry.rle), 200, 100).equals(second))
})

test("Shift erases; a mask erased to nothing is gone, and undo brings it back", () => {
  const { store, desk, drag, only } = bench({ tool: "brush", label: ["brush", "M"] })
  drag([[50, 50], [60, 50]])
  const area = maskOf(only()).area
  drag([[50, 50]], { even: true })
  assert.ok(maskOf(only()).area < area)
  desk.brush.radius = 60
  drag([[55, 50]], { even: true })
  assert.equal(store.state.regions.size, 0)
  store.undo()
  assert.ok(maskOf(only()).area > 0)
})

test("Escape takes a stroke under way back", () => {
  const { store, desk, drag, only } = bench({ tool: "brush", label: ["brush", "M"] })
  drag([[50, 50], [60, 50]])
  const before = maskOf(only())
  desk.down(100, 50, plainHand)
  desk.move(150, 60, plainHand)
  desk.cancel()
  assert.ok(maskOf(only()).equals(before))
  assert.equal(store.history.done.length, 1)
  // The bitmap forgot the stroke too.
  drag([[10, 10], [12, 10]])
  assert.ok(!maskOf(only()).has(140, 58))
})

test("a mask of another size is not painted", () => {
  const other = maskFromPixels(10, 10, x => x > 5)
  const { said, drag, only, store } = bench({
    tool: "brush", label: ["brush", "M"],
    result: [{ id: "m", from_name: "brush", to_name: "img", type: "brushlabels", original_width: 10, original_height: 10, value: { format: "rle", rle: Array.from(encodeMask(other)), brushlabels: ["M"] } }],
  })
  store.dispatch({ view: { selection: new Set(["m"]) } })
  drag([[50, 50], [60, 50]])
  assert.match(said[0] ?? "", /10 × 10/)
  assert.ok(maskOf(only()).equals(other))
})

test("an unreadable mask is left out and told, not thrown", () => {
  const { desk } = bench({ result: [box(), { id: "m", from_name: "brush", to_name: "img", type: "brushlabels", original_width: 10, original_height: 10, value: { format: "rle", rle: [1, 2, 3], brushlabels: ["M"] } }] })
  assert.deepEqual(desk.scene.items.map(item => item.id), ["r1"])
  assert.equal(desk.scene.broken.length, 1)
})

test("flips turn a mask into another and back", () => {
  const next = random(21)
  for (let i = 0; i < 200; i++) {
    const a = randomMask(next, 30, 20)
    const b = randomMask(next, 30, 20)
    const flips = a.flipsTo(b)
    assert.ok(a.flipped(flips).equals(b))
    assert.ok(b.flipped(flips).equals(a))
    assert.deepEqual(JSON.parse(JSON.stringify(flips)), flips)
  }
})

test("a line of the brush covers exactly the pixels near it", () => {
  const next = random(33)
  for (let i = 0; i < 150; i++) {
    const [x0, y0, x1, y1] = [next() * 60 - 10, next() * 50 - 10, next() * 60 - 10, next() * 50 - 10]
    const radius = 0.5 + next() * 9
    const bitmap = new Bitmap(40, 30)
    bitmap.load(Mask.empty(40, 30))
    bitmap.line(x0, y0, x1, y1, radius, 1)
    const expected = Array.from({ length: 1200 }, (_, p) => {
      const px = p % 40 + 0.5, py = Math.floor(p / 40) + 0.5
      const dx = x1 - x0, dy = y1 - y0
      const t = Math.max(0, Math.min(1, ((px - x0) * dx + (py - y0) * dy) / (dx * dx + dy * dy || 1)))
      return Math.hypot(px - x0 - t * dx, py - y0 - t * dy) <= radius ? 1 : 0
    })
    bitmap.commit()
    assert.deepEqual(pixelsOf(bitmap.mask), expected)
  }
})
