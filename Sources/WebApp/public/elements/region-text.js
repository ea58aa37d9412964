import { labelOf, labelPairs } from "../core/state.js"
import { nameOf } from "../core/region-commands.js"
import { areaText, lengthText } from "../media/slide/units.js"

/**
 * What a region says about itself in lists: the marked text, or its place in the picture.
 *
 * @typedef {import("../core/state.js").Region} Region
 * @typedef {import("../core/state.js").State} State
 */

/**
 * @param {Region} region
 * @param {State} state
 */
export function regionText(region, state) {
  const { geometry, med } = region
  if (typeof geometry.text === "string") return geometry.text
  // On a slide people think in micrometres; percent of it say nothing.
  if (med?.kind === "slide" && typeof med.area_um2 === "number") return areaText(med.area_um2)
  if (med?.kind === "slide" && typeof med.length_um === "number") return lengthText(med.length_um)
  if (region.shape === "span") {
    const value = state.config.objects.get(region.objectName)?.value
    if (typeof value === "string" && typeof geometry.start === "number" && typeof geometry.end === "number") return [...value.slice(0, Number(geometry.end) * 2)].slice(geometry.start, geometry.end).join("")
  }
  const numbers = ["x", "y", "width", "height", "radiusX", "radiusY"].flatMap(key => (typeof geometry[key] === "number" ? [`${key === "width" ? "w" : key === "height" ? "h" : key === "radiusX" ? "rx" : key === "radiusY" ? "ry" : key} ${round(/** @type {number} */ (geometry[key]))}`] : []))
  if (numbers.length > 0) return numbers.join(" · ")
  if (Array.isArray(geometry.points)) return `${geometry.points.length} points`
  if (Array.isArray(geometry.vertices)) return `${geometry.vertices.length} vertices`
  return shapeNames[region.shape] ?? region.shape
}

/** @param {number} value */
const round = value => String(Math.round(value * 10) / 10)

/** @type {Readonly<Record<string, string>>} */
const shapeNames = { brush: "mask", bitmask: "mask", keypoint: "point", timespan: "interval", framespan: "frames", paragraphspan: "phrases" }

/**
 * Key, name and colour of a region.
 *
 * @param {Region} region
 * @param {State} state
 */
export function regionLook(region, state) {
  const label = labelOf(region, state.config)
  const name = label && labelPairs(region).length === 1 ? label.value : nameOf(region)
  return { key: label?.key || name.charAt(0).toUpperCase(), name, colour: label?.colour ?? "var(--ink-3)" }
}

/**
 * Where a region lies, in the numbers its results carry.
 *
 * @param {Region} region
 */
export function regionPlace({ shape, geometry }) {
  const at = shape === "hyperspan" ? /** @type {Record<string, unknown>} */ (geometry.globalOffsets ?? {}) : geometry
  return (shape === "span" || shape === "hyperspan") && at.start !== undefined ? `${at.start}–${at.end}` : ""
}
