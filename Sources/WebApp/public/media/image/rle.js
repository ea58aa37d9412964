/**
 * Label Studio's run-length bytes for brush masks: a bit stream of RGBA values, of which the alpha lane is the mask.
 *
 * Layout: 32 bits value count, 5 bits word size − 1, four 4-bit run sizes − 1, then blocks of
 * 1 bit "run?", 2 bits which run size, that many bits length − 1, and one value (run) or `length` values (literal).
 *
 * Nothing here ever holds four bytes a pixel: a run of the stream becomes a run of a mask row directly, so that time
 * and memory follow the outline of the mask and not the size of the image.
 */
import { BitReader, BitWriter } from "./bits.js"
import { Mask } from "./mask.js"

const wordSize = 8
/** Run sizes in bits, as Label Studio writes them. */
const runSizes = /** @type {const} */ ([3, 4, 8, 16])
const lanes = 4

/** The bytes are not a mask of this image. */
export class MaskFormatError extends Error {
  /** @override */
  name = "MaskFormatError"
}

/**
 * Calls `visit` for each stretch of equal alpha, in pixels from the top left.
 *
 * @param {ArrayLike<number>} bytes
 * @param {number} pixels how many the image has
 * @param {(start: number, end: number, alpha: number) => void} visit
 */
function eachAlpha(bytes, pixels, visit) {
  const reader = new BitReader(bytes)
  const count = reader.read(32)
  if (count !== pixels * lanes) {
    throw new MaskFormatError(`The mask has ${count / lanes} pixels, the image ${pixels}`)
  }
  const word = reader.read(5) + 1
  const sizes = [reader.read(4) + 1, reader.read(4) + 1, reader.read(4) + 1, reader.read(4) + 1]
  for (let at = 0; at < count; ) {
    const isRun = reader.read(1) === 1
    const length = reader.read(sizes[reader.read(2)] ?? 0) + 1
    const end = at + length
    if (end > count) throw new MaskFormatError(`A block of the mask ends ${end - count} values behind its end`)
    if (isRun) {
      // Pixel p lies in the block when its alpha value, number 4p + 3, does.
      const first = at >>> 2
      const last = end >>> 2
      const value = reader.read(word)
      if (last > first) visit(first, last, value)
    } else {
      for (; at < end; at++) {
        const value = reader.read(word)
        if ((at & 3) === 3) visit(at >>> 2, (at >>> 2) + 1, value)
      }
    }
    at = end
  }
}

/**
 * The mask that the bytes hold. A mask with soft edges is cut at half of its strongest value: Label Studio's brush
 * writes 255 with a grey rim, its importers also write whole masks of alpha 100.
 *
 * @param {ArrayLike<number>} bytes
 * @param {number} width
 * @param {number} height
 * @returns {Mask}
 */
export function decodeMask(bytes, width, height) {
  if (bytes.length === 0) return Mask.empty(width, height)
  let strongest = 0
  eachAlpha(bytes, width * height, (_start, _end, alpha) => { if (alpha > strongest) strongest = alpha })
  if (strongest === 0) return Mask.empty(width, height)

  /** @type {Map<number, number[]>} */
  const rows = new Map()
  /** @type {(row: number, start: number, end: number) => void} */
  const add = (row, start, end) => {
    const runs = rows.get(row)
    if (!runs) rows.set(row, [start, end])
    else if (runs[runs.length - 1] === start) runs[runs.length - 1] = end
    else runs.push(start, end)
  }
  eachAlpha(bytes, width * height, (start, end, alpha) => {
    if (alpha * 2 < strongest) return
    for (let at = start; at < end; ) {
      const row = Math.floor(at / width)
      const stop = Math.min(end, (row + 1) * width)
      add(row, at - row * width, stop - row * width)
      at = stop
    }
  })
  return new Mask(width, height, rows)
}

/**
 * The bytes of `mask`: the same as Label Studio's encoder makes of an RGBA picture with 255 in all lanes of the mask.
 *
 * @param {Mask} mask
 * @returns {Uint8Array}
 */
export function encodeMask(mask) {
  const writer = new BitWriter()
  const { width, height } = mask
  writer.write(width * height * lanes, 32)
  writer.write(wordSize - 1, 5)
  for (const size of runSizes) writer.write(size - 1, 4)

  let done = 0
  /** @type {(end: number, value: number) => void} */
  const writeUntil = (end, value) => {
    let left = (end - done) * lanes
    while (left > 0) {
      const length = Math.min(left, 1 << runSizes[3])
      const which = length <= 1 << runSizes[0] ? 0 : length <= 1 << runSizes[1] ? 1 : length <= 1 << runSizes[2] ? 2 : 3
      writer.write(4 | which, 3)
      writer.write(length - 1, runSizes[which])
      writer.write(value, wordSize)
      left -= length
    }
    done = end
  }
  // Runs that touch across a row's end are one run of the stream.
  let start = 0
  let end = 0
  for (const y of mask.sortedRows()) {
    const runs = mask.row(y)
    for (let i = 0; i < runs.length; i += 2) {
      const from = y * width + (runs[i] ?? 0)
      if (from !== end) {
        writeUntil(start, 0)
        writeUntil(end, 255)
        start = from
      }
      end = y * width + (runs[i + 1] ?? 0)
    }
  }
  writeUntil(start, 0)
  writeUntil(end, 255)
  writeUntil(width * height, 0)
  return writer.bytes()
}
