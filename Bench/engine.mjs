/**
 * What the pixel engine costs, natively and in WebAssembly, on a volume of 512 × 512 × 200: best of some runs, the ratio, and the limit where one was promised.
 * `node Bench/engine.mjs` (after Scripts/wasm); builds Bench/engine for the native half.
 */

import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { loadEngine } from "../Sources/WebApp/public/engine/engine.js"
import { wireFrame } from "../Tests/Web/engine-support.js"

/** Milliseconds in WebAssembly. */
const limits = new Map([["brush segment, 15 mm ball", 1], ["brush segment, gated", 1], ["undo of 60 segments", 5], ["oblique 512², trilinear", 4], ["window 512²", 1], ["runs of 52 M voxels", 10], ["wire frame 512²", 3]])

const folder = fileURLToPath(new URL("engine", import.meta.url))
execFileSync("swift", ["build", "-c", "release", "--package-path", folder], { stdio: ["ignore", "ignore", "inherit"] })
const native = new Map(execFileSync(`${folder}/.build/release/enginebench`, { encoding: "utf8" }).trim().split("\n").map(line => {
  const [name = "", milliseconds] = line.split("\t")
  return [name, Number(milliseconds)]
}))

const engine = await loadEngine(readFileSync(new URL("../Sources/WebApp/public/engine/pixel.wasm", import.meta.url)))
console.log(`${"".padEnd(32)}${"native".padStart(12)}${"wasm".padStart(12)}${"ratio".padStart(8)}${"limit".padStart(10)}`)

/** @param {string} name @param {number} runs @param {() => void} body @param {() => void} [prepare] */
const time = (name, runs, body, prepare = () => {}) => {
  let best = Infinity
  for (let run = 0; run <= runs; run++) {
    prepare()
    const start = performance.now()
    body()
    if (run > 0) best = Math.min(best, performance.now() - start)
  }
  const other = native.get(name) ?? NaN
  const limit = limits.get(name)
  console.log(`${name.padEnd(32)}${other.toFixed(3).padStart(9)} ms${best.toFixed(3).padStart(9)} ms${(best / other).toFixed(2).padStart(8)}${limit === undefined ? "" : `${limit} ms`.padStart(10)}${limit !== undefined && best > limit ? "  over" : ""}`)
}

const grid = { columns: 512, rows: 512, slices: 200, spacing: /** @type {const} */ ([0.7, 0.7, 1.25]) }
const volume = engine.volume(grid)
const samples = volume.samples
for (let k = 0, at = 0; k < 200; k++) {
  for (let j = 0; j < 512; j++) {
    for (let i = 0; i < 512; i++) samples[at++] = ((i * 3 + j * 5 + k * 7) & 63) + ((i - 256) ** 2 + (j - 256) ** 2 + ((k - 100) * 2) ** 2 < 22500 ? 1000 : 0)
  }
}

const picture = engine.picture(512, 512)
const lookup = engine.lookup()
const overlay = engine.overlay()
const oblique = { origin: /** @type {const} */ ([0, 75, 1]), right: /** @type {const} */ ([0.998, 0, 0]), down: /** @type {const} */ ([0, 0.70710678, 0.38]) }
const axial = { origin: /** @type {const} */ ([0, 0, 90]), right: /** @type {const} */ ([1, 0, 0]), down: /** @type {const} */ ([0, 1, 0]) }
const enlarged = { ...axial, right: /** @type {const} */ ([0.73, 0, 0]), down: /** @type {const} */ ([0, 0.73, 0]) }
const through = /** @type {const} */ ([0, 0, 1])
time("build a window", 20, () => lookup.window({ centre: 40, width: 400 }))
time("build a sigmoid window", 10, () => lookup.window({ centre: 40, width: 400, function: "SIGMOID" }))
time("window 512²", 50, () => lookup.apply(picture))
time("oblique 512², trilinear", 20, () => volume.reslice(oblique, picture, { smooth: true }))
time("oblique 512², nearest", 20, () => volume.reslice(oblique, picture))
time("axial 512², as it is", 20, () => volume.reslice(axial, picture, { smooth: true }))
time("axial 512², enlarged", 20, () => volume.reslice(enlarged, picture, { smooth: true }))
time("highest of 20 slices", 20, () => volume.slab(axial, picture, { through, count: 20, projection: "maximum" }))
time("mean of 20 slices", 20, () => volume.slab(axial, picture, { through, count: 20, projection: "mean" }))
for (let segment = 1; segment < 256; segment++) overlay.set(segment, { fill: [segment, 2, 3, 80], outline: [segment, 2, 3, 80] })
picture.labels.forEach((_, at, labels) => { labels[at] = ((at % 512) >> 5) & (at >> 14) & 3 })
time("labels over 512²", 20, () => overlay.draw(picture))
const frame = wireFrame({ samples: Uint16Array.from(volume.slice(90), (value, at) => value + ((at * 7919 >> 4) & 31)), columns: 512, rows: 512, bits: 12, signed: true })
engine.lend(frame, bytes => time("wire frame 512²", 30, () => engine.call("wireSamples", bytes, frame.length, picture.samplesPointer, 512 * 512)))

