import { ordered } from "./state.js"

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Region} Region
 */

/** @type {WeakMap<ReadonlyMap<string, Region>, readonly Region[]>} */
const walks = new WeakMap()

/**
 * The regions as one reads them: object by object, spans by place, shapes in drawing order. The region list and `[` `]` go this way.
 *
 * @param {Pick<State, "regions" | "config">} state
 * @returns {readonly Region[]}
 */
export function walk(state) {
  const known = walks.get(state.regions)
  if (known) return known
  const objects = new Map([...state.config.objects.keys()].map((name, i) => [name, i]))
  const list = ordered(state).map(region => ({ region, object: objects.get(region.objectName) ?? Infinity, item: region.itemIndex ?? 0, ...place(region) }))
    .sort((a, b) => a.object - b.object || a.item - b.item || a.start - b.start || b.end - a.end || a.region.order - b.region.order)
    .map(({ region }) => region)
  walks.set(state.regions, list)
  return list
}

/**
 * @param {Region} region
 * @returns {{ start: number, end: number }}
 */
function place({ shape, geometry, order }) {
  const at = shape === "hyperspan" ? geometry.globalOffsets : geometry
  if ((shape === "span" || shape === "hyperspan") && at !== null && typeof at === "object") {
    const { start, end } = /** @type {{ start?: unknown, end?: unknown }} */ (at)
    if (typeof start === "number" && typeof end === "number") return { start, end }
  }
  return { start: order, end: order }
}
