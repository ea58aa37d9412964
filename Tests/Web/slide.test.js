import assert from "node:assert/strict"
import { test } from "node:test"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { fromResult, toResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"
import { matrixOf } from "../../Sources/WebApp/public/media/image/view.js"
import { plainHand } from "../../Sources/WebApp/public/media/image/tools/tool.js"
import { medOf, sizeOf } from "../../Sources/WebApp/public/media/slide/med.js"
import { keyOf, Pyramid } from "../../Sources/WebApp/public/media/slide/pyramid.js"
import { SlideDesk, slideTools, toolFor } from "../../Sources/WebApp/public/media/slide/slide-desk.js"
import { objectiveOf, readSlide } from "../../Sources/WebApp/public/media/slide/slide-info.js"
import { TileCache } from "../../Sources/WebApp/public/media/slide/tile-cache.js"
import { placed } from "../../Sources/WebApp/public/media/slide/tile-painter.js"
import { simplified } from "../../Sources/WebApp/public/media/slide/tools/freehand-tool.js"
import { areaText, lengthText, powerText, scaleBar } from "../../Sources/WebApp/public/media/slide/units.js"
import { regionText } from "../../Sources/WebApp/public/elements/region-text.js"
import { random } from "./image-support.js"

/** @param {number} width @param {number} height @param {number} downsample @param {number} [tile] */
const level = (width, height, downsample, tile = 256) => ({
  width, height, downsample, tile_width: tile, tile_height: tile, columns: Math.ceil(width / tile), rows: Math.ceil(height / tile),
})
const answer = {
  id: 7, uid: "1.2.3", description: null,
  slide: { levels: [level(40_001, 30_003, 1), level(10_000, 7500, 4), level(2500, 1875, 16)], mpp: [0.25, 0.5], objective: 40, vendor: "aperio" },
}
const slide = /** @type {import("../../Sources/WebApp/public/media/slide/slide-info.js").SlideInfo} */ (readSlide(answer))

test("a slide is read, and what is none is not", () => {
  assert.deepEqual(slide.size, { width: 40_001, height: 30_003 })
  assert.deepEqual(slide.spacing, { x: 0.25, y: 0.5 })
  assert.equal(objectiveOf(slide), 40)
  assert.equal(objectiveOf({ objective: null, spacing: { x: 0.5, y: 0.5 } }), 20)
  assert.equal(objectiveOf({ objective: null, spacing: null }), null)
  assert.equal(readSlide({ id: 1, slide: null }), null)
  assert.equal(readSlide({ id: 1, slide: { levels: [] } }), null)
  assert.equal(readSlide({ ...answer, slide: { ...answer.slide, mpp: [0, 0], objective: null } })?.spacing, null)
})

test("the level taken is the coarsest that still looks sharp", () => {
  const pyramid = new Pyramid(slide.levels)
  for (const [scale, wanted] of [[4, 0], [1, 0], [0.5, 0], [0.3, 1], [0.25, 1], [0.1, 1], [0.08, 1], [0.07, 2], [0.001, 2]]) assert.equal(pyramid.levelFor(Number(scale)), wanted, `at ${scale}`)
  assert.deepEqual(pyramid.upTo(0), [2, 1, 0])
  assert.deepEqual(pyramid.upTo(2), [2])
  assert.equal(pyramid.above(1), 2)
  assert.equal(pyramid.above(2), null)
  // The server may number the levels as it likes.
  const shuffled = new Pyramid([slide.levels[0], slide.levels[2], slide.levels[1]].map(each => /** @type {NonNullable<typeof each>} */ (each)))
  assert.equal(shuffled.coarsest, 1)
  assert.deepEqual(shuffled.upTo(0), [1, 2, 0])
})

test("the tiles of a view are those that touch it, nearest to its middle first", () => {
  const next = random(5)
  const pyramid = new Pyramid(slide.levels)
  for (let turn = 0; turn < 200; turn++) {
    const number = Math.floor(next() * 3)
    const x = next() * 45_000 - 2000
    const y = next() * 34_000 - 2000
    const box = { minX: x, minY: y, maxX: x + next() * 5000, maxY: y + next() * 4000 }
    const found = pyramid.tilesIn(number, box)
    const { columns = 0, rows = 0 } = slide.levels[number] ?? {}
    const expected = new Set()
    for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) {
      const tile = pyramid.boxOf({ level: number, column, row })
      if (tile.minX < box.maxX && tile.maxX > box.minX && tile.minY < box.maxY && tile.maxY > box.minY) expected.add(keyOf({ level: number, column, row }))
    }
    assert.deepEqual(new Set(found.map(keyOf)), expected)
    const middle = { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 }
    const away = found.map(tile => {
      const { tileWidth = 1, tileHeight = 1, width = 1, height = 1 } = slide.levels[number] ?? {}
      const [w, h] = [tileWidth * 40_001 / width, tileHeight * 30_003 / height]
      return ((tile.column + 0.5) * w - middle.x) ** 2 / w ** 2 + ((tile.row + 0.5) * h - middle.y) ** 2 / h ** 2
    })
    for (let i = 1; i < away.length; i++) assert.ok((away[i] ?? 0) >= (away[i - 1] ?? 0) - 1e-6)
  }
})

