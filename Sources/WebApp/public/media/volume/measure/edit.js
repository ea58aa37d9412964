import { figures } from "./figures.js"
import { between, cross, distance, dot, foot, middle, minus, plus, times, unit } from "./vector.js"

/**
 * What pulling does to a figure.
 *
 * @typedef {import("./vector.js").Vector3} Vector3
 * @typedef {import("./figures.js").Figure} Figure
 */

/** @param {Figure} figure @param {Vector3} by @returns {Figure} */
export const shifted = (figure, by) => ({ ...figure, points: figure.points.map(point => plus(point, by)) })

/**
 * The figure with one of its points pulled to `to`. What makes it that figure stays: corners stay square, axes perpendicular.
 *
 * @param {Figure} figure
 * @param {number} index
 * @param {Vector3} to
 * @param {{ even?: boolean }} how `even`: a circle stays, or becomes, one
 * @returns {Figure}
 */
export function pulled(figure, index, to, { even = false } = {}) {
  const { kind, points } = figure
  const old = points[index]
  if (!old) return figure
  if (kind === "rectangle") return { ...figure, points: pulledCorner(points, index, to) }
  if (kind === "ellipse") return { ...figure, points: pulledAxis(points, index, to, even) }
  if (kind === "bidirectional") return { ...figure, points: index < 2 ? pulledLong(points, index, to) : pulledShort(points, index, to) }
  return { ...figure, points: points.map((point, i) => (i === index ? to : point)) }
}

/** @param {readonly Vector3[]} points @param {number} index @param {Vector3} to */
function pulledCorner(points, index, to) {
  const at = (/** @type {number} */ i) => /** @type {Vector3} */ (points[(i + 4) % 4])
  const fixed = at(index + 2)
  const [first, second] = [unit(minus(at(index + 1), fixed)), unit(minus(at(index + 3), fixed))]
  const way = minus(to, fixed)
  /** @type {Vector3[]} */
  const corners = [...points]
  corners[index] = plus(fixed, plus(times(first, dot(way, first)), times(second, dot(way, second))))
  corners[(index + 1) % 4] = plus(fixed, times(first, dot(way, first)))
  corners[(index + 3) % 4] = plus(fixed, times(second, dot(way, second)))
  return corners
}

/** @param {readonly Vector3[]} points @param {number} index @param {Vector3} to @param {boolean} even */
function pulledAxis(points, index, to, even) {
  const other = index ^ 1
  const fixed = /** @type {Vector3} */ (points[other])
  const centre = middle(points)
  const axis = unit(minus(/** @type {Vector3} */ (points[index]), centre))
  // The far end stays; the other axis moves along with the middle and keeps its length, or takes this one's.
  const end = plus(fixed, times(axis, Math.max(1e-6, dot(minus(to, fixed), axis))))
  const now = middle([fixed, end])
  const pair = index < 2 ? [2, 3] : [0, 1]
  const [a, b] = pair.map(i => minus(/** @type {Vector3} */ (points[i]), centre))
  const scale = even ? distance(fixed, end) / Math.max(1e-9, distance(/** @type {Vector3} */ (a), /** @type {Vector3} */ (b))) : 1
  const moved = [...points]
  moved[index] = end
  moved[/** @type {number} */ (pair[0])] = plus(now, times(/** @type {Vector3} */ (a), scale))
  moved[/** @type {number} */ (pair[1])] = plus(now, times(/** @type {Vector3} */ (b), scale))
  return moved
}

/** @param {readonly Vector3[]} points @param {number} index @param {Vector3} to */
function pulledLong(points, index, to) {
  const [a, b, c, d] = /** @type {readonly [Vector3, Vector3, Vector3, Vector3]} */ (points)
  const [from, into] = index === 0 ? [to, b] : [a, to]
  const at = Math.min(1, Math.max(0, foot(middle([c, d]), a, b)))
  const normal = cross(minus(b, a), minus(d, c))
  const across = unit(cross(minus(into, from), dot(normal, normal) > 0 ? normal : [0, 0, 1]))
  const sense = dot(across, minus(d, c)) < 0 ? -1 : 1
  const on = between(from, into, at)
  const old = between(a, b, at)
  return [from, into, plus(on, times(across, -sense * distance(old, c))), plus(on, times(across, sense * distance(old, d)))]
}

