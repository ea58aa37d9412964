/**
 * Which rooms of segments are open, for the panel beside them: it knows the store it shows, not the view.
 *
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 * @typedef {import("../../../core/store.js").Store} Store
 */

/** @type {WeakMap<Store, Map<string, SegmentsRoom>>} */
const rooms = new WeakMap()
/** Fires `change` when a room opens or closes. */
export const roomsChanged = new EventTarget()

/**
 * @param {Store} store
 * @param {string} objectName
 * @param {SegmentsRoom} room
 * @param {AbortSignal} signal
 */
export function announceRoom(store, objectName, room, signal) {
  const known = rooms.get(store) ?? new Map()
  rooms.set(store, known)
  known.set(objectName, room)
  roomsChanged.dispatchEvent(new Event("change"))
  signal.addEventListener("abort", () => {
    if (known.get(objectName) === room) known.delete(objectName)
    roomsChanged.dispatchEvent(new Event("change"))
  })
}

/** @param {Store} store @returns {readonly SegmentsRoom[]} */
export const roomsOf = store => [...(rooms.get(store)?.values() ?? [])]
