import { add as plus, cross, dot, length as norm, scaled as times, subtract as minus, unit } from "../series/vector.js"

/**
 * What measuring needs of vectors beyond the series' own.
 *
 * @typedef {import("../series/vector.js").Vector3} Vector3
 */

export { cross, dot, minus, norm, plus, times, unit }

/** @param {Vector3} a @param {Vector3} b */
export const distance = (a, b) => norm(minus(a, b))

/** @param {Vector3} a @param {Vector3} b @param {number} at 0 is `a`, 1 is `b` @returns {Vector3} */
export const between = (a, b, at) => [a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at, a[2] + (b[2] - a[2]) * at]

/** @param {readonly Vector3[]} points @returns {Vector3} */
export function middle(points) {
  /** @type {Vector3} */
  let sum = [0, 0, 0]
  for (const point of points) sum = plus(sum, point)
  return points.length > 0 ? times(sum, 1 / points.length) : sum
}

/**
 * Degrees between two directions, 0…180. By the tangent: the cosine loses all its figures near 0 and 180.
 *
 * @param {Vector3} a
 * @param {Vector3} b
 */
export const degrees = (a, b) => Math.atan2(norm(cross(a, b)), dot(a, b)) * 180 / Math.PI

/**
 * Where on the line through `a` and `b` the foot of `point` is: 0 at `a`, 1 at `b`.
 *
 * @param {Vector3} point
 * @param {Vector3} a
 * @param {Vector3} b
 */
export function foot(point, a, b) {
  const line = minus(b, a)
  const square = dot(line, line)
  return square > 0 ? dot(minus(point, a), line) / square : 0
}

/**
 * The normal of a plane figure, by Newell's sum: its length is twice the area.
 *
 * @param {readonly Vector3[]} points
 * @returns {Vector3}
 */
export function newell(points) {
  const [first] = points
  /** @type {Vector3} */
  let sum = [0, 0, 0]
  if (!first) return sum
  // About the first point: coordinates of a thousand millimetres would cost figures in the products.
  for (let i = 1; i + 1 < points.length; i++) {
    sum = plus(sum, cross(minus(/** @type {Vector3} */ (points[i]), first), minus(/** @type {Vector3} */ (points[i + 1]), first)))
  }
  return sum
}
