/**
 * Slice indexes by depth, for stacks whose slices stand at irregular distances.
 *
 * @typedef {import("../render/renderer.js").DepthTable} DepthTable
 */

/** Finer than any screen shows of a stack. */
const entries = 4096

/** @type {WeakMap<object, DepthTable>} */
const tables = new WeakMap()

/**
 * @param {import("../series/geometry.js").Geometry} geometry
 * @returns {DepthTable | null} null where slices are regular: their index is a straight function of depth
 */
export function depthsOf(geometry) {
  if (geometry.regular || geometry.slices < 3) return null
  const before = tables.get(geometry)
  if (before) return before
  const gap = geometry.sliceSpacing
  const first = Math.min(0, geometry.positions.at(-1) ?? 0) - 2 * gap
  const last = Math.max(0, geometry.positions.at(-1) ?? 0) + 2 * gap
  const perMillimetre = (entries - 1) / (last - first)
  const table = { first, perMillimetre, indexes: Float32Array.from({ length: entries }, (_, n) => geometry.indexOf(first + n / perMillimetre)) }
  tables.set(geometry, table)
  return table
}
