/**
 * Mask operations as the engine, the log and the server know them: lists of 32-bit words. The layout is that of `MaskKind` in Sources/PixelEngine; numbers that are stored never change.
 *
 * @typedef {readonly [number, number, number]} Vector3
 * @typedef {Readonly<{ minI: number, minJ: number, minK: number, endI: number, endJ: number, endK: number }>} Box ends excluded
 * @typedef {0 | 1 | 2 | -1} Axis slices across i, j or k; -1 for three dimensions
 * @typedef {"anything" | "unlabelled" | number} Over what may be painted over; a number is a segment
 * @typedef {Readonly<{ layer: number, segment: number, erase?: boolean, over?: Over, joined?: boolean, locks?: readonly number[], flags?: number }>} Target
 *   `joined`: one step with the record before; `locks`: segments nothing may change
 */

export const kinds = Object.freeze({
  undo: 1, redo: 2, brush: 3, scissors: 4, flood: 5, confidence: 6, islands: 7, holes: 8, margin: 9, smooth: 10, boolean: 11, interpolate: 12, livewire: 13, growCut: 14, threshold: 15,
  clear: 16, load: 17, move: 18, accept: 19,
})

export const flags = Object.freeze({
  erase: 1, joined: 2, hasLocks: 4, onlyUnlabelled: 16, onlyOver: 32, ball: 1 << 16, gate: 1 << 17, adaptive: 1 << 18, outside: 1 << 19, diagonal: 1 << 20, byLabel: 1 << 21, replace: 1 << 22,
})

const headerWords = 5
const lockWords = 8

/** @param {number} value */
const word = value => Math.max(-0x80000000, Math.min(0x7fffffff, Math.round(value)))
/** @param {Vector3} voxel */
const point = ([i, j, k]) => [word(i * 256), word(j * 256), word(k * 256)]
/** @param {Vector3} way */
const direction = ([x, y, z]) => [word(x * 65536), word(y * 65536), word(z * 65536)]
/** @param {number} millimetres */
const length = millimetres => word(millimetres * 1000)
/** @param {Box} box */
const sides = ({ minI, minJ, minK, endI, endJ, endK }) => [minI, minJ, minK, endI, endJ, endK]

/**
 * @param {number} kind
 * @param {Target} target
 * @param {readonly number[]} parameters
 * @returns {Int32Array}
 */
function record(kind, { layer, segment, erase = false, over = "anything", joined = false, locks = [], flags: more = 0 }, parameters) {
  // The record's own segment counts as free: it was chosen to be worked on.
  const locked = locks.filter(each => each !== segment && each > 0)
  let bits = more | (erase ? flags.erase : 0) | (joined ? flags.joined : 0) | (locked.length > 0 ? flags.hasLocks : 0)
  if (over === "unlabelled") bits |= flags.onlyUnlabelled
  else if (typeof over === "number") bits |= flags.onlyOver | (over & 255) << 8
  const words = new Int32Array(headerWords + (locked.length > 0 ? lockWords : 0) + parameters.length)
  words.set([1, kind, layer, segment, bits])
  for (const each of locked) words[headerWords + (each >> 5)] |= 1 << (each & 31)
  words.set(parameters, words.length - parameters.length)
  return words
}

export const undo = () => record(kinds.undo, { layer: 0, segment: 0 }, [])
export const redo = () => record(kinds.redo, { layer: 0, segment: 0 }, [])

/**
 * @typedef {Readonly<{ radius: number, normal: Vector3 | null, thickness?: number, gate?: readonly [number, number] | null, tolerance?: number | null, points: readonly Vector3[] }>} Stroke
 *   `radius` mm; `normal` in millimetres of the grid, null for a ball; `gate` stored values; `tolerance` for the adaptive brush (0: found where it paints), null for an ordinary one
 *
 * @param {Target} target
 * @param {Stroke} stroke
 */
export function brush(target, { radius, normal, thickness = 0, gate = null, tolerance = null, points }) {
  const bits = (normal ? 0 : flags.ball) | (gate ? flags.gate : 0) | (tolerance === null ? 0 : flags.adaptive)
  return record(kinds.brush, { ...target, flags: (target.flags ?? 0) | bits }, [
    length(radius), ...(normal ? direction(normal) : [0, 0, 0]), normal ? length(thickness) : 0, gate ? word(gate[0]) : 0, gate ? word(gate[1]) : 0, word(tolerance ?? 0), points.length, ...points.flatMap(point),
  ])
}

/**
 * @param {Target} target
 * @param {Readonly<{ normal: Vector3, front: number, back: number, outside?: boolean, points: readonly Vector3[] }>} cut `front`, `back` mm; negative is without end
 */
export const scissors = (target, { normal, front, back, outside = false, points }) => record(kinds.scissors, { ...target, flags: (target.flags ?? 0) | (outside ? flags.outside : 0) },
  [...direction(normal), front < 0 ? -1 : length(front), back < 0 ? -1 : length(back), points.length, ...points.flatMap(point)])

/**
 * @param {Target} target
 * @param {Readonly<{ seed: Vector3, range: readonly [number, number] | null, axis: Axis, box: Box }>} fill `range` of stored values; null follows the label at the seed
 */
export const flood = (target, { seed, range, axis, box }) => record(kinds.flood, { ...target, flags: (target.flags ?? 0) | (range ? 0 : flags.byLabel) },
  [...point(seed), range ? word(range[0]) : 0, range ? word(range[1]) : 0, axis, ...sides(box)])

