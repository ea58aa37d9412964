import { Mask } from "../../image/mask.js"
import { decodeMask, encodeMask } from "../../image/rle.js"
import { load } from "./records.js"

/**
 * Label Studio's own brush masks, for pictures of one frame: what it writes is read into the mask, and what is painted is written as it would.
 *
 * @typedef {import("./records.js").Target} Target
 */

/** A run of a record is told in 24 bits. */
const longest = 0xffffff

/**
 * One structure of one slice as Label Studio's run-length bytes.
 *
 * @param {Uint8Array} labels
 * @param {{ columns: number, rows: number }} size
 * @param {number} k
 * @param {number} segment
 * @returns {number[]} empty for an empty mask
 */
export function plainRuns(labels, { columns, rows }, k, segment) {
  /** @type {Map<number, number[]>} */
  const found = new Map()
  for (let j = 0; j < rows; j++) {
    const row = labels.subarray((k * rows + j) * columns, (k * rows + j + 1) * columns)
    /** @type {number[]} */
    const runs = []
    for (let i = row.indexOf(segment); i >= 0; i = row.indexOf(segment, i)) {
      const from = i
      while (i < columns && row[i] === segment) i++
      runs.push(from, i)
    }
    if (runs.length > 0) found.set(j, runs)
  }
  return found.size > 0 ? Array.from(encodeMask(new Mask(columns, rows, found))) : []
}

/**
 * The record that puts a mask of Label Studio's into a slice; null for an empty one.
 *
 * @param {Target} target
 * @param {ArrayLike<number>} bytes
 * @param {{ columns: number, rows: number }} size
 * @param {number} k
 * @returns {Int32Array | null}
 */
export function plainRecord(target, bytes, { columns, rows }, k) {
  const mask = decodeMask(bytes, columns, rows)
  const base = k * columns * rows
  /** @type {number[]} */
  const words = []
  let [first, at] = [-1, 0]
  for (const j of mask.sortedRows()) {
    const runs = mask.row(j)
    for (let n = 0; n + 1 < runs.length; n += 2) {
      const [from, to] = [base + j * columns + (runs[n] ?? 0), base + j * columns + (runs[n + 1] ?? 0)]
      if (first < 0) first = at = from
      for (let gap = from - at; gap > 0; gap -= longest) words.push(Math.min(gap, longest))
      words.push((1 << 24 | to - from) >>> 0)
      at = to
    }
  }
  return first < 0 ? null : load(target, { start: first, runs: words })
}
