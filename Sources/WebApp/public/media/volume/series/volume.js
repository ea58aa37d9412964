/**
 * The intensities of a series, one Int16 a voxel, in the engine's memory where there is an engine. Unsigned values of 16 bits are kept 32 768 lower (`shift`), as the server keeps them too when it
 * replays mask operations.
 *
 * @typedef {import("../../../engine/engine.js").Engine} Engine
 * @typedef {import("../../../engine/volume.js").Volume} Block
 *
 * @typedef {object} PixelSource what a renderer samples
 * @property {number} columns
 * @property {number} rows
 * @property {number} slices
 * @property {() => Int16Array} pixels asked for at each draw: engine memory may have grown
 * @property {Uint32Array} stamps of each slice, raised whenever it changes
 * @property {number} stamp of the last change of any slice
 *
 * @typedef {object} ColourSource a frame in colour
 * @property {number} columns
 * @property {number} rows
 * @property {Uint8ClampedArray} rgba
 */

const nothing = new Int16Array(0)

export class Volume {
  #values
  /**
   * Rescaled copy for display, where slices have scales of their own.
   *
   * @type {Int16Array | null}
   */
  #shown = null

  /**
   * @param {{ columns: number, rows: number, slices: number, shift: number }} size
   * @param {{ engine: Engine, block: Block, values: () => Int16Array } | null} memory
   */
  constructor({ columns, rows, slices, shift }, memory) {
    this.columns = columns
    this.rows = rows
    this.slices = slices
    /** What was added to stored values: 0 or −32768. */
    this.shift = shift
    /**
     * Null where the browser runs no WebAssembly: viewing works, segments do not.
     *
     * @type {Engine | null}
     */
    this.engine = memory?.engine ?? null
    /** The engine's own view of it: what mask editors and reslicing take. */
    this.block = memory?.block ?? null
    this.stamps = new Uint32Array(slices)
    this.stamp = 0
    const own = memory ? null : new Int16Array(columns * rows * slices)
    this.#values = memory?.values ?? (() => /** @type {Int16Array} */ (own))
  }

  /** Address of the first voxel in the engine's memory. */
  get pointer() { return this.block?.pointer ?? 0 }
  get sliceLength() { return this.columns * this.rows }

  /** Values as stored, plus `shift`. */
  values() { return this.#values() }
  /** What is drawn: the same, or each slice brought to one scale. */
  pixels() { return this.#shown ?? this.#values() }
  get isRescaled() { return this.#shown !== null }

  /** Slices have scales of their own: what is drawn is kept apart from what is stored. */
  keepRescaled() { this.#shown ??= new Int16Array(this.columns * this.rows * this.slices) }

  /**
   * @param {number} k
   * @param {Int16Array} slice
   * @param {((stored: number) => number) | null} [rescale] to the common scale of what is drawn
   */
  write(k, slice, rescale = null) {
    const begin = k * this.sliceLength
    this.#values().set(slice, begin)
    const shown = this.#shown
    if (shown && rescale) for (let n = 0; n < slice.length; n++) shown[begin + n] = rescale(/** @type {number} */ (slice[n]))
    this.touch(k)
  }

  /** Gives the memory back; nothing may be drawn of it afterwards. */
  free() {
    this.block?.free()
    this.#values = () => nothing
    this.#shown = null
  }

  /** @param {number} k */
  touch(k) { this.stamps[k] = ++this.stamp }

  /** @param {number} i @param {number} j @param {number} k @returns {number | null} as kept (`shift` is still in it); null outside */
  at(i, j, k) {
    if (i < 0 || j < 0 || k < 0 || i >= this.columns || j >= this.rows || k >= this.slices) return null
    return this.#values()[(k * this.rows + j) * this.columns + i] ?? null
  }
}

/**
 * One decoded frame of a stack that is not held as a volume.
 *
 * @implements {PixelSource}
 */
export class FrameSource {
  /** @param {Int16Array} grey @param {number} columns @param {number} rows */
  constructor(grey, columns, rows) {
    this.grey = grey
    this.columns = columns
    this.rows = rows
    this.slices = 1
    this.stamps = new Uint32Array([1])
    this.stamp = 1
  }

  pixels() { return this.grey }
}

/**
 * A preview of a quarter of the size, grown to a whole slice.
 *
 * @param {Int16Array} small
 * @param {{ columns: number, rows: number }} from
 * @param {{ columns: number, rows: number }} to
 */
export function grown(small, from, to) {
  const out = new Int16Array(to.columns * to.rows)
  const sx = from.columns / to.columns
  const sy = from.rows / to.rows
  for (let y = 0, o = 0; y < to.rows; y++) {
    const fy = Math.max(0, Math.min(from.rows - 1, (y + 0.5) * sy - 0.5))
    const y0 = Math.floor(fy)
    const a = y0 * from.columns
    const b = Math.min(from.rows - 1, y0 + 1) * from.columns
    const wy = fy - y0
    for (let x = 0; x < to.columns; x++, o++) {
      const fx = Math.max(0, Math.min(from.columns - 1, (x + 0.5) * sx - 0.5))
      const x0 = Math.floor(fx)
      const x1 = Math.min(from.columns - 1, x0 + 1)
      const wx = fx - x0
      const top = (small[a + x0] ?? 0) * (1 - wx) + (small[a + x1] ?? 0) * wx
      const bottom = (small[b + x0] ?? 0) * (1 - wx) + (small[b + x1] ?? 0) * wx
      out[o] = Math.round(top * (1 - wy) + bottom * wy)
    }
  }
  return out
}
