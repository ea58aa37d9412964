/**
 * Wire frames: the lossless form in which frames travel. A header of 20 bytes, then what is left of each sample after the median predictor has guessed it
 * (Weinberger, Seroussi, Sapiro: LOCO-I), zigzag coded; of 16-bit samples first all low bytes, then all high bytes. The network's own gzip does the rest.
 *
 * @typedef {Readonly<{ kind: 1 | 2 | 3, bitsStored: number, signed: boolean, shift: number, columns: number, rows: number }>} WireHeader
 *   `kind`: 1 sixteen bits, 2 eight bits, 3 three planes of eight bits; `shift` 2: a preview of a quarter of the size
 */

const headerLength = 20

/** @param {Uint8Array} bytes @returns {WireHeader} */
export function wireHeader(bytes) {
  if (bytes.length < headerLength || bytes[0] !== 0x56 || bytes[1] !== 0x58 || bytes[2] !== 0x46 || bytes[3] !== 0x31) throw new Error("This is not a wire frame")
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind = view.getUint8(4)
  const columns = view.getUint32(8, true)
  const rows = view.getUint32(12, true)
  if (kind !== 1 && kind !== 2 && kind !== 3) throw new Error(`A wire frame of kind ${kind} is not known`)
  const size = columns * rows * (kind === 1 ? 2 : kind === 2 ? 1 : 3)
  if (columns === 0 || rows === 0 || bytes.length - headerLength < size) throw new Error(`A wire frame of ${columns} × ${rows} needs ${size} bytes and has ${bytes.length - headerLength}`)
  return { kind, bitsStored: view.getUint8(5), signed: view.getUint8(6) !== 0, shift: view.getUint8(7), columns, rows }
}

/**
 * Samples of a frame of one channel, as they are stored (16 bits, two's complement where signed), `shift` added.
 *
 * @param {Uint8Array} bytes
 * @param {WireHeader} header
 * @param {number} shift −32768 where unsigned values of 16 bits go into a signed volume, else 0
 * @returns {Int16Array}
 */
export function greyOf(bytes, { kind, columns, rows, signed, bitsStored }, shift) {
  const out = new Int16Array(columns * rows)
  if (kind === 1) unpredict16(bytes.subarray(headerLength), columns, rows, out)
  else {
    const plane = new Uint8Array(columns * rows)
    unpredict8(bytes.subarray(headerLength), columns, rows, plane)
    if (signed && bitsStored <= 8) for (let n = 0; n < plane.length; n++) out[n] = (/** @type {number} */ (plane[n]) << 24) >> 24
    else out.set(plane)
  }
  // Adding −32768 to sixteen bits is turning their top bit over.
  if (shift !== 0) for (let n = 0; n < out.length; n++) out[n] = /** @type {number} */ (out[n]) + shift
  return out
}

/**
 * Pixels of a colour frame, ready for a canvas.
 *
 * @param {Uint8Array} bytes
 * @param {WireHeader} header
 * @returns {Uint8ClampedArray} RGBA
 */
export function colourOf(bytes, { columns, rows }) {
  const size = columns * rows
  const out = new Uint8ClampedArray(size * 4).fill(255)
  const plane = new Uint8Array(size)
  for (let channel = 0; channel < 3; channel++) {
    unpredict8(bytes.subarray(headerLength + channel * size), columns, rows, plane)
    for (let n = 0, o = channel; n < size; n++, o += 4) out[o] = /** @type {number} */ (plane[n])
  }
  return out
}

/**
 * @param {Uint8Array} planes low bytes, then high bytes
 * @param {number} columns
 * @param {number} rows
 * @param {Int16Array} out
 */
function unpredict16(planes, columns, rows, out) {
  const size = columns * rows
  for (let y = 0; y < rows; y++) {
    const begin = y * columns
    const above = begin - columns
    let a = y > 0 ? /** @type {number} */ (out[above]) & 0xffff : 0
    let c = a
    for (let x = 0; x < columns; x++) {
      const z = /** @type {number} */ (planes[begin + x]) | (/** @type {number} */ (planes[size + begin + x]) << 8)
      const b = y > 0 ? /** @type {number} */ (out[above + x]) & 0xffff : a
      const guess = y === 0 ? a : c >= (a > b ? a : b) ? (a < b ? a : b) : c <= (a < b ? a : b) ? (a > b ? a : b) : a + b - c
      a = (guess + ((z >>> 1) ^ -(z & 1))) & 0xffff
      out[begin + x] = a
      c = b
    }
  }
}

/**
 * @param {Uint8Array} residuals
 * @param {number} columns
 * @param {number} rows
 * @param {Uint8Array} out
 */
function unpredict8(residuals, columns, rows, out) {
  for (let y = 0; y < rows; y++) {
    const begin = y * columns
    const above = begin - columns
    let a = y > 0 ? /** @type {number} */ (out[above]) : 0
    let c = a
    for (let x = 0; x < columns; x++) {
      const z = /** @type {number} */ (residuals[begin + x])
      const b = y > 0 ? /** @type {number} */ (out[above + x]) : a
      const guess = y === 0 ? a : c >= (a > b ? a : b) ? (a < b ? a : b) : c <= (a < b ? a : b) ? (a > b ? a : b) : a + b - c
      a = (guess + ((z >>> 1) ^ -(z & 1))) & 0xff
      out[begin + x] = a
      c = b
    }
  }
}
