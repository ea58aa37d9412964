import { along, cross, dot, scaled, subtract, turned, unit } from "../series/vector.js"

/**
 * The part of a plane that a viewport shows.
 *
 * @typedef {import("../series/vector.js").Vector3} Vector3
 * @typedef {Readonly<{ origin: Vector3, u: Vector3, v: Vector3, normal: Vector3 }>} Plane
 *   `origin` is the patient point at canvas (0, 0); `u`, `v` are mm per CSS pixel to the right and down; `normal` = u × v as a unit vector, away from the reader
 * @typedef {Readonly<{ right: Vector3, down: Vector3 }>} Facing unit vectors: which way of the patient is right and down on the screen
 */

/**
 * How the standard planes face the reader (LPS: +x left, +y posterior, +z superior): radiological convention.
 *
 * @type {Readonly<Record<"axial" | "coronal" | "sagittal", Facing>>}
 */
export const standard = Object.freeze({
  axial: { right: [1, 0, 0], down: [0, 1, 0] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1] },
})

/**
 * A plane that shows `centre` in the middle of a screen.
 *
 * @param {Facing} facing
 * @param {Vector3} centre
 * @param {{ width: number, height: number }} screen CSS pixels
 * @param {number} scale CSS pixels per mm
 * @returns {Plane}
 */
export function planeOf({ right, down }, centre, { width, height }, scale) {
  const u = scaled(right, 1 / scale)
  const v = scaled(down, 1 / scale)
  const origin = along(along(centre, u, -width / 2), v, -height / 2)
  return { origin, u, v, normal: unit(cross(right, down)) }
}

/** @param {Plane} plane @param {number} x @param {number} y @returns {[number, number, number]} */
export const toPatient = (plane, x, y) => along(along(plane.origin, plane.u, x), plane.v, y)

/** @param {Plane} plane @param {Vector3} point @returns {{ x: number, y: number, distance: number }} */
export function toCanvas({ origin, u, v, normal }, point) {
  const from = subtract(point, origin)
  return { x: dot(from, u) / dot(u, u), y: dot(from, v) / dot(v, v), distance: dot(from, normal) }
}

/** @param {Facing} facing @returns {[number, number, number]} */
export const normalOf = ({ right, down }) => unit(cross(right, down))

/**
 * The way a facing looks after a turn about an axis, kept at right angles.
 *
 * @param {Facing} facing
 * @param {Vector3} axis
 * @param {number} angle
 * @returns {Facing}
 */
export function facingTurned({ right, down }, axis, angle) {
  const newRight = unit(turned(right, axis, angle))
  const tilted = turned(down, axis, angle)
  return { right: newRight, down: unit(along(tilted, newRight, -dot(tilted, newRight))) }
}

/**
 * A quarter turn on the screen, clockwise.
 *
 * @param {Facing} facing
 * @returns {Facing}
 */
export const quarterTurned = ({ right, down }) => ({ right: scaled(down, -1), down: right })

/** @param {Facing} facing @param {"horizontal" | "vertical"} way @returns {Facing} */
export const flipped = ({ right, down }, way) => (way === "horizontal" ? { right: scaled(right, -1), down } : { right, down: scaled(down, -1) })
