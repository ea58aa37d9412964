/**
 * How the image lies in its element: turned by quarters, scaled, then shifted. Values; nothing here touches the DOM.
 *
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {0 | 90 | 180 | 270} Quarter degrees clockwise
 * @typedef {Readonly<{ scale: number, x: number, y: number, quarter: Quarter }>} View
 *   a screen point is the turned image point times `scale` plus (`x`, `y`)
 * @typedef {Readonly<{ a: number, b: number, c: number, d: number, e: number, f: number }>} Matrix as canvases take it
 */

export const largestScale = 64
/** At least this much of the image stays in sight, in CSS pixels. */
const keep = 48

/** @param {number} degrees @returns {Quarter} */
export function quarter(degrees) {
  const turns = (((Math.round(degrees / 90) % 4) + 4) % 4)
  return turns === 1 ? 90 : turns === 2 ? 180 : turns === 3 ? 270 : 0
}

/**
 * The size of the image as turned.
 *
 * @param {Size} image
 * @param {Quarter} turn
 * @returns {Size}
 */
export function turnedSize({ width, height }, turn) {
  return turn === 90 || turn === 270 ? { width: height, height: width } : { width, height }
}

/**
 * @param {View} view
 * @param {Size} image
 * @returns {Matrix} from image pixels to the screen
 */
export function matrixOf({ scale, x, y, quarter: turn }, { width, height }) {
  switch (turn) {
    case 0: return { a: scale, b: 0, c: 0, d: scale, e: x, f: y }
    case 90: return { a: 0, b: scale, c: -scale, d: 0, e: x + height * scale, f: y }
    case 180: return { a: -scale, b: 0, c: 0, d: -scale, e: x + width * scale, f: y + height * scale }
    case 270: return { a: 0, b: -scale, c: scale, d: 0, e: x, f: y + width * scale }
  }
}

/**
 * @param {Matrix} matrix
 * @param {Point} point
 * @returns {Point}
 */
export function toScreen({ a, b, c, d, e, f }, { x, y }) {
  return { x: a * x + c * y + e, y: b * x + d * y + f }
}

/**
 * @param {Matrix} matrix
 * @param {Point} point
 * @returns {Point}
 */
export function toImage({ a, b, c, d, e, f }, { x, y }) {
  const determinant = a * d - b * c
  return { x: (d * (x - e) - c * (y - f)) / determinant, y: (a * (y - f) - b * (x - e)) / determinant }
}

/**
 * As {@link toImage}, written into `into`: pointer events come by the hundred.
 *
 * @param {Matrix} matrix
 * @param {number} x
 * @param {number} y
 * @param {{ x: number, y: number }} into
 */
export function intoImage({ a, b, c, d, e, f }, x, y, into) {
  const determinant = a * d - b * c
  into.x = (d * (x - e) - c * (y - f)) / determinant
  into.y = (a * (y - f) - b * (x - e)) / determinant
}

/**
 * The whole image in the middle.
 *
 * @param {Size} image
 * @param {Size} screen
 * @param {Quarter} turn
 * @param {{ margin?: number, largest?: number }} [how]
 * @returns {View}
 */
export function fitted(image, screen, turn, how = {}) {
  const { margin = 16, largest = largestScale } = how
  const { width, height } = turnedSize(image, turn)
  const scale = Math.min(largest, Math.max(1, screen.width - 2 * margin) / width, Math.max(1, screen.height - 2 * margin) / height)
  return centred(image, screen, turn, scale)
}

/**
 * @param {Size} image
 * @param {Size} screen
 * @param {Quarter} turn
 * @param {number} scale
 * @returns {View}
 */
export function centred(image, screen, turn, scale) {
  const { width, height } = turnedSize(image, turn)
  return { scale, x: (screen.width - width * scale) / 2, y: (screen.height - height * scale) / 2, quarter: turn }
}

/**
 * The view scaled by `factor` with the screen point `at` staying where it is.
 *
 * @param {View} view
 * @param {number} factor
 * @param {Point} at
 * @param {{ smallest: number }} limits
 * @returns {View}
 */
export function zoomed(view, factor, at, { smallest }) {
  const scale = Math.max(smallest, Math.min(largestScale, view.scale * factor))
  const real = scale / view.scale
  return { ...view, scale, x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real }
}

/**
 * The view, shifted so far that some of the image is in sight.
 *
 * @param {View} view
 * @param {Size} image
 * @param {Size} screen
 * @returns {View}
 */
export function inSight(view, image, screen) {
  const { width, height } = turnedSize(image, view.quarter)
  const w = width * view.scale
  const h = height * view.scale
  const kx = Math.min(keep, w)
  const ky = Math.min(keep, h)
  return {
    ...view,
    x: Math.max(kx - w, Math.min(screen.width - kx, view.x)),
    y: Math.max(ky - h, Math.min(screen.height - ky, view.y)),
  }
}

/**
 * The view turned by `degrees`, with what was in the middle of the screen staying there.
 *
 * @param {View} view
 * @param {Size} image
 * @param {Size} screen
 * @param {number} degrees
 * @returns {View}
 */
export function turnedBy(view, image, screen, degrees) {
  const middle = { x: screen.width / 2, y: screen.height / 2 }
  const point = toImage(matrixOf(view, image), middle)
  const turn = quarter(view.quarter + degrees)
  const there = toScreen(matrixOf({ ...view, x: 0, y: 0, quarter: turn }, image), point)
  return { ...view, quarter: turn, x: middle.x - there.x, y: middle.y - there.y }
}

/**
 * The part of the image that is on the screen.
 *
 * @param {Matrix} matrix
 * @param {Size} screen
 * @returns {import("./geometry.js").Box}
 */
export function seen(matrix, screen) {
  const a = toImage(matrix, { x: 0, y: 0 })
  const b = toImage(matrix, { x: screen.width, y: screen.height })
  return { minX: Math.min(a.x, b.x), minY: Math.min(a.y, b.y), maxX: Math.max(a.x, b.x), maxY: Math.max(a.y, b.y) }
}
