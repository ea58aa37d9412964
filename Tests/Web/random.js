/**
 * A fixed stream of numbers, so that a failing walk fails again.
 *
 * @param {number} seed
 * @returns {(limit: number) => number} a number from 0 up to, not including, `limit`
 */
export function generator(seed) {
  let state = seed
  return limit => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (((t ^ (t >>> 14)) >>> 0) / 4294967296 * limit) | 0
  }
}