/**
 * @param {Target} target
 * @param {Readonly<{ seed: Vector3, factor: number, rounds: number, radius: number, axis: Axis, box: Box }>} grow `factor` of the deviation; `radius` in voxels
 */
export const confidence = (target, { seed, factor, rounds, radius, axis, box }) => record(kinds.confidence, target, [...point(seed), word(factor * 256), rounds, radius, axis, ...sides(box)])

/**
 * @param {Target} target
 * @param {Readonly<{ mode: "largest" | "least" | "at" | "split", least?: number, seed?: Vector3, first?: number }>} how
 */
export const islands = (target, { mode, least = 0, seed = [0, 0, 0], first = 0 }) => record(kinds.islands, target, [["largest", "least", "at", "split"].indexOf(mode), least, ...point(seed), first])

/** @param {Target} target @param {Readonly<{ axis: Axis, most?: number }>} how `most` voxels, 0 for any size */
export const holes = (target, { axis, most = 0 }) => record(kinds.holes, target, [axis, most])

/** @param {Target} target @param {Readonly<{ millimetres: number, axis?: Axis }>} how */
export const margin = (target, { millimetres, axis = -1 }) => record(kinds.margin, target, [length(millimetres), axis])

/** @param {Target} target @param {Readonly<{ method: "median" | "closing" | "opening", millimetres: number, axis?: Axis }>} how */
export const smooth = (target, { method, millimetres, axis = -1 }) => record(kinds.smooth, target, [["median", "closing", "opening"].indexOf(method), length(millimetres), axis])

/** @param {Target} target @param {Readonly<{ operation: "union" | "subtract" | "intersect" | "copy" | "invert", layer?: number, other?: number }>} how */
export const boolean = (target, { operation, layer = 0, other = 0 }) => record(kinds.boolean, target, [["union", "subtract", "intersect", "copy", "invert"].indexOf(operation), layer, other])

/** @param {Target} target @param {Readonly<{ axis?: 0 | 1 | 2, first?: number, last?: number }>} how every gap, if no slices are named */
export const interpolate = (target, { axis = 2, first = -1, last = -1 }) => record(kinds.interpolate, target, [axis, first, last])

/** @param {Target} target @param {Readonly<{ axis: 0 | 1 | 2, slice: number, points: readonly Vector3[] }>} path */
export const livewire = (target, { axis, slice, points }) => record(kinds.livewire, target, [axis, slice, points.length, ...points.flatMap(point)])

/** @param {Target} target @param {Readonly<{ box: Box, locality?: number, background?: number }>} how */
export const growCut = (target, { box, locality = 0, background = 0 }) => record(kinds.growCut, target, [...sides(box), locality, background])

/** @param {Target} target @param {Readonly<{ range: readonly [number, number], box: Box }>} how */
export const threshold = (target, { range, box }) => record(kinds.threshold, target, [word(range[0]), word(range[1]), ...sides(box)])

/** @param {Target} target @param {Box} box */
export const clear = (target, box) => record(kinds.clear, target, sides(box))

/** @param {Target} target @param {Readonly<{ layer: number, segment: number }>} to */
export const move = (target, to) => record(kinds.move, target, [to.layer, to.segment])

/**
 * Takes over a proposal.
 *
 * @param {Target} target
 * @param {Readonly<{ start: number, runs: ArrayLike<number> }>} proposal words `value << 24 | length`
 */
export const accept = (target, { start, runs }) => record(kinds.accept, target, [start, ...Array.from(runs, each => each | 0)])

/** @param {Target} target @param {Readonly<{ start: number, runs: ArrayLike<number>, replace?: boolean }>} mask */
export const load = (target, { start, runs, replace = false }) => record(kinds.load, { ...target, flags: (target.flags ?? 0) | (replace ? flags.replace : 0) }, [start, ...Array.from(runs, each => each | 0)])

/**
 * The same record as part of the step before it.
 *
 * @param {Int32Array} words
 */
export function joined(words) {
  const copy = words.slice()
  copy[4] |= flags.joined
  return copy
}

/** @param {ArrayLike<number>} words */
export const kindOf = words => words[1] ?? 0

/**
 * Where voxels of a kind of operation come from, as the provenance bar tells it.
 *
 * @type {ReadonlyMap<number, "brush" | "model" | "fill">}
 */
const sources = new Map([[kinds.accept, "model"], [kinds.load, "model"], ...[kinds.flood, kinds.confidence, kinds.holes, kinds.margin, kinds.smooth, kinds.boolean, kinds.interpolate, kinds.growCut, kinds.threshold].map(kind => /** @type {const} */ ([kind, "fill"]))])

/** @param {ArrayLike<number>} words @returns {"brush" | "model" | "fill"} */
export const sourceOf = words => sources.get(kindOf(words)) ?? "brush"

/**
 * Base64 of the little-endian words.
 *
 * @param {Int32Array} words
 */
export function encoded(words) {
  const bytes = new Uint8Array(words.length * 4)
  const view = new DataView(bytes.buffer)
  words.forEach((each, i) => view.setInt32(i * 4, each, true))
  let text = ""
  // Calls have a limit of arguments somewhere above a hundred thousand.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** @param {string} text @returns {Int32Array} */
export function decoded(text) {
  const bytes = Uint8Array.from(atob(text), each => each.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  return Int32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getInt32(i * 4, true))
}