/** @param {readonly Vector3[]} points @param {number} index @param {Vector3} to */
function pulledShort(points, index, to) {
  const [a, b, c, d] = /** @type {readonly [Vector3, Vector3, Vector3, Vector3]} */ (points)
  const at = Math.min(1, Math.max(0, foot(to, a, b)))
  const on = between(a, b, at)
  const line = unit(minus(b, a))
  const end = minus(to, times(line, dot(minus(to, on), line)))
  // Only the end that is pulled gets longer; the other keeps its distance from the long axis.
  const before = Math.min(1, Math.max(0, foot(index === 2 ? c : d, a, b)))
  const kept = minus(index === 2 ? d : c, between(a, b, before))
  const far = plus(on, kept)
  return index === 2 ? [a, b, end, far] : [a, b, far, end]
}

/**
 * Turned about its middle, in its plane.
 *
 * @param {Figure} figure
 * @param {Vector3} normal
 * @param {number} degrees
 * @returns {Figure}
 */
export function turned(figure, normal, degrees) {
  const centre = middle(figure.points)
  const axis = unit(normal)
  const [cos, sin] = [Math.cos(degrees * Math.PI / 180), Math.sin(degrees * Math.PI / 180)]
  return { ...figure, points: figure.points.map(point => {
    const arm = minus(point, centre)
    // Rodrigues' rotation formula.
    return plus(centre, plus(plus(times(arm, cos), times(cross(axis, arm), sin)), times(axis, dot(axis, arm) * (1 - cos))))
  }) }
}

/**
 * An outline with a point more on the edge next to `near`; null for other figures.
 *
 * @param {Figure} figure
 * @param {Vector3} near
 * @returns {Figure | null}
 */
export function withPoint(figure, near) {
  if (figures[figure.kind].points !== null) return null
  const { points } = figure
  let [best, nearest] = [0, Infinity]
  points.forEach((a, i) => {
    const b = /** @type {Vector3} */ (points[(i + 1) % points.length])
    const away = distance(near, between(a, b, Math.min(1, Math.max(0, foot(near, a, b)))))
    if (away < nearest) [best, nearest] = [i, away]
  })
  return { ...figure, points: [...points.slice(0, best + 1), near, ...points.slice(best + 1)] }
}

/** @param {Figure} figure @param {number} index @returns {Figure | null} null where it would not be a figure any more */
export const withoutPoint = (figure, index) => (figures[figure.kind].points === null && figure.points.length > 3 ? { ...figure, points: figure.points.filter((_, i) => i !== index) } : null)

/**
 * An outline with fewer points, none further than `tolerance` from where it ran (Douglas and Peucker 1973).
 *
 * @param {readonly Vector3[]} points
 * @param {number} tolerance
 * @returns {readonly Vector3[]}
 */
export function simplified(points, tolerance) {
  if (points.length < 4) return points
  const keep = new Uint8Array(points.length)
  keep[0] = keep[points.length - 1] = 1
  /** @type {[number, number][]} */
  const open = [[0, points.length - 1]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next
    const [a, b] = [/** @type {Vector3} */ (points[from]), /** @type {Vector3} */ (points[to])]
    let [worst, far] = [-1, tolerance]
    for (let i = from + 1; i < to; i++) {
      const point = /** @type {Vector3} */ (points[i])
      const away = distance(point, between(a, b, Math.min(1, Math.max(0, foot(point, a, b)))))
      if (away > far) [worst, far] = [i, away]
    }
    if (worst > 0) {
      keep[worst] = 1
      open.push([from, worst], [worst, to])
    }
  }
  return points.filter((_, i) => keep[i])
}
