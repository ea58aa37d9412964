import { boxBetween, ellipseIn, figures, isWhole, shortAxisThrough, withShortAxis } from "./figures.js"
import { simplified } from "./edit.js"
import { distance } from "./vector.js"

/**
 * A figure while it is drawn: by drags, or by clicks, or by both. Knows no screen; points are patient millimetres.
 *
 * @typedef {import("./vector.js").Vector3} Vector3
 * @typedef {import("./figures.js").Kind} Kind
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {Readonly<{ u: Vector3, v: Vector3, normal: Vector3 }>} Plane where it is drawn
 * @typedef {Readonly<{ even?: boolean, centred?: boolean }>} Manner
 */

/**
 * Points set by hand before the figure is whole.
 *
 * @type {Readonly<Record<Kind, number>>}
 */
const wanted = Object.freeze({ length: 2, arrow: 2, rectangle: 2, ellipse: 2, angle: 3, bidirectional: 3, cobb: 4, probe: 1, freehand: Infinity, polygon: Infinity })

export class Draft {
  #kind
  #plane
  /** @type {Vector3[]} */
  #points
  /** @type {Vector3} */
  #moving
  /** @type {Manner} */
  #manner = {}

  /** @param {Kind} kind @param {Plane} plane @param {Vector3} at */
  constructor(kind, plane, at) {
    this.#kind = kind
    this.#plane = plane
    this.#points = [at]
    this.#moving = at
  }

  get kind() { return this.#kind }
  /** Points that stand already. */
  get count() { return this.#points.length }
  get first() { return /** @type {Vector3} */ (this.#points[0]) }
  /** Whether all points it needs are set. */
  get isDone() { return this.#points.length >= wanted[this.#kind] }

  /** @param {Vector3} to @param {Manner} manner */
  move(to, manner) {
    this.#moving = to
    this.#manner = manner
  }

  /**
   * A point of an outline drawn in one go.
   *
   * @param {Vector3} at
   * @param {number} spacing nearer ones are left out
   */
  trace(at, spacing) {
    const last = this.#points.at(-1)
    if (!last || distance(last, at) >= spacing) this.#points.push(at)
    this.#moving = at
  }

  /**
   * The moving point stands.
   *
   * @returns {boolean} whether the figure is whole now
   */
  fix() {
    this.#points.push(this.#moving)
    return this.isDone
  }

  /**
   * The last point goes.
   *
   * @returns {boolean} whether anything is left
   */
  back() {
    this.#points.pop()
    return this.#points.length > 0
  }

  /**
   * What is drawn so far, the moving point included.
   *
   * @returns {Figure}
   */
  get preview() { return this.#figure([...this.#points, ...(this.isDone ? [] : [this.#moving])]) }

  /**
   * The figure; null where it is none yet.
   *
   * @param {number} [tolerance] an outline by hand may stray so far from the hand's
   * @returns {Figure | null}
   */
  finish(tolerance = 0) {
    const points = wanted[this.#kind] === Infinity ? simplified(this.#points, this.#kind === "freehand" ? tolerance : 0) : this.#points
    const figure = this.#figure(points)
    return isWhole(figure) ? figure : null
  }

  /**
   * After the long axis only: with a short one of the usual share, for hands that cannot hover.
   *
   * @returns {Figure | null}
   */
  shortcut() {
    if (this.#kind !== "bidirectional" || this.#points.length !== 2) return null
    const [a, b] = this.#points
    const figure = { kind: this.#kind, points: withShortAxis(/** @type {Vector3} */ (a), /** @type {Vector3} */ (b), this.#plane.normal) }
    return isWhole(figure) ? figure : null
  }

  /** @param {readonly Vector3[]} points @returns {Figure} */
  #figure(points) {
    const kind = this.#kind
    const [a, b, c] = points
    if (a && b && (kind === "rectangle" || kind === "ellipse")) {
      const box = boxBetween(a, b, this.#plane.u, this.#plane.v, this.#manner)
      return { kind, points: kind === "ellipse" ? ellipseIn(box) : box }
    }
    if (a && b && c && kind === "bidirectional") return { kind, points: shortAxisThrough(a, b, c) }
    return { kind, points }
  }
}

/** @param {Kind} kind whether points are set until the person says it is enough */
export const isOpenEnded = kind => figures[kind].points === null
