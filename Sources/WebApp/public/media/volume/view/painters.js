/**
 * Those who draw over the image, in order.
 *
 * @typedef {import("../contracts.js").Painter} Painter
 */
export class Painters {
  /** @type {readonly Readonly<{ order: number, draw: Painter["draw"] }>[]} */
  list = []
  #changed

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed
  }

  /** @param {Painter} painter @param {AbortSignal} [signal] */
  add(painter, signal) {
    const entry = { order: painter.order ?? 0, draw: painter.draw.bind(painter) }
    this.list = [...this.list, entry].sort((a, b) => a.order - b.order)
    signal?.addEventListener("abort", () => {
      this.list = this.list.filter(each => each !== entry)
      this.#changed()
    }, { once: true })
    this.#changed()
  }
}
