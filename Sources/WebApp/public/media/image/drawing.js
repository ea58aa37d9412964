/**
 * From a finished gesture to steps: which control draws, what the new region is, what a changed one becomes.
 *
 * @typedef {import("../../core/state.js").State} State
 * @typedef {import("../../core/state.js").Region} Region
 * @typedef {import("../../core/config.js").ControlNode} ControlNode
 * @typedef {import("../../core/tags.js").Shape} RegionShape
 * @typedef {import("./geometry.js").Shape} Shape
 * @typedef {import("./geometry.js").Size} Size
 *
 * @typedef {"rectangle" | "ellipse" | "polygon" | "keypoint" | "brush"} Drawn shapes this editor draws
 * @typedef {"select" | "pan" | "eraser" | Drawn} Tool
 * @typedef {(
 *   | Readonly<{ kind: "ready", control: ControlNode, labels: Readonly<Record<string, readonly string[]>> }>
 *   | Readonly<{ kind: "needs-label" }>
 *   | Readonly<{ kind: "used-up", label: string, most: number }>
 *   | Readonly<{ kind: "cannot" }>
 * )} Ink with what a shape can be drawn now
 */
import { newID } from "../../core/ids.js"
import { touched } from "../../core/region-commands.js"
import { labelPairs, nextOrder } from "../../core/state.js"
import { toPercent } from "./geometry.js"

/**
 * Down the rail.
 * @type {readonly Drawn[]}
 */
export const drawnShapes = Object.freeze(["rectangle", "ellipse", "polygon", "keypoint", "brush"])

/**
 * The tools that make sense for these controls, down the rail.
 *
 * @param {readonly ControlNode[]} controls
 * @returns {Tool[]}
 */
export function toolsFor(controls) {
  const shapes = drawnShapes.filter(shape => controls.some(control => control.shape === shape))
  return ["select", "pan", ...shapes, ...(shapes.includes("brush") ? [/** @type {Tool} */ ("eraser")] : [])]
}

/** @param {string} tool @returns {Drawn | null} what a tool draws */
export const shapeOfTool = tool => drawnShapes.find(shape => shape === tool) ?? null

/**
 * With what the next `shape` is drawn: the control of the active label if it draws this shape, or else a bare shape
 * (`Rectangle`) with the active label of a `Labels` beside it.
 *
 * @param {State} state
 * @param {readonly ControlNode[]} controls
 * @param {Drawn} shape
 * @returns {Ink}
 */
export function inkFor(state, controls, shape) {
  const drawing = controls.filter(control => control.shape === shape)
  const active = state.activeLabels
  const labelling = active && controls.find(control => control.name === active.control)
  if (drawing.length === 0) return { kind: "cannot" }

  const own = drawing.find(control => control.hasLabels && control.name === active?.control)
  const bare = drawing.find(control => !control.hasLabels)
  const control = own ?? bare ?? drawing[0]
  if (!control) return { kind: "cannot" }
  if (control === own || (control === bare && labelling?.result === "labels")) {
    if (!active || !labelling) return { kind: "cannot" }
    const full = labelling.labels.find(label => label.maxUsages > 0 && active.values.includes(label.name)
      && usages(state, label.control, label.name) >= label.maxUsages)
    if (full) return { kind: "used-up", label: full.value, most: full.maxUsages }
    return { kind: "ready", control, labels: { [labelling.name]: active.values } }
  }
  if (control === bare) return { kind: "ready", control, labels: {} }
  // One label only: nothing to choose.
  const [only, ...others] = control.labels
  if (only && others.length === 0) return { kind: "ready", control, labels: { [control.name]: [only.name] } }
  return only ? { kind: "needs-label" } : { kind: "ready", control, labels: { [control.name]: [] } }
}

/**
 * What taking up a tool changes. When the active label cannot be drawn with it, the label of the same name that can becomes
 * active; where there is none, a label has to be chosen.
 *
 * @param {State} state
 * @param {readonly ControlNode[]} controls
 * @param {Tool} tool
 * @returns {Partial<import("../../core/state.js").View>}
 */
export function toolChange({ activeLabels }, controls, tool) {
  const shape = shapeOfTool(tool)
  const active = activeLabels && controls.find(control => control.name === activeLabels.control)
  if (!shape || !active || active.shape === shape) return { tool }
  if (active.shape === null && controls.some(control => control.shape === shape && !control.hasLabels)) return { tool }
  const other = controls.find(control => control.shape === shape && control.hasLabels)
  const values = other?.labels.map(label => label.name).filter(name => activeLabels?.values.includes(name)) ?? []
  return { tool, activeLabels: other && values.length > 0 ? { control: other.name, values } : null }
}

/**
 * @param {State} state
 * @param {string} control
 * @param {string} label
 */
function usages(state, control, label) {
  let count = 0
  for (const region of state.regions.values()) {
    if (!region.suggestion && labelPairs(region).some(pair => pair.control === control && pair.name === label)) count++
  }
  return count
}

/**
 * @param {State} state
 * @param {Extract<Ink, { kind: "ready" }>} ink
 * @param {{ objectName: string, shape: RegionShape, geometry: Readonly<Record<string, unknown>>, image: Size, rotation: number, itemIndex: number | null, id?: string }} what
 * @returns {Region}
 */
export function newRegion(state, ink, { objectName, shape, geometry, image, rotation, itemIndex, id = newID() }) {
  return {
    id, objectName, shape, geometry,
    labels: ink.labels, answers: {},
    order: nextOrder(state), origin: "manual",
    ...(ink.control.hasLabels ? {} : { control: ink.control.name }),
    ...(itemIndex === null ? {} : { itemIndex }),
    original: { width: image.width, height: image.height, rotation },
    rest: {},
  }
}

/**
 * The region with another geometry: a person has taken it in hand, so it is no open suggestion any more.
 *
 * @param {Region} region
 * @param {Readonly<Record<string, unknown>>} geometry
 * @returns {Region}
 */
export function reshaped(region, geometry) {
  return { ...touched(region), geometry: { ...region.geometry, ...geometry } }
}

/**
 * @param {State} state
 * @param {ReadonlyMap<string, Shape>} shapes
 * @param {Size} image
 * @returns {import("../../core/steps.js").Step[]}
 */
export function editSteps(state, shapes, image) {
  return [...shapes].flatMap(([id, shape]) => {
    const region = state.regions.get(id)
    return region ? [/** @type {const} */ ({ op: "put", region: reshaped(region, toPercent(shape, image)) })] : []
  })
}
