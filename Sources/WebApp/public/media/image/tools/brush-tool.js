/**
 * Brush and eraser: a stroke of discs along the pointer's way, painted into a bitmap as it comes.
 * Between press and release nothing is allocated; the bitmap says afterwards what the stroke changed.
 *
 * @typedef {import("./tool.js").Hand} Hand
 * @typedef {import("./tool.js").Outcome} Outcome
 * @typedef {import("../bitmap.js").Bitmap} Bitmap
 * @typedef {(x: number, y: number, length: number) => void} DrawRow
 */

export const smallestRadius = 0.5
export const largestRadius = 250

/**
 * The next radius up or down: by a tenth, at least half a pixel.
 *
 * @param {number} radius
 * @param {1 | -1} direction
 */
export function steppedRadius(radius, direction) {
  const step = Math.max(0.5, Math.round(radius / 5) / 2)
  return Math.max(smallestRadius, Math.min(largestRadius, radius + direction * step))
}

export class BrushTool {
  /** Image pixels. */
  radius
  /** A pen's pressure scales the radius between a quarter and one and a half. */
  followsPressure = true
  busy = false
  /**
   * 1 paints, 0 erases.
   * @type {0 | 1}
   */
  value = 1
  #x = 0
  #y = 0
  /** @type {Bitmap | null} */
  #bitmap = null
  /** @type {DrawRow | null} */
  #draw = null

  /** @param {number} radius */
  constructor(radius) {
    this.radius = radius
  }

  /**
   * Begins a stroke.
   *
   * @param {Bitmap} bitmap
   * @param {0 | 1} value
   * @param {DrawRow | null} draw shows each painted stretch
   */
  begin(bitmap, value, draw) {
    this.#bitmap = bitmap
    this.#draw = draw
    this.value = value
    this.busy = true
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  down(x, y, hand) {
    this.#x = x
    this.#y = y
    return this.move(x, y, hand)
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  move(x, y, hand) {
    if (!this.busy || !this.#bitmap) return "none"
    this.#bitmap.line(this.#x, this.#y, x, y, this.radiusOf(hand), this.value, this.#draw)
    this.#x = x
    this.#y = y
    return "preview"
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Outcome} */
  up(x, y, hand) {
    if (!this.busy) return "none"
    this.move(x, y, hand)
    return this.finish()
  }

  /** @param {Hand} hand */
  radiusOf({ pressure }) {
    // A mouse says 0.5 always, and gets the radius as set.
    return this.followsPressure ? this.radius * Math.max(0.25, 0.5 + pressure) : this.radius
  }

  /** @returns {Outcome} */
  finish() {
    if (!this.busy) return "none"
    this.busy = false
    return "done"
  }

  /** @returns {Outcome} */
  cancel() {
    if (!this.busy) return "none"
    this.#bitmap?.revert()
    this.busy = false
    return "cancelled"
  }
}
