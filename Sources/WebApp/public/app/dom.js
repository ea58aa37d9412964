/** Building and finding elements. Text goes in as text nodes only, so nothing from a project can become markup. */

/** @typedef {Node | string | number | null | undefined | boolean | "" | ChildList} Child */
/** @typedef {{ readonly length: number, readonly [index: number]: Child, [Symbol.iterator](): IterableIterator<Child> }} ChildList */
/**
 * Attributes and listeners of one element: `on…` keys are listeners, `dataset` is spread, `true`/`false` set or leave out an attribute,
 * and the four live properties below are assigned rather than written as attributes.
 * @typedef {Record<string, unknown>} Props
 */

const SVG = "http://www.w3.org/2000/svg"
const LIVE = new Set(["value", "checked", "indeterminate", "selected"])

/**
 * Puts children into a parent, flattening lists and leaving out the empty ones.
 * @param {Node} parent
 * @param {readonly Child[]} children
 */
const put = (parent, children) => {
  for (const child of children) {
    if (child === null || child === undefined || typeof child === "boolean" || child === "") continue
    if (Array.isArray(child)) put(parent, child)
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
 * An HTML element with attributes and children.
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
 * One of the drawings that sprite.js put into the page; it says nothing to a screen reader, its button does.
 * @param {string} name
 * @param {number} [size]
 * @param {string} [more] further classes
 */
export const icon = (name, size = 16, more = "") =>
  svg("svg", { class: `ic ${more}`.trim(), width: size, height: size, "aria-hidden": "true" }, svg("use", { href: `#icon-${name}` }))

/**
 * Replaces everything inside an element.
 * @param {Element} element
 * @param {...Child} children
 */
export const fill = (element, ...children) => {
  element.replaceChildren()
  put(element, children)
}

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
