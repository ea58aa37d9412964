/** What tests of the viewer share: wire frames made here, and a random source with a seed. */

/** @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/**
 * A wire frame of 16-bit samples, written the slow and plain way.
 *
 * @param {ArrayLike<number>} samples
 * @param {{ columns: number, rows: number, bitsStored?: number, signed?: boolean, shift?: number }} header
 */
export function wire16(samples, { columns, rows, bitsStored = 16, signed = true, shift = 0 }) {
  const size = columns * rows
  const bytes = head(1, { columns, rows, bitsStored, signed, shift }, 2 * size)
  residuals(samples, columns, rows, 0xffff, (n, z) => {
    bytes[20 + n] = z & 255
    bytes[20 + size + n] = z >> 8
  })
  return bytes
}

/** @param {readonly ArrayLike<number>[]} planes @param {{ columns: number, rows: number, signed?: boolean }} header */
export function wire8(planes, { columns, rows, signed = false }) {
  const size = columns * rows
  const bytes = head(planes.length === 3 ? 3 : 2, { columns, rows, bitsStored: 8, signed, shift: 0 }, size * planes.length)
  planes.forEach((plane, at) => residuals(plane, columns, rows, 0xff, (n, z) => { bytes[20 + at * size + n] = z }))
  return bytes
}

/** @param {number} kind @param {{ columns: number, rows: number, bitsStored: number, signed: boolean, shift: number }} header @param {number} length */
function head(kind, { columns, rows, bitsStored, signed, shift }, length) {
  const bytes = new Uint8Array(20 + length)
  bytes.set([0x56, 0x58, 0x46, 0x31, kind, bitsStored, signed ? 1 : 0, shift])
  const view = new DataView(bytes.buffer)
  view.setUint32(8, columns, true)
  view.setUint32(12, rows, true)
  return bytes
}

/** @param {ArrayLike<number>} samples @param {number} columns @param {number} rows @param {number} mask @param {(n: number, z: number) => void} put */
function residuals(samples, columns, rows, mask, put) {
  const half = (mask + 1) / 2
  const at = (/** @type {number} */ x, /** @type {number} */ y) => samples[y * columns + x] & mask
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const b = y > 0 ? at(x, y - 1) : 0
      const a = x > 0 ? at(x - 1, y) : y > 0 ? b : 0
      const c = x > 0 && y > 0 ? at(x - 1, y - 1) : b
      const guess = y === 0 ? a : [a, b, a + b - c].sort((p, q) => p - q)[1]
      const e = (at(x, y) - guess) & mask
      const signed = e >= half ? e - mask - 1 : e
      put(y * columns + x, (signed >= 0 ? 2 * signed : -2 * signed - 1) & mask)
    }
  }
}
