/**
 * One row of a mask: `[start, end, start, end, …]`, sorted, not touching, ends exclusive.
 * @typedef {readonly number[]} Runs
 *
 * What a stroke changed: `[y, x, length, x, length, …]` for each row, the pixels that became the other of in and out.
 * Plain JSON, and its own inverse.
 * @typedef {import("../../core/steps.js").MaskRows} Flips
 */

/** @type {Runs} */
const nothing = Object.freeze([])

/** Which pixels of an image belong to a region. Immutable; rows without a pixel take no room. */
export class Mask {
  /** @type {ReadonlyMap<number, Runs>} */
  #rows

  /**
   * @param {number} width
   * @param {number} height
   * @param {ReadonlyMap<number, Runs>} rows
   */
  constructor(width, height, rows) {
    this.width = width
    this.height = height
    this.#rows = rows
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  static empty(width, height) {
    return new Mask(width, height, new Map())
  }

  get isEmpty() { return this.#rows.size === 0 }

  /**
   * @param {number} y
   * @returns {Runs}
   */
  row(y) {
    return this.#rows.get(y) ?? nothing
  }

  /** @returns {number[]} the numbers of the rows that have pixels, from the top */
  sortedRows() {
    return [...this.#rows.keys()].sort((a, b) => a - b)
  }

  /** How many pixels. */
  get area() {
    let area = 0
    for (const runs of this.#rows.values()) {
      for (let i = 0; i < runs.length; i += 2) area += (runs[i + 1] ?? 0) - (runs[i] ?? 0)
    }
    return area
  }

  /**
   * The smallest box around it, in pixels, ends exclusive.
   * @returns {{ minX: number, minY: number, maxX: number, maxY: number } | null}
   */
  bounds() {
    if (this.isEmpty) return null
    let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity
    for (const [y, runs] of this.#rows) {
      minX = Math.min(minX, runs[0] ?? Infinity)
      maxX = Math.max(maxX, runs[runs.length - 1] ?? -Infinity)
      minY = Math.min(minY, y)
      maxY = Math.max(maxY, y + 1)
    }
    return { minX, minY, maxX, maxY }
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  has(x, y) {
    const runs = this.row(y)
    for (let i = 0; i < runs.length; i += 2) {
      if (x < (runs[i] ?? 0)) return false
      if (x < (runs[i + 1] ?? 0)) return true
    }
    return false
  }

  /**
   * The mask after a stroke, or before it.
   * @param {Flips} flips
   */
  flipped(flips) {
    const rows = new Map(this.#rows)
    for (const [y = 0, ...stretches] of flips) {
      const runs = toggled(this.row(y), stretches.map((value, i) => (i % 2 === 0 ? value : value + (stretches[i - 1] ?? 0))))
      if (runs.length > 0) rows.set(y, runs)
      else rows.delete(y)
    }
    return new Mask(this.width, this.height, rows)
  }

  /**
   * What turns this mask into `other`.
   * @param {Mask} other
   * @returns {Flips}
   */
  flipsTo(other) {
    const touched = new Set([...this.#rows.keys(), ...other.#rows.keys()])
    return [...touched].sort((a, b) => a - b).flatMap(y => {
      const flip = flipOfRow(y, this.row(y), other.row(y))
      return flip ? [flip] : []
    })
  }

  /** @param {Mask} other */
  equals(other) {
    return this.width === other.width && this.height === other.height && this.flipsTo(other).length === 0
  }

  /**
   * The mask moved by whole pixels; what leaves the image is cut off.
   * @param {number} dx
   * @param {number} dy
   */
  moved(dx, dy) {
    /** @type {Map<number, Runs>} */
    const rows = new Map()
    for (const [y, runs] of this.#rows) {
      if (y + dy < 0 || y + dy >= this.height) continue
      const moved = []
      for (let i = 0; i < runs.length; i += 2) {
        const start = Math.max(0, (runs[i] ?? 0) + dx)
        const end = Math.min(this.width, (runs[i + 1] ?? 0) + dx)
        if (end > start) moved.push(start, end)
      }
      if (moved.length > 0) rows.set(y + dy, moved)
    }
    return new Mask(this.width, this.height, rows)
  }
}

/**
 * The runs of the pixels that are in one of two rows but not in both: every end of a run toggles, two at one place cancel.
 *
 * @param {Runs} a
 * @param {Runs} b
 * @returns {number[]}
 */
function toggled(a, b) {
  /** @type {number[]} */
  const result = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const left = a[i] ?? Infinity
    const right = b[j] ?? Infinity
    if (left <= right) i++
    if (right <= left) j++
    if (left !== right) result.push(Math.min(left, right))
  }
  return result
}

/**
 * @param {number} y
 * @param {Runs} before
 * @param {Runs} after
 * @returns {number[] | null} null where nothing changed
 */
export function flipOfRow(y, before, after) {
  const runs = toggled(before, after)
  if (runs.length === 0) return null
  const flip = [y]
  for (let i = 0; i < runs.length; i += 2) flip.push(runs[i] ?? 0, (runs[i + 1] ?? 0) - (runs[i] ?? 0))
  return flip
}
