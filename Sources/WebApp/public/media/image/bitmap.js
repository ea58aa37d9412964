/**
 * The mask being painted: one byte a pixel, made once an image and reused for every stroke.
 * A stroke only fills rows of bytes and widens the box of what it touched; runs are made at its end.
 */
import { flipOfRow, Mask } from "./mask.js"

export class Bitmap {
  /** @type {Uint8Array} */
  #pixels
  #mask
  /** Rows that may differ from `#mask`; empty when `#first > #last`. */
  #first = Infinity
  #last = -Infinity

  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.width = width
    this.height = height
    this.#pixels = new Uint8Array(width * height)
    this.#mask = Mask.empty(width, height)
  }

  /**
   * Shows `mask` in the place of what was there.
   * @param {Mask} mask
   */
  load(mask) {
    this.revert()
    for (const y of this.#mask.sortedRows()) this.#pixels.fill(0, y * this.width, (y + 1) * this.width)
    this.#mask = mask
    for (const y of mask.sortedRows()) this.#setRow(y)
  }

  /** Takes back what was painted since {@link Bitmap#load}. */
  revert() {
    for (let y = this.#first; y <= this.#last; y++) {
      this.#pixels.fill(0, y * this.width, (y + 1) * this.width)
      this.#setRow(y)
    }
    this.#first = Infinity
    this.#last = -Infinity
  }

  /** @param {number} y */
  #setRow(y) {
    const runs = this.#mask.row(y)
    for (let i = 0; i < runs.length; i += 2) {
      this.#pixels.fill(1, y * this.width + (runs[i] ?? 0), y * this.width + (runs[i + 1] ?? 0))
    }
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  has(x, y) {
    return this.#pixels[y * this.width + x] === 1
  }

  /**
   * Paints the pixels whose centre is within `radius` of the line from one point to the other. At least one pixel.
   *
   * @param {number} x0 image pixels
   * @param {number} y0
   * @param {number} x1
   * @param {number} y1
   * @param {number} radius
   * @param {0 | 1} value 1 paints, 0 erases
   * @param {((x: number, y: number, length: number) => void) | null} [draw] is told each row's stretch
   */
  line(x0, y0, x1, y1, radius, value, draw = null) {
    const reach = Math.max(radius, 0.5)
    const top = Math.max(0, Math.ceil(Math.min(y0, y1) - reach - 0.5))
    const bottom = Math.min(this.height - 1, Math.floor(Math.max(y0, y1) + reach - 0.5))
    const dx = x1 - x0
    const dy = y1 - y0
    const length = Math.hypot(dx, dy)
    for (let y = top; y <= bottom; y++) {
      const cy = y + 0.5
      // The row cuts the capsule in one stretch: the hull of its cuts with two discs and a slanted box.
      let from = Infinity
      let to = -Infinity
      const h0 = reach * reach - (cy - y0) * (cy - y0)
      if (h0 >= 0) {
        const half = Math.sqrt(h0)
        from = x0 - half
        to = x0 + half
      }
      const h1 = reach * reach - (cy - y1) * (cy - y1)
      if (h1 >= 0) {
        const half = Math.sqrt(h1)
        if (x1 - half < from) from = x1 - half
        if (x1 + half > to) to = x1 + half
      }
      if (length > 0 && dy !== 0) {
        // The two long sides, offset by ± reach along the normal (−dy, dx)/length.
        for (let side = -1; side <= 1; side += 2) {
          const oy = y0 + side * reach * dx / length
          const t = (cy - oy) / dy
          if (t >= 0 && t <= 1) {
            const x = x0 - side * reach * dy / length + t * dx
            if (x < from) from = x
            if (x > to) to = x
          }
        }
      } else if (length > 0 && Math.abs(cy - y0) <= reach) {
        if (Math.min(x0, x1) < from) from = Math.min(x0, x1)
        if (Math.max(x0, x1) > to) to = Math.max(x0, x1)
      }
      if (to < from) continue
      const start = Math.max(0, Math.ceil(from - 0.5))
      const end = Math.min(this.width, Math.floor(to - 0.5) + 1)
      if (end <= start) continue
      this.#pixels.fill(value, y * this.width + start, y * this.width + end)
      if (y < this.#first) this.#first = y
      if (y > this.#last) this.#last = y
      draw?.(start, y, end - start)
    }
  }

  /**
   * What painting changed since {@link Bitmap#load}; the painted mask counts as loaded from now on.
   * @returns {import("./mask.js").Flips}
   */
  commit() {
    /** @type {number[][]} */
    const flips = []
    for (let y = this.#first; y <= this.#last; y++) {
      const flip = flipOfRow(y, this.#mask.row(y), this.#runs(y))
      if (flip) flips.push(flip)
    }
    this.#first = Infinity
    this.#last = -Infinity
    this.#mask = this.#mask.flipped(flips)
    return flips
  }

  /** The mask as loaded, and after {@link Bitmap#commit} as painted. */
  get mask() { return this.#mask }

  /** @param {number} y */
  #runs(y) {
    const row = this.#pixels.subarray(y * this.width, (y + 1) * this.width)
    /** @type {number[]} */
    const runs = []
    let at = row.indexOf(1)
    while (at !== -1) {
      const stop = row.indexOf(0, at)
      const end = stop === -1 ? this.width : stop
      runs.push(at, end)
      at = row.indexOf(1, end)
    }
    return runs
  }
}
