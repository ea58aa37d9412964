/** @typedef {import("./mask.js").Mask} Mask */

/** Pictures of masks take at most this many pixels together; the oldest go first. 64 M pixels are 256 MB. */
const budget = 64 * 1024 * 1024

/**
 * @typedef {Readonly<{ picture: HTMLCanvasElement, x: number, y: number, outline: Path2D }>} MaskLayer
 *   the mask as pixels cut to its box at (`x`, `y`), and its outline along pixel edges
 */

/** Pictures of masks, made when first seen and kept while there is room. */
export class MaskLayers {
  /** @type {Map<Mask, { colour: string, layer: MaskLayer }>} oldest use first */
  #layers = new Map()
  #pixels = 0

  /**
   * @param {Mask} mask
   * @param {string} colour
   * @returns {MaskLayer | null} null for a mask without pixels
   */
  get(mask, colour) {
    const known = this.#layers.get(mask)
    if (known?.colour === colour) {
      this.#layers.delete(mask)
      this.#layers.set(mask, known)
      return known.layer
    }
    const layer = draw(mask, colour)
    if (!layer) return null
    this.#forget(mask)
    this.#layers.set(mask, { colour, layer })
    this.#pixels += sizeOf(layer)
    for (const oldest of this.#layers.keys()) {
      if (this.#pixels <= budget || oldest === mask) break
      this.#forget(oldest)
    }
    return layer
  }

  /** @param {Mask} mask */
  #forget(mask) {
    const known = this.#layers.get(mask)
    if (!known) return
    this.#layers.delete(mask)
    this.#pixels -= sizeOf(known.layer)
  }
}

/** @param {MaskLayer} layer */
const sizeOf = ({ picture }) => picture.width * picture.height

/**
 * @param {Mask} mask
 * @param {string} colour
 * @returns {MaskLayer | null}
 */
function draw(mask, colour) {
  const box = mask.bounds()
  if (!box) return null
  const picture = document.createElement("canvas")
  picture.width = box.maxX - box.minX
  picture.height = box.maxY - box.minY
  const context = picture.getContext("2d")
  if (!context) return null
  context.fillStyle = colour
  for (const y of mask.sortedRows()) {
    const runs = mask.row(y)
    for (let i = 0; i < runs.length; i += 2) {
      const start = runs[i] ?? 0
      context.fillRect(start - box.minX, y - box.minY, (runs[i + 1] ?? 0) - start, 1)
    }
  }
  return { picture, x: box.minX, y: box.minY, outline: outlineOf(mask) }
}

/**
 * The edges between pixels in and out of the mask. Upright edges that continue from row to row are one line.
 *
 * @param {Mask} mask
 */
function outlineOf(mask) {
  const path = new Path2D()
  /**
   * Upright edges still growing: their column and the row they began in.
   * @type {Map<number, number>}
   */
  let open = new Map()
  /** @type {(from: readonly number[], to: readonly number[], y: number) => void} */
  const level = (from, to, y) => {
    // The stretches where exactly one of two rows is in.
    const ends = [...from, ...to].sort((a, b) => a - b)
    for (let i = 0; i < ends.length; i += 2) {
      const start = ends[i] ?? 0
      const end = ends[i + 1] ?? 0
      if (end > start) {
        path.moveTo(start, y)
        path.lineTo(end, y)
      }
    }
  }
  const rows = mask.sortedRows()
  let above = /** @type {readonly number[]} */ ([])
  let last = -2
  /** @param {number} y */
  const close = y => {
    for (const [x, top] of open) {
      path.moveTo(x, top)
      path.lineTo(x, y)
    }
    open = new Map()
  }
  for (const y of rows) {
    const runs = mask.row(y)
    if (y !== last + 1) {
      level(above, [], last + 1)
      close(last + 1)
      above = []
    }
    level(above, runs, y)
    /** @type {Map<number, number>} */
    const next = new Map()
    for (const x of runs) {
      next.set(x, open.get(x) ?? y)
      open.delete(x)
    }
    close(y)
    open = next
    above = runs
    last = y
  }
  level(above, [], last + 1)
  close(last + 1)
  return path
}
