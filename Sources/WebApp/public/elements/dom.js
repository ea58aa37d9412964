/** What the workbench builds itself from. */

import { h, svg } from "../dom/build.js"

export { h, svg }

/** @typedef {import("../dom/build.js").Child} Child */

/**
 * One drawing of icons.svg, from the copy in the page where the shell has put one: a `use` that points outside asks the server at each drawing. It says nothing to a screen
 * reader; its button does.
 *
 * @param {string} name
 */
export const icon = name => svg("svg", { class: "i", "aria-hidden": "true" }, svg("use", { href: document.getElementById(`icon-${name}`) ? `#icon-${name}` : `/icons.svg#${name}` }))

/**
 * Key caps for a binding, each a `<kbd>`.
 *
 * @param {readonly string[]} caps
 */
export const keys = caps => caps.map(cap => h("kbd", {}, cap))

/**
 * A square button that shows only a drawing; its name is also its tooltip.
 *
 * @param {string} drawing
 * @param {string} name
 * @param {Readonly<Record<string, unknown>>} [attributes]
 */
export const iconButton = (drawing, name, attributes = {}) => h("button", { type: "button", class: "wbtn quiet icon", title: name, "aria-label": name, ...attributes }, icon(drawing))

/**
 * Calls `work` once in the next frame, however often it was asked for.
 *
 * @param {() => void} work
 */
export function framed(work) {
  let asked = 0
  return {
    ask() { asked ||= requestAnimationFrame(() => { asked = 0; work() }) },
    cancel() {
      cancelAnimationFrame(asked)
      asked = 0
    },
  }
}
