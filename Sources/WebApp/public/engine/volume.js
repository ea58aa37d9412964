/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./engine.js").Grid} Grid
 * @typedef {import("./engine.js").Plane} Plane
 * @typedef {import("./engine.js").Vector} Vector
 * @typedef {import("./picture.js").Picture} Picture
 *
 * @typedef {Readonly<{ smooth?: boolean, fill?: number }>} Sampling
 *   `smooth` mixes the eight neighbours (else the nearest); `fill` stands where there is no volume, −32768 if left out
 * @typedef {Sampling & Readonly<{ through: Vector, count: number, projection: "maximum" | "minimum" | "mean" }>} Slab
 *   `count` planes, each `through` voxels behind the one before
 */

const projections = { maximum: 0, minimum: 1, mean: 2 }

/** The intensities of a series in the engine's memory. */
export class Volume {
  #engine
  #pointer
  grid

  /**
   * @param {Engine} engine
   * @param {Grid} grid
   */
  constructor(engine, grid) {
    this.#engine = engine
    this.grid = grid
    this.#pointer = engine.allocate(2 * this.count)
    this.samples.fill(0)
  }

  get count() { return this.grid.columns * this.grid.rows * this.grid.slices }

  /** Where it lies; for the editor. */
  get pointer() { return this.#pointer }

  /** All intensities: a view, see {@link Engine}. */
  get samples() { return this.#engine.int16(this.#pointer, this.count) }

  /**
   * One slice: a view.
   * @param {number} k
   */
  slice(k) {
    const plane = this.grid.columns * this.grid.rows
    return this.#engine.int16(this.#pointer + 2 * plane * k, plane)
  }

  /**
   * Puts a decoded frame in its place.
   * @param {number} k
   * @param {Int16Array} samples
   */
  setSlice(k, samples) {
    const plane = this.grid.columns * this.grid.rows
    if (k < 0 || k >= this.grid.slices || samples.length !== plane) throw new RangeError(`Frame ${k} does not fit the volume`)
    this.slice(k).set(samples)
  }

  /**
   * Puts the preview of a frame in its place, each sample as a block of 4 × 4.
   * @param {number} k
   * @param {Int16Array} samples
   */
  setPreview(k, samples) {
    const { columns, rows, slices } = this.grid
    const width = Math.ceil(columns / 4)
    if (k < 0 || k >= slices || samples.length !== width * Math.ceil(rows / 4)) throw new RangeError(`The preview of frame ${k} does not fit the volume`)
    const slice = this.slice(k)
    for (let j = 0; j < rows; j++) {
      if ((j & 3) !== 0) {
        slice.copyWithin(j * columns, (j - 1) * columns, j * columns)
        continue
      }
      const line = (j >> 2) * width
      for (let i = 0; i < columns; i++) slice[j * columns + i] = samples[line + (i >> 2)] ?? 0
    }
  }

  /**
   * Draws a plane into a picture's samples.
   * @param {Plane} plane
   * @param {Picture} picture
   * @param {Sampling} [options]
   */
  reslice(plane, picture, options = {}) {
    const { smooth = false, fill = -32768 } = options
    const { columns, rows, slices } = this.grid
    this.#engine.lend(Float64Array.of(...plane.origin, ...plane.right, ...plane.down), numbers => {
      this.#engine.call("resliceIntensities", this.#pointer, columns, rows, slices, numbers, picture.columns, picture.rows, smooth ? 1 : 0, fill, picture.samplesPointer)
    })
  }

  /**
   * Draws a slab into a picture's samples: highest, lowest or mean intensity behind each pixel.
   * @param {Plane} plane
   * @param {Picture} picture
   * @param {Slab} slab
   */
  slab(plane, picture, { through, count, projection, smooth = false, fill = -32768 }) {
    const { columns, rows, slices } = this.grid
    this.#engine.lend(Float64Array.of(...plane.origin, ...plane.right, ...plane.down, ...through), numbers => {
      this.#engine.call("resliceSlab", this.#pointer, columns, rows, slices, numbers, count, picture.columns, picture.rows, smooth ? 1 : 0, projections[projection], fill, picture.samplesPointer)
    })
  }

  free() {
    this.#engine.free(this.#pointer)
    this.#pointer = 0
  }
}
