import { isFree, isShown } from "../../../core/region-commands.js"
import { labelOf, ordered } from "../../../core/state.js"
import { figures, outline } from "./figures.js"
import { figureOf } from "./med.js"

/**
 * The figures of one object, and which of them a viewport shows.
 *
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("./vector.js").Vector3} Vector3
 * @typedef {import("../../../core/state.js").Region} Region
 * @typedef {import("../../../core/state.js").State} State
 * @typedef {import("../contracts.js").Viewport} Viewport
 * @typedef {Readonly<{ x: number, y: number }>} Point
 * @typedef {Readonly<{ region: Region, figure: Figure, line: readonly Vector3[], colour: string, name: string, isFree: boolean }>} Item
 * @typedef {Readonly<{ item: Item, points: readonly Point[], outline: readonly Point[], away: number }>} Seen `away`: 0 on this plane, else how many slices off
 */

export class Scene {
  /** @type {readonly Item[]} */
  items = []
  /** @type {Map<Region, Item>} */
  #known = new Map()

  /**
   * Reads the regions again; unchanged ones stay the same items.
   *
   * @param {State} state
   * @param {string} objectName
   * @param {import("./med.js").Place | null} place
   */
  read(state, objectName, place) {
    /** @type {Map<Region, Item>} */
    const known = new Map()
    this.items = !place ? [] : ordered(state).flatMap(region => {
      if (region.objectName !== objectName || region.shape === "brush" || region.shape === "bitmask" || !isShown(region)) return []
      let item = this.#known.get(region)
      if (!item) {
        const figure = figureOf(region, place)
        if (!figure) return []
        const label = labelOf(region, state.config)
        item = { region, figure, line: outline(figure), colour: label?.colour ?? "#a9aeb4", name: label?.value ?? "", isFree: isFree(region) }
      }
      known.set(region, item)
      return [item]
    })
    this.#known = known
  }

  /** @param {string} id */
  get(id) { return this.items.find(item => item.region.id === id) ?? null }
}

/**
 * How a viewport shows a figure; null where it does not. A figure is seen where all its points lie within half a slice of the plane (or inside the slab).
 *
 * @param {Item} item
 * @param {Viewport} viewport
 * @param {{ figure?: Figure | undefined, slices?: number }} how `figure` instead of the item's own; `slices`: so many neighbouring ones count too
 * @returns {Seen | null}
 */
export function seenIn(item, viewport, { figure, slices = 0 } = {}) {
  const { points: at, line } = figure ? { points: figure.points, line: outline(figure) } : { points: item.figure.points, line: item.line }
  const step = stepOf(viewport)
  const half = Math.max(viewport.thickness / 2, step * 0.5) + 1e-3
  let furthest = 0
  const points = at.map(point => {
    const seen = viewport.toCanvas(point)
    furthest = Math.max(furthest, Math.abs(seen.distance))
    return seen
  })
  const away = furthest <= half ? 0 : Math.ceil((furthest - half) / step)
  if (away > slices) return null
  return { item, points, outline: line === at ? points : line.map(point => viewport.toCanvas(point)), away }
}

/**
 * Millimetres to the next slice of what a viewport shows.
 *
 * @param {Viewport} viewport
 */
export function stepOf({ series, plane }) {
  const geometry = series?.geometry
  if (!geometry) return 1
  const { normal } = plane
  const along = (/** @type {Vector3} */ way) => Math.abs(way[0] * normal[0] + way[1] * normal[1] + way[2] * normal[2])
  // The voxel's extent in the direction of sight, by whichever side faces the reader most.
  const [x, y, z] = [along(geometry.row), along(geometry.column), along(geometry.across)]
  return z >= x && z >= y ? Math.abs(geometry.sliceSpacing) || 1 : x >= y ? geometry.spacing[0] : geometry.spacing[1]
}

/**
 * The figure's box on the screen.
 *
 * @param {readonly Point[]} points
 */
export function boxOf(points) {
  const [xs, ys] = [points.map(point => point.x), points.map(point => point.y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/**
 * How far a point of the screen is from a figure's line; 0 inside of a small closed one, so that it can be grasped at all.
 *
 * @param {Seen} seen
 * @param {Point} at
 */
export function distanceTo({ item: { figure }, points, outline: line }, at) {
  const { kind } = figure
  if (kind === "probe") return Math.hypot((points[0]?.x ?? Infinity) - at.x, (points[0]?.y ?? Infinity) - at.y)
  const runs = kind === "bidirectional" || kind === "cobb" ? [points.slice(0, 2), points.slice(2)] : [line]
  let nearest = Infinity
  for (const run of runs) {
    const last = figures[kind].closed ? run.length : run.length - 1
    for (let i = 0; i < last; i++) nearest = Math.min(nearest, toSegment(at, /** @type {Point} */ (run[i]), /** @type {Point} */ (run[(i + 1) % run.length])))
  }
  return nearest
}

/** @param {Point} at @param {Point} a @param {Point} b */
function toSegment(at, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const square = dx * dx + dy * dy
  const share = square > 0 ? Math.min(1, Math.max(0, ((at.x - a.x) * dx + (at.y - a.y) * dy) / square)) : 0
  return Math.hypot(at.x - a.x - share * dx, at.y - a.y - share * dy)
}

/**
 * The handle at a point of the screen: an index of the figure's points; -1 for none.
 *
 * @param {Seen} seen
 * @param {Point} at
 * @param {number} reach
 */
export function handleAt({ points }, at, reach) {
  let [best, nearest] = [-1, reach]
  points.forEach((point, i) => {
    const away = Math.hypot(point.x - at.x, point.y - at.y)
    if (away <= nearest) [best, nearest] = [i, away]
  })
  return best
}