const editor = engine.editor(grid)
/** @param {number} x @param {number} y @param {number} z @param {{ flags?: number, segment: number, radius?: number, gate?: number[] }} options */
const brush = (x, y, z, { flags = 1 << 16, segment, radius = 15000, gate = [0, 0] }) =>
  [1, 3, 0, segment, flags, radius, 0, 0, 0, 0, ...gate, 0, 2, x * 256, y * 256, z * 256, (x + 6) * 256, (y + 3) * 256, z * 256]
let turn = 0
const other = () => (++turn % 2) + 1
time("brush segment, 15 mm ball", 60, () => editor.apply(brush(250, 250, 100, { segment: other() })))
time("brush segment, gated", 60, () => editor.apply(brush(250, 250, 100, { flags: 1 << 16 | 1 << 17, segment: other(), gate: [1000, 1040] }), volume))
time("brush segment, adaptive", 20, () => editor.apply(brush(250, 250, 100, { flags: 1 << 16 | 1 << 18, segment: other() }), volume))
time("hash after a segment", 20, () => editor.hash, () => editor.apply(brush(250, 250, 100, { segment: other() })))
time("undo of 60 segments", 20, () => editor.apply([1, 1, 0, 0, 0]), () => {
  const segment = other()
  for (let at = 0; at < 60; at++) editor.apply(brush(100 + at * 5, 200 + at, 100, { flags: 1 << 16 | (at > 0 ? 2 : 0), segment }))
})
const box = [0, 0, 0, 512, 512, 200]
editor.apply([1, 16, 0, 0, 0, ...box])
for (let at = 0; at < 60; at++) editor.apply(brush(60 + at * 37 % 400, 60 + at * 53 % 400, 10 + at * 29 % 180, { segment: at % 9 + 1, radius: 22000 }))
{
  const state = editor.state()
  const fresh = engine.editor(grid)
  fresh.restore(state)
  // After a restore every slice is encoded anew.
  time("runs of 52 M voxels", 5, () => fresh.state(), () => fresh.restore(state))
  fresh.free()
}
/** @type {[string, number[]][]} */
const operations = [
  ["flood fill", [1, 5, 0, 20, 0, 65536, 65536, 25600, 900, 1100, -1, ...box]], ["confidence growing", [1, 6, 0, 20, 0, 65536, 65536, 25600, 640, 3, 2, -1, ...box]],
  ["threshold", [1, 15, 0, 21, 0, 1000, 1100, ...box]], ["margin 3 mm", [1, 9, 0, 3, 0, 3000, -1]], ["largest island", [1, 7, 0, 3, 0, 0, 0, 0, 0, 0, 0]],
  ["fill holes", [1, 8, 0, 3, 0, -1, 0]], ["smooth, median 3 mm", [1, 10, 0, 3, 0, 0, 3000, -1]], ["grow from seeds", [1, 14, 0, 0, 0, 200, 200, 80, 300, 300, 120, 0, 0]],
]
for (const [name, record] of operations) {
  time(name, 2, () => {
    const { failure } = editor.apply(record, volume)
    if (failure) throw new Error(`${name}: ${failure}`)
  }, () => { if (editor.undoCount > 60) editor.apply([1, 1, 0, 0, 0]) })
}
const { used, size } = engine.heap
console.log(`${(used / 2 ** 20).toFixed(0)} MB in use of ${(size / 2 ** 20).toFixed(0)} MB: ${(size / (512 * 512 * 200)).toFixed(2)} bytes a voxel`)
