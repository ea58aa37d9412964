import { onImage } from "../geometry.js"

/**
 * Polygons: each click sets a corner; a click on the first corner, or twice on one place, closes.
 *
 * @typedef {import("./tool.js").Hand} Hand
 * @typedef {import("./tool.js").Outcome} Outcome
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../geometry.js").Polygon} Polygon
 * @typedef {import("./tool.js").DrawingTool} DrawingTool
 * @implements {DrawingTool}
 */
export class PolygonTool {
  #image
  /** @type {Point[]} */
  #points = []
  /**
   * Where the next corner would go.
   * @type {Point | null}
   */
  #next = null
  #isDone = false
  /** The pointer is on the first corner and a click would close. */
  closing = false

  /** @param {import("../geometry.js").Size} image */
  constructor(image) {
    this.#image = image
  }

  get busy() { return this.#points.length > 0 && !this.#isDone }

  /** @returns {Polygon | null} */
  get preview() {
    if (this.#points.length === 0) return null
    const points = this.#next && !this.closing ? [...this.#points, this.#next] : this.#points
    return { kind: "polygon", points, closed: this.closing }
  }

  /**
   * The corners set so far.
   * @returns {readonly Point[]}
   */
  get corners() { return this.#points }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  down(x, y, hand) {
    const point = onImage({ x, y }, this.#image)
    const first = this.#points[0]
    const last = this.#points.at(-1)
    const near = /** @param {Point | undefined} to */ to => to !== undefined && Math.hypot(point.x - to.x, point.y - to.y) <= hand.reach
    if (this.#points.length >= 3 && (near(first) || near(last))) return this.finish()
    if (near(last)) return "none"
    this.#points.push(point)
    this.#next = point
    return "preview"
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  move(x, y, hand) {
    const first = this.#points[0]
    if (!first) return "none"
    this.#next = onImage({ x, y }, this.#image)
    this.closing = this.#points.length >= 3 && Math.hypot(x - first.x, y - first.y) <= hand.reach
    return "preview"
  }

  /** @returns {Outcome} */
  up() {
    return "none"
  }

  /** @returns {Outcome} */
  finish() {
    if (this.#points.length < 3) return "none"
    this.#isDone = true
    return "done"
  }

  /** @returns {Outcome} */
  back() {
    if (this.#points.length === 0) return "none"
    this.#points.pop()
    this.closing = false
    if (this.#points.length > 0) return "preview"
    this.cancel()
    return "cancelled"
  }

  /** @returns {Outcome} */
  cancel() {
    const was = this.busy
    this.#points = []
    this.#next = null
    this.#isDone = false
    this.closing = false
    return was ? "cancelled" : "none"
  }

  /** @returns {Polygon} */
  take() {
    const points = this.#points
    this.cancel()
    return { kind: "polygon", points, closed: true }
  }
}
