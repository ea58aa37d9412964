/** A room of several pages: their names at the left, the chosen one beside them. */

import { fill, h, icon } from "./dom.js"

/** @typedef {{ name: string, title: string, icon: string, href: string }} Section */

/**
 * @param {HTMLElement} main
 * @param {string} title of the room
 * @param {readonly Section[]} sections
 * @param {string} here
 * @param {boolean} [full] the page uses all the room there is
 * @returns {HTMLElement} where the page draws
 */
export const sectionedRoom = (main, title, sections, here, full = false) => {
  const page = h("div", { class: full ? "section-page full" : "section-page" })
  fill(main, h("div", { class: "sectioned" }, h("nav", { class: "section-nav", "aria-label": title }, h("h1", {}, title),
    sections.map((one) => h("a", { class: "to", href: one.href, "aria-current": one.name === here ? "page" : undefined }, icon(one.icon, 18), one.title))), page))
  return page
}

/**
 * One titled group on a page.
 * @param {string} title
 * @param {import("./dom.js").Child} text
 * @param {...import("./dom.js").Child} children
 */
export const group = (title, text, ...children) =>
  h("section", { class: "group" }, h("header", {}, h("h2", {}, title), text && h("p", { class: "dim" }, text)), h("div", { class: "stack" }, ...children))
