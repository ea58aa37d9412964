import { enSegments as t } from "../../../locales/en-segments.js"
import { wholeGrid } from "./hand.js"
import { boolean, clear, growCut, holes, interpolate, islands, margin, smooth } from "./records.js"

/**
 * What can be done to a whole structure: the menu behind "More", the palette and keys run these.
 *
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 * @typedef {import("./segment-list.js").Segment} Segment
 * @typedef {import("./desk.js").MaskDesk} MaskDesk
 * @typedef {keyof typeof t.menu} ActionName
 * @typedef {Readonly<{ name: Exclude<ActionName, "surface" | "adopt" | "axes">, needsOther?: true, group: number }>} Action
 */

/** @type {readonly Action[]} */
export const actions = Object.freeze([
  { name: "largest", group: 0 }, { name: "least", group: 0 }, { name: "split", group: 0 },
  { name: "holes", group: 1 }, { name: "holesSlice", group: 1 }, { name: "grow", group: 1 }, { name: "shrink", group: 1 }, { name: "median", group: 1 }, { name: "closing", group: 1 }, { name: "opening", group: 1 },
  { name: "union", needsOther: true, group: 2 }, { name: "subtract", needsOther: true, group: 2 }, { name: "intersect", needsOther: true, group: 2 }, { name: "copy", needsOther: true, group: 2 }, { name: "invert", group: 2 },
  { name: "growCut", group: 3 }, { name: "clear", group: 3 },
])

/** Parts below this are specks, in mm³. */
const speck = 30

/**
 * Does one; says what is in its way where it cannot.
 *
 * @param {SegmentsRoom} room
 * @param {Action["name"] | "fillBetween"} name
 * @param {number} [other] a second structure
 */
export function act(room, name, other = 0) {
  const { desk } = room
  const segment = desk?.active
  if (!desk?.isReady || !segment) {
    room.context.say(desk ? t.pick : t.loading, "warning")
    return false
  }
  if (segment.locked) {
    room.context.say(t.locked(segment.name), "warning")
    return false
  }
  const records = recordsFor(room, desk, segment, name, other)
  const title = name === "fillBetween" ? t.fillBetween : t.menu[name]
  const { changed, failure } = desk.perform(`${title}: ${segment.name}`, records, name === "growCut" ? null : segment)
  if (changed === 0 && failure === 0) room.context.say(t.nothing)
  return changed > 0
}

/**
 * Measures the structure in hand where it is longest; whoever draws measurements hears of it.
 *
 * @param {SegmentsRoom} room
 */
export function measureAxes(room) {
  const { desk, series } = room
  const segment = desk?.active
  const found = segment && desk && desk.tally.voxels(segment.number) > 0 ? desk.diameter(segment.number) : null
  if (!found || !segment || !series) {
    room.context.say(segment ? t.empty : t.pick, "warning")
    return false
  }
  const { slice, long, short } = found
  const points = [long.start, long.end, short.start, short.end].map(([u, v]) => series.geometry.toPatient([u, v, slice]))
  room.context.goToFrame(series.frameAt(slice))
  return room.context.dispatchEvent(new CustomEvent("measured", { cancelable: true, detail: { figure: { kind: "bidirectional", points }, name: segment.label.name } }))
}

/**
 * @param {SegmentsRoom} room
 * @param {MaskDesk} desk
 * @param {Segment} segment
 * @param {Action["name"] | "fillBetween"} name
 * @param {number} other
 * @returns {readonly Int32Array[]}
 */
function recordsFor(room, desk, segment, name, other) {
  const target = { layer: 0, segment: segment.number, locks: desk.locks, over: /** @type {const} */ ("unlabelled") }
  const replacing = { ...target, over: /** @type {const} */ ("anything") }
  switch (name) {
    case "fillBetween": return [interpolate(target, {})]
    case "largest": return [islands(replacing, { mode: "largest" })]
    case "least": return [islands(replacing, { mode: "least", least: Math.max(2, Math.round(speck / desk.grid.voxelVolume)) })]
    case "split": return [islands(replacing, { mode: "split", first: 1 + Math.max(0, ...desk.segments.map(each => each.number), ...desk.tally.present()), least: Math.max(2, Math.round(speck / desk.grid.voxelVolume)) })]
    case "holes": return [holes(target, { axis: -1 })]
    case "holesSlice": return [holes(target, { axis: 2 })]
    case "grow": return [margin(target, { millimetres: Math.max(1, Math.min(room.spacing[0], room.spacing[1])) })]
    case "shrink": return [margin(replacing, { millimetres: -Math.max(1, Math.min(room.spacing[0], room.spacing[1])) })]
    case "median": return [smooth(target, { method: "median", millimetres: 1.5 * Math.max(room.spacing[0], room.spacing[1]) })]
    case "closing": return [smooth(target, { method: "closing", millimetres: 3 })]
    case "opening": return [smooth(replacing, { method: "opening", millimetres: 2 })]
    case "growCut": return [growCut({ ...target, segment: 0 }, { box: seedBox(desk) })]
    case "clear": return [clear(replacing, wholeGrid(desk))]
    case "invert": return [boolean(target, { operation: "invert" })]
    default: return [boolean(replacing, { operation: name, layer: 0, other })]
  }
}

/**
 * The slices of all seeds, with room around: growing beyond where anything was drawn is guessing.
 *
 * @param {MaskDesk} desk
 */
function seedBox(desk) {
  const box = wholeGrid(desk)
  const extents = desk.tally.present().flatMap(number => desk.tally.extent(number) ?? [])
  return extents.length > 0 ? { ...box, minK: Math.max(0, Math.min(...extents) - 1), endK: Math.min(box.endK, Math.max(...extents) + 2) } : box
}
