/**
 * Connected parts of a segment, by runs of rows (faces touch). Only for what a person should look at before handing in; operations are the engine's.
 *
 * @typedef {import("./tally.js").Size} Size
 * @typedef {Readonly<{ voxels: number, at: readonly [number, number, number] }>} Part `at` is a voxel of it
 */

export class Components {
  #size
  #segment
  /**
   * Parents of runs; a root is its own.
   *
   * @type {number[]}
   */
  #parent = []
  /** @type {number[]} */
  #voxels = []
  /** @type {(readonly [number, number, number])[]} */
  #first = []
  /**
   * Runs of the slice before: first, last and id of each, by row.
   *
   * @type {number[][]}
   */
  #below = []

  /** @param {Size} size @param {number} segment */
  constructor(size, segment) {
    this.#size = size
    this.#segment = segment
  }

  /**
   * The next slice; slices come in order.
   *
   * @param {Uint8Array} values
   * @param {number} k
   */
  add(values, k) {
    const { columns, rows } = this.#size
    /** @type {number[][]} */
    const here = []
    for (let j = 0; j < rows; j++) {
      const start = (k * rows + j) * columns
      /** @type {number[]} */
      const runs = []
      for (let i = 0; i < columns; i++) {
        if (values[start + i] !== this.#segment) continue
        const from = i
        while (i + 1 < columns && values[start + i + 1] === this.#segment) i++
        const id = this.#parent.length
        this.#parent.push(id)
        this.#voxels.push(i - from + 1)
        this.#first.push([from, j, k])
        runs.push(from, i, id)
        this.#join(runs.length - 3, runs, here[j - 1])
        this.#join(runs.length - 3, runs, this.#below[j])
      }
      here.push(runs)
    }
    this.#below = here
  }

  /** @param {number} at @param {readonly number[]} runs @param {readonly number[] | undefined} others */
  #join(at, runs, others) {
    if (!others) return
    const [from, to, id] = [/** @type {number} */ (runs[at]), /** @type {number} */ (runs[at + 1]), /** @type {number} */ (runs[at + 2])]
    for (let n = 0; n < others.length && /** @type {number} */ (others[n]) <= to; n += 3) {
      if (/** @type {number} */ (others[n + 1]) >= from) this.#unite(id, /** @type {number} */ (others[n + 2]))
    }
  }

  /** @param {number} a @param {number} b */
  #unite(a, b) {
    const [first, second] = [this.#root(a), this.#root(b)]
    if (first === second) return
    const [low, high] = first < second ? [first, second] : [second, first]
    this.#parent[high] = low
    this.#voxels[low] = /** @type {number} */ (this.#voxels[low]) + /** @type {number} */ (this.#voxels[high])
  }

  /** @param {number} id */
  #root(id) {
    let at = id
    while (this.#parent[at] !== at) at = this.#parent[at] = /** @type {number} */ (this.#parent[/** @type {number} */ (this.#parent[at])])
    return at
  }

  /** @returns {readonly Part[]} the largest first */
  get parts() {
    return this.#parent.flatMap((parent, id) => (parent === id ? [{ voxels: /** @type {number} */ (this.#voxels[id]), at: /** @type {readonly [number, number, number]} */ (this.#first[id]) }] : []))
      .sort((a, b) => b.voxels - a.voxels)
  }
}

/**
 * Air around the body in one slice: what is darker than `limit` and reaches the edge of the picture.
 *
 * @param {Int16Array} intensities
 * @param {Size} size
 * @param {number} k
 * @param {number} limit stored value
 * @returns {Uint8Array} 1 where there is air
 */
export function airAround(intensities, { columns, rows }, k, limit) {
  const air = new Uint8Array(columns * rows)
  const start = k * columns * rows
  /** @type {number[]} */
  const open = []
  const reach = (/** @type {number} */ at) => {
    if (air[at] === 0 && /** @type {number} */ (intensities[start + at]) < limit) {
      air[at] = 1
      open.push(at)
    }
  }
  for (let i = 0; i < columns; i++) for (const j of [0, rows - 1]) reach(j * columns + i)
  for (let j = 0; j < rows; j++) for (const i of [0, columns - 1]) reach(j * columns + i)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const i = at % columns
    if (i > 0) reach(at - 1)
    if (i < columns - 1) reach(at + 1)
    if (at >= columns) reach(at - columns)
    if (at < columns * (rows - 1)) reach(at + columns)
  }
  return air
}
