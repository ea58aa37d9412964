// Writes vectors.json: inputs for the pixel engine and what pixel.wasm makes of them. `swift test` and `node --test` both check against it, so native and WebAssembly
// agree or one of them fails. Run after Scripts/wasm whenever a kernel's result is meant to change, and say in the commit why it does.
import { writeFileSync } from "node:fs"
import * as write from "./records.mjs"
import { freshEngine } from "../../Web/engine-support.js"
import { runners } from "./runners.mjs"

const cube = [48, 40, 24, 0.7, 0.8, 1.25]
const flat = [61, 33, 9, 0.5, 0.5, 4]
const grid = { columns: 48, rows: 40, slices: 24, spacing: [0.7, 0.8, 1.25] }
const box = write.whole(grid)
const records = list => list.map(record => [...record])

const strokes = [
  write.brush({ segment: 1, points: [[10, 12, 8], [20.5, 18.25, 10]], radius: 4 }),
  write.brush({ segment: 1, joined: true, points: [[20.5, 18.25, 10], [30, 12, 14]], radius: 4 }),
  write.brush({ segment: 2, points: [[33, 30, 12]], radius: 6.5 }),
  write.brush({ segment: 3, points: [[12, 30, 18], [14, 33, 20]], radius: 3, layer: 1 }),
]
const star = [[8, 6, 12], [40, 9, 12], [14, 34, 12], [24, 2, 12], [36, 36, 12]]
const masks = {
  "brush: balls, erasing, undo and redo": [
    ...strokes, write.brush({ segment: 1, erase: true, points: [[15, 15, 9]], radius: 3 }), write.undo(), write.undo(), write.redo(), write.redo(), write.redo(), write.undo(),
    write.brush({ segment: 0, erase: true, locked: [2], points: [[20, 20, 12]], radius: 20 }),
  ],
  "brush: discs across axes and oblique": [
    ...[[0, 0, 1], [0, 1, 0], [1, 0, 0], [1, 2, 3], [-3, 1, 0.5]].map((normal, at) =>
      write.brush({ segment: at + 1, points: [[10 + 5 * at, 10, 10], [20, 25, 12]], radius: 5, normal, thickness: at === 3 ? 3 : 0 })),
  ],
  "brush: gates": [
    ...strokes,
    write.brush({ segment: 4, points: [[24, 20, 12], [30, 20, 12]], radius: 9, gate: [150, 450] }),
    write.brush({ segment: 5, points: [[18, 20, 12]], radius: 9, over: "unlabelled" }),
    write.brush({ segment: 6, points: [[18, 20, 12]], radius: 12, over: 5, locked: [1, 2] }),
  ],
  "brush: adaptive": [
    write.brush({ segment: 1, points: [[18, 20, 12], [24, 20, 12]], radius: 10, adaptive: true }),
    write.brush({ segment: 2, points: [[5, 5, 3]], radius: 8, adaptive: true, tolerance: 40 }),
    write.brush({ segment: 3, points: [[30, 20, 12]], radius: 10, normal: [0, 0, 1], adaptive: true, gate: [200, 500] }),
  ],
  "scissors": [
    write.scissors({ segment: 1, points: star, normal: [0, 0, 1], front: 0, back: 0 }),
    write.scissors({ segment: 2, points: star, normal: [0, 0, 1], front: 5, back: null, over: "unlabelled" }),
    write.scissors({ segment: 1, erase: true, points: star, normal: [0.2, -0.3, 1], front: null, back: null }),
    write.scissors({ segment: 3, points: [[20, 4, 4], [20, 30, 4], [20, 18, 20]], normal: [1, 0, 0], front: 6, back: 3 }),
    write.scissors({ segment: 0, erase: true, outside: true, points: star, normal: [0, 0, 1], front: null, back: null }),
  ],
  "threshold, clear, load, accept, move": [
    write.threshold({ segment: 1, range: [200, 300], box }), write.threshold({ segment: 2, range: [301, 600], box: { min: [5, 5, 5], end: [40, 30, 20] } }),
    write.threshold({ segment: 1, erase: true, range: [240, 250], box }), write.clear({ segment: 2, box: { min: [0, 0, 0], end: [24, 40, 24] } }),
    write.load({ segment: 0, start: 5000, runs: [(7 << 24) | 900, 200, (8 << 24) | 100] }), write.accept({ segment: 9, start: 4990, runs: [(1 << 24) | 50, 500], replace: true, locked: [1] }),
    write.move({ segment: 1, to: { layer: 2, segment: 4 } }), write.move({ segment: 2, to: { layer: 0, segment: 12 } }), write.undo(), write.clear({ segment: 0, box, locked: [8] }), write.undo(),
  ],
  "flood fill and confidence growing": [
    write.floodFill({ segment: 1, seed: [18, 20, 12], range: [200, 600], box }),
    write.floodFill({ segment: 2, seed: [4, 4, 12], range: [-200, 60], axis: 2, box, diagonal: true }),
    write.floodFill({ segment: 3, seed: [18, 20, 12], byLabel: true, axis: 1, box }),
    write.confidenceGrow({ segment: 4, seed: [30, 20, 12], factor: 2.5, rounds: 3, radius: 2, box, over: "unlabelled" }),
    write.confidenceGrow({ segment: 5, seed: [30, 20, 12], factor: 3, rounds: 2, radius: 1, axis: 2, box }),
  ],
  "islands and holes": [
    write.threshold({ segment: 1, range: [300, 400], box }), write.islands({ segment: 1, mode: "removeSmall", least: 20 }), write.fillHoles({ segment: 1, axis: 2 }),
    write.fillHoles({ segment: 1 }), write.islands({ segment: 1, mode: "keepLargest", diagonal: true }), write.undo(), write.islands({ segment: 1, mode: "split", least: 5, first: 10 }),
    write.undo(), write.islands({ segment: 1, mode: "keepAt", seed: [18, 20, 12] }),
  ],
  "margin and smoothing": [
    ...strokes, write.margin({ segment: 1, distance: 2.1 }), write.margin({ segment: 2, distance: -1.5 }), write.margin({ segment: 2, distance: 2, axis: 2, over: "unlabelled" }),
    write.smooth({ segment: 1, method: "median", radius: 1.6 }), write.smooth({ segment: 1, method: "closing", radius: 2.2 }), write.smooth({ segment: 2, method: "opening", radius: 2, axis: 2 }),
    write.smooth({ segment: 0, method: "joint", radius: 1.6 }), write.margin({ segment: 2, distance: 1.5, hollow: "inside" }),
  ],
  "boolean": ["union", "subtract", "intersect", "copy", "invert"].flatMap(operation => [
    ...strokes, write.boolean({ segment: 1, operation, other: { layer: 1, segment: 3 } }), write.boolean({ segment: 2, operation, other: { layer: 0, segment: 1 } }),
  ]),
  "interpolation between slices": [
    write.brush({ segment: 1, points: [[15, 15, 4]], radius: 6, normal: [0, 0, 1] }), write.brush({ segment: 1, points: [[25, 20, 10], [30, 20, 10]], radius: 5, normal: [0, 0, 1] }),
    write.brush({ segment: 1, points: [[20, 28, 17]], radius: 3, normal: [0, 0, 1] }), write.interpolate({ segment: 1, axis: 2 }), write.undo(), write.interpolate({ segment: 1, axis: 2, from: 4, to: 10 }),
  ],
  "livewire and growing from seeds": [
    write.livewire({ segment: 1, axis: 2, slice: 12, points: [[8, 8, 12], [20, 6, 12], [26, 18, 12], [16, 24, 12]] }),
    write.brush({ segment: 2, points: [[18, 20, 12]], radius: 2 }), write.brush({ segment: 3, points: [[4, 4, 12]], radius: 2 }),
    write.growCut({ segment: 0, box: { min: [2, 2, 6], end: [44, 36, 18] }, background: 3 }),
  ],
}

