/**
 * Writes mask records for the vectors, straight from the layout in `Sources/PixelEngine/Mask/MaskKind.swift` and not from the page's own writer
 * (`media/volume/segments/records.js`), which a test compares with this one. Points are in voxels, lengths in millimetres, intensities in the volume's samples;
 * `layer` is 0–15, `segment` 1–255 (0 where it says "any").
 *
 * @typedef {readonly [number, number, number]} Point
 * @typedef {Readonly<{ min: Point, end: Point }>} Box
 * @typedef {Readonly<{
 *   layer?: number, segment: number, erase?: boolean, joined?: boolean, locked?: Iterable<number>, over?: "all" | "unlabelled" | number,
 * }>} Target
 *   `joined`: one step with the record before; `locked`: segments that must not change; `over`: change only voxels without a label, or only those of a segment
 * @typedef {-1 | 0 | 1 | 2} Axis slices across i, j or k; −1 is three-dimensional
 */

export const kinds = /** @type {const} */ ({
  undo: 1, redo: 2, brush: 3, scissors: 4, floodFill: 5, confidenceGrow: 6, islands: 7, fillHoles: 8, margin: 9, smooth: 10, boolean: 11, interpolate: 12,
  livewire: 13, growCut: 14, threshold: 15, clear: 16, load: 17, move: 18, accept: 19,
})

export const flags = /** @type {const} */ ({
  erase: 1 << 0, joined: 1 << 1, hasLocks: 1 << 2, onlyUnlabelled: 1 << 4, onlyOver: 1 << 5, ball: 1 << 16, gate: 1 << 17, adaptive: 1 << 18, outside: 1 << 19,
  diagonal: 1 << 20, byLabel: 1 << 21, replace: 1 << 22, hollowInside: 1 << 23, hollowOutside: 1 << 24,
})

const version = 1

/** @param {number} value */
const fixed = value => Math.round(value * 256)
/** @param {Point} point */
const point = ([x, y, z]) => [fixed(x), fixed(y), fixed(z)]
/** @param {readonly Point[]} points */
const path = points => [points.length, ...points.flatMap(point)]
/** @param {number} millimetres */
const length = millimetres => Math.round(millimetres * 1000)
/** @param {Point} vector in millimetres along i, j and k; of any length */
const direction = ([x, y, z]) => {
  const norm = Math.hypot(x, y, z) || 1
  return [x, y, z].map(part => Math.round((part / norm) * 65536))
}
/** @param {Box} box */
const corners = ({ min, end }) => [...min, ...end].map(Math.trunc)

/**
 * A record of any kind from its parameters.
 * @param {number} kind
 * @param {Target} target
 * @param {Iterable<number>} parameters
 * @param {number} [extra] flags of the kind
 */
export const record = (kind, target, parameters, extra = 0) => {
  const locked = [...(target.locked ?? [])].filter(segment => segment > 0 && segment < 256)
  let bits = extra | (target.erase ? flags.erase : 0) | (target.joined ? flags.joined : 0)
  if (target.over === "unlabelled") bits |= flags.onlyUnlabelled
  else if (typeof target.over === "number") bits |= flags.onlyOver | (target.over << 8)
  const words = new Int32Array(8)
  for (const segment of locked) words[segment >> 5] = (words[segment >> 5] ?? 0) | (1 << (segment & 31))
  if (locked.length > 0) bits |= flags.hasLocks
  return Int32Array.from([version, kind, target.layer ?? 0, target.segment, bits, ...(locked.length > 0 ? words : []), ...parameters])
}

const nothing = { segment: 0 }
export const undo = () => record(kinds.undo, nothing, [])
export const redo = () => record(kinds.redo, nothing, [])

/**
 * A stroke through points. Without `normal` the brush is a ball; with it a disc across that direction, one voxel thick unless `thickness` says more.
 * @param {Target & Readonly<{
 *   points: readonly Point[], radius: number, normal?: Point | null, thickness?: number, gate?: readonly [number, number] | null, adaptive?: boolean, tolerance?: number,
 * }>} stroke
 */
export const brush = ({ points, radius, normal = null, thickness = 0, gate = null, adaptive = false, tolerance = 0, ...target }) => record(
  kinds.brush, target,
  [length(radius), ...(normal ? direction(normal) : [0, 0, 0]), length(thickness), ...(gate ?? [0, 0]), tolerance, ...path(points)],
  (normal ? 0 : flags.ball) | (gate ? flags.gate : 0) | (adaptive ? flags.adaptive : 0))

/**
 * A polygon extruded along its normal; `front` and `back` null reach to the end of the volume, 0 and 0 are one slice.
 * @param {Target & Readonly<{ points: readonly Point[], normal: Point, front?: number | null, back?: number | null, outside?: boolean }>} cut
 */
export const scissors = ({ points, normal, front = 0, back = 0, outside = false, ...target }) => record(
  kinds.scissors, target, [...direction(normal), front === null ? -1 : length(front), back === null ? -1 : length(back), ...path(points)], outside ? flags.outside : 0)

