/**
 * Translates between UTF-16 units (what the DOM counts) and Unicode code points (what results count).
 *
 * Text without characters beyond the basic plane costs nothing: the two are then the same number.
 */
export class TextOffsets {
  /** UTF-16 index of the second half of every surrogate pair, in order. */
  #halves

  /** @param {string} text */
  constructor(text) {
    /** @type {number[]} */
    const halves = []
    const pair = /[\ud800-\udbff][\udc00-\udfff]/g
    while (pair.test(text)) halves.push(pair.lastIndex - 1)
    this.#halves = halves
    this.length = text.length
    this.points = text.length - halves.length
  }

  /**
   * The code points before UTF-16 index `unit`; an index inside a pair counts as before the pair.
   *
   * @param {number} unit
   */
  toPoint(unit) {
    return unit - count(this.#halves, unit)
  }

  /**
   * The UTF-16 index of code point `point`.
   *
   * @param {number} point
   */
  toUnit(point) {
    const halves = this.#halves
    let low = 0
    let high = halves.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (/** @type {number} */ (halves[middle]) - middle <= point) low = middle + 1
      else high = middle
    }
    return point + low
  }
}

/**
 * How many of `sorted` are at most `limit`.
 *
 * @param {readonly number[]} sorted
 * @param {number} limit
 */
function count(sorted, limit) {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (/** @type {number} */ (sorted[middle]) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
