/**
 * A stroke under the pen: it is applied piece by piece, so that each piece is seen in the next frame, and kept as few records as say the same.
 *
 * @typedef {import("./records.js").Vector3} Vector3
 * @typedef {import("./records.js").Target} Target
 * @typedef {import("./records.js").Stroke} StrokeRecord
 * @typedef {Omit<StrokeRecord, "points" | "radius">} Manner
 */
import { brush } from "./records.js"

/** Points nearer than this share of the radius to the last are left out: around a bend of its own radius the outline moves by half a hundredth of it. */
const nearest = 0.2

export class Stroke {
  #target
  #manner
  #spacing
  /** @type {{ radius: number, points: Vector3[] }[]} */
  #runs = []
  /** @type {Int32Array[]} */
  #pieces = []

  /**
   * @param {Target} target
   * @param {Manner} manner
   * @param {Vector3} spacing mm of a voxel
   */
  constructor(target, manner, spacing) {
    this.#target = target
    this.#manner = manner
    this.#spacing = spacing
  }

  /**
   * The record that carries the stroke on to new points; null where they add nothing.
   *
   * @param {readonly Readonly<{ voxel: Vector3, radius: number }>[]} points one radius a call: that of the last counts
   * @returns {Int32Array | null}
   */
  extend(points) {
    const radius = points.at(-1)?.radius ?? 0
    if (radius <= 0) return null
    let run = this.#runs.at(-1)
    const last = run?.points.at(-1)
    if (!run || run.radius !== radius) {
      run = { radius, points: last ? [last] : [] }
      this.#runs.push(run)
    }
    const from = run.points.length
    for (const { voxel } of points) {
      const before = run.points.at(-1)
      if (!before || this.#apart(before, voxel) >= Math.max(nearest * radius, 0.5 * Math.min(...this.#spacing))) run.points.push(voxel)
    }
    if (run.points.length === from) return null
    const piece = this.#record(radius, run.points.slice(Math.max(0, from - 1)), this.#pieces.length > 0)
    this.#pieces.push(piece)
    return piece
  }

  /**
   * The whole stroke as it goes into the log. An adaptive brush looks around at every piece, so its pieces stand as they were; any other is the same in one.
   *
   * @returns {readonly Int32Array[]}
   */
  get records() {
    if (this.#manner.tolerance !== null && this.#manner.tolerance !== undefined) return this.#pieces
    return this.#runs.map(({ radius, points }, i) => this.#record(radius, points, i > 0))
  }

  /** @param {number} radius @param {readonly Vector3[]} points @param {boolean} joined */
  #record(radius, points, joined) {
    return brush({ ...this.#target, joined }, { ...this.#manner, radius, points })
  }

  /** @param {Vector3} a @param {Vector3} b */
  #apart(a, b) {
    const [x, y, z] = this.#spacing
    return Math.hypot((a[0] - b[0]) * x, (a[1] - b[1]) * y, (a[2] - b[2]) * z)
  }
}
