/** Builds elements. Text goes in as text nodes only, so nothing that came with a task can become markup. */

/** @typedef {Node | string | number | null | undefined | false} Piece */
/** @typedef {Piece | readonly (Piece | readonly (Piece | readonly Piece[])[])[]} Child what may stand in an element; lists are flattened */

/**
 * An element with attributes (`true` writes an empty one, `false`, null and undefined none), listeners (`onclick`) and children.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Readonly<Record<string, unknown>>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  dress(element, attributes)
  add(element, children)
  return element
}

const namespace = "http://www.w3.org/2000/svg"

/**
 * @param {string} tag
 * @param {Readonly<Record<string, unknown>>} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(namespace, tag))
  dress(element, attributes)
  add(element, children)
  return element
}

/**
 * One drawing of icons.svg, from the copy in the page where the shell has put one: a `use` that points outside asks the server at each drawing. It says nothing to a screen
 * reader; its button does.
 *
 * @param {string} name
 */
export const icon = name => svg("svg", { class: "i", "aria-hidden": "true" }, svg("use", { href: document.getElementById(`icon-${name}`) ? `#icon-${name}` : `/icons.svg#${name}` }))

/**
 * @param {Element} element
 * @param {Readonly<Record<string, unknown>>} attributes
 */
function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith("on") && typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value))
    else element.setAttribute(name, value === true ? "" : String(value))
  }
}

/**
 * @param {Node} parent
 * @param {readonly Child[]} children
 */
function add(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue
    if (Array.isArray(child)) add(parent, /** @type {readonly Child[]} */ (child))
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)))
  }
}

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
