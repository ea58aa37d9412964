import { h } from "../app/dom.js"
import { attribute, fill } from "../core/config.js"
import { parseMarkdown } from "../core/markdown.js"

/** @typedef {import("../core/markdown.js").Inline} Inline */

/**
 * Markdown as elements; text goes in as text.
 *
 * @param {string} source
 * @returns {HTMLElement[]}
 */
export function markdownElements(source) {
  return parseMarkdown(source).map(block => {
    switch (block.kind) {
      case "heading": return h(block.level === 1 ? "h2" : block.level === 2 ? "h3" : "h4", {}, block.inlines.map(inline))
      case "quote": return h("blockquote", {}, block.inlines.map(inline))
      case "code": return h("pre", {}, block.text)
      case "list": return h(block.ordered ? "ol" : "ul", {}, block.items.map(item => h("li", {}, item.map(inline))))
      default: return h("p", {}, block.inlines.map(inline))
    }
  })
}

/** @param {Inline} part @returns {Node} */
function inline(part) {
  switch (part.kind) {
    case "text": return document.createTextNode(part.text)
    case "link": return h("a", { href: part.href, rel: "noreferrer noopener", target: "_blank" }, part.text)
    default: return h(part.kind, {}, part.text)
  }
}

/** `<Markdown>`: explanations beside the data, from the config or from the task. */
export class MarkdownTag extends HTMLElement {
  /** @type {import("../elements/contracts.js").VisualContext} */
  context = /** @type {import("../elements/contracts.js").VisualContext} */ (/** @type {unknown} */ (null))

  connectedCallback() {
    const { node, task } = this.context
    const source = attribute(node, "value") || node.text
    this.classList.add("markdown")
    this.replaceChildren(...markdownElements(String(fill(source, task.data) ?? "")))
  }
}
