import { enVolume as t } from "../../../locales/en-volume.js"
import { realOf } from "../series/real-values.js"

/**
 * Windows a reader can choose: those of the file first, then the usual ones of the modality, then one that fits what is seen.
 *
 * @typedef {import("../series/series-info.js").SeriesInfo} SeriesInfo
 * @typedef {Readonly<{ id: string, name: string, centre: number, width: number, curve: import("./lut.js").VOIFunction, table: import("../series/series-info.js").LookUp | null }>} Preset
 */

/**
 * CT in HU; the numbers radiology departments have printed on their keyboards.
 *
 * @type {readonly (readonly [keyof typeof t.presets, number, number])[]}
 */
const ct = [["abdomen", 60, 360], ["lung", -600, 1500], ["bone", 500, 2000], ["brain", 40, 80], ["mediastinum", 40, 400], ["liver", 80, 150], ["angio", 250, 600], ["stroke", 35, 40]]
const pet = /** @type {const} */ ([["suv5", 2.5, 5], ["suv10", 5, 10], ["suv20", 10, 20]])

/**
 * @param {SeriesInfo} info
 * @param {readonly [number, number]} [range] of stored values; the file's if left out
 * @returns {Preset[]}
 */
export function presetsOf(info, range = info.pixelRange) {
  const factor = info.suvFactor ?? 1
  const curve = /** @type {import("./lut.js").VOIFunction} */ (["LINEAR_EXACT", "SIGMOID"].includes(info.voiFunction) ? info.voiFunction : "LINEAR")
  /** @type {Preset[]} */
  const found = []
  info.windows.forEach(({ name, centre, width }, n) => found.push({ id: `file-${n}`, name: name || t.presets.file(n + 1), centre: centre * factor, width: width * factor, curve, table: null }))
  info.voiLUTs.forEach((table, n) => found.push({ id: `table-${n}`, name: table.name || t.presets.table(n + 1), ...tableWindow(table), curve: "LINEAR", table }))
  if (info.modality === "CT" && info.unit === "HU") for (const [name, centre, width] of ct) found.push({ id: name, name: String(t.presets[name]), centre, width, curve: "LINEAR", table: null })
  if (info.suvFactor !== null) for (const [name, centre, width] of pet) found.push({ id: name, name: String(t.presets[name]), centre, width, curve: "LINEAR_EXACT", table: null })
  const auto = autoWindow(info, range)
  found.push({ id: "auto", name: t.presets.auto, ...auto, curve: "LINEAR_EXACT", table: null })
  return found
}

/**
 * The window a series opens with.
 *
 * @param {SeriesInfo} info
 * @returns {Preset}
 */
export function firstPreset(info) {
  const presets = presetsOf(info)
  const own = presets.find(preset => preset.id.startsWith("table-") || preset.id.startsWith("file-"))
  const usual = info.suvFactor !== null ? "suv5" : info.modality === "CT" && info.unit === "HU" ? "mediastinum" : "auto"
  return own ?? /** @type {Preset} */ (presets.find(preset => preset.id === usual) ?? presets.at(-1))
}

/** @param {SeriesInfo} info @param {readonly [number, number]} range of stored values */
export function autoWindow(info, range) {
  const a = realOf(info, range[0], 0) * (info.suvFactor ?? 1)
  const b = realOf(info, range[1], 0) * (info.suvFactor ?? 1)
  return { centre: (a + b) / 2, width: Math.max(Math.abs(b - a), 1e-3) }
}

/**
 * The range that holds all but the darkest and brightest hundredth of some values.
 *
 * @param {Int16Array} values
 * @param {number} shift
 * @param {readonly [number, number] | null} [padding] stored values that mean "no image here"
 * @returns {readonly [number, number]} of stored values
 */
export function usualRange(values, shift, padding = null) {
  const step = Math.max(1, Math.floor(values.length / 200_000))
  const counts = new Uint32Array(65536)
  let n = 0
  for (let i = 0; i < values.length; i += step) {
    const value = /** @type {number} */ (values[i])
    if (padding && value - shift >= padding[0] && value - shift <= padding[1]) continue
    counts[value + 32768]++
    n++
  }
  const skip = n / 100
  let low = 0
  let high = 65535
  for (let seen = 0; low < 65535 && (seen += counts[low] ?? 0) <= skip;) low++
  for (let seen = 0; high > low && (seen += counts[high] ?? 0) <= skip;) high--
  return [low - 32768 - shift, high - 32768 - shift]
}

/** @param {import("../series/series-info.js").LookUp} table */
const tableWindow = ({ first, values }) => ({ centre: first + values.length / 2, width: values.length })
