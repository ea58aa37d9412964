/**
 * What every tool of the image is: a small state machine in pixels of the image, fed with pointer and key events,
 * that keeps a preview and says when something is finished. Tools know no DOM, no store and no screen.
 *
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../geometry.js").Shape} Shape
 *
 * @typedef {{ reach: number, even: boolean, centred: boolean, add: boolean, pressure: number, erase: boolean }} Hand
 *   `reach` is how far, in image pixels, a point may be missed; `even` Shift, `centred` Alt, `add` Ctrl, ⌘ or Shift;
 *   `pressure` 0…1 of a pen, 0.5 of a mouse; `erase` the pen's other end
 *
 * @typedef {"none" | "preview" | "done" | "cancelled"} Outcome
 *   nothing to see · the preview changed · `take` has the result · what was begun is gone
 *
 * @typedef {object} DrawingTool
 * @property {boolean} busy something is begun
 * @property {Shape | null} preview
 * @property {(x: number, y: number, hand: Hand) => Outcome} down
 * @property {(x: number, y: number, hand: Hand) => Outcome} move
 * @property {(x: number, y: number, hand: Hand) => Outcome} up
 * @property {() => Outcome} finish ends what was begun, as far as it is complete
 * @property {() => Outcome} back takes the last part away (a polygon's point)
 * @property {() => Outcome} cancel
 * @property {() => Shape | null} take the finished shape; the tool is as new after it
 */

/** @type {Readonly<Hand>} */
export const plainHand = Object.freeze({ reach: 4, even: false, centred: false, add: false, pressure: 0.5, erase: false })
