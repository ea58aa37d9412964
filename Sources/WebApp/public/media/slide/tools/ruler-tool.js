import { onImage } from "../../image/geometry.js"

/**
 * A straight line: drag from end to end, or click both ends.
 *
 * @typedef {import("../../image/tools/tool.js").Hand} Hand
 * @typedef {import("../../image/tools/tool.js").Outcome} Outcome
 * @typedef {import("../../image/geometry.js").Point} Point
 * @typedef {import("../../image/geometry.js").Polygon} Polygon
 * @typedef {"idle" | "pressed" | "dragging" | "stretching" | "closing" | "done"} Phase
 *   pressed: down at the first end and not moved yet · dragging: the second end follows the held button · stretching: the first end was clicked, the second follows
 *   the free pointer · closing: down for the second end · done: `take` has the line
 * @typedef {import("../../image/tools/tool.js").DrawingTool} DrawingTool
 * @implements {DrawingTool}
 */
export class RulerTool {
  #image
  /** @type {Phase} */
  #phase = "idle"
  #start = { x: 0, y: 0 }
  /** @type {Polygon | null} */
  preview = null

  /** @param {import("../../image/geometry.js").Size} image */
  constructor(image) {
    this.#image = image
  }

  get busy() { return this.#phase !== "idle" && this.#phase !== "done" }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  down(x, y, hand) {
    if (this.#phase === "stretching") {
      this.#phase = "closing"
      return this.#stretch(x, y, hand)
    }
    if (this.busy) return "none"
    this.#phase = "pressed"
    this.#start = onImage({ x, y }, this.#image)
    return "none"
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  move(x, y, hand) {
    if (this.#phase === "pressed") {
      if (Math.hypot(x - this.#start.x, y - this.#start.y) < hand.reach) return "none"
      this.#phase = "dragging"
    }
    return this.busy ? this.#stretch(x, y, hand) : "none"
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  up(x, y, hand) {
    switch (this.#phase) {
      case "pressed":
        this.#phase = "stretching"
        return this.#stretch(x, y, hand)
      case "dragging":
      case "closing":
        this.#stretch(x, y, hand)
        return this.finish()
      default: return "none"
    }
  }

  /** @returns {Outcome} */
  finish() {
    const [a, b] = this.preview?.points ?? []
    if (!this.busy || !a || !b) return "none"
    if (a.x === b.x && a.y === b.y) return this.cancel()
    this.#phase = "done"
    return "done"
  }

  /** @returns {Outcome} */
  back() { return this.cancel() }

  /** @returns {Outcome} */
  cancel() {
    const was = this.busy
    this.#phase = "idle"
    this.preview = null
    return was ? "cancelled" : "none"
  }

  take() {
    const shape = this.preview
    this.#phase = "idle"
    this.preview = null
    return shape
  }

  /** @param {number} x @param {number} y @param {Hand} hand Shift keeps to steps of 45°; @returns {Outcome} */
  #stretch(x, y, { even }) {
    let end = { x, y }
    if (even) {
      const length = Math.hypot(x - this.#start.x, y - this.#start.y)
      const angle = Math.round(Math.atan2(y - this.#start.y, x - this.#start.x) / (Math.PI / 4)) * Math.PI / 4
      end = { x: this.#start.x + length * Math.cos(angle), y: this.#start.y + length * Math.sin(angle) }
    }
    this.preview = { kind: "polygon", points: [this.#start, onImage(end, this.#image)], closed: false }
    return "preview"
  }
}