test("tiles cover the slide exactly, and those at the edge are as small as they are", () => {
  const pyramid = new Pyramid(slide.levels)
  slide.levels.forEach(({ columns, rows, width, height }, number) => {
    const last = { level: number, column: columns - 1, row: rows - 1 }
    const { maxX, maxY } = pyramid.boxOf(last)
    assert.ok(Math.abs(maxX - 40_001) < 1e-6 && Math.abs(maxY - 30_003) < 1e-6)
    assert.deepEqual(pyramid.sizeOf(last), { width: width - 256 * (columns - 1), height: height - 256 * (rows - 1) })
  })
})

test("the overview is wanted first, then what is in sight, and each tile once", () => {
  const pyramid = new Pyramid([...slide.levels.slice(0, 2), { ...slide.levels[2], ...{ columns: 2, rows: 2, tileWidth: 1250, tileHeight: 938 } }].map(each => /** @type {import("../../Sources/WebApp/public/media/slide/slide-info.js").Level} */ (each)))
  const wanted = pyramid.wanted({ minX: 10_000, minY: 10_000, maxX: 11_000, maxY: 10_800 }, 1)
  assert.deepEqual(wanted.slice(0, 4).map(tile => tile.level), [2, 2, 2, 2])
  assert.equal(wanted[4]?.level, 0)
  assert.equal(new Set(wanted.map(keyOf)).size, wanted.length)
  // A slide without small levels, seen whole, must not be asked for at once.
  const flat = new Pyramid([/** @type {import("../../Sources/WebApp/public/media/slide/slide-info.js").Level} */ (slide.levels[0])])
  assert.equal(flat.wanted({ minX: 0, minY: 0, maxX: 40_001, maxY: 30_003 }, 0.02).length, 300)
})

test("neighbouring tiles meet on whole device pixels at any zoom and turn", () => {
  const next = random(9)
  const pyramid = new Pyramid(slide.levels)
  for (let turn = 0; turn < 100; turn++) {
    const quarter = /** @type {const} */ ([0, 90, 180, 270])[turn % 4] ?? 0
    const matrix = matrixOf({ scale: next() * 2, x: next() * 100, y: next() * 100, quarter }, slide.size)
    const a = placed(matrix, 1.25, pyramid.boxOf({ level: 1, column: 5, row: 5 }))
    const right = placed(matrix, 1.25, pyramid.boxOf({ level: 1, column: 6, row: 5 }))
    const edges = quarter === 0 ? [a.x + a.width, right.x] : quarter === 180 ? [right.x + right.width, a.x] : quarter === 90 ? [a.y + a.height, right.y] : [right.y + right.height, a.y]
    assert.equal(edges[0], edges[1])
    assert.ok(Number.isInteger(a.x) && Number.isInteger(a.width))
  }
})

/** A cache whose tiles come when the test says so. @param {{ bytes?: number }} [options] */
function slowCache(options = {}) {
  /** @type {Map<string, { give: () => void, fail: () => void, signal: AbortSignal }>} */
  const asked = new Map()
  const closed = { count: 0 }
  let now = 0
  const cache = new TileCache((tile, signal) => new Promise((resolve, reject) => {
    asked.set(keyOf(tile), { give: () => resolve({ width: 10, height: 10, close: () => { closed.count += 1 } }), fail: () => reject(new Error("no")), signal })
  }), { ...options, now: () => now })
  return { cache, asked, closed, wait: (/** @type {number} */ time) => { now += time } }
}
/** @param {number} column */
const tile = column => ({ level: 0, column, row: 0 })
const turn = () => new Promise(resolve => setImmediate(resolve))

