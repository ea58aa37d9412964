/**
 * The levels of a slide and their tiles, in pixels of level 0. Knows no server and no screen.
 *
 * @typedef {import("./slide-info.js").Level} Level
 * @typedef {import("../image/geometry.js").Box} Box
 * @typedef {import("../image/geometry.js").Size} Size
 * @typedef {Readonly<{ level: number, column: number, row: number }>} Tile
 */

/** A level may be enlarged by this much before the next finer one is taken: what is not seen need not be fetched. */
const patience = 1.25
/** More tiles than this are not asked for at once: a slide without small levels, seen whole. */
const mostTiles = 300

export class Pyramid {
  levels
  size
  /** Levels from the finest to the coarsest. */
  #byFineness

  /** @param {readonly Level[]} levels the first is level 0 */
  constructor(levels) {
    this.levels = levels
    this.size = { width: levels[0]?.width ?? 1, height: levels[0]?.height ?? 1 }
    this.#byFineness = levels.map((_, index) => index).sort((a, b) => this.#pixel(a) - this.#pixel(b))
  }

  /**
   * Pixels of level 0 across a pixel of a level: from the sizes, which are exact where `downsample` is rounded.
   *
   * @param {number} level
   */
  #pixel(level) { return this.size.width / (this.levels[level]?.width ?? 1) }

  /** The smallest level: the overview, and what is seen before anything else has come. */
  get coarsest() { return this.#byFineness.at(-1) ?? 0 }

  /**
   * The coarsest level that still looks sharp.
   *
   * @param {number} scale device pixels a pixel of level 0
   */
  levelFor(scale) {
    let best = this.#byFineness[0] ?? 0
    for (const level of this.#byFineness) if (this.#pixel(level) * scale <= patience) best = level
    return best
  }

  /**
   * Levels from the coarsest to one: the order of painting.
   *
   * @param {number} level
   */
  upTo(level) { return this.#byFineness.slice(this.#byFineness.indexOf(level)).reverse() }

  /**
   * The next coarser level, or null.
   *
   * @param {number} level
   */
  above(level) { return this.#byFineness[this.#byFineness.indexOf(level) + 1] ?? null }

  /**
   * The part of level 0 a tile shows.
   *
   * @param {Tile} tile
   * @returns {Box}
   */
  boxOf({ level, column, row }) {
    const { width, height, tileWidth, tileHeight } = /** @type {Level} */ (this.levels[level])
    const fx = this.size.width / width
    const fy = this.size.height / height
    return {
      minX: column * tileWidth * fx, minY: row * tileHeight * fy,
      maxX: Math.min(width, (column + 1) * tileWidth) * fx, maxY: Math.min(height, (row + 1) * tileHeight) * fy,
    }
  }

  /**
   * How much of a tile's picture is the slide, in its own pixels: tiles at the edge may come padded.
   *
   * @param {Tile} tile
   * @returns {Size}
   */
  sizeOf({ level, column, row }) {
    const { width, height, tileWidth, tileHeight } = /** @type {Level} */ (this.levels[level])
    return { width: Math.min(tileWidth, width - column * tileWidth), height: Math.min(tileHeight, height - row * tileHeight) }
  }

  /**
   * The tiles of a level that a box touches, those nearest to its middle first.
   *
   * @param {number} level
   * @param {Box} box of level 0
   * @param {number} [rim] tiles more on each side
   * @returns {Tile[]}
   */
  tilesIn(level, box, rim = 0) {
    const { width, height, tileWidth, tileHeight, columns, rows } = /** @type {Level} */ (this.levels[level])
    const across = this.size.width / width * tileWidth
    const down = this.size.height / height * tileHeight
    // The last tiles reach beyond the slide; a box beside it touches nothing.
    if (box.maxX <= 0 || box.maxY <= 0 || box.minX >= this.size.width || box.minY >= this.size.height) return []
    const minColumn = Math.max(0, Math.floor(box.minX / across) - rim)
    const maxColumn = Math.min(columns - 1, Math.ceil(box.maxX / across) - 1 + rim)
    const minRow = Math.max(0, Math.floor(box.minY / down) - rim)
    const maxRow = Math.min(rows - 1, Math.ceil(box.maxY / down) - 1 + rim)
    /** @type {Tile[]} */
    const tiles = []
    for (let row = minRow; row <= maxRow; row++) for (let column = minColumn; column <= maxColumn; column++) tiles.push({ level, column, row })
    const middleX = (box.minX + box.maxX) / 2 / across - 0.5
    const middleY = (box.minY + box.maxY) / 2 / down - 0.5
    /** @param {Tile} tile */
    const away = ({ column, row }) => (column - middleX) ** 2 + (row - middleY) ** 2
    return tiles.sort((a, b) => away(a) - away(b))
  }

  /**
   * What to have for a view, the most urgent first: the overview, what is in sight, a level coarser, then a rim around it.
   *
   * @param {Box} box in sight
   * @param {number} scale device pixels a pixel of level 0
   * @returns {Tile[]}
   */
  wanted(box, scale) {
    const level = this.levelFor(scale)
    const above = this.above(level)
    const base = this.levels[this.coarsest]
    const whole = { minX: 0, minY: 0, maxX: this.size.width, maxY: this.size.height }
    const overview = base && base.columns * base.rows <= 64 ? this.tilesIn(this.coarsest, whole) : []
    const all = [...overview, ...this.tilesIn(level, box), ...(above === null ? [] : this.tilesIn(above, box)), ...this.tilesIn(level, box, 1)]
    const seen = new Set()
    return all.filter(tile => !seen.has(keyOf(tile)) && seen.add(keyOf(tile))).slice(0, mostTiles)
  }
}

/** @param {Tile} tile */
export const keyOf = ({ level, column, row }) => `${level}/${column}/${row}`
