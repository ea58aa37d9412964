/**
 * Counts what is in a mask, slice by slice: only slices that changed are counted again, in idle time, so that a stroke costs the same in a volume of any size.
 *
 * Beside each voxel it keeps where its label came from. That byte outlives the label: what an undo brings back is still from where it was.
 *
 * @typedef {Readonly<{ columns: number, rows: number, slices: number }>} Size
 * @typedef {import("./records.js").Box} Box
 * @typedef {"brush" | "model" | "fill"} Source
 * @typedef {Readonly<Record<Source, number>>} Shares
 */

/** @type {Readonly<Record<Source, number>>} */
const codes = Object.freeze({ brush: 1, model: 2, fill: 3 })
/** Set while the voxel has a label. */
const labelled = 0x80

export class Tally {
  #size
  /** @type {Uint8Array | null} */
  #sources = null
  /**
   * Per slice: segment · 4 + source.
   *
   * @type {(Uint32Array | null)[]}
   */
  #slices
  #totals = new Float64Array(1024)
  /** Slices whose stored labels are known in `#sources`. */
  #known
  /** @type {Set<number>} */
  #dirty = new Set()
  /**
   * What is known of voxels that were there before this visit.
   *
   * @type {Map<number, Shares>}
   */
  #before = new Map()

  /** @param {Size} size */
  constructor(size) {
    this.#size = size
    this.#slices = Array.from({ length: size.slices }, () => null)
    this.#known = new Uint8Array(size.slices)
  }

  get isSettled() { return this.#dirty.size === 0 }

  /**
   * Everything is as a stored mask says.
   *
   * @param {ReadonlyMap<number, Shares>} before shares by segment, as they were stored
   */
  restart(before) {
    this.#before = new Map(before)
    this.#sources = null
    this.#known.fill(0)
    this.#totals.fill(0)
    this.#slices.fill(null)
    for (let k = 0; k < this.#size.slices; k++) this.#dirty.add(k)
  }

  /**
   * Labels in a box changed.
   *
   * @param {Uint8Array} values
   * @param {Box} box
   * @param {Source | null} source null for an undo or redo: voxels keep what they had
   */
  changed(values, box, source) {
    const { columns, rows, slices } = this.#size
    const [i0, i1] = [Math.max(0, box.minI), Math.min(columns, box.endI)]
    const [k0, k1] = [Math.max(0, box.minK), Math.min(slices, box.endK)]
    const code = source ? codes[source] : 0
    const sources = (this.#sources ??= new Uint8Array(values.length))
    for (let k = k0; k < k1; k++) {
      this.#dirty.add(k)
      if (this.#known[k] === 0) this.#learn(values, k, box)
      for (let j = Math.max(0, box.minJ); j < Math.min(rows, box.endJ); j++) {
        const row = (k * rows + j) * columns
        for (let at = row + i0; at < row + i1; at++) {
          const was = /** @type {number} */ (sources[at])
          if (values[at] === 0) sources[at] = was & ~labelled
          else if (was < labelled) sources[at] = labelled | (code || was)
        }
      }
    }
  }

  /**
   * The labels of a slice as it was stored. Where an edit was faster than the first count, all but its box.
   *
   * @param {Uint8Array} values
   * @param {number} k
   * @param {Box | null} box
   */
  #learn(values, k, box) {
    this.#known[k] = 1
    const { columns, rows } = this.#size
    for (let j = 0, at = k * rows * columns; j < rows; j++) {
      const skips = box !== null && j >= box.minJ && j < box.endJ
      for (let i = 0; i < columns; i++, at++) {
        if (values[at] === 0 || (skips && i >= box.minI && i < box.endI)) continue
        const sources = (this.#sources ??= new Uint8Array(values.length))
        sources[at] = labelled
      }
    }
  }

  /**
   * Counts changed slices again for as long as `goOn` says.
   *
   * @param {Uint8Array} values
   * @param {() => boolean} [goOn]
   * @returns {boolean} whether everything is counted
   */
  settle(values, goOn = () => true) {
    for (const k of this.#dirty) {
      this.#count(values, k)
      this.#dirty.delete(k)
      if (!goOn()) break
    }
    return this.#dirty.size === 0
  }

  /** @param {Uint8Array} values @param {number} k */
  #count(values, k) {
    if (this.#known[k] === 0) this.#learn(values, k, null)
    const length = this.#size.columns * this.#size.rows
    const counts = (this.#slices[k] ??= new Uint32Array(1024))
    for (let n = 4; n < 1024; n++) /** @type {any} */ (this.#totals)[n] -= /** @type {number} */ (counts[n])
    counts.fill(0)
    const end = (k + 1) * length
    const sources = this.#sources
    let at = k * length
    // Most of a slice is empty: four voxels are looked at as one.
    const words = values.byteOffset + at & 3 || length & 3 ? null : new Uint32Array(values.buffer, values.byteOffset + at, length >> 2)
    if (words) {
      for (let n = 0; n < words.length; n++) {
        if (words[n] === 0) continue
        for (let m = at + n * 4; m < at + n * 4 + 4; m++) {
          const value = /** @type {number} */ (values[m])
          if (value !== 0) /** @type {any} */ (counts)[value << 2 | (sources ? /** @type {number} */ (sources[m]) & 3 : 0)]++
        }
      }
    } else for (; at < end; at++) {
      const value = /** @type {number} */ (values[at])
      if (value !== 0) /** @type {any} */ (counts)[value << 2 | (sources ? /** @type {number} */ (sources[at]) & 3 : 0)]++
    }
    for (let n = 4; n < 1024; n++) /** @type {any} */ (this.#totals)[n] += /** @type {number} */ (counts[n])
  }

  /** @param {number} segment voxels in all */
  voxels(segment) {
    let sum = 0
    for (let n = segment << 2; n < (segment << 2) + 4; n++) sum += /** @type {number} */ (this.#totals[n])
    return sum
  }

  /** @param {number} segment @param {number} k */
  inSlice(segment, k) {
    const counts = this.#slices[k]
    let sum = 0
    if (counts) for (let n = segment << 2; n < (segment << 2) + 4; n++) sum += /** @type {number} */ (counts[n])
    return sum
  }

  /** @param {number} segment @returns {readonly [number, number] | null} first and last slice */
  extent(segment) {
    let [first, last] = [-1, -1]
    for (let k = 0; k < this.#size.slices; k++) {
      if (this.inSlice(segment, k) === 0) continue
      if (first < 0) first = k
      last = k
    }
    return first < 0 ? null : [first, last]
  }

  /** @param {number} segment slices without it between its first and its last */
  gaps(segment) {
    const extent = this.extent(segment)
    /** @type {number[]} */
    const found = []
    if (extent) for (let k = extent[0] + 1; k < extent[1]; k++) if (this.inSlice(segment, k) === 0) found.push(k)
    return found
  }

  /** @param {number} segment @returns {Shares | null} parts of one */
  shares(segment) {
    const all = this.voxels(segment)
    if (all === 0) return null
    const of = (/** @type {number} */ code) => /** @type {number} */ (this.#totals[segment << 2 | code])
    const old = this.#before.get(segment) ?? { brush: 1, model: 0, fill: 0 }
    return { brush: (of(1) + of(0) * old.brush) / all, model: (of(2) + of(0) * old.model) / all, fill: (of(3) + of(0) * old.fill) / all }
  }

  /** Segments that have voxels. */
  present() {
    return Array.from({ length: 255 }, (_, n) => n + 1).filter(segment => this.voxels(segment) > 0)
  }
}
