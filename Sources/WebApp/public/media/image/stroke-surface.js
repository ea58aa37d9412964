/**
 * The mask under the brush, as pixels of the image: painted stretch by stretch, shown by the overlay.
 * The canvas is as large as the image, made with the first stroke and kept.
 *
 * @typedef {import("./strokes.js").Surface} Surface
 * @implements {Surface}
 */
export class StrokeSurface {
  #size
  /** @type {HTMLCanvasElement | null} */
  #canvas = null
  /** @type {CanvasRenderingContext2D | null} */
  #context = null
  /** A stroke is under way, and this is its picture. */
  active = false
  colour = ""

  /** @param {import("./geometry.js").Size} size of the image */
  constructor(size) {
    this.#size = size
  }

  get canvas() { return this.#canvas }

  /** @param {import("./mask.js").Mask} mask @param {string} colour */
  begin(mask, colour) {
    if (!this.#canvas) {
      this.#canvas = document.createElement("canvas")
      this.#canvas.width = this.#size.width
      this.#canvas.height = this.#size.height
      this.#context = this.#canvas.getContext("2d")
    }
    this.#context?.clearRect(0, 0, this.#size.width, this.#size.height)
    if (this.#context) this.#context.fillStyle = colour
    this.colour = colour
    for (const y of mask.sortedRows()) {
      const runs = mask.row(y)
      for (let i = 0; i < runs.length; i += 2) this.paint(runs[i] ?? 0, y, (runs[i + 1] ?? 0) - (runs[i] ?? 0))
    }
    this.active = true
  }

  /** @param {number} x @param {number} y @param {number} length */
  paint = (x, y, length) => { this.#context?.fillRect(x, y, length, 1) }

  /** @param {number} x @param {number} y @param {number} length */
  erase = (x, y, length) => { this.#context?.clearRect(x, y, length, 1) }

  end() {
    this.active = false
  }
}
