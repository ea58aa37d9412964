import { newID } from "../../core/ids.js"
import { nameOf, touched } from "../../core/region-commands.js"
import { nextOrder } from "../../core/state.js"

/**
 * Gives a stretch of a text its labels: as a new region, or by going to the one that says the same.
 *
 * @typedef {import("../../core/state.js").State} State
 * @typedef {import("../../core/store.js").Transaction} Transaction
 *
 * @param {State} state
 * @param {Readonly<{
 *   doc: import("./leaf.js").TextDocument, spans: import("./placed-spans.js").PlacedSpans, objectName: string,
 *   start: number, end: number, labels: import("../../core/state.js").ActiveLabels, labelFirst: boolean,
 * }>} mark `labelFirst`: the label was in the hand before, so what was marked does not stay selected, unless something is asked about it
 * @returns {{ transaction: Transaction | null, said: string }} what to dispatch, and what to say; nothing to dispatch where a label may not be used again
 */
export function markSpan(state, { doc, spans, objectName, start, end, labels, labelFirst }) {
  const twin = [...state.regions.values()].find(region => {
    const span = spans.of(region)
    return span && span.start === start && span.end === end && labels.values.every(name => region.labels[labels.control]?.includes(name))
  })
  if (twin) {
    const view = { selection: new Set([twin.id]) }
    return { said: "", transaction: twin.suggestion ? { steps: [{ op: "put", region: touched(twin) }], view, title: `Accept ${nameOf(twin)}` } : { view } }
  }
  const full = labels.values.find(name => isUsedUp(state, labels.control, name))
  if (full !== undefined) return { transaction: null, said: `“${full}” is used as often as it may be.` }
  /** @type {import("../../core/state.js").Region} */
  const region = {
    id: newID(), objectName, shape: doc.shape, geometry: doc.geometry(start, end),
    labels: { [labels.control]: labels.values }, answers: {}, order: nextOrder(state), origin: "manual", original: {}, rest: {},
  }
  const asked = [...state.config.controls.values()].some(control => control.question && control.perRegion && control.toName.includes(objectName))
  const names = labels.values.join(", ")
  return {
    said: `${names}: ${doc.text.slice(start, Math.min(end, start + 80))}`,
    transaction: {
      steps: [{ op: "put", region }],
      view: { selection: new Set(labelFirst && !asked ? [] : [region.id]) },
      title: `${names} “${shorten(doc.text.slice(start, end))}”`,
    },
  }
}

/**
 * @param {State} state
 * @param {string} control
 * @param {string} name
 */
function isUsedUp(state, control, name) {
  const most = state.config.controls.get(control)?.labels.find(label => label.name === name)?.maxUsages ?? 0
  if (most === 0) return false
  let used = 0
  for (const region of state.regions.values()) if (!region.suggestion && region.labels[control]?.includes(name)) used++
  return used >= most
}

/** @param {string} text */
const shorten = text => (text.length > 40 ? `${text.slice(0, 38)}…` : text)
