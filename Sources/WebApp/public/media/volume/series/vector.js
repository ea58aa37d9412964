/**
 * Three numbers: patient positions in millimetres, directions, voxel positions.
 *
 * @typedef {readonly [number, number, number]} Vector3
 */

/** @param {Vector3} a @param {Vector3} b @returns {[number, number, number]} */
export const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
/** @param {Vector3} a @param {Vector3} b @returns {[number, number, number]} */
export const subtract = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
/** @param {Vector3} a @param {number} by @returns {[number, number, number]} */
export const scaled = (a, by) => [a[0] * by, a[1] * by, a[2] * by]
/** @param {Vector3} a @param {Vector3} b */
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
/** @param {Vector3} a @param {Vector3} b @returns {[number, number, number]} */
export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
/** @param {Vector3} a */
export const length = a => Math.sqrt(dot(a, a))
/** @param {Vector3} a @returns {[number, number, number]} of length one; a zero vector stays as it is */
export const unit = a => {
  const size = length(a)
  return size > 0 ? scaled(a, 1 / size) : [a[0], a[1], a[2]]
}
/**
 * `a` + `b` · `by`.
 *
 * @param {Vector3} a
 * @param {Vector3} b
 * @param {number} by
 * @returns {[number, number, number]}
 */
export const along = (a, b, by) => [a[0] + b[0] * by, a[1] + b[1] * by, a[2] + b[2] * by]

/**
 * `v` turned about a unit `axis` (right-handed).
 *
 * @param {Vector3} v
 * @param {Vector3} axis
 * @param {number} angle radians
 * @returns {[number, number, number]}
 */
export function turned(v, axis, angle) {
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  const side = cross(axis, v)
  const onAxis = dot(axis, v) * (1 - c)
  return [v[0] * c + side[0] * s + axis[0] * onAxis, v[1] * c + side[1] * s + axis[1] * onAxis, v[2] * c + side[2] * s + axis[2] * onAxis]
}
