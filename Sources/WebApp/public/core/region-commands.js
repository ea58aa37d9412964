import { labelPairs, openSuggestions } from "./state.js"
import { relationID } from "./result.js"
import { walk } from "./walk.js"

/**
 * What can be done to regions whatever their medium.
 *
 * @typedef {import("./commands.js").Command} Command
 * @typedef {import("./commands.js").CommandSpec} CommandSpec
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Region} Region
 * @typedef {import("./steps.js").Step} Step
 * @typedef {import("./config.js").LabelNode} LabelNode
 */

/** Suggestions at least this sure are taken together. */
export const sureScore = 0.9

/** @param {State} state */
const selected = state => [...state.selection].flatMap(id => state.regions.get(id) ?? [])

/**
 * Whether a region may be changed.
 *
 * @param {Region} region
 */
export const isFree = region => !region.readonly && !region.locked

/**
 * Whether a region is shown: its viewer's wish counts before what the data says.
 *
 * @param {Region} region
 */
export const isShown = region => !(region.concealed ?? region.hidden ?? false)

/**
 * How a region is called in the history and to screen readers.
 *
 * @param {Region} region
 */
export const nameOf = region => labelPairs(region).map(pair => pair.name).join(", ") || region.shape

/**
 * The region after a hand was laid on it: what a model proposed is changed from then on.
 *
 * @param {Region} region
 * @returns {Region}
 */
export function touched(region) {
  const { suggestion: _, ...own } = region
  return { ...own, origin: region.origin === "prediction" ? "prediction-changed" : region.origin }
}

/** @type {Command} */
export const deleteSelected = (state, dispatch) => {
  const regions = selected(state).filter(isFree)
  if (regions.length === 0) return false
  const first = /** @type {Region} */ (regions[0])
  dispatch?.({
    steps: regions.map(({ id }) => ({ op: "remove", id })),
    title: regions.length === 1 ? `Delete ${nameOf(first)}` : `Delete ${regions.length} regions`,
  })
  return true
}

/**
 * Selects the region after (or before) the selected one, in reading order, round the end.
 *
 * @param {1 | -1} step
 * @param {(region: Region) => boolean} [among]
 * @returns {Command}
 */
export const walkRegions = (step, among = () => true) => (state, dispatch) => {
  const all = walk(state).filter(region => isShown(region) && among(region))
  if (all.length === 0) return false
  const current = [...state.selection].at(-1)
  const at = current === undefined ? -1 : all.findIndex(region => region.id === current)
  // Nothing selected: forward starts at the first, backward at the last. Outside the walk: from the place it would have.
  const next = at >= 0 ? (at + step + all.length) % all.length : step === 1 ? 0 : all.length - 1
  const region = /** @type {Region} */ (all[next])
  dispatch?.({ view: { selection: new Set([region.id]), ...(region.itemIndex === undefined ? {} : { itemIndex: region.itemIndex }) } })
  return true
}

/** @type {Command} */
export const selectAll = (state, dispatch) => {
  if (state.regions.size === 0) return false
  dispatch?.({ view: { selection: new Set([...state.regions.values()].filter(region => isShown(region) && !region.suggestion).map(region => region.id)) } })
  return true
}

/**
 * Esc, one thing at a time: leave relating, deselect, put the label down, put the tool down.
 *
 * @type {Command}
 */
export const stepBack = (state, dispatch) => {
  /** @type {Partial<import("./state.js").View> | null} */
  const view = state.tool === "relate" ? { tool: "select" }
    : state.selection.size > 0 ? { selection: new Set() }
    : state.activeLabels ? { activeLabels: null }
    : state.tool !== "select" ? { tool: "select" } : null
  if (!view) return false
  dispatch?.({ view })
  return true
}

/**
 * Gives a label: to the selected regions if there are any it fits, else to the hand for what is drawn next (again: out of the hand).
 *
 * @param {LabelNode} label
 * @returns {Command}
 */
