/** @typedef {import("./engine.js").Engine} Engine */

/** What a viewport draws into: intensities, labels and colours of one size, in one block of the engine's memory. */
export class Picture {
  #engine
  #pointer = 0
  #capacity = 0
  columns = 0
  rows = 0

  /**
   * @param {Engine} engine
   * @param {number} columns
   * @param {number} rows
   */
  constructor(engine, columns, rows) {
    this.#engine = engine
    this.resize(columns, rows)
  }

  /**
   * Changes its size; what was drawn is lost.
   * @param {number} columns
   * @param {number} rows
   */
  resize(columns, rows) {
    this.columns = Math.max(1, Math.floor(columns))
    this.rows = Math.max(1, Math.floor(rows))
    if (this.count <= this.#capacity) return
    this.#engine.free(this.#pointer)
    this.#pointer = 0
    // Four bytes a pixel for colours, two for intensities, one for labels.
    this.#pointer = this.#engine.allocate(7 * this.count)
    this.#capacity = this.count
  }

  get count() { return this.columns * this.rows }
  get pixelsPointer() { return this.#pointer }
  get samplesPointer() { return this.#pointer + 4 * this.#capacity }
  get labelsPointer() { return this.#pointer + 6 * this.#capacity }

  /** Red, green, blue, opacity: what `new ImageData(picture.pixels, picture.columns, picture.rows)` takes. A view, see {@link Engine}. */
  get pixels() { return new Uint8ClampedArray(this.#engine.memory.buffer, this.pixelsPointer, 4 * this.count) }

  /** Intensities: a view. */
  get samples() { return this.#engine.int16(this.samplesPointer, this.count) }

  /** Labels: a view. */
  get labels() { return this.#engine.bytes(this.labelsPointer, this.count) }

  free() {
    this.#engine.free(this.#pointer)
    this.#pointer = 0
    this.#capacity = 0
  }
}