test("six tiles are asked for at once, in order, and what nobody wants any more is let go", async () => {
  const { cache, asked } = slowCache()
  cache.want([0, 1, 2, 3, 4, 5, 6, 7].map(tile))
  assert.deepEqual([...asked.keys()], ["0/0/0", "0/1/0", "0/2/0", "0/3/0", "0/4/0", "0/5/0"])
  asked.get("0/0/0")?.give()
  await turn()
  assert.ok(asked.has("0/6/0"))
  assert.equal(cache.get(tile(0))?.width, 10)
  cache.want([tile(5), tile(20)])
  assert.equal(asked.get("0/1/0")?.signal.aborted, true)
  assert.equal(asked.get("0/5/0")?.signal.aborted, false)
  for (const key of ["0/1/0", "0/2/0", "0/3/0", "0/4/0", "0/6/0"]) asked.get(key)?.give()
  await turn()
  assert.ok(asked.has("0/20/0"))
  assert.equal(cache.get(tile(1)), undefined)
  assert.equal(cache.open, 2)
  cache.close()
})

test("tiles nobody has looked at longest go first when the memory is full", async () => {
  // Three tiles of 400 bytes.
  const { cache, asked, closed } = slowCache({ bytes: 1200 })
  for (const column of [0, 1, 2]) {
    cache.want([tile(column)])
    asked.get(`0/${column}/0`)?.give()
    await turn()
  }
  cache.get(tile(0))
  cache.want([tile(3)])
  asked.get("0/3/0")?.give()
  await turn()
  assert.equal(cache.bytes, 1200)
  assert.equal(closed.count, 1)
  assert.equal(cache.get(tile(1)), undefined)
  assert.ok(cache.get(tile(0)) && cache.get(tile(2)) && cache.get(tile(3)))
  cache.close()
  assert.equal(closed.count, 4)
})

test("a tile that does not come is asked for three times, and again when told", async () => {
  const { cache, asked, wait } = slowCache()
  let troubles = 0
  cache.addEventListener("trouble", () => { troubles += 1 })
  for (let times = 0; times < 3; times++) {
    cache.want([tile(0)])
    asked.get("0/0/0")?.fail()
    asked.clear()
    await turn()
    cache.want([tile(0)])
    assert.equal(asked.size, 0)
    wait(10_000)
  }
  assert.deepEqual([troubles, cache.lost, cache.open], [1, 1, 0])
  cache.tryAgain()
  assert.equal(asked.size, 1)
  asked.get("0/0/0")?.give()
  await turn()
  assert.deepEqual([cache.lost, cache.open], [0, 0])
  cache.close()
})

test("lengths and areas are said in the unit people use", () => {
  assert.deepEqual([0.4567, 12.34, 999.4, 1000, 12_345].map(lengthText), ["0.457 µm", "12.3 µm", "999 µm", "1 mm", "12.3 mm"])
  assert.deepEqual([5.5, 99_000, 250_000].map(areaText), ["5.5 µm²", "99000 µm²", "0.25 mm²"])
  assert.deepEqual([0.312, 4.716, 40].map(powerText), ["0.312×", "4.72×", "40×"])
})

test("a scale bar is as long as it says, a round number, and fits", () => {
  const next = random(3)
  for (let i = 0; i < 300; i++) {
    const perPixel = 10 ** (next() * 6 - 2)
    const { width, text } = scaleBar(perPixel, 160)
    assert.ok(width <= 160 + 1e-9 && width > 160 / 2.5 - 1e-9)
    const [number, unit] = text.split(" ")
    assert.match(String(number), /^(0\.0*)?[125]0*$/)
    assert.ok(Math.abs(Number(number) * (unit === "mm" ? 1000 : 1) / (width * perPixel) - 1) < 1e-9)
  }
})

test("sizes are in micrometres even where pixels are not square", () => {
  const spacing = { x: 0.25, y: 0.5 }
  assert.deepEqual(sizeOf({ kind: "rectangle", x: 0, y: 0, width: 100, height: 10, rotation: 0 }, spacing), { area: 125, width: 25, height: 5 })
  const turned = sizeOf({ kind: "rectangle", x: 50, y: 0, width: 100, height: 10, rotation: 90 }, spacing)
  assert.ok(Math.abs((turned.width ?? 0) - 50) < 1e-9 && Math.abs((turned.height ?? 0) - 2.5) < 1e-9)
  const ring = sizeOf({ kind: "ellipse", x: 0, y: 0, radiusX: 20, radiusY: 10, rotation: 0 }, spacing)
  assert.ok(Math.abs((ring.area ?? 0) - Math.PI * 200 * 0.125) < 1e-9)
  assert.equal(ring.width, 10)
  const triangle = /** @type {const} */ ({ kind: "polygon", points: [{ x: 0, y: 0 }, { x: 12, y: 0 }, { x: 0, y: 8 }] })
  assert.deepEqual(sizeOf({ ...triangle, closed: true }, spacing), { area: 6, length: 12 })
  assert.deepEqual(sizeOf({ ...triangle, closed: false }, spacing), { length: 8 })
  assert.deepEqual(sizeOf({ kind: "keypoint", x: 1, y: 1, width: 1 }, spacing), {})
})

