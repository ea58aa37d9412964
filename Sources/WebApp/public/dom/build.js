/** Building elements. Text goes in as text nodes only, so nothing that came with a task or a project can become markup. */

/** @typedef {import("./child.js").Child} Child */
/**
 * Attributes and listeners of one element: `on…` keys are listeners, `dataset` is spread, `true` writes an empty attribute and `false`, null
 * and undefined none; the live properties below are assigned rather than written.
 * @typedef {Readonly<Record<string, unknown>>} Props
 */

const SVG = "http://www.w3.org/2000/svg"
const LIVE = new Set(["value", "checked", "indeterminate", "selected"])

/**
 * Puts children into a parent, flattening lists and leaving out the empty ones.
 *
 * @param {Node} parent
 * @param {readonly Child[]} children
 */
export const put = (parent, children) => {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue
    if (Array.isArray(child)) put(parent, /** @type {readonly Child[]} */ (child))
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)))
  }
}

/**
 * @param {Element} element
 * @param {Props} props
 */
const dress = (element, props) => {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) {
      if (LIVE.has(name) && value === false) Reflect.set(element, name, false)
      continue
    }
    if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value))
    } else if (name === "dataset") {
      Object.assign(/** @type {HTMLElement} */ (element).dataset, value)
    } else if (LIVE.has(name)) {
      Reflect.set(element, name, value)
    } else {
      element.setAttribute(name, value === true ? "" : String(value))
    }
  }
}

/**
 * An HTML element with attributes and children. Children go in first: a select takes its value from its options.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export const h = (tag, props = {}, ...children) => {
  const element = document.createElement(tag)
  put(element, children)
  dress(element, props)
  return element
}

/**
 * An SVG element.
 *
 * @param {string} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export const svg = (tag, props = {}, ...children) => {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag))
  put(element, children)
  dress(element, props)
  return element
}

/**
 * Replaces everything inside an element.
 *
 * @param {Element} element
 * @param {...Child} children
 */
export const fill = (element, ...children) => {
  element.replaceChildren()
  put(element, children)
}
