/**
 * How often grey values occur, for the gate of the brush. Taken from some hundred thousand voxels spread over the volume: more changes no bar by a pixel.
 *
 * @typedef {Readonly<{ low: number, high: number, bars: readonly number[] }>} Histogram `bars` from 0 to 1, square root of the share: a small organ is seen beside much air
 */

const samples = 300_000

/**
 * @param {Int16Array} values
 * @param {(stored: number) => number} real
 * @param {number} [count] bars
 * @returns {Histogram}
 */
export function histogramOf(values, real, count = 72) {
  const stride = Math.max(1, Math.floor(values.length / samples) | 1)
  const found = new Float64Array(Math.ceil(values.length / stride))
  for (let at = 0, n = 0; at < values.length; at += stride, n++) found[n] = real(/** @type {number} */ (values[at]))
  const sorted = Float64Array.from(found).sort()
  const at = (/** @type {number} */ share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  // The tails hold metal and padding; the person works between.
  const [low, high] = [at(0.02), at(0.995)]
  const bars = new Array(count).fill(0)
  const width = (high - low) / count || 1
  for (const value of found) {
    const bar = Math.floor((value - low) / width)
    if (bar >= 0 && bar < count) bars[bar]++
  }
  // Air and padding would dwarf what is looked for.
  const ordered = [...bars].sort((a, b) => b - a)
  const most = ordered[Math.floor(count * 0.04)] || ordered[0] || 1
  return { low, high: high > low ? high : low + 1, bars: bars.map(each => Math.sqrt(Math.min(1, each / most))) }
}