test("what medicine says of a shape is in pixels of level 0", () => {
  const flat = { uid: "u", spacing: null }
  assert.deepEqual(medOf({ kind: "ellipse", x: 50, y: 40, radiusX: 20.004, radiusY: 10, rotation: 0 }, flat), { kind: "slide", series: "u", level0: { x: 30, y: 30, width: 40.01, height: 20 } })
  assert.deepEqual(medOf({ kind: "keypoint", x: 5, y: 6, width: 1 }, flat).level0, [[5, 6]])
  assert.deepEqual(medOf({ kind: "rectangle", x: 10, y: 10, width: 4, height: 2, rotation: 90 }, flat).level0, [[10, 10], [10, 14], [8, 14], [8, 10]])
})

test("a simplified line is nowhere farther from the drawn one than it may be", () => {
  const next = random(17)
  for (let turn = 0; turn < 50; turn++) {
    let [x, y] = [0, 0]
    const points = Array.from({ length: 80 }, () => ({ x: x += next() * 4 - 1, y: y += next() * 4 - 2 }))
    const few = simplified(points, 1)
    assert.ok(few.length < points.length)
    assert.deepEqual([few[0], few.at(-1)], [points[0], points.at(-1)])
    for (const point of points) {
      const nearest = Math.min(...few.slice(1).map((b, i) => {
        const a = few[i] ?? b
        const [dx, dy] = [b.x - a.x, b.y - a.y]
        const t = Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)))
        return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy)
      }))
      assert.ok(nearest <= 1 + 1e-9)
    }
  }
})

const xml = `<View><Slide name="s" value="$slide"/>
  <RectangleLabels name="box" toName="s"><Label value="Field"/></RectangleLabels>
  <PolygonLabels name="area" toName="s"><Label value="Tumour"/></PolygonLabels>
  <KeyPointLabels name="cell" toName="s"><Label value="Mitosis"/></KeyPointLabels>
  <Measure name="depth" toName="s" kinds="length"><Label value="Depth"/></Measure></View>`

/** @param {{ tool: string, label?: [string, string] | null, source?: string, readonly?: boolean, result?: unknown[] }} how */
function bench({ tool, label = null, source = xml, readonly = false, result = [] }) {
  const config = parseConfig(source, { slide: "/api/imaging/series/7" })
  const store = new Store({ ...emptyState(config), ...fromResult(result, { config }), tool, activeLabels: label && { control: label[0], values: [label[1]] } })
  /** @type {string[]} */
  const said = []
  const controls = [...config.controls.values()]
  const desk = new SlideDesk({ slide, store, objectName: "s", controls, image: slide.size, itemIndex: null, readonly, surface: null, say: message => said.push(message) })
  store.addEventListener("change", () => desk.refresh())
  /** @param {number[][]} points */
  const drag = points => {
    const [first = [0, 0], ...rest] = points
    desk.down(first[0] ?? 0, first[1] ?? 0, plainHand)
    for (const [x = 0, y = 0] of rest) desk.move(x, y, plainHand)
    const [x = 0, y = 0] = points.at(-1) ?? []
    desk.up(x, y, plainHand)
  }
  return { store, desk, said, drag, controls, items: () => /** @type {any[]} */ (toResult({ ...store.state, config })) }
}

test("the rail has what the controls draw, freehand beside polygons, and always a ruler", () => {
  const { controls } = bench({ tool: "select" })
  assert.deepEqual(slideTools(controls, false), ["select", "pan", "rectangle", "freehand", "polygon", "keypoint", "ruler"])
  assert.deepEqual(slideTools(controls, true), ["select", "pan", "ruler"])
  const tools = slideTools(controls, false)
  const named = Object.fromEntries(controls.map(control => [control.name, control]))
  assert.equal(toolFor(/** @type {any} */ (named.area), "select", tools), "freehand")
  assert.equal(toolFor(/** @type {any} */ (named.area), "polygon", tools), "polygon")
  assert.equal(toolFor(/** @type {any} */ (named.depth), "polygon", tools), "ruler")
  assert.equal(toolFor(/** @type {any} */ (named.box), "freehand", tools), "rectangle")
})

