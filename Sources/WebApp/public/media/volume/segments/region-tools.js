import { enSegments as t } from "../../../locales/en-segments.js"
import { simplified } from "../measure/edit.js"
import { axisOf, gridNormal, inHand, storedGate, targetOf, wholeGrid } from "./hand.js"
import { confidence, flood, islands, scissors, threshold } from "./records.js"

/**
 * Tools that work on a shape or from a point: lasso, scissors, fill, growing, threshold box, islands.
 *
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 * @typedef {import("./records.js").Box} Box
 * @typedef {import("../contracts.js").Tool} Tool
 * @typedef {import("../contracts.js").Viewport} Viewport
 * @typedef {import("../contracts.js").Hand} Hand
 * @typedef {import("../contracts.js").Vector3} Vector3
 */

/** Rounds of growing, and the first neighbourhood it takes mean and deviation from. */
const growing = { rounds: 4, radius: 2 }

/** @param {Hand} hand @returns {Vector3} */
const placeOf = ({ patient: [x, y, z] }) => [x, y, z]

/**
 * Lasso (in one go) and scissors (corner by corner): fill or erase what is inside, or erase what is outside, in this slice or through all.
 *
 * @param {SegmentsRoom} room
 * @param {{ name: "lasso" | "scissors", order: number, key: string, icon: string }} how
 * @returns {Tool}
 */
export function cuttingTool(room, { name, order, key, icon }) {
  /** @type {{ viewport: Viewport, points: Vector3[], moving: Vector3 } | null} */
  let now = null
  const stop = () => {
    const viewport = now?.viewport
    now = null
    viewport?.requestOverlay()
  }
  const finish = () => {
    if (!now) return
    const { viewport, points } = now
    stop()
    const way = inHand(room, viewport)
    const line = simplified(points, 0.4 / viewport.scale)
    if (!way || line.length < 3) return
    const { cut, depth } = room.settings.values
    const { desk, segment } = way
    const half = depth === "all" ? -1 : Math.max(0.001, stepAlong(viewport) * 0.49)
    const target = targetOf(room, desk, segment, cut !== "fill")
    desk.perform(`${t.tools[name]} ${segment.name}`, [scissors(target, { normal: gridNormal(viewport), front: half, back: half, outside: cut === "outside", points: line.map(point => viewport.toVoxel(point)) })], segment)
  }
  return {
    name, title: t.tools[name], icon, keys: [key], edits: true, order, cursor: "crosshair",
    down(viewport, hand) {
      if (now && now.viewport !== viewport) stop()
      if (now) {
        now.moving = placeOf(hand)
        return
      }
      if (inHand(room, viewport)) now = { viewport, points: [placeOf(hand)], moving: placeOf(hand) }
    },
    move(viewport, hand) {
      if (now?.viewport !== viewport) return
      now.moving = placeOf(hand)
      if (name === "lasso") now.points.push(now.moving)
      viewport.requestOverlay()
    },
    up(viewport, hand) {
      if (now?.viewport !== viewport) return
      if (name === "lasso") return finish()
      const [first] = now.points
      const at = first && viewport.toCanvas(first)
      if (now.points.length > 2 && at && Math.hypot(at.x - hand.x, at.y - hand.y) <= hand.reach) return finish()
      const last = viewport.toCanvas(/** @type {Vector3} */ (now.points.at(-1)))
      if (now.points.length > 1 || Math.hypot(last.x - hand.x, last.y - hand.y) > hand.reach) now.points.push(placeOf(hand))
    },
    hover(viewport, hand) {
      if (now?.viewport !== viewport) return
      now.moving = placeOf(hand)
      viewport.requestOverlay()
    },
    doubleClick() {
      if (!now) return false
      finish()
      return true
    },
    key(viewport, event) {
      if (now?.viewport !== viewport) return false
      if (event.key === "Enter") finish()
      else if (event.key === "Backspace") {
        now.points.pop()
        if (now.points.length === 0) stop()
        else viewport.requestOverlay()
      } else return false
      return true
    },
    cancel() {
      const had = now !== null
      stop()
      return had
    },
    draw(viewport, pen) {
      if (now?.viewport !== viewport) return
      pen.beginPath()
      for (const point of [...now.points, now.moving]) {
        const { x, y } = viewport.toCanvas(point)
        pen.lineTo(x, y)
      }
      pen.closePath()
      pen.fillStyle = "#ffffff1f"
      pen.fill()
      outlined(pen)
    },
  }
}

/**
 * A tool that works where one clicks.
 *
 * @param {SegmentsRoom} room
 * @param {{ name: "flood" | "grow" | "island", order: number, key: string, icon: string }} how
 * @returns {Tool}
 */
