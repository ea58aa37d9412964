/**
 * From what a voxel holds to the grey that is drawn: one table of 65 536 RGBA words over the whole range of an Int16, so that both renderers do exactly the same and a change of window
 * touches no pixel but the table. The way is that of DICOM PS3.3 C.11: modality (slope or table), then VOI (window or table), then polarity.
 *
 * @typedef {import("../series/series-info.js").LookUp} LookUp
 * @typedef {"LINEAR" | "LINEAR_EXACT" | "SIGMOID"} VOIFunction
 * @typedef {Readonly<{ centre: number, width: number, curve: VOIFunction, invert: boolean, table: LookUp | null }>} Presentation
 *   `centre` and `width` in what the reader is told (HU, SUV); `table` wins over them
 * @typedef {Readonly<{ shift: number, slope: number, intercept: number, modality: LookUp | null, factor: number }>} ToReal
 *   from a drawn value to the reader's: `(value − shift) · slope + intercept`, times `factor`; or by `modality`
 */

const size = 65536

/**
 * @param {ToReal} real
 * @param {Presentation} how
 * @param {Uint32Array} [into]
 * @returns {Uint32Array} RGBA as little-endian words, index `value + 32768`
 */
export function lookUpTable(real, how, into = new Uint32Array(size)) {
  const grey = how.table ? tableGrey(how.table) : curveGrey(how)
  for (let n = 0; n < size; n++) {
    const value = n - 32768 - real.shift
    const shown = real.modality ? modalityValue(real.modality, value) : value * real.slope + real.intercept
    const g = Math.max(0, Math.min(255, Math.round(grey(shown * real.factor))))
    const level = how.invert ? 255 - g : g
    into[n] = 0xff000000 | (level << 16) | (level << 8) | level
  }
  return into
}

/** @param {LookUp} table @param {number} value */
const modalityValue = ({ first, values }, value) => values[Math.max(0, Math.min(values.length - 1, value - first))] ?? value

/**
 * PS3.3 C.11.2.1.2 and C.11.2.1.3.
 *
 * @param {Presentation} how
 * @returns {(value: number) => number} 0…255
 */
function curveGrey({ centre, width, curve }) {
  switch (curve) {
    case "SIGMOID": return value => 255 / (1 + Math.exp(-4 * (value - centre) / width))
    case "LINEAR_EXACT": return value => ((value - centre) / width + 0.5) * 255
    default: {
      // A window narrower than two steps is a threshold.
      const steps = Math.max(1e-6, width - 1)
      return width <= 1 ? value => (value > centre - 0.5 ? 255 : 0) : value => ((value - (centre - 0.5)) / steps + 0.5) * 255
    }
  }
}

/** @param {LookUp} table @returns {(value: number) => number} */
function tableGrey({ first, bits, values }) {
  const most = 2 ** bits - 1
  return value => (values[Math.max(0, Math.min(values.length - 1, Math.round(value) - first))] ?? 0) / most * 255
}