export const giveLabel = label => (state, dispatch) => {
  const control = state.config.controls.get(label.control)
  if (!control) return false
  const regions = selected(state).filter(region => isFree(region) && fits(region, control))
  if (regions.length === 0) {
    const held = state.activeLabels?.control === label.control ? state.activeLabels.values : []
    const had = held.includes(label.name)
    const values = control.single ? (had ? [] : [label.name]) : had ? held.filter(name => name !== label.name) : [...held, label.name]
    dispatch?.({ view: { activeLabels: values.length > 0 ? { control: label.control, values } : null } })
    return true
  }
  const everyone = regions.every(region => region.labels[label.control]?.includes(label.name))
  // The only label of a region stays: a region without a label says nothing.
  const steps = regions.flatMap(region => {
    const names = region.labels[label.control] ?? []
    const next = control.single ? [label.name] : everyone ? names.filter(name => name !== label.name) : [...new Set([...names, label.name])]
    if (next.length === 0 || (next.length === names.length && next.every((name, i) => name === names[i]))) return []
    // One label, not a mix of two controls, where both draw this shape themselves (RectangleLabels beside another RectangleLabels).
    const others = control.shape !== null && region.control === undefined
      ? Object.fromEntries(Object.entries(region.labels).filter(([name]) => name === label.control)) : region.labels
    const rest = others === region.labels ? region.rest : Object.fromEntries(Object.entries(region.rest).filter(([name]) => name in others))
    return [/** @type {Step} */ ({ op: "put", region: touched({ ...region, labels: { ...others, [label.control]: next }, rest }) })]
  })
  if (steps.length > 0) dispatch?.({ steps, title: `Label ${label.value}` })
  return true
}

/**
 * Whether a region can carry labels of a control: it is on its object, and drawn by a tool that goes with it.
 *
 * @param {Region} region
 * @param {import("./config.js").ControlNode} control
 */
export function fits(region, control) {
  if (control.toName.length > 0 && !control.toName.includes(region.objectName)) return false
  return control.shape === null ? !(control.name in region.labels) ? region.control !== undefined || Object.keys(region.labels).length === 0 || region.shape === "span" || region.shape === "hyperspan" : true
    : control.shape === region.shape
}

/**
 * Takes suggestions over as they are.
 *
 * @param {(state: State) => readonly Region[]} which
 * @returns {Command}
 */
export const accept = which => (state, dispatch) => {
  const regions = which(state).filter(region => region.suggestion)
  if (regions.length === 0) return false
  dispatch?.({
    steps: regions.map(({ suggestion: _, ...region }) => ({ op: "put", region })),
    view: regions.length === 1 ? { selection: nextSuggestion(state, regions) } : {},
    title: regions.length === 1 ? `Accept ${nameOf(/** @type {Region} */ (regions[0]))}` : `Accept ${regions.length} suggestions`,
  })
  return true
}

/**
 * Puts suggestions away.
 *
 * @param {(state: State) => readonly Region[]} which
 * @returns {Command}
 */
export const reject = which => (state, dispatch) => {
  const regions = which(state).filter(region => region.suggestion)
  if (regions.length === 0) return false
  dispatch?.({
    steps: regions.map(({ id }) => ({ op: "remove", id })),
    view: { selection: nextSuggestion(state, regions) },
    title: regions.length === 1 ? `Reject ${nameOf(/** @type {Region} */ (regions[0]))}` : `Reject ${regions.length} suggestions`,
  })
  return true
}

/**
 * The suggestion that follows, so that A A X A goes through a text.
 *
 * @param {State} state
 * @param {readonly Region[]} done
 * @returns {ReadonlySet<string>}
 */
function nextSuggestion(state, done) {
  const all = walk(state)
  const last = all.findIndex(region => region.id === done.at(-1)?.id)
  const open = (/** @type {Region} */ region) => region.suggestion === true && isShown(region) && !done.some(each => each.id === region.id)
  const next = all.slice(last + 1).find(open) ?? all.find(open)
  return new Set(next ? [next.id] : [])
}

/**
 * The selected suggestions, or where none is selected the first open one.
 *
 * @param {State} state
 */
export function currentSuggestions(state) {
  const chosen = selected(state).filter(region => region.suggestion)
  if (chosen.length > 0 || state.selection.size > 0) return chosen
  const first = walk(state).find(region => region.suggestion && isShown(region))
  return first ? [first] : []
}

