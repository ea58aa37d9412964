/**
 * Which rows of a very long list are on the screen. Browsers cut elements at some sixteen million pixels, a million rows need forty-four: so
 * the scroll bar runs over a shorter track, small movements count pixel for pixel, and jumps count by share. Pure.
 */

/** The tallest element every browser still draws right (Firefox stops near 17.8 million). */
const TRACK_LIMIT = 16_000_000

/** @typedef {Readonly<{ total: number, row: number, view: number, top: number, bar: number }>} Scroll
 *    `top`: pixels above the window in the true list; `bar`: where the scroll bar stands */

/** @param {Scroll} scroll */
export const trackHeight = ({ total, row, view }) => Math.max(view, Math.min(total * row, TRACK_LIMIT))

/** @param {Scroll} scroll */
const limits = (scroll) => ({ top: Math.max(0, scroll.total * scroll.row - scroll.view), bar: Math.max(0, trackHeight(scroll) - scroll.view) })

/**
 * Where the bar should stand for a true position.
 * @param {Scroll} scroll
 * @param {number} top
 * @returns {number}
 */
const barFor = (scroll, top) => {
  const most = limits(scroll)
  return most.top === 0 ? 0 : (top / most.top) * most.bar
}

/**
 * The window after the browser says the bar has moved.
 * @param {Scroll} scroll
 * @param {number} bar
 * @returns {Scroll}
 */
export const scrolled = (scroll, bar) => {
  const most = limits(scroll)
  const delta = bar - scroll.bar
  const jump = Math.abs(delta) > scroll.view || bar <= 0 || bar >= most.bar
  const top = jump ? (most.bar === 0 ? 0 : (bar / most.bar) * most.top) : scroll.top + delta
  return { ...scroll, bar, top: Math.min(most.top, Math.max(0, top)) }
}

/**
 * The window moved to a true position, with its bar.
 * @param {Scroll} scroll
 * @param {number} top
 * @returns {Scroll}
 */
export const movedTo = (scroll, top) => {
  const right = Math.min(limits(scroll).top, Math.max(0, top))
  return { ...scroll, top: right, bar: Math.round(barFor(scroll, right)) }
}

/**
 * The window after the list or the room for it has changed.
 * @param {Scroll} scroll
 * @param {{ total?: number, view?: number }} change
 * @returns {Scroll}
 */
export const resized = (scroll, change) => {
  const next = { ...scroll, ...change }
  return movedTo(next, next.top)
}

/**
 * The least movement that shows a row whole.
 * @param {Scroll} scroll
 * @param {number} index
 * @returns {Scroll}
 */
export const revealed = (scroll, index) => {
  const start = index * scroll.row
  if (start < scroll.top) return movedTo(scroll, start)
  if (start + scroll.row > scroll.top + scroll.view) return movedTo(scroll, start + scroll.row - scroll.view)
  return scroll
}

/**
 * First and last row to draw, the last exclusive, with a few to spare on both sides.
 * @param {Scroll} scroll
 * @param {number} [spare]
 */
export const visibleRows = ({ top, row, view, total }, spare = 4) => ({
  first: Math.max(0, Math.floor(top / row) - spare),
  last: Math.min(total, Math.ceil((top + view) / row) + spare),
})
