/** What the browser's pure modules cost, in node: value beside limit. `node Bench/web.mjs` */

import { search } from "../Sources/WebApp/public/app/palette-search.js"
import { GridIndex } from "../Sources/WebApp/public/media/image/grid-index.js"
import { decodeMask, encodeMask } from "../Sources/WebApp/public/media/image/rle.js"
import { maskFromPixels } from "../Tests/Web/image-support.js"

/** @param {string} what @param {number} limit milliseconds @param {() => void} work */
const measure = (what, limit, work) => {
  work()
  const taken = Array.from({ length: 9 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).sort((a, b) => a - b)
  const median = taken[4] ?? 0
  console.log(`${what.padEnd(56)}${median.toFixed(2).padStart(9)} ms${String(limit).padStart(8)} ms${median > limit ? "  over" : ""}`)
}

console.log(`${"".padEnd(56)}${"median".padStart(12)}${"limit".padStart(11)}`)
const mask = maskFromPixels(4000, 3000, (x, y) => (x - 2000) ** 2 + (y - 1500) ** 2 < 1_400_000 && (x >> 6) % 3 > 0)
const bytes = encodeMask(mask)
measure("write a 4000 × 3000 mask", 50, () => encodeMask(mask))
measure("read a 4000 × 3000 mask", 50, () => decodeMask(bytes, 4000, 3000))
const boxes = Array.from({ length: 5000 }, (_, i) => ({ minX: (i * 37) % 600, minY: (i * 53) % 440, maxX: (i * 37) % 600 + 20, maxY: (i * 53) % 440 + 20 }))
const index = new GridIndex(boxes, { width: 640, height: 480 })
measure("index 5 000 boxes", 16, () => new GridIndex(boxes, { width: 640, height: 480 }))
measure("find 1 000 points among 5 000 boxes", 16, () => { for (let i = 0; i < 1000; i++) index.query(i % 640, i % 480, i % 640, i % 480, () => {}) })
const entries = Array.from({ length: 10_000 }, (_, i) => ({ title: `Project number ${i} of the chest department` }))
measure("search 10 000 entries of the palette", 50, () => search("chest 99", entries, 60))