/**
 * Suggestions at least {@link sureScore} sure.
 *
 * @param {State} state
 */
export const sureSuggestions = state => openSuggestions(state).filter(region => (region.score ?? 0) >= sureScore)

/**
 * Relates the two selected regions, first to last; with one selected, waits for the other.
 *
 * @type {Command}
 */
export const relate = (state, dispatch) => {
  const [from, to] = [...state.selection]
  if (from === undefined || state.selection.size > 2 || ![...state.config.controls.values()].some(control => control.result === "relation") && state.config.objects.size === 0) return false
  if (to === undefined) dispatch?.({ view: { tool: "relate" } })
  else link(from, to)(state, dispatch)
  return true
}

/**
 * Relates two regions; the same two again: takes the relation away.
 *
 * @param {string} from
 * @param {string} to
 * @returns {Command}
 */
export const link = (from, to) => (state, dispatch) => {
  if (from === to || !state.regions.has(from) || !state.regions.has(to)) return false
  const old = state.relations.find(each => (each.from === from && each.to === to) || (each.from === to && each.to === from))
  dispatch?.(old
    ? { steps: [{ op: "unrelate", id: old.id }], view: { tool: "select" }, title: "Remove relation" }
    : { steps: [{ op: "relate", relation: { id: relationID(from, to), from, to, direction: "right", labels: [] } }], view: { tool: "select", selection: new Set([to]) }, title: "Relate" })
  return true
}

/**
 * Hides or shows, locks or frees: the viewer's own, so neither undone nor submitted.
 *
 * @param {"concealed" | "locked"} key
 * @param {(state: State) => readonly Region[]} which
 * @returns {Command}
 */
export const toggle = (key, which) => (state, dispatch) => {
  const regions = which(state)
  if (regions.length === 0) return false
  const on = key === "concealed" ? regions.some(isShown) : !regions.every(region => region.locked)
  dispatch?.({ steps: regions.map(region => ({ op: "put", region: { ...region, [key]: on } })), undoable: false })
  return true
}

/** The regions the person means: those selected. */
export const chosen = selected

/** @type {readonly CommandSpec[]} */
export const regionCommands = [
  { id: "region.next", title: "Next region", keys: ["]"], group: "Regions", run: walkRegions(1) },
  { id: "region.previous", title: "Previous region", keys: ["["], group: "Regions", run: walkRegions(-1) },
  { id: "region.delete", title: "Delete the selected regions", keys: ["Delete", "Backspace"], group: "Regions", repeat: false, run: deleteSelected },
  { id: "region.all", title: "Select all regions", keys: ["Mod+A"], group: "Regions", run: selectAll },
  { id: "region.hide", title: "Hide or show the selected regions", keys: ["Alt+H"], group: "Regions", run: toggle("concealed", selected) },
  { id: "region.hide-all", title: "Hide or show all regions", keys: ["H"], group: "Regions", run: toggle("concealed", state => [...state.regions.values()]) },
  { id: "region.lock", title: "Lock or free the selected regions", keys: ["L"], group: "Regions", run: toggle("locked", selected) },
  { id: "region.relate", title: "Relate the selected region to another", keys: ["R"], group: "Regions", run: relate },
  { id: "suggestion.accept", title: "Accept the suggestion", keys: ["A"], group: "Suggestions", repeat: false, run: accept(currentSuggestions) },
  { id: "suggestion.reject", title: "Reject the suggestion", keys: ["X"], group: "Suggestions", repeat: false, run: reject(currentSuggestions) },
  { id: "suggestion.accept-sure", title: "Accept the suggestions of .90 or more", keys: ["Shift+A"], group: "Suggestions", repeat: false, run: accept(sureSuggestions) },
  { id: "suggestion.reject-all", title: "Reject all open suggestions", keys: ["Shift+X"], group: "Suggestions", repeat: false, run: reject(openSuggestions) },
  { id: "suggestion.next", title: "Next suggestion", keys: ["S"], group: "Suggestions", run: walkRegions(1, region => region.suggestion === true) },
  { id: "back", title: "Step back: selection, label, tool", keys: ["Escape"], group: "General", hidden: true, run: stepBack },
]
