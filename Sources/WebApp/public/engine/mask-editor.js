/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./engine.js").Grid} Grid
 * @typedef {import("./engine.js").Plane} Plane
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./volume.js").Volume} Volume
 *
 * @typedef {Readonly<{ min: readonly [number, number, number], end: readonly [number, number, number] }>} Box voxels, `end` excluded
 * @typedef {Readonly<{ failure: Failure | null, changed: number, box: Box | null }>} Outcome
 *   why nothing happened, how many voxels have another label now, and where; `box` is null if none
 * @typedef {"malformed" | "unknownVersion" | "unknownKind" | "outOfRange" | "needsIntensities" | "nothingToUndo" | "tooLarge" | "locked" | "unknown"} Failure
 */

/** @type {readonly (Failure | null)[]} */
const failures = [null, "malformed", "unknownVersion", "unknownKind", "outOfRange", "needsIntensities", "nothingToUndo", "tooLarge", "locked"]

/** @param {number} hash from a 64-bit result: in truth a bigint */
const hex = hash => BigInt.asUintN(64, BigInt(hash)).toString(16).padStart(16, "0")

/**
 * A mask: layers of labels, changed by records (`media/volume/segments/records.js` writes them) and by nothing else. The server applies the same records and comes to the same hash.
 *
 * A record that fails changes nothing and must not be kept. A step is what one undo record takes back: a record without the flag `joined` and the joined ones after it, if they
 * changed anything together. **What is kept for the server must begin where the step began**: a record that changed nothing may be left out, but then the next one of its step loses the flag
 * `joined`, or the server would join it to the step before and undo both.
 */
export class MaskEditor {
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
    this.#pointer = engine.call("editorMake", grid.columns, grid.rows, grid.slices, ...grid.spacing) >>> 0
    if (this.#pointer === 0) throw new RangeError("No mask can be made for this volume")
  }

  /**
   * Applies a record. Throws a RangeError, and changes nothing, if there is no memory for the labels of a layer that nobody has written to yet.
   * @param {Int32Array | readonly number[]} record
   * @param {Volume | null} [volume] whose intensities gates, thresholds and growing look at
   * @returns {Outcome}
   */
  apply(record, volume = null) {
    const engine = this.#engine
    const words = record instanceof Int32Array ? record : Int32Array.from(record)
    // Inside the engine a lack of memory is the end of it; asked for here, it is an error like another.
    if (this.#labels(words[2] ?? 0) === 0) engine.free(engine.allocate(2 * this.grid.columns * this.grid.rows * this.grid.slices))
    return engine.lend(words, at => engine.borrow(32, out => {
      engine.call("editorApply", this.#pointer, at, words.length, volume?.pointer ?? 0, volume?.count ?? 0, out)
      const [failure = 0, changed = 0, i = 0, j = 0, k = 0, endI = 0, endJ = 0, endK = 0] = engine.int32(out, 8)
      return {
        failure: failure === 0 ? null : failures[failure] ?? "unknown", changed,
        box: changed > 0 ? { min: /** @type {const} */ ([i, j, k]), end: /** @type {const} */ ([endI, endJ, endK]) } : null,
      }
    }))
  }

  /** Layers up to the last that was written to. */
  get layerCount() { return this.#engine.call("editorLayerCount", this.#pointer) }

  /** Steps that can be taken back. */
  get undoCount() { return this.#engine.call("editorUndoCount", this.#pointer) }

  /** Steps that can be done again. */
  get redoCount() { return this.#engine.call("editorRedoCount", this.#pointer) }

  /**
   * The labels of a layer, null if nobody has written to it. A view, see {@link Engine}; only records may change it.
   * @param {number} layer
   */
  labels(layer) {
    const pointer = this.#labels(layer)
    return pointer === 0 ? null : this.#engine.bytes(pointer, this.grid.columns * this.grid.rows * this.grid.slices)
  }

  /** @param {number} layer */
  #labels(layer) { return this.#engine.call("editorLabels", this.#pointer, layer) >>> 0 }

  /**
   * How often each slice of a layer has changed; null as the labels. A view.
   * @param {number} layer
   */
  versions(layer) {
    const pointer = this.#engine.call("editorVersions", this.#pointer, layer) >>> 0
    return pointer === 0 ? null : this.#engine.uint32(pointer, this.grid.slices)
  }

  /** Sixteen hexadecimal digits that tell all labels: what the server compares. */
  get hash() { return hex(this.#engine.call("editorHash", this.#pointer)) }

  /**
   * The same for one layer.
   * @param {number} layer
   */
  layerHash(layer) { return hex(this.#engine.call("editorLayerHash", this.#pointer, layer)) }

  /** All labels as words to keep or send: see the server's mask state. */
  state() {
    const engine = this.#engine
    const block = engine.call("editorState", this.#pointer) >>> 0
    try {
      return engine.uint32(block + 4, engine.uint32(block, 1)[0] ?? 0).slice()
    } finally {
      engine.free(block)
    }
  }

  /**
   * Takes over a state and forgets all steps. False, and nothing changes, if it is none of this grid.
   * @param {Uint32Array} words
   */
  restore(words) {
    return this.#engine.lend(words, at => this.#engine.call("editorRestore", this.#pointer, at, words.length) === 0)
  }

  /**
   * Draws a layer's labels on a plane into a picture's labels (0 where nobody has written).
   * @param {number} layer
   * @param {Plane} plane
   * @param {Picture} picture
   */
  reslice(layer, plane, picture) {
    const pointer = this.#labels(layer)
    if (pointer === 0) {
      picture.labels.fill(0)
      return
    }
    const { columns, rows, slices } = this.grid
    this.#engine.lend(Float64Array.of(...plane.origin, ...plane.right, ...plane.down), numbers => {
      this.#engine.call("resliceLabels", pointer, columns, rows, slices, numbers, picture.columns, picture.rows, picture.labelsPointer)
    })
  }

  free() {
    if (this.#pointer !== 0) this.#engine.call("editorFree", this.#pointer)
    this.#pointer = 0
  }
}
