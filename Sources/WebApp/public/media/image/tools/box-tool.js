import { onImage, spanned } from "../geometry.js"

/**
 * Rectangles and ellipses: drag from corner to corner, or click both corners.
 *
 * @typedef {import("./tool.js").Hand} Hand
 * @typedef {import("./tool.js").Outcome} Outcome
 * @typedef {import("../geometry.js").Shape} Shape
 *
 * @typedef {"idle" | "pressed" | "dragging" | "stretching" | "closing" | "done"} Phase
 *   idle: nothing begun · pressed: the button is down at the first corner and has not moved, a drag or a click ·
 *   dragging: the second corner follows the held button · stretching: the first corner was clicked, the second follows
 *   the free pointer · closing: the button is down for the second corner · done: `take` has the shape
 * @typedef {import("./tool.js").DrawingTool} DrawingTool
 * @implements {DrawingTool}
 */
export class BoxTool {
  #kind
  #image
  /** @type {Phase} */
  #phase = "idle"
  #anchor = { x: 0, y: 0 }
  /** @type {Shape | null} */
  preview = null

  /**
   * @param {"rectangle" | "ellipse"} kind
   * @param {import("../geometry.js").Size} image
   */
  constructor(kind, image) {
    this.#kind = kind
    this.#image = image
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
    this.#anchor = onImage({ x, y }, this.#image)
    return "none"
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  move(x, y, hand) {
    switch (this.#phase) {
      case "pressed":
        if (Math.hypot(x - this.#anchor.x, y - this.#anchor.y) < hand.reach) return "none"
        this.#phase = "dragging"
        return this.#stretch(x, y, hand)
      case "dragging":
      case "stretching":
      case "closing":
        return this.#stretch(x, y, hand)
      default:
        return "none"
    }
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
    const shape = this.preview
    const hasSize = shape?.kind === "rectangle" ? shape.width > 0 && shape.height > 0
      : shape?.kind === "ellipse" && shape.radiusX > 0 && shape.radiusY > 0
    if (!hasSize) return this.cancel()
    this.#phase = "done"
    return "done"
  }

  /** @returns {Outcome} */
  back() {
    return this.cancel()
  }

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
  #stretch(x, y, { even, centred }) {
    this.preview = spanned(this.#kind, this.#anchor, onImage({ x, y }, this.#image), { even, centred })
    return "preview"
  }
}
