import { enSegments as t } from "../../../locales/en-segments.js"
import { dot } from "../measure/vector.js"

/**
 * What every segment tool asks first: may it work here, on what, and which way does the plane lie in the grid.
 *
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 * @typedef {import("./desk.js").MaskDesk} MaskDesk
 * @typedef {import("./segment-list.js").Segment} Segment
 * @typedef {import("./records.js").Target} Target
 * @typedef {import("./records.js").Axis} Axis
 * @typedef {import("./records.js").Vector3} Vector3
 * @typedef {import("../contracts.js").Viewport} Viewport
 */

/**
 * The desk and the structure in hand; null, with a word to the person, where nothing can be drawn.
 *
 * @param {SegmentsRoom} room
 * @param {Viewport} viewport
 * @returns {{ desk: MaskDesk, segment: Segment } | null}
 */
export function inHand(room, viewport) {
  const { desk } = room
  const say = (/** @type {string} */ message) => {
    room.context.say(message, "warning")
    return null
  }
  if (!desk) return say(room.problem ? t.noMask : t.loading)
  if (viewport.series?.uid !== desk.seriesUID) return say(t.otherSeries)
  if (!desk.isReady) return say(t.loading)
  const { segments } = desk
  const segment = desk.active ?? (segments.length === 1 ? segments[0] : null) ?? null
  if (!segment) return say(t.pick)
  if (segment.locked) return say(t.locked(segment.name))
  return { desk, segment }
}

/**
 * @param {SegmentsRoom} room
 * @param {MaskDesk} desk
 * @param {Segment} segment
 * @param {boolean} [erase]
 * @returns {Target}
 */
export function targetOf(room, desk, segment, erase = false) {
  const { over, inside } = room.settings.values
  return { layer: 0, segment: segment.number, erase, locks: desk.locks, ...(erase ? {} : { over: over === "inside" && inside > 0 ? inside : over === "unlabelled" ? "unlabelled" : "anything" }) }
}

/**
 * The normal of a viewport's plane in millimetres along the sides of the grid.
 *
 * @param {Viewport} viewport
 * @returns {Vector3}
 */
export function gridNormal({ plane, series }) {
  const geometry = series?.geometry
  if (!geometry) return [0, 0, 1]
  return [dot(plane.normal, geometry.row), dot(plane.normal, geometry.column), dot(plane.normal, geometry.across)]
}

/**
 * The axis of the grid that a viewport looks along; −1 where it looks askew.
 *
 * @param {Viewport} viewport
 * @returns {Axis}
 */
export function axisOf(viewport) {
  const along = gridNormal(viewport).map(Math.abs)
  return /** @type {Axis} */ (along.findIndex(each => each > 0.999))
}

/** @param {SegmentsRoom} room the limits of the gate as the engine has them @returns {readonly [number, number]} */
export function storedGate(room) {
  const { low, high } = room.settings.values
  const [a, b] = [room.storedOf(low), room.storedOf(high)]
  return a <= b ? [Math.ceil(a), Math.floor(b)] : [Math.ceil(b), Math.floor(a)]
}

/** @param {MaskDesk} desk @returns {import("./records.js").Box} */
export const wholeGrid = ({ grid: { columns, rows, slices } }) => ({ minI: 0, minJ: 0, minK: 0, endI: columns, endJ: rows, endK: slices })
