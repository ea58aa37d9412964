import { onImage } from "../geometry.js"

/**
 * What lies between two points: drag from one to the other, or click both.
 *
 * @typedef {import("./tool.js").Hand} Hand
 * @typedef {import("./tool.js").Outcome} Outcome
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../geometry.js").Shape} Shape
 *
 * @typedef {"idle" | "pressed" | "dragging" | "stretching" | "closing" | "done"} Phase
 *   idle: nothing begun · pressed: the button is down at the first point and has not moved, a drag or a click ·
 *   dragging: the second point follows the held button · stretching: the first point was clicked, the second follows
 *   the free pointer · closing: the button is down for the second point · done: `take` has the shape
 * @typedef {import("./tool.js").DrawingTool} DrawingTool
 * @implements {DrawingTool}
 */
export class SpanTool {
  #image
  #between
  #hasSize
  /** @type {Phase} */
  #phase = "idle"
  #start = { x: 0, y: 0 }
  /** @type {Shape | null} */
  preview = null

  /**
   * @param {import("../geometry.js").Size} image
   * @param {(start: Point, end: Point, hand: Hand) => Shape} between the shape from one point to the other, which may lie beside the image
   * @param {(shape: Shape) => boolean} hasSize whether there is something to keep
   */
  constructor(image, between, hasSize) {
    this.#image = image
    this.#between = between
    this.#hasSize = hasSize
  }

  get busy() { return this.#phase !== "idle" && this.#phase !== "done" }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  down(x, y, hand) {
    if (this.#phase === "stretching") {
      this.#phase = "closing"
      return this.#stretch(x, y, hand)
    }
    if (this.#phase !== "idle") return "none"
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
      default:
        return "none"
    }
  }

  /** @returns {Outcome} */
  finish() {
    if (!this.busy) return "none"
    if (!this.preview || !this.#hasSize(this.preview)) return this.cancel()
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

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  #stretch(x, y, hand) {
    this.preview = this.#between(this.#start, { x, y }, hand)
    return "preview"
  }
}
