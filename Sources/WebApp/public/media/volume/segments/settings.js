/**
 * How the segment tools are set, shared by all of them. Fires `change`.
 *
 * @typedef {"2d" | "3d"} Reach
 * @typedef {Readonly<{
 *   radius: number, reach: Reach, gated: boolean, low: number, high: number, adaptive: boolean, over: "anything" | "unlabelled" | "inside", inside: number,
 *   tolerance: number, factor: number, cut: "fill" | "erase" | "outside", depth: "slice" | "all", island: "keep" | "remove", opacity: number, outline: boolean,
 * }>} Values
 *   `radius` in mm; `low`, `high`, `tolerance` in the reader's unit (HU); `factor` of the deviation that growing follows
 */

/** @type {Values} */
const first = Object.freeze({
  radius: 8, reach: "3d", gated: false, low: 0, high: 0, adaptive: false, over: "unlabelled", inside: 0, tolerance: 30, factor: 2.5, cut: "fill", depth: "slice", island: "keep", opacity: 0.34, outline: true,
})

export const smallestRadius = 0.3
export const largestRadius = 100

export class Settings extends EventTarget {
  #values = first

  get values() { return this.#values }

  /** @param {Partial<Values>} change */
  set(change) {
    const next = { ...this.#values, ...change }
    next.radius = Math.round(Math.max(smallestRadius, Math.min(largestRadius, next.radius)) * 10) / 10
    if (next.low > next.high) [next.low, next.high] = [next.high, next.low]
    this.#values = Object.freeze(next)
    this.dispatchEvent(new Event("change"))
  }

  /**
   * One step larger or smaller: fine where brushes are small.
   *
   * @param {1 | -1} way
   */
  step(way) {
    const { radius } = this.#values
    const by = radius < 2 || (radius === 2 && way < 0) ? 0.2 : radius < 10 || (radius === 10 && way < 0) ? 0.5 : radius < 30 || (radius === 30 && way < 0) ? 1 : 5
    this.set({ radius: radius + way * by })
  }
}

/**
 * The radius slider is logarithmic.
 *
 * @param {number} position 0…100
 */
export const radiusAt = position => smallestRadius * (60 / smallestRadius) ** (position / 100)

/** @param {number} radius */
export const positionOf = radius => Math.max(0, Math.min(100, 100 * Math.log(radius / smallestRadius) / Math.log(60 / smallestRadius)))
