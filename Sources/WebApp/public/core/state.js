/**
 * The shape of everything the workbench knows about one task. Plain, frozen by custom, JSON but for its maps and sets.
 *
 * @typedef {import("./tags.js").Shape} Shape
 * @typedef {import("./config.js").Interface} Interface
 * @typedef {Readonly<Record<string, unknown>>} JSONObject
 * @typedef {Readonly<{ id: number, data: JSONObject, project: number } & Record<string, unknown>>} Task
 *
 * @typedef {Readonly<{ type: string, value: JSONObject, id?: string, toName?: string, rest?: ItemRest }>} Answer
 *   `value` exactly as in the result, without geometry: `{choices: ["a"]}`
 *
 * @typedef {"manual" | "prediction" | "prediction-changed"} RegionOrigin
 * @typedef {Readonly<{
 *   id: string, objectName: string, shape: Shape, geometry: JSONObject,
 *   labels: Readonly<Record<string, readonly string[]>>, answers: Readonly<Record<string, Answer>>,
 *   order: number, origin: RegionOrigin,
 *   control?: string,
 *   score?: number, readonly?: boolean, hidden?: boolean, locked?: boolean, concealed?: boolean, note?: readonly string[], parentID?: string, itemIndex?: number,
 *   original: Readonly<{ width?: number, height?: number, rotation?: number }>,
 *   rest: Readonly<Record<string, ItemRest>>,
 *   suggestion?: boolean, med?: JSONObject,
 * }>} Region
 *   `geometry` has Label Studio's value fields of that shape: percent for images, Unicode code points for `span` (and inside `globalOffsets`).
 *   `labels` by control; a control that drew a shape without labels (Rectangle) stands in `control`.
 *   `origin: "prediction"` with `suggestion: true` is a model's proposal nobody has taken yet: it is shown dashed and not submitted.
 *   `med` is what medicine says beyond Label Studio's shape (`meta.med` of the result): patient positions, measured values, the mask a segment refers to.
 *   `locked` and `concealed` are the viewer's own and never written; `hidden` and `readonly` come from the data and are given back.
 *
 * @typedef {Readonly<{ seq?: number, type?: string, item?: JSONObject, value?: JSONObject, meta?: JSONObject, without?: readonly string[] }>} ItemRest
 *   what one result item had beyond what we model: its place, its type, unknown keys (also of `value` and `meta`), and known ones it lacked
 *
 * @typedef {"right" | "left" | "bi"} Direction
 * @typedef {Readonly<{ id: string, from: string, to: string, direction: Direction, labels: readonly string[], rest?: ItemRest }>} Relation
 *
 * @typedef {Readonly<{ control: string, values: readonly string[] }>} ActiveLabels
 *
 * @typedef {Readonly<{
 *   task: Task, config: Interface,
 *   regions: ReadonlyMap<string, Region>, answers: ReadonlyMap<string, Answer>, relations: readonly Relation[],
 *   extras: readonly Readonly<{ seq: number, item: JSONObject, region?: string }>[],
 * }>} Document
 *   what undo covers, except `task` and `config`, which never change; `extras` are result items of kinds we do not know, given back as they came
 *
 * @typedef {Readonly<{ selection: ReadonlySet<string>, activeLabels: ActiveLabels | null, tool: string, itemIndex: number }>} View
 *   what undo does not cover (it only restores the selection)
 *
 * @typedef {Document & View} State
 */

/** @type {Task} */
const noTask = Object.freeze({ id: 0, data: {}, project: 0 })

/**
 * A state with nothing labelled.
 *
 * @param {Interface} config
 * @param {Task} [task]
 * @returns {State}
 */
export function emptyState(config, task = noTask) {
  return {
    task, config,
    regions: new Map(), answers: new Map(), relations: [], extras: [],
    selection: new Set(), activeLabels: null, tool: "select", itemIndex: 0,
  }
}

/**
 * The key of an answer about the whole task, or about one item of a multi-image task.
 *
 * @param {string} control
 * @param {number} [item]
 */
export const answerKey = (control, item) => (item === undefined ? control : `${control}#${item}`)

/** @type {WeakMap<ReadonlyMap<string, Region>, readonly Region[]>} */
const sorted = new WeakMap()

/**
 * The regions in drawing order. Sorted once for each set of regions.
 *
 * @param {{ regions: ReadonlyMap<string, Region> }} state
 * @returns {readonly Region[]}
 */
export function ordered({ regions }) {
  const known = sorted.get(regions)
  if (known) return known
  const list = [...regions.values()].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  sorted.set(regions, list)
  return list
}

/**
 * The order for a region that goes behind the last.
 *
 * @param {{ regions: ReadonlyMap<string, Region> }} state
 */
export function nextOrder(state) {
  let highest = -1
  for (const { order } of state.regions.values()) if (order > highest) highest = order
  return Math.floor(highest) + 1
}

/**
 * All labels of a region with the control they belong to.
 *
 * @param {Region} region
 */
export const labelPairs = region => Object.entries(region.labels).flatMap(([control, names]) => names.map(name => ({ control, name })))

/**
 * The first label of a region as the config knows it; undefined for none, or one that has left the config.
 *
 * @param {Region} region
 * @param {Interface} config
 */
export function labelOf(region, config) {
  for (const { control, name } of labelPairs(region)) {
    const label = config.controls.get(control)?.labels.find(each => each.name === name)
    if (label) return label
  }
  return undefined
}

/**
 * Regions that will be submitted: all but suggestions nobody has taken.
 *
 * @param {{ regions: ReadonlyMap<string, Region> }} state
 */
export const takenRegions = state => ordered(state).filter(region => !region.suggestion)

/**
 * Suggestions still open.
 *
 * @param {{ regions: ReadonlyMap<string, Region> }} state
 */
export const openSuggestions = state => ordered(state).filter(region => region.suggestion)
