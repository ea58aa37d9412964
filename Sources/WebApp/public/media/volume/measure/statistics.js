import { outline } from "./figures.js"
import { cross, dot, minus, newell, norm, plus, times, unit } from "./vector.js"

/**
 * Grey values inside a figure.
 *
 * @typedef {import("./vector.js").Vector3} Vector3
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {Readonly<{ mean: number, sd: number, min: number, max: number, n: number, unit: string }>} Statistics
 * @typedef {(voxel: Vector3) => number | null} Sample the real value at a voxel position (nearest voxel), or null where there is none
 */

/**
 * Mean, standard deviation (of a population), least and greatest of a list.
 *
 * @param {Iterable<number>} values
 * @param {string} unit
 * @returns {Statistics | null} null for none
 */
export function statisticsOf(values, unit) {
  // Welford 1962: one pass without the cancellation of a sum of squares.
  let [n, mean, sum, min, max] = [0, 0, 0, Infinity, -Infinity]
  for (const value of values) {
    n++
    const away = value - mean
    mean += away / n
    sum += away * (value - mean)
    if (value < min) min = value
    if (value > max) max = value
  }
  return n > 0 ? { mean, sd: Math.sqrt(sum / n), min, max, n, unit } : null
}

/**
 * Voxel centres of one slice inside an outline in voxel coordinates (even-odd rule).
 *
 * @param {readonly (readonly [number, number])[]} points
 * @param {{ columns: number, rows: number }} size
 * @returns {Generator<readonly [number, number], void>}
 */
export function* centresInside(points, { columns, rows }) {
  const from = Math.max(0, Math.ceil(Math.min(...points.map(point => point[1]))))
  const to = Math.min(rows - 1, Math.floor(Math.max(...points.map(point => point[1]))))
  for (let j = from; j <= to; j++) {
    const cuts = crossings(points, j)
    for (let at = 0; at + 1 < cuts.length; at += 2) {
      const end = Math.min(columns - 1, Math.floor(/** @type {number} */ (cuts[at + 1])))
      for (let i = Math.max(0, Math.ceil(/** @type {number} */ (cuts[at]))); i <= end; i++) yield [i, j]
    }
  }
}

/**
 * Where a row crosses an outline, from left to right.
 *
 * @param {readonly (readonly [number, number])[]} points
 * @param {number} y
 */
function crossings(points, y) {
  /** @type {number[]} */
  const cuts = []
  points.forEach(([x0, y0], i) => {
    const [x1, y1] = /** @type {readonly [number, number]} */ (points[(i + 1) % points.length])
    // Half open, so that a corner on the row counts once.
    if ((y0 <= y) !== (y1 <= y)) cuts.push(x0 + (y - y0) / (y1 - y0) * (x1 - x0))
  })
  return cuts.sort((a, b) => a - b)
}

/**
 * Statistics of a figure that lies in a slice: over the voxels whose centres are inside.
 *
 * @param {Figure} figure
 * @param {import("./med.js").Space} geometry
 * @param {number} k
 * @param {Sample} sample
 * @param {string} valueUnit
 */
export function inSlice(figure, geometry, k, sample, valueUnit) {
  const points = outline(figure, 256).map(point => {
    const [i, j] = geometry.toVoxel(point)
    return /** @type {const} */ ([i, j])
  })
  return statisticsOf(values(centresInside(points, geometry), ([i, j]) => sample([i, j, k])), valueUnit)
}

/**
 * Statistics of a figure in any plane: over a lattice in that plane as fine as the finest spacing.
 *
 * @param {Figure} figure
 * @param {import("./med.js").Space & Readonly<{ spacing: Vector3 }>} geometry
 * @param {Sample} sample
 * @param {string} valueUnit
 */
export function inPlane(figure, geometry, sample, valueUnit) {
  const line = outline(figure, 256)
  const [origin] = line
  const normal = newell(line)
  if (!origin || norm(normal) === 0) return null
  const step = Math.min(...geometry.spacing.filter(each => each > 0))
  const across = unit(normal)
  // Any direction in the plane will do; the one nearest to a row of voxels keeps the lattice in step with them.
  const row = minus(geometry.toPatient([1, 0, 0]), geometry.toPatient([0, 0, 0]))
  const flat = minus(row, times(across, dot(row, across)))
  const u = unit(norm(flat) > 1e-6 ? flat : minus(/** @type {Vector3} */ (line[1]), origin))
  const v = cross(across, u)
  const points = line.map(point => /** @type {const} */ ([dot(minus(point, origin), u) / step, dot(minus(point, origin), v) / step]))
  const [left, top] = [Math.floor(Math.min(...points.map(point => point[0]))), Math.floor(Math.min(...points.map(point => point[1])))]
  const moved = points.map(([x, y]) => /** @type {const} */ ([x - left, y - top]))
  const size = { columns: 1 + Math.ceil(Math.max(...moved.map(point => point[0]))), rows: 1 + Math.ceil(Math.max(...moved.map(point => point[1]))) }
  return statisticsOf(values(centresInside(moved, size), ([x, y]) => sample(geometry.toVoxel(plus(origin, plus(times(u, (x + left) * step), times(v, (y + top) * step)))))), valueUnit)
}

/**
 * @param {Iterable<readonly [number, number]>} places
 * @param {(place: readonly [number, number]) => number | null} read
 */
function* values(places, read) {
  for (const place of places) {
    const value = read(place)
    if (value !== null) yield value
  }
}
