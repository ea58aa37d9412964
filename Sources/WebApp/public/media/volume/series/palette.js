/**
 * Pixels of an indexed frame in its colours.
 *
 * @param {Int16Array} indexes as kept: `shift` is in them
 * @param {NonNullable<import("./series-info.js").SeriesInfo["palette"]>} palette
 * @param {number} shift
 * @returns {Uint8ClampedArray} RGBA
 */
export function paletted(indexes, { first, bits, red, green, blue }, shift) {
  const down = Math.max(0, bits - 8)
  const last = red.length - 1
  const words = Uint32Array.from({ length: last + 1 }, (_, n) => (0xff000000 | (((blue[n] ?? 0) >> down) & 255) << 16 | (((green[n] ?? 0) >> down) & 255) << 8 | (((red[n] ?? 0) >> down) & 255)) >>> 0)
  const out = new Uint8ClampedArray(indexes.length * 4)
  const pixels = new Uint32Array(out.buffer)
  for (let n = 0; n < indexes.length; n++) {
    const at = /** @type {number} */ (indexes[n]) - shift - first
    pixels[n] = /** @type {number} */ (words[at < 0 ? 0 : at > last ? last : at])
  }
  return out
}