test("an outline drawn freehand becomes a closed polygon with its area", () => {
  const { drag, items, desk } = bench({ tool: "freehand", label: ["area", "Tumour"] })
  drag([[1000, 1000], [1400, 1000], [1400, 1200], [1000, 1200]])
  const [item] = items()
  assert.deepEqual([item.type, item.value.closed, item.value.polygonlabels], ["polygonlabels", true, ["Tumour"]])
  assert.deepEqual(item.meta.med, { kind: "slide", series: "1.2.3", level0: [[1000, 1000], [1400, 1000], [1400, 1200], [1000, 1200]], area_um2: 10_000, length_um: 400 })
  assert.equal(desk.busy, false)
  // A click is no outline.
  drag([[10, 10], [11, 10]])
  assert.equal(items().length, 1)
})

test("the ruler's line is kept under a measuring control and measured", () => {
  const { drag, items } = bench({ tool: "ruler", label: ["depth", "Depth"] })
  drag([[1000, 1000], [1300, 1400]])
  const [item] = items()
  assert.deepEqual([item.from_name, item.type, item.value.closed], ["depth", "polygonlabels", false])
  // 300 pixels of 0.25 µm across, 400 of 0.5 µm down.
  assert.equal(item.meta.med.length_um, Math.round(Math.hypot(75, 200) * 100) / 100)
  assert.equal("area_um2" in item.meta.med, false)
})

test("without a control for it, or where nothing may be changed, the ruler measures and leaves nothing", () => {
  for (const how of [{ source: xml.replace(/<Measure.*<\/Measure>/, "") }, { readonly: true }]) {
    const { drag, desk, items, said } = bench({ tool: "ruler", label: ["area", "Tumour"], ...how })
    drag([[1000, 1000], [1300, 1400]])
    assert.deepEqual([items().length, said], [0, []])
    assert.deepEqual(desk.drawn, { kind: "polygon", points: [{ x: 1000, y: 1000 }, { x: 1300, y: 1400 }], closed: false })
    assert.equal(desk.cancel(), true)
    assert.equal(desk.drawn, null)
  }
})

test("two clicks measure as a drag does, and Escape takes the first one back", () => {
  const { desk, items } = bench({ tool: "ruler" })
  desk.down(100, 100, plainHand)
  desk.up(100, 100, plainHand)
  assert.equal(desk.busy, true)
  desk.cancel()
  assert.equal(desk.busy, false)
  for (const [x, y] of [[100, 100], [100, 300]]) {
    desk.down(Number(x), Number(y), plainHand)
    desk.up(Number(x), Number(y), plainHand)
  }
  // One label only: nothing to choose.
  assert.equal(items()[0].meta.med.length_um, 100)
})

test("moving measures anew, undo brings the old measure back, and what came with the region stays", () => {
  const value = { x: 10, y: 10, width: 1, height: 1, rotation: 0, rectanglelabels: ["Field"] }
  const given = { id: "r", from_name: "box", to_name: "s", type: "rectanglelabels", value, original_width: 40_001, original_height: 30_003, meta: { med: { kind: "slide", note: "ours" } } }
  const { store, desk, items } = bench({ tool: "select", result: [given] })
  desk.down(4100, 3100, plainHand)
  desk.move(5100, 3100, plainHand)
  desk.up(5100, 3100, plainHand)
  const { med } = items()[0].meta
  assert.equal(med.note, "ours")
  assert.ok(Math.abs(med.level0.x - 5000.1) < 0.02)
  assert.ok(Math.abs(med.area_um2 - 400.01 * 0.25 * 300.03 * 0.5) < 1)
  store.undo()
  assert.deepEqual(items()[0].meta.med, { kind: "slide", note: "ours" })
})

test("a polygon is not drawn with a measuring label, nor a line with an outline's", () => {
  const { desk, items } = bench({ tool: "polygon", label: ["depth", "Depth"] })
  for (const [x, y] of [[100, 100], [500, 100], [300, 400], [100, 100]]) {
    desk.down(Number(x), Number(y), plainHand)
    desk.up(Number(x), Number(y), plainHand)
  }
  assert.deepEqual(items().map(item => item.from_name), ["area"])
})

test("in lists a region on a slide says how large it is", () => {
  const { drag, store } = bench({ tool: "freehand", label: ["area", "Tumour"] })
  drag([[1000, 1000], [5000, 1000], [5000, 3000], [1000, 3000]])
  const [region] = store.state.regions.values()
  assert.equal(region && regionText(region, store.state), "1 mm²")
})
