import { h } from "../app/dom.js"
import { attribute, fill, flag, numeric } from "../core/config.js"

/** `<Header>`: a line of text, also from the task's data. */
export class HeaderTag extends HTMLElement {
  /** @type {import("../elements/contracts.js").VisualContext} */
  context = /** @type {import("../elements/contracts.js").VisualContext} */ (/** @type {unknown} */ (null))

  connectedCallback() {
    const { node, task } = this.context
    const level = Math.max(1, Math.min(5, numeric(node, "size", 4)))
    const text = String(fill(attribute(node, "value"), task.data) ?? "")
    // The page's own heading is the first; those of a config come below it.
    const heading = h(level <= 2 ? "h2" : level === 3 ? "h3" : "h4", { class: `header-tag size-${level}${flag(node, "underline") ? " underlined" : ""}` }, text)
    this.replaceChildren(heading)
  }
}
