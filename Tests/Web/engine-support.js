import { existsSync, readFileSync } from "node:fs"
import { loadEngine } from "../../Sources/WebApp/public/engine/engine.js"

const file = new URL("../../Sources/WebApp/public/engine/pixel.wasm", import.meta.url)

/** Why the engine's tests cannot run, or false. */
export const missing = existsSync(file) ? false : "pixel.wasm is not built: Scripts/wasm builds it"

/** A fresh engine. */
export const freshEngine = () => loadEngine(readFileSync(file))

/** The numbers of Tests/PixelEngineTests/Equality/Scene.swift: x ← 1664525 · x + 1013904223 modulo 2³². */
export class Congruence {
  /** @param {number} seed */
  constructor(seed) { this.state = seed >>> 0 }

  next() {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0
    return this.state
  }

  /** From 0 to `bound` − 1. @param {number} bound */
  below(bound) { return (this.next() >>> 8) % bound }
}

/**
 * The intensities of a scene: stripes, noise, and two balls that touch, brighter than the rest.
 * @param {readonly number[]} grid columns, rows, slices, spacing
 * @param {number} seed
 */
export const scene = ([columns = 1, rows = 1, slices = 1], seed) => {
  const numbers = new Congruence(seed)
  const samples = new Int16Array(columns * rows * slices)
  /** @param {number} i @param {number} j @param {number} k @param {number} at */
  const isInside = (i, j, k, at) => {
    const x = i * 8 - columns * at
    const y = j * 8 - rows * 4
    const z = k * 8 - slices * 4
    return x * x + y * y + z * z < columns * columns * 4
  }
  let index = 0
  for (let k = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++) {
        samples[index++] = ((i * 3 + j * 5 + k * 7) & 127) + numbers.below(64) - 150 + (isInside(i, j, k, 3) || isInside(i, j, k, 5) ? 400 : 0)
      }
    }
  }
  return samples
}

/** FNV-1a 64 of bytes, as sixteen hexadecimal digits. @param {ArrayBufferView} view */
export const fingerprint = view => {
  // Two halves of 32 bits: BigInt would take seconds.
  let high = 0xCBF29CE4
  let low = 0x84222325
  for (const byte of new Uint8Array(view.buffer, view.byteOffset, view.byteLength)) {
    low = (low ^ byte) >>> 0
    // Times 2⁴⁰ + 0x1B3.
    const product = low * 0x1B3
    high = (Math.imul(high, 0x1B3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0
    low = product >>> 0
  }
  return (BigInt(high) << 32n | BigInt(low)).toString(16).padStart(16, "0")
}

/** Encodes a frame as `WireFrame` does: a twin. @param {ArrayLike<number>} samples @param {number} columns @param {number} bits 16 or 8 @param {number} stride @param {number} offset */
const residuals = (samples, columns, bits, stride = 1, offset = 0) => {
  const count = samples.length / stride
  const at = (/** @type {number} */ index) => Number(samples[index * stride + offset])
  return Array.from({ length: count }, (_, index) => {
    const isFirst = index % columns === 0
    const up = index >= columns
    const left = isFirst ? (up ? at(index - columns) : 0) : at(index - 1)
    const above = up ? at(index - columns) : left
    const corner = up ? (isFirst ? above : at(index - columns - 1)) : left
    const predicted = up ? [left, above, left + above - corner].sort((a, b) => a - b)[1] ?? 0 : left
    const error = ((at(index) - predicted) << (32 - bits)) >> (32 - bits)
    return ((error << 1) ^ (error >> 31)) & (2 ** bits - 1)
  })
}

/**
 * A wire frame of samples (bit patterns); 3 channels make a colour frame.
 * @param {{ samples: ArrayLike<number>, columns: number, rows: number, bits: number, signed?: boolean, shift?: number, channels?: number }} frame
 */
export const wireFrame = ({ samples, columns, rows, bits, signed = false, shift = 0, channels = 1 }) => {
  const kind = channels === 3 ? 3 : bits > 8 ? 1 : 2
  const header = new DataView(new ArrayBuffer(20))
  header.setUint32(0, 0x31465856, true)
  header.setUint8(4, kind)
  header.setUint8(5, bits)
  header.setUint8(6, signed ? 1 : 0)
  header.setUint8(7, shift)
  header.setUint32(8, columns, true)
  header.setUint32(12, rows, true)
  const planes = kind === 1
    ? (words => [...words.map(word => word & 255), ...words.map(word => word >> 8)])(residuals(samples, columns, 16))
    : Array.from({ length: channels }, (_, channel) => residuals(samples, columns, 8, channels, channel)).flat()
  return Uint8Array.from([...new Uint8Array(header.buffer), ...planes])
}
