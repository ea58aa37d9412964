/** Reads unsigned numbers of 1 to 32 bits from bytes, the highest bit first. */
export class BitReader {
  /** @type {ArrayLike<number>} */
  #bytes
  #at = 0
  #length

  /** @param {ArrayLike<number>} bytes */
  constructor(bytes) {
    this.#bytes = bytes
    this.#length = bytes.length * 8
  }

  /**
   * @param {number} count how many bits, at most 32
   * @returns {number}
   */
  read(count) {
    if (this.#at + count > this.#length) throw new RangeError(`The bit stream ends at bit ${this.#length}`)
    let value = 0
    let left = count
    while (left > 0) {
      const offset = this.#at & 7
      const take = Math.min(8 - offset, left)
      const byte = this.#bytes[this.#at >>> 3] ?? 0
      // Multiplied, not shifted: `<<` would overflow at 32 bits.
      value = value * (1 << take) + ((byte >>> (8 - offset - take)) & ((1 << take) - 1))
      this.#at += take
      left -= take
    }
    return value
  }
}

/** Writes unsigned numbers of 1 to 32 bits, the highest bit first; the last byte is filled up with zeros. */
export class BitWriter {
  #bytes = new Uint8Array(1024)
  #at = 0

  /**
   * @param {number} value
   * @param {number} count how many bits, at most 32
   */
  write(value, count) {
    if (((this.#at + count + 7) >>> 3) > this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2)
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    let left = count
    while (left > 0) {
      const offset = this.#at & 7
      const take = Math.min(8 - offset, left)
      const part = (value >>> (left - take)) & ((1 << take) - 1)
      const at = this.#at >>> 3
      this.#bytes[at] = (this.#bytes[at] ?? 0) | (part << (8 - offset - take))
      this.#at += take
      left -= take
    }
  }

  /** @returns {Uint8Array} a view of what was written */
  bytes() {
    return this.#bytes.subarray(0, (this.#at + 7) >>> 3)
  }
}
