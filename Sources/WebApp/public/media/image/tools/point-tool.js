import { onImage } from "../geometry.js"

/**
 * Key points: press, adjust while holding, release.
 *
 * @typedef {import("./tool.js").Outcome} Outcome
 * @typedef {import("../geometry.js").KeyPoint} KeyPoint
 * @typedef {import("./tool.js").DrawingTool} DrawingTool
 * @implements {DrawingTool}
 */
export class PointTool {
  #image
  #width
  busy = false
  /** @type {KeyPoint | null} */
  preview = null

  /**
   * @param {import("../geometry.js").Size} image
   * @param {number} width of the mark, in image pixels
   */
  constructor(image, width) {
    this.#image = image
    this.#width = width
  }

  /** @param {number} x @param {number} y @returns {Outcome} */
  down(x, y) {
    this.busy = true
    return this.move(x, y)
  }

  /** @param {number} x @param {number} y @returns {Outcome} */
  move(x, y) {
    if (!this.busy) return "none"
    this.preview = { kind: "keypoint", ...onImage({ x, y }, this.#image), width: this.#width }
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
    this.busy = false
    return this.preview ? "done" : "none"
  }

  /** @returns {Outcome} */
  back() {
    return this.cancel()
  }

  /** @returns {Outcome} */
  cancel() {
    const was = this.busy
    this.busy = false
    this.preview = null
    return was ? "cancelled" : "none"
  }

  take() {
    const shape = this.preview
    this.preview = null
    return shape
  }
}
