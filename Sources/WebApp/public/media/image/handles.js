/**
 * The handles of a selected shape, in image pixels. They are drawn on the canvas and stand as buttons in the DOM.
 *
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./geometry.js").Shape} Shape
 * @typedef {import("./geometry.js").Side} Side
 *
 * @typedef {Readonly<{ region: string, at: Point } & (
 *   | { kind: "side", side: Side }
 *   | { kind: "rotate" }
 *   | { kind: "corner", index: number }
 *   | { kind: "edge", index: number }
 * )>} Handle `edge`: the middle of the edge after corner `index`, where a corner can be added
 */
import { frameOf, sidePoint, turned } from "./geometry.js"

/**
 * From the top left clockwise: the order the keyboard walks them.
 * @type {readonly Side[]}
 */
const sides = Object.freeze(["nw", "n", "ne", "e", "se", "s", "sw", "w"])
/** How far above the top side the handle for turning is, in CSS pixels. */
const rotateArm = 24
/** Below this length, in CSS pixels, a side or edge has no handle in its middle. */
const shortEdge = 28

/**
 * @param {string} region
 * @param {Shape} shape
 * @param {{ scale: number, canRotate: boolean }} how `scale`: CSS pixels an image pixel
 * @returns {Handle[]}
 */
export function handlesOf(region, shape, { scale, canRotate }) {
  switch (shape.kind) {
    case "keypoint": return []
    case "polygon": {
      /** @type {Handle[]} */
      const handles = shape.points.map((at, index) => ({ region, kind: "corner", index, at }))
      shape.points.forEach((a, index) => {
        const b = shape.points[index + 1] ?? (shape.closed ? shape.points[0] : undefined)
        if (!b || Math.hypot(b.x - a.x, b.y - a.y) * scale < shortEdge) return
        handles.push({ region, kind: "edge", index, at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } })
      })
      return handles
    }
    case "rectangle":
    case "ellipse": {
      const frame = frameOf(shape)
      /** @type {Handle[]} */
      const handles = sides
        .filter(side => side.length === 2 || (side === "n" || side === "s" ? frame.width : frame.height) * scale >= shortEdge)
        .map(side => ({ region, kind: "side", side, at: sidePoint(frame, side) }))
      if (canRotate) {
        const at = turned({ x: frame.x + frame.width / 2, y: frame.y - rotateArm / scale }, frame, frame.rotation)
        handles.push({ region, kind: "rotate", at })
      }
      return handles
    }
  }
}

/**
 * The handle nearest to `point` within `reach`; corners win over the middles of edges.
 *
 * @param {readonly Handle[]} handles
 * @param {Point} point
 * @param {number} reach
 * @returns {Handle | null}
 */
export function handleAt(handles, point, reach) {
  let best = null
  let nearest = reach
  for (const handle of handles) {
    const distance = Math.hypot(handle.at.x - point.x, handle.at.y - point.y) * (handle.kind === "edge" ? 1.5 : 1)
    if (distance <= nearest) {
      best = handle
      nearest = distance
    }
  }
  return best
}

/**
 * Which way a side's handle pulls on the screen, for the mouse pointer.
 * @type {Readonly<Record<Side, number>>}
 */
const directions = Object.freeze({ n: 0, ne: 45, e: 90, se: 135, s: 180, sw: 225, w: 270, nw: 315 })
const cursors = ["ns-resize", "nesw-resize", "ew-resize", "nwse-resize"]

/**
 * @param {Handle} handle
 * @param {number} degrees how far the shape and the image are turned
 */
export function cursorOf(handle, degrees) {
  if (handle.kind === "rotate") return "grab"
  if (handle.kind === "corner") return "move"
  if (handle.kind === "edge") return "copy"
  return cursors[Math.round((directions[handle.side] + degrees) / 45) % 4] ?? "move"
}
