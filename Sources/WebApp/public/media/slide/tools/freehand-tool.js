import { onImage } from "../../image/geometry.js"

/**
 * Outlines drawn with the button held, closed on release.
 *
 * @typedef {import("../../image/tools/tool.js").Hand} Hand
 * @typedef {import("../../image/tools/tool.js").Outcome} Outcome
 * @typedef {import("../../image/geometry.js").Point} Point
 * @typedef {import("../../image/geometry.js").Polygon} Polygon
 * @typedef {import("../../image/tools/tool.js").DrawingTool} DrawingTool
 * @implements {DrawingTool}
 */
export class FreehandTool {
  #image
  /** @type {Point[]} */
  #points = []
  #isDone = false
  /** Image pixels a point may lie beside the line that is kept. */
  #tolerance = 1

  /** @param {import("../../image/geometry.js").Size} image */
  constructor(image) {
    this.#image = image
  }

  get busy() { return this.#points.length > 0 && !this.#isDone }

  /** @returns {Polygon | null} */
  get preview() { return this.#points.length === 0 ? null : { kind: "polygon", points: this.#points, closed: false } }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  down(x, y, hand) {
    if (this.busy) return "none"
    // A sixth of what a pointer may miss: one CSS pixel of a mouse.
    this.#tolerance = hand.reach / 6
    this.#points = [onImage({ x, y }, this.#image)]
    this.#isDone = false
    return "preview"
  }

  /** @param {number} x @param {number} y @returns {Outcome} */
  move(x, y) {
    const last = this.#points.at(-1)
    if (!last || this.#isDone) return "none"
    const point = onImage({ x, y }, this.#image)
    if (Math.hypot(point.x - last.x, point.y - last.y) < this.#tolerance) return "none"
    this.#points.push(point)
    return "preview"
  }

  /** @param {number} x @param {number} y @returns {Outcome} */
  up(x, y) {
    if (!this.busy) return "none"
    this.move(x, y)
    return this.finish()
  }

  /** @returns {Outcome} */
  finish() {
    if (!this.busy) return "none"
    const points = simplified(this.#points, this.#tolerance)
    // A click, or a line there and back, encloses nothing.
    if (points.length < 3) return this.cancel()
    this.#points = points
    this.#isDone = true
    return "done"
  }

  /** @returns {Outcome} */
  back() { return this.cancel() }

  /** @returns {Outcome} */
  cancel() {
    const was = this.busy
    this.#points = []
    this.#isDone = false
    return was ? "cancelled" : "none"
  }

  /** @returns {Polygon} */
  take() {
    const points = this.#points
    this.cancel()
    return { kind: "polygon", points, closed: true }
  }
}

/**
 * The line with fewer points, none of those left out farther than `tolerance` from it (Douglas and Peucker, Cartographica 10:112, 1973).
 *
 * @param {readonly Point[]} points
 * @param {number} tolerance
 * @returns {Point[]}
 */
export function simplified(points, tolerance) {
  if (points.length < 3) return [...points]
  const keeps = new Uint8Array(points.length)
  keeps[0] = keeps[points.length - 1] = 1
  /** @type {[number, number][]} */
  const open = [[0, points.length - 1]]
  for (let stretch = open.pop(); stretch; stretch = open.pop()) {
    const [start, end] = stretch
    const a = /** @type {Point} */ (points[start])
    const b = /** @type {Point} */ (points[end])
    let farthest = tolerance
    let at = -1
    for (let i = start + 1; i < end; i++) {
      const distance = fromStretch(/** @type {Point} */ (points[i]), a, b)
      if (distance > farthest) [farthest, at] = [distance, i]
    }
    if (at < 0) continue
    keeps[at] = 1
    open.push([start, at], [at, end])
  }
  return points.filter((_, i) => keeps[i] === 1)
}

/** @param {Point} point @param {Point} a @param {Point} b */
function fromStretch(point, a, b) {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / square))
  return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy)
}