/** @param {Target & Readonly<{ seed: Point, range?: readonly [number, number], axis?: Axis, box: Box, diagonal?: boolean, byLabel?: boolean }>} fill */
export const floodFill = ({ seed, range = [0, 0], axis = -1, box, diagonal = false, byLabel = false, ...target }) => record(
  kinds.floodFill, target, [...point(seed), ...range, axis, ...corners(box)], (diagonal ? flags.diagonal : 0) | (byLabel ? flags.byLabel : 0))

/** @param {Target & Readonly<{ seed: Point, factor?: number, rounds?: number, radius?: number, axis?: Axis, box: Box }>} growth */
export const confidenceGrow = ({ seed, factor = 2.5, rounds = 4, radius = 1, axis = -1, box, ...target }) => record(
  kinds.confidenceGrow, target, [...point(seed), fixed(factor), rounds, radius, axis, ...corners(box)])

/** @param {Target & Readonly<{ mode: "keepLargest" | "removeSmall" | "keepAt" | "split" | "removeAt", least?: number, seed?: Point, first?: number, diagonal?: boolean }>} islands */
export const islands = ({ mode, least = 0, seed = [0, 0, 0], first = 0, diagonal = false, ...target }) => record(
  kinds.islands, target, [["keepLargest", "removeSmall", "keepAt", "split", "removeAt"].indexOf(mode), least, ...point(seed), first], diagonal ? flags.diagonal : 0)

/** @param {Target & Readonly<{ axis?: Axis, most?: number, diagonal?: boolean }>} holes `most` voxels, 0: of any size */
export const fillHoles = ({ axis = -1, most = 0, diagonal = false, ...target }) => record(kinds.fillHoles, target, [axis, most], diagonal ? flags.diagonal : 0)

/** @param {Target & Readonly<{ distance: number, axis?: Axis, hollow?: "inside" | "outside" | "middle" | null }>} margin negative shrinks; hollow leaves a wall */
export const margin = ({ distance, axis = -1, hollow = null, ...target }) => record(
  kinds.margin, target, [length(distance), axis],
  (hollow === "inside" || hollow === "middle" ? flags.hollowInside : 0) | (hollow === "outside" || hollow === "middle" ? flags.hollowOutside : 0))

/** @param {Target & Readonly<{ method: "median" | "closing" | "opening" | "joint", radius: number, axis?: Axis }>} smoothing joint: all segments not locked at once; segment 0 */
export const smooth = ({ method, radius, axis = -1, ...target }) => record(kinds.smooth, target, [["median", "closing", "opening", "joint"].indexOf(method), length(radius), axis])

/** @param {Target & Readonly<{ operation: "union" | "subtract" | "intersect" | "copy" | "invert", other?: Readonly<{ layer: number, segment: number }> }>} combination */
export const boolean = ({ operation, other = { layer: 0, segment: 0 }, ...target }) => record(
  kinds.boolean, target, [["union", "subtract", "intersect", "copy", "invert"].indexOf(operation), other.layer, other.segment])

/** @param {Target & Readonly<{ axis: 0 | 1 | 2, from?: number, to?: number }>} gap −1 and −1: every gap between drawn slices */
export const interpolate = ({ axis, from = -1, to = -1, ...target }) => record(kinds.interpolate, target, [axis, from, to])

/** @param {Target & Readonly<{ axis: 0 | 1 | 2, slice: number, points: readonly Point[] }>} contour the traced path, closed by itself */
export const livewire = ({ axis, slice, points, ...target }) => record(kinds.livewire, target, [axis, slice, ...path(points)])

/** @param {Target & Readonly<{ box: Box, locality?: number, background?: number }>} growth segment 0 grows all; `locality` is what a step costs beside the difference of intensity */
export const growCut = ({ box, locality = 0, background = 0, ...target }) => record(kinds.growCut, target, [...corners(box), locality, background])

/** @param {Target & Readonly<{ range: readonly [number, number], box: Box }>} fill */
export const threshold = ({ range, box, ...target }) => record(kinds.threshold, target, [...range, ...corners(box)])

/** @param {Target & Readonly<{ box: Box }>} area segment 0: all that are not locked */
export const clear = ({ box, ...target }) => record(kinds.clear, target, corners(box))

/** @param {Target & Readonly<{ start?: number, runs: Iterable<number>, replace?: boolean }>} mask runs `value << 24 | length`; segment 0 keeps their values */
export const load = ({ start = 0, runs, replace = false, ...target }) => record(kinds.load, target, [start, ...runs], replace ? flags.replace : 0)

/** @param {Target & Readonly<{ start?: number, runs: Iterable<number>, replace?: boolean }>} proposal as {@link load} */
export const accept = ({ start = 0, runs, replace = false, ...target }) => record(kinds.accept, target, [start, ...runs], replace ? flags.replace : 0)

/** @param {Target & Readonly<{ to: Readonly<{ layer: number, segment: number }> }>} move */
export const move = ({ to, ...target }) => record(kinds.move, target, [to.layer, to.segment])

/**
 * The whole of a volume.
 * @param {import("../../../Sources/WebApp/public/engine/engine.js").Grid} grid
 * @returns {Box}
 */
export const whole = grid => ({ min: [0, 0, 0], end: [grid.columns, grid.rows, grid.slices] })
