/**
 * From stored values to what they mean: HU, SUV, counts.
 *
 * @typedef {import("./series-info.js").SeriesInfo} SeriesInfo
 * @typedef {Readonly<{ slope: number, intercept: number }>} Scale
 */

/** @param {SeriesInfo} info @param {number} frame @returns {Scale} modality rescale of a frame */
export function scaleOf(info, frame) {
  const own = info.rescales?.[frame]
  return own ? { slope: own[0], intercept: own[1] } : { slope: info.slope, intercept: info.intercept }
}

/** @param {SeriesInfo} info whether slices have scales of their own */
export const scalesDiffer = ({ rescales }) => rescales !== null && rescales.some(([slope, intercept]) => slope !== rescales[0]?.[0] || intercept !== rescales[0]?.[1])

/**
 * One scale for slices that have scales of their own, so wide that every value fits 16 bits.
 *
 * @param {SeriesInfo} info
 * @returns {Scale}
 */
export function commonScale(info) {
  let low = Infinity
  let high = -Infinity
  for (const [slope, intercept] of info.rescales ?? []) {
    for (const value of info.pixelRange) {
      low = Math.min(low, value * slope + intercept)
      high = Math.max(high, value * slope + intercept)
    }
  }
  if (!(high > low)) return { slope: 1, intercept: 0 }
  // A little room at both ends: interpolation rounds.
  const slope = (high - low) / 65000
  return { slope, intercept: low + 32500 * slope }
}

/**
 * @param {SeriesInfo} info
 * @param {number} stored without shift
 * @param {number} frame
 * @returns {number}
 */
export function realOf(info, stored, frame) {
  const table = info.modalityLUT
  if (table) {
    const index = Math.max(0, Math.min(table.values.length - 1, Math.round(stored) - table.first))
    return table.values[index] ?? stored
  }
  const { slope, intercept } = scaleOf(info, frame)
  return stored * slope + intercept
}

/**
 * What a reader is told: SUV where it can be computed.
 *
 * @param {SeriesInfo} info
 * @param {number} stored without shift
 * @param {number} frame
 * @returns {{ value: number, unit: string }}
 */
export function reading(info, stored, frame) {
  const value = realOf(info, stored, frame)
  if (info.suvFactor !== null) return { value: value * info.suvFactor, unit: "SUV" }
  return { value, unit: info.unit === "US" || info.unit === "" ? "" : info.unit }
}
