/**
 * Slices of a slab laid together, for slabs along the acquisition: one slice is made of them once, and drawn like any other.
 *
 * @typedef {import("./renderer.js").PixelSource} PixelSource
 * @typedef {import("./renderer.js").SlabMode} SlabMode
 * @typedef {{ key: string, values: Int16Array }} Laid
 */

/** @type {WeakMap<PixelSource, Laid>} */
const laid = new WeakMap()

/**
 * @param {PixelSource} source
 * @param {number} first slice
 * @param {number} count
 * @param {SlabMode} mode
 * @returns {Int16Array}
 */
export function thickSlice(source, first, count, mode) {
  const from = Math.max(0, first)
  const to = Math.min(source.slices, first + count)
  let newest = 0
  for (let k = from; k < to; k++) newest = Math.max(newest, source.stamps[k] ?? 0)
  const key = `${from} ${to} ${mode} ${newest}`
  const before = laid.get(source)
  if (before?.key === key) return before.values
  const length = source.columns * source.rows
  const all = source.pixels()
  const values = before?.values ?? new Int16Array(length)
  if (mode === "mean") mean(all, from, to, length, values)
  else {
    values.set(all.subarray(from * length, (from + 1) * length))
    for (let k = from + 1; k < to; k++) {
      const slice = all.subarray(k * length, (k + 1) * length)
      if (mode === "max") for (let n = 0; n < length; n++) values[n] = Math.max(/** @type {number} */ (values[n]), /** @type {number} */ (slice[n]))
      else for (let n = 0; n < length; n++) values[n] = Math.min(/** @type {number} */ (values[n]), /** @type {number} */ (slice[n]))
    }
  }
  laid.set(source, { key, values })
  return values
}

/**
 * @param {Int16Array} all
 * @param {number} from
 * @param {number} to
 * @param {number} length
 * @param {Int16Array} values
 */
function mean(all, from, to, length, values) {
  const sums = new Int32Array(length)
  for (let k = from; k < to; k++) for (let n = 0, o = k * length; n < length; n++, o++) sums[n] += /** @type {number} */ (all[o])
  const count = Math.max(1, to - from)
  for (let n = 0; n < length; n++) values[n] = Math.round(/** @type {number} */ (sums[n]) / count)
}