export function pointTool(room, { name, order, key, icon }) {
  return {
    name, title: t.tools[name], icon, keys: [key], edits: true, order, cursor: "crosshair",
    down(viewport, hand) {
      const way = inHand(room, viewport)
      if (!way) return
      const { desk, segment } = way
      const voxel = viewport.toVoxel(hand.patient)
      const seed = /** @type {Vector3} */ ([Math.round(voxel[0]), Math.round(voxel[1]), Math.round(voxel[2])])
      const { columns, rows, slices } = desk.grid
      if (seed[0] < 0 || seed[1] < 0 || seed[2] < 0 || seed[0] >= columns || seed[1] >= rows || seed[2] >= slices) return
      const { values } = room.settings
      const axis = values.reach === "2d" ? axisOf(viewport) : -1
      const target = targetOf(room, desk, segment)
      const box = wholeGrid(desk)
      const title = `${t.tools[name]} ${segment.name}`
      if (name === "island") {
        const label = desk.labels()[(seed[2] * rows + seed[1]) * columns + seed[0]]
        if (label !== segment.number) return
        const record = values.island === "keep" ? islands(target, { mode: "at", seed }) : flood({ ...target, erase: true }, { seed, range: null, axis: -1, box })
        tell(desk.perform(title, [record], segment))
        return
      }
      if (name === "grow") {
        tell(desk.perform(title, [confidence(target, { seed, factor: values.factor, ...growing, axis, box })], segment))
        return
      }
      const stored = viewport.volume?.at(seed[0], seed[1], seed[2]) ?? null
      if (stored === null || !room.series?.isComplete) {
        room.context.say(t.waitForSlices, "warning")
        return
      }
      const reach = Math.abs(room.storedOf(values.tolerance) - room.storedOf(0))
      const range = values.gated ? storedGate(room) : /** @type {const} */ ([Math.ceil(stored - reach), Math.floor(stored + reach)])
      tell(desk.perform(title, [flood(target, { seed, range, axis, box })], segment))
    },
    move() {},
    up() {},
  }

  /** @param {{ changed: number, failure: number }} outcome */
  function tell({ changed, failure }) {
    if (changed === 0 && failure === 0) room.context.say(t.nothing)
  }
}

/**
 * A box: all voxels inside with a grey value between the limits.
 *
 * @param {SegmentsRoom} room
 * @param {{ order: number, key: string }} how
 * @returns {Tool}
 */
export function thresholdTool(room, { order, key }) {
  /** @type {{ viewport: Viewport, from: Vector3, to: Vector3 } | null} */
  let now = null
  return {
    name: "threshold", title: t.tools.threshold, icon: "threshold", keys: [key], edits: true, order, cursor: "crosshair",
    down(viewport, hand) {
      if (inHand(room, viewport)) now = { viewport, from: placeOf(hand), to: placeOf(hand) }
    },
    move(viewport, hand) {
      if (now?.viewport !== viewport) return
      now.to = placeOf(hand)
      viewport.requestOverlay()
    },
    up(viewport, hand) {
      if (now?.viewport !== viewport) return
      const { from } = now
      now = null
      viewport.requestOverlay()
      const way = inHand(room, viewport)
      const box = way && boxOf(viewport, from, placeOf(hand), way.desk.grid, room.settings.values.reach)
      if (!way || !box) return
      const { changed, failure } = way.desk.perform(`${t.tools.threshold} ${way.segment.name}`, [threshold(targetOf(room, way.desk, way.segment), { range: storedGate(room), box })], way.segment)
      if (changed === 0 && failure === 0) room.context.say(t.nothing)
    },
    cancel() {
      const had = now !== null
      now?.viewport.requestOverlay()
      now = null
      return had
    },
    draw(viewport, pen) {
      if (now?.viewport !== viewport) return
      const [a, b] = [viewport.toCanvas(now.from), viewport.toCanvas(now.to)]
      pen.beginPath()
      pen.rect(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.abs(a.x - b.x), Math.abs(a.y - b.y))
      outlined(pen)
    },
  }
}

/**
 * The voxels of a box drawn in a pane: as deep as the slice, or as the series.
 *
 * @param {Viewport} viewport
 * @param {Vector3} from
 * @param {Vector3} to
 * @param {{ columns: number, rows: number, slices: number }} grid
 * @param {import("./settings.js").Reach} reach
 * @returns {Box | null}
 */
export function boxOf(viewport, from, to, { columns, rows, slices }, reach) {
  const [a, b] = [viewport.toVoxel(from), viewport.toVoxel(to)]
  const sizes = [columns, rows, slices]
  const along = gridNormal(viewport).map(Math.abs)
  const axis = along.indexOf(Math.max(...along))
  const spans = sizes.map((size, n) => {
    if (n === axis && reach === "3d") return [0, size]
    const [low, high] = [Math.min(a[n] ?? 0, b[n] ?? 0), Math.max(a[n] ?? 0, b[n] ?? 0)]
    return [Math.max(0, Math.round(low)), Math.min(size, Math.round(high) + 1)]
  })
  if (spans.some(([low = 0, high = 0]) => low >= high)) return null
  const [[minI = 0, endI = 0] = [], [minJ = 0, endJ = 0] = [], [minK = 0, endK = 0] = []] = spans
  return { minI, minJ, minK, endI, endJ, endK }
}

/**
 * Millimetres between the slices a viewport shows.
 *
 * @param {Viewport} viewport
 */
function stepAlong(viewport) {
  const geometry = viewport.series?.geometry
  if (!geometry) return 1
  const along = gridNormal(viewport).map(Math.abs)
  const axis = along.indexOf(Math.max(...along))
  return [geometry.spacing[0], geometry.spacing[1], Math.abs(geometry.sliceSpacing) || 1][axis] ?? 1
}

/** @param {CanvasRenderingContext2D} pen */
function outlined(pen) {
  pen.lineJoin = "round"
  for (const [width, colour] of /** @type {const} */ ([[3, "#000000a6"], [1.5, "#fff"]])) {
    pen.lineWidth = width
    pen.strokeStyle = colour
    pen.stroke()
  }
}
