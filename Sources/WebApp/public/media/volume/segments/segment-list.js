import { labelPairs, ordered } from "../../../core/state.js"

/**
 * The structures of a task: which there are, what is known of each, and which number each has in the mask.
 *
 * @typedef {import("../../../core/state.js").State} State
 * @typedef {import("../../../core/state.js").Region} Region
 * @typedef {import("../../../core/state.js").JSONObject} JSONObject
 * @typedef {import("../../../core/config.js").ControlNode} ControlNode
 * @typedef {import("../../../core/config.js").LabelNode} LabelNode
 * @typedef {"present" | "absent" | "not_assessable" | "outside"} Status
 * @typedef {Readonly<{ system: string, code: string, display?: string }>} Code
 * @typedef {Readonly<{
 *   number: number, control: string, label: LabelNode, name: string, colour: string, key: string, code: Code | null,
 *   region: Region | null, status: Status | null, answered: boolean, locked: boolean, hidden: boolean, suggestion: boolean, med: JSONObject, plain: boolean,
 * }>} Segment `status` as it was given; a drawn one without is present; `number` is its value in the mask; `plain`: its control is Label Studio's own, which
 *   knows masks of single pictures
 */

/** @type {readonly Readonly<{ status: Status, title: string, key: string }>[]} */
export const statuses = Object.freeze([
  { status: "present", title: "Present", key: "Alt+Shift+1" }, { status: "absent", title: "Absent", key: "Alt+Shift+2" },
  { status: "not_assessable", title: "Can’t assess", key: "Alt+Shift+3" }, { status: "outside", title: "Out of view", key: "Alt+Shift+4" },
])

/** @param {ControlNode} control */
export const isMaskControl = control => control.shape === "brush" && control.hasLabels

/**
 * The code a label carries: `code="10200004" system="SCT"`, or `code="SCT:10200004"`.
 *
 * @param {LabelNode} label
 * @returns {Code | null}
 */
export function codeOf({ attributes, value }) {
  const text = (attributes.code ?? "").trim()
  if (text === "") return null
  const at = text.lastIndexOf(":")
  const system = attributes.codesystem ?? attributes.system ?? (at > 0 ? text.slice(0, at) : "SCT")
  return { system, code: at > 0 ? text.slice(at + 1) : text, display: attributes.display ?? value }
}

/**
 * Every label of the controls that draw masks, in order; the first has number 1.
 *
 * @param {State} state
 * @param {readonly ControlNode[]} controls those of the object
 * @param {string} objectName
 * @returns {readonly Segment[]}
 */
export function segmentsOf(state, controls, objectName) {
  const regions = ordered(state).filter(region => region.objectName === objectName && region.shape === "brush")
  const rows = controls.filter(isMaskControl).flatMap(control => control.labels.map(label => ({
    control, label, region: regions.find(each => !each.suggestion && carries(each, label)) ?? regions.find(each => carries(each, label)) ?? null,
  })))
  // Numbers given once stay, whatever became of the interface since: voxels carry them.
  const taken = new Set(rows.flatMap(({ region }) => (region && !region.suggestion ? numberOf(region) ?? [] : [])))
  let next = 1
  return rows.map(({ control, label, region }) => {
    const med = region?.med ?? {}
    const known = region && !region.suggestion ? numberOf(region) : undefined
    if (known === undefined) while (taken.has(next)) next++
    const number = known ?? next++
    const status = isStatus(med.status) ? med.status : null
    return {
      number, control: control.name, label, name: label.value, colour: label.colour, key: label.key, code: codeOf(label), region, status, med,
      answered: region !== null && !region.suggestion && (status !== null || Number(med.voxels) > 0),
      locked: region?.locked === true || region?.readonly === true, hidden: region ? region.concealed ?? region.hidden ?? false : false, suggestion: region?.suggestion === true,
      plain: control.attributes.medical?.toLowerCase() !== "mask",
    }
  })
}

/** @param {Region} region */
const numberOf = ({ med }) => (typeof med?.segment === "number" ? med.segment : undefined)

/** @param {Region} region @param {LabelNode} label */
const carries = (region, label) => region.med?.kind === "segment" && labelPairs(region).some(pair => pair.control === label.control && pair.name === label.name)

/** @param {unknown} value @returns {value is Status} */
const isStatus = value => statuses.some(each => each.status === value)

/**
 * What the eye should read beside a structure's name.
 *
 * @param {Segment} segment
 * @param {{ slices: number }} grid
 */
export function remarkOf(segment, { slices }) {
  const { status, med } = segment
  if (segment.suggestion) return `model ${typeof segment.region?.score === "number" ? segment.region.score.toFixed(2).replace(/^0/, "") : ""}, open`.replace(" ,", ",")
  if (status && status !== "present") return typeof med.reason === "string" ? med.reason : ""
  return cutOff(med, slices)
}

/**
 * Whether a structure is cut off where the series ends.
 *
 * @param {JSONObject} med
 * @param {number} slices
 */
export function cutOff({ extent, voxels }, slices) {
  if (!Array.isArray(extent) || slices < 2 || voxels === 0) return ""
  const [first, last] = [extent[0] === 0, extent[1] === slices - 1]
  return first && last ? "cut at both ends" : first ? "cut at the first slice" : last ? "cut at the last slice" : ""
}
