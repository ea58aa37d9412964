import { markdownElements } from "../controls/markdown-view.js"
import { h } from "./dom.js"

/**
 * A protocol as elements: the little markdown that protocols use.
 *
 * @param {string} text
 */
export const markdown = (text) => {
  const prose = h("div", { class: "prose" }, markdownElements(text))
  for (const list of prose.querySelectorAll("ol")) list.classList.add("steps")
  for (const item of prose.querySelectorAll("ol.steps > li")) item.replaceChildren(h("span", {}, [...item.childNodes]))
  return prose
}
