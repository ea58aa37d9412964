import { Mask } from "../../Sources/WebApp/public/media/image/mask.js"

/** Numbers 0…1 that are the same in every run. @param {number} seed */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * @param {number} width
 * @param {number} height
 * @param {(x: number, y: number) => boolean} isIn
 */
export function maskFromPixels(width, height, isIn) {
  const rows = new Map()
  for (let y = 0; y < height; y++) {
    const runs = []
    for (let x = 0, was = false; x <= width; x++) {
      const is = x < width && isIn(x, y)
      if (is !== was) runs.push(x)
      was = is
    }
    if (runs.length > 0) rows.set(y, runs)
  }
  return new Mask(width, height, rows)
}

/** @param {() => number} next @param {number} width @param {number} height */
export function randomMask(next, width, height) {
  const density = next()
  const pixels = Array.from({ length: width * height }, () => next() < density)
  return maskFromPixels(width, height, (x, y) => pixels[y * width + x] === true)
}

/** @param {Mask} mask */
export function pixelsOf(mask) {
  return Array.from({ length: mask.width * mask.height }, (_, i) => (mask.has(i % mask.width, Math.floor(i / mask.width)) ? 1 : 0))
}
