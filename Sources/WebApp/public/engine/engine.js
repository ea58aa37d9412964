import { MaskEditor } from "./mask-editor.js"
import { Lookup } from "./lookup.js"
import { Overlay } from "./overlay.js"
import { Picture } from "./picture.js"
import { Volume } from "./volume.js"

/**
 * The pixel engine: the server's own code as WebAssembly, on the main thread. One instance serves all volumes of a page.
 *
 * **Views die when memory grows.** Every typed array handed out (`samples`, `labels`, `pixels`, …) looks into the engine's memory and is made afresh by
 * each getter: read the getter again after any call that may allocate, and never keep a view across an `await`. What is made (volume, picture,
 * lookup, overlay, editor) is given back with its `free()`.
 *
 * @typedef {Readonly<{ columns: number, rows: number, slices: number, spacing: readonly [number, number, number] }>} Grid
 *   voxels along i, j, k and the millimetres between their centres; voxel (i, j, k) stands at (k · rows + j) · columns + i
 * @typedef {readonly [number, number, number]} Vector in voxels
 * @typedef {Readonly<{ origin: Vector, right: Vector, down: Vector }>} Plane
 *   where the first pixel's centre lies, and how far the next pixel to the right and the next one down are
 * @typedef {Record<string, (...values: (number | bigint)[]) => number>} Functions
 */

/** @typedef {{ kind: "samples" | "colour", bitsStored: number, signed: boolean, shift: number, columns: number, rows: number, offset: number }} FrameHeader
 *   `offset` is what was subtracted from stored values so that 16 bits hold them; `shift` 2 is the preview, a quarter as wide and high */
/** @typedef {FrameHeader & { samples: Int16Array | null, pixels: Uint8ClampedArray | null }} Frame a decoded wire frame, in memory of its own */

const pageSize = 65536

export class Engine {
  /** @type {Functions} */
  functions
  /** @type {WebAssembly.Memory} */
  memory

  /**
   * @param {WebAssembly.Memory} memory
   * @param {WebAssembly.Instance} instance
   */
  constructor(memory, instance) {
    this.memory = memory
    this.functions = /** @type {Functions} */ (/** @type {unknown} */ (instance.exports))
  }

  /** Bytes in use, and bytes the memory has. */
  get heap() { return { used: this.call("heapUsed") >>> 0, size: this.memory.buffer.byteLength } }

  /**
   * Calls an exported function.
   * @param {string} name
   * @param {(number | bigint)[]} values
   */
  call(name, ...values) {
    const body = this.functions[name]
    if (!body) throw new Error(`The pixel engine has no function ${name}; Scripts/wasm builds it`)
    return body(...values)
  }

  /**
   * Memory for some bytes, aligned to 16. Given back with {@link Engine#free}.
   * @param {number} bytes
   */
  allocate(bytes) {
    const pointer = bytes < 2 ** 32 - pageSize ? this.call("allocate", bytes) >>> 0 : 0
    if (pointer === 0) throw new RangeError(`No memory for ${bytes} more bytes of image`)
    return pointer
  }

  /** @param {number} pointer */
  free(pointer) { if (pointer !== 0) this.call("deallocate", pointer) }

  /** @param {number} pointer @param {number} count */
  bytes(pointer, count) { return new Uint8Array(this.memory.buffer, pointer, count) }

  /** @param {number} pointer @param {number} count */
  int16(pointer, count) { return new Int16Array(this.memory.buffer, pointer, count) }

  /** @param {number} pointer @param {number} count */
  int32(pointer, count) { return new Int32Array(this.memory.buffer, pointer, count) }

  /** @param {number} pointer @param {number} count */
  uint32(pointer, count) { return new Uint32Array(this.memory.buffer, pointer, count) }

  /** @param {number} pointer @param {number} count */
  float64(pointer, count) { return new Float64Array(this.memory.buffer, pointer, count) }

  /**
   * Runs a body with memory that is given back afterwards, whatever happens.
   * @template T
   * @param {number} bytes
   * @param {(pointer: number) => T} body
   * @returns {T}
   */
  borrow(bytes, body) {
    const pointer = this.allocate(Math.max(16, bytes))
    try {
      return body(pointer)
    } finally {
      this.free(pointer)
    }
  }

  /**
   * Runs a body with a copy of some values in the engine's memory.
   * @template T
   * @param {ArrayBufferView} values
   * @param {(pointer: number) => T} body
   * @returns {T}
   */
  lend(values, body) {
    return this.borrow(values.byteLength, pointer => {
      this.bytes(pointer, values.byteLength).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
      return body(pointer)
    })
  }

  /**
   * A volume of zeros.
   * @param {Grid} grid
   */
  volume(grid) { return new Volume(this, grid) }

  /**
   * A picture to draw into: samples, labels and pixels of one size.
   * @param {number} columns
   * @param {number} rows
   */
  picture(columns, rows) { return new Picture(this, columns, rows) }

  /** A table from samples to colours; shows stored values 0–255 until it is set. */
  lookup() { return new Lookup(this) }

  /** Colours of segments. */
  overlay() { return new Overlay(this) }

  /**
   * An empty mask.
   * @param {Grid} grid
   */
  editor(grid) { return new MaskEditor(this, grid) }

  /**
   * Decodes a wire frame (inflated already) into arrays of its own. Better done by an engine in a worker, off the main thread.
   * @param {Uint8Array} bytes
   * @returns {Frame}
   */
  decode(bytes) {
    return this.lend(bytes, source => {
      const header = this.borrow(64, out => {
        const failure = this.call("wireHeader", source, bytes.length, out)
        if (failure !== 0) throw new Error(failure === 2 ? "The frame is not as long as it says" : "These bytes are no frame")
        const [kind = 0, bitsStored = 0, signed = 0, shift = 0, columns = 0, rows = 0, offset = 0] = this.int32(out, 7)
        return { kind: kind === 3 ? /** @type {const} */ ("colour") : /** @type {const} */ ("samples"), bitsStored, signed: signed === 1, shift, columns, rows, offset }
      })
      const count = header.columns * header.rows
      if (header.kind === "colour") {
        return this.borrow(4 * count, out => {
          this.call("wirePixels", source, bytes.length, out, count)
          return { ...header, samples: null, pixels: new Uint8ClampedArray(this.bytes(out, 4 * count)) }
        })
      }
      return this.borrow(2 * count, out => {
        this.call("wireSamples", source, bytes.length, out, count)
        return { ...header, samples: this.int16(out, count).slice(), pixels: null }
      })
    })
  }
}

/**
 * Loads the engine: `pixel.wasm` beside this module, or given bytes (tests).
 * @param {URL | BufferSource} [source]
 */
export const loadEngine = async (source = new URL("pixel.wasm", import.meta.url)) => {
  let bytes
  if (source instanceof URL) {
    const response = await fetch(source)
    if (!response.ok) throw new Error(`The pixel engine could not be loaded: ${response.status}`)
    bytes = await response.arrayBuffer()
  } else {
    bytes = source
  }
  const memory = new WebAssembly.Memory({ initial: 32, maximum: pageSize })
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } })
  return new Engine(memory, instance)
}
