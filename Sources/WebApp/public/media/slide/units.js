/**
 * Lengths and areas on a slide, in the units people say them in.
 *
 * @typedef {import("./slide-info.js").Spacing} Spacing
 */

/**
 * At most three digits that mean something.
 *
 * @param {number} value
 */
export function plain(value) {
  if (!(Math.abs(value) > 0)) return "0"
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toLocaleString("en", { maximumFractionDigits: Math.min(6, digits), useGrouping: false })
}

/** @param {number} micrometres */
export const lengthText = micrometres => (Math.abs(micrometres) >= 1000 ? `${plain(micrometres / 1000)} mm` : `${plain(micrometres)} µm`)

/** @param {number} squareMicrometres */
export const areaText = squareMicrometres => (Math.abs(squareMicrometres) >= 1e5 ? `${plain(squareMicrometres / 1e6)} mm²` : `${plain(squareMicrometres)} µm²`)

/**
 * The bar of a scale: the longest length of 1, 2 or 5 times a power of ten that is not wider than `most`.
 *
 * @param {number} micrometresPerPixel of the screen
 * @param {number} most CSS pixels
 * @returns {{ width: number, text: string }}
 */
export function scaleBar(micrometresPerPixel, most) {
  const longest = micrometresPerPixel * most
  const power = 10 ** Math.floor(Math.log10(longest))
  const length = [5, 2, 1].map(step => step * power).find(each => each <= longest) ?? power
  return { width: length / micrometresPerPixel, text: lengthText(length) }
}

/**
 * A magnification as objectives are marked.
 *
 * @param {number} power
 */
export const powerText = power => `${plain(power)}×`