const oblique = [-3, 2, 1, 0.6, 0.31, 0.05, -0.2, 0.55, 0.22]
const vectors = [
  ...Object.entries(masks).map(([name, list]) => ({ name, kind: "mask", grid: cube, seed: 7, records: records(list) })),
  ...[1, 2, 3, 4].map(seed => ({ name: `random records ${seed}`, kind: "random", grid: seed % 2 ? [24, 20, 12, 0.7, 0.8, 1.25] : [17, 11, 3, 2, 0.5, 5], seed, count: 400 })),
  ...[false, true].flatMap(smooth => [
    { name: `oblique plane, ${smooth ? "trilinear" : "nearest"}`, kind: "reslice", grid: cube, seed: 3, plane: oblique, size: [90, 80], smooth },
    { name: `slice as it is, ${smooth ? "trilinear" : "nearest"}`, kind: "reslice", grid: flat, seed: 3, plane: [0, 0, 8, 1, 0, 0, 0, 1, 0], size: [61, 33], smooth },
    { name: `slice enlarged, ${smooth ? "trilinear" : "nearest"}`, kind: "reslice", grid: flat, seed: 3, plane: [-0.7, -0.6, 5, 0.37, 0, 0, 0, 0.37, 0], size: [180, 100], smooth },
    { name: `sagittal, ${smooth ? "trilinear" : "nearest"}`, kind: "reslice", grid: cube, seed: 3, plane: [20.3, -2, 24, 0, 0.5, 0, 0, 0, -0.5], size: [100, 60], smooth },
    { name: `beside the volume, ${smooth ? "trilinear" : "nearest"}`, kind: "reslice", grid: flat, seed: 3, plane: [900, 0, 0, 1, 0, 0, 0, 1, 0], size: [10, 10], smooth },
  ]),
  { name: "labels on an oblique plane", kind: "labels", grid: cube, records: records(strokes), plane: oblique, size: [90, 80] },
  ...["maximum", "minimum", "mean"].flatMap(projection => [
    { name: `slab, oblique, ${projection}`, kind: "slab", grid: cube, seed: 4, plane: [...oblique, 0.1, -0.1, 0.9], size: [80, 70], smooth: true, count: 12, projection },
    { name: `slab of slices, ${projection}`, kind: "slab", grid: flat, seed: 4, plane: [0, 0, 2, 1, 0, 0, 0, 1, 0, 0, 0, 1], size: [61, 33], smooth: false, count: 5, projection },
  ]),
  ...[
    ["linear", { centre: 40, width: 400, slope: 1, intercept: -1024 }], ["linear, narrow", { centre: 40, width: 1 }], ["linear exact", { centre: 40.5, width: 33.3, function: "LINEAR_EXACT", slope: 0.37 }],
    ["sigmoid", { centre: 300, width: 900, function: "SIGMOID", intercept: -1000 }], ["inverted, unsigned", { centre: 30000, width: 60000, inverted: true, offset: 32768 }],
    ["voi table", { centre: 0, width: 1, slope: 2, intercept: -100, voi: { first: -50, bits: 12, values: Array.from({ length: 300 }, (_, at) => at * at & 4095) } }],
    ["modality table", { centre: 500, width: 700, modality: { first: 10, values: Array.from({ length: 200 }, (_, at) => at * 5) } }],
    ["colours", { centre: 40, width: 400, colours: Array.from({ length: 256 }, (_, at) => (0xFF000000 | (at * at & 0xFFFFFF)) >>> 0) }],
  ].map(([name, window]) => ({ name: `window: ${name}`, kind: "window", window })),
  { name: "palette", kind: "palette", palette: { first: 3, bits: 16, offset: 0, red: [0, 65535, 300], green: [9, 1000, 50000], blue: [65535, 0, 1] } },
  ...[1, 3].map(thickness => ({ name: `overlay, outline ${thickness}`, kind: "overlay", seed: 5, size: [70, 50], thickness })),
  ...[[16, false, 1], [16, true, 1], [12, true, 1], [8, false, 1], [8, true, 1], [8, false, 3]].map(([bits, signed, channels]) => (
    { name: `wire frame, ${bits} bits${signed ? ", signed" : ""}, ${channels} channels`, kind: "wire", seed: 6, columns: 37, rows: 23, bits, signed, channels })),
]

const engine = await freshEngine()
for (const vector of vectors) {
  const { window } = vector
  vector.result = runners[vector.kind](engine, window?.colours ? { ...vector, window: { ...window, colours: Uint32Array.from(window.colours) } } : vector)
}
writeFileSync(new URL("vectors.json", import.meta.url), `[\n${vectors.map(vector => JSON.stringify(vector)).join(",\n")}\n]\n`)
console.log(`${vectors.length} vectors; ${engine.heap.used} bytes in use at the end`)
