import { Livewire } from "../../../engine/algorithms.js"
import { enSegments as t } from "../../../locales/en-segments.js"
import { axisOf, inHand, targetOf } from "./hand.js"
import { livewire } from "./records.js"

/**
 * A contour that clings to edges: click to set it going, move along the edge, click where it strays, Enter or a click on the first point closes and fills it.
 *
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 * @typedef {import("../contracts.js").Tool} Tool
 * @typedef {import("../contracts.js").Viewport} Viewport
 * @typedef {import("../contracts.js").Vector3} Vector3
 * @typedef {import("../../../engine/algorithms.js").Point} Point
 * @typedef {0 | 1 | 2} PlaneAxis
 */

/**
 * @param {SegmentsRoom} room
 * @param {{ order: number, key: string }} how
 * @returns {Tool}
 */
export function livewireTool(room, { order, key }) {
  /** @type {{ viewport: Viewport, wire: Livewire, axis: PlaneAxis, slice: number, fixed: Point[], moving: Point[], seeds: number[] } | null} */
  let now = null

  /** @param {Vector3} voxel @param {PlaneAxis} axis @returns {Point} */
  const flat = ([i, j, k], axis) => (axis === 0 ? [j, k] : axis === 1 ? [i, k] : [i, j])
  /** @param {Point} point @returns {Vector3} */
  const deep = ([u, v]) => {
    const { axis = 2, slice = 0 } = now ?? {}
    return axis === 0 ? [slice, u, v] : axis === 1 ? [u, slice, v] : [u, v, slice]
  }
  const stop = () => {
    const viewport = now?.viewport
    now?.wire.free()
    now = null
    viewport?.requestOverlay()
  }
  const finish = () => {
    if (!now) return
    const { viewport, axis, slice, wire, fixed } = now
    const [first] = fixed
    const points = first ? [...fixed, ...wire.path(first)].map(deep) : []
    stop()
    const way = inHand(room, viewport)
    if (!way || points.length < 4) return
    way.desk.perform(`${t.tools.livewire} ${way.segment.name}`, [livewire(targetOf(room, way.desk, way.segment), { axis, slice, points })], way.segment)
  }
  return {
    name: "livewire", title: t.tools.livewire, icon: "livewire", keys: [key], edits: true, order, cursor: "crosshair",
    down(viewport, hand) {
      if (now && now.viewport !== viewport) stop()
      const voxel = viewport.toVoxel(hand.patient)
      if (!now) {
        const way = inHand(room, viewport)
        const axis = axisOf(viewport)
        const { volume } = viewport
        if (!way || !volume?.engine || !room.series?.isComplete || axis < 0) {
          if (way) room.context.say(t.waitForSlices, "warning")
          return
        }
        const plane = /** @type {PlaneAxis} */ (axis)
        const slice = Math.round(voxel[plane])
        const spacing = room.spacing
        const { columns, rows, slices } = way.desk.grid
        const wire = new Livewire(volume.engine, /** @type {any} */ ({ pointer: volume.pointer, grid: { columns, rows, slices, spacing } }), { axis: plane, slice })
        now = { viewport, wire, axis: plane, slice, fixed: [], moving: [], seeds: [] }
      } else {
        const [first] = now.fixed
        const at = first && viewport.toCanvas(viewport.fromVoxel(deep(first)))
        if (now.fixed.length > 3 && at && Math.hypot(at.x - hand.x, at.y - hand.y) <= hand.reach * 1.5) return finish()
      }
      const point = flat(voxel, now.axis)
      const path = now.fixed.length > 0 ? now.wire.path(point) : [point]
      now.seeds.push(now.fixed.length)
      now.fixed.push(...path)
      if (path.length > 8) now.wire.train(path)
      now.wire.seed(point)
      now.moving = []
      viewport.requestOverlay()
    },
    move(viewport, hand) { this.hover?.(viewport, hand) },
    up() {},
    hover(viewport, hand) {
      if (now?.viewport !== viewport) return
      now.moving = now.wire.path(flat(viewport.toVoxel(hand.patient), now.axis))
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
        const from = now.seeds.pop() ?? 0
        now.fixed.length = from
        now.moving = []
        const last = now.fixed.at(-1)
        if (last) now.wire.seed(last)
        else stop()
        viewport.requestOverlay()
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
      for (const [points, dash] of /** @type {const} */ ([[now.fixed, []], [now.moving, [4, 3]]])) {
        pen.beginPath()
        for (const point of points) {
          const { x, y } = viewport.toCanvas(viewport.fromVoxel(deep(point)))
          pen.lineTo(x, y)
        }
        pen.setLineDash([...dash])
        for (const [width, colour] of /** @type {const} */ ([[3.5, "#000000b3"], [1.5, "#fff"]])) {
          pen.lineWidth = width
          pen.strokeStyle = colour
          pen.stroke()
        }
      }
      pen.setLineDash([])
      const [first] = now.fixed
      if (!first) return
      const { x, y } = viewport.toCanvas(viewport.fromVoxel(deep(first)))
      pen.beginPath()
      pen.arc(x, y, 4, 0, 2 * Math.PI)
      pen.fillStyle = "#fff"
      pen.fill()
    },
  }
}
