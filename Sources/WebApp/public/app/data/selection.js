/** Which tasks are chosen: some by their ids, or all but some – a million need not be named. Pure. */

/** @typedef {Readonly<{ all: boolean, ids: ReadonlySet<number> }>} Selection with `all`, `ids` are the exceptions */

/** @type {Selection} */
export const NOTHING = Object.freeze({ all: false, ids: new Set() })
/** @type {Selection} */
export const EVERYTHING = Object.freeze({ all: true, ids: new Set() })

/** @param {Selection} selection @param {number} id */
export const has = (selection, id) => selection.ids.has(id) !== selection.all

/**
 * @param {Selection} selection
 * @param {readonly number[]} ids
 * @param {boolean} on
 * @returns {Selection}
 */
export const set = (selection, ids, on) => {
  const next = new Set(selection.ids)
  for (const id of ids) {
    if (on === selection.all) next.delete(id)
    else next.add(id)
  }
  return { all: selection.all, ids: next }
}

/** @param {Selection} selection @param {number} id @returns {Selection} */
export const toggle = (selection, id) => set(selection, [id], !has(selection, id))

/** @param {Selection} selection @param {number} total */
export const size = (selection, total) => (selection.all ? Math.max(0, total - selection.ids.size) : selection.ids.size)

/**
 * As the server wants it.
 * @param {Selection} selection
 * @returns {import("../server.js").SelectedItems}
 */
export const selectedItems = (selection) => selection.all ? { all: true, excluded: [...selection.ids] } : { all: false, included: [...selection.ids] }
