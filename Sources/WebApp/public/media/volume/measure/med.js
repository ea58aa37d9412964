import { fromPercent, toPercent } from "../../image/geometry.js"
import { figures, isWhole, measure } from "./figures.js"
import { figureOfShape, pixelShape } from "./frame-shape.js"
import { middle } from "./vector.js"

/**
 * A region's figure, both ways: `meta.med` of the result holds patient millimetres and the measured values, the value beside it Label Studio's per cent of the frame.
 *
 * @typedef {import("./vector.js").Vector3} Vector3
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("./figures.js").Kind} Kind
 * @typedef {import("../../../core/state.js").Region} Region
 * @typedef {import("../../../core/state.js").JSONObject} JSONObject
 * @typedef {import("./statistics.js").Statistics} Statistics
 *
 * @typedef {import("./frame-shape.js").Lattice & Readonly<{ slices: number, isCalibrated: boolean, frameOfReference: string, sliceAt: (point: Vector3) => number }>} Space
 * @typedef {Readonly<{ uid: string, geometry: Space, frames: readonly Readonly<{ sop?: string | null, frame?: number | null }>[] }>} Place the series a figure is drawn on
 */

/**
 * Tenths of a micrometre: more is noise of the arithmetic.
 *
 * @param {number} value
 */
const rounded = value => Math.round(value * 1e4) / 1e4

/**
 * What a region shows in patient space; null where it is no figure, or of another series.
 *
 * @param {Region} region
 * @param {Place} place
 * @returns {Figure | null}
 */
export function figureOf(region, { uid, geometry }) {
  const med = region.med
  if (med && typeof med.kind === "string" && med.kind in figures && Array.isArray(med.points)) {
    if (typeof med.series === "string" && med.series !== uid) return null
    const points = med.points.filter(isVector)
    const figure = { kind: /** @type {Kind} */ (med.kind), points }
    if (points.length === med.points.length && isWhole(figure)) return figure
  }
  const shape = fromPercent(region.shape, region.geometry, { width: geometry.columns, height: geometry.rows })
  return shape ? figureOfShape(shape, geometry, sliceOf(region.itemIndex ?? 0, geometry)) : null
}

/**
 * The slice of a frame: in 4D several frames share one.
 *
 * @param {number} frame
 * @param {{ slices: number }} geometry
 */
export const sliceOf = (frame, { slices }) => (slices > 0 ? frame % slices : 0)

/**
 * What a figure makes of a region: its geometry in per cent, its frame, and everything medicine says of it.
 *
 * @param {Figure} figure
 * @param {import("../../../core/tags.js").Shape} shape of the control it is drawn with
 * @param {Place} place
 * @param {Readonly<{ frame: number, isFrame: boolean, statistics?: Statistics | null, pointWidth?: number, before?: JSONObject | undefined }>} seen
 *   `frame`: index of the frame it was drawn on; `isFrame`: the plane was exactly that frame; `before`: what `med` said, of which unknown words stay
 * @returns {{ geometry: JSONObject, itemIndex: number, original: { width: number, height: number, rotation: number }, med: JSONObject }}
 */
export function regionParts(figure, shape, place, { frame, isFrame, statistics = null, pointWidth, before = {} }) {
  const { uid, geometry, frames } = place
  const size = { width: geometry.columns, height: geometry.rows }
  const source = isFrame ? frames[frame] : undefined
  const { value, unit, short, area, perpendicular } = measure(figure, geometry.isCalibrated ? "mm" : "px")
  const own = Object.fromEntries(Object.entries(before).filter(([key]) => !written.has(key)))
  return {
    geometry: toPercent(pixelShape(figure, shape, geometry, pointWidth === undefined ? {} : { pointWidth }), size),
    itemIndex: frame, original: { ...size, rotation: 0 },
    med: {
      kind: figure.kind, series: uid,
      ...(source?.sop ? { sop: source.sop, frame: source.frame ?? 1 } : {}),
      ...(geometry.frameOfReference ? { for: geometry.frameOfReference } : {}),
      points: figure.points.map(point => point.map(rounded)),
      ...(value === undefined ? {} : { value: rounded(value), unit }),
      ...(short === undefined ? {} : { short: rounded(short) }),
      ...(area === undefined ? {} : { area: rounded(area) }),
      ...(perpendicular === false ? { perpendicular: false } : {}),
      ...(statistics ? statisticsOf(statistics, figure.kind === "probe") : {}),
      ...own,
    },
  }
}

/** Words of `med` that are found anew whenever a figure changes. */
const written = new Set(["kind", "series", "sop", "frame", "for", "points", "value", "unit", "short", "area", "perpendicular", "mean", "sd", "min", "max", "n", "stats_unit"])

/** @param {Statistics} statistics @param {boolean} isProbe */
function statisticsOf({ mean, sd, min, max, n, unit }, isProbe) {
  if (isProbe) return { value: rounded(mean), unit, n }
  return { mean: rounded(mean), sd: rounded(sd), min: rounded(min), max: rounded(max), n, stats_unit: unit }
}

/** @param {unknown} point @returns {point is Vector3} */
const isVector = point => Array.isArray(point) && point.length === 3 && point.every(each => typeof each === "number" && Number.isFinite(each))

/**
 * The frame a figure belongs to: that of its middle.
 *
 * @param {Figure} figure
 * @param {Space} geometry
 */
export const frameOf = ({ points }, geometry) => geometry.sliceAt(middle(points))
