/** What the shell builds its pages from. */

import { fill, h, svg } from "../dom/build.js"

export { fill, h, svg }

/** @typedef {import("../dom/build.js").Child} Child */
/** @typedef {import("../dom/build.js").Props} Props */

/**
 * One of the drawings that sprite.js put into the page; it says nothing to a screen reader, its button does.
 * @param {string} name
 * @param {number} [size]
 * @param {string} [more] further classes
 */
export const icon = (name, size = 16, more = "") =>
  svg("svg", { class: `ic ${more}`.trim(), width: size, height: size, "aria-hidden": "true" }, svg("use", { href: `#icon-${name}` }))

/**
 * A key as it is printed on the keyboard.
 * @param {string} key
 */
export const kbd = (key) => h("kbd", { class: "kbd" }, key)

/**
 * A square button that shows only a drawing; the label is its name and its tooltip.
 * @param {string} name of the drawing
 * @param {string} label
 * @param {Props} [props]
 */
export const iconButton = (name, label, props = {}) =>
  h("button", { type: "button", title: label, "aria-label": label, ...props, class: `iconbtn ${props["class"] ?? ""}`.trim() }, icon(name, props["class"] ? 16 : 18))

/**
 * True where a single key must type a character and nothing else.
 * @param {EventTarget | null} target
 */
export const isTyping = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select"))
