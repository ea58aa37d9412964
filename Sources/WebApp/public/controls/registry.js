/** @typedef {Readonly<{ tag: string, element: string, variant?: Readonly<{ attribute: string, element: string }> }>} Kind */

/**
 * Which custom element answers a control tag, and which shows a visual tag (Header, Markdown, …). The workbench looks here and knows no control by name.
 *
 * @type {Map<string, Kind>}
 */
const controls = new Map()

/**
 * @param {string} tag the control tag, "Choices"
 * @param {string} element the custom element; it must be a {@link import("../elements/contracts.js").ControlElement}
 * @param {Kind["variant"]} [variant] another element for controls that carry an attribute: asked that way it is another question
 */
export function registerControl(tag, element, variant) {
  controls.set(tag.toLowerCase(), Object.freeze({ tag, element, ...(variant ? { variant } : {}) }))
}

/**
 * @param {Readonly<{ tag: string, attributes: Readonly<Record<string, string>> }>} control
 * @returns {string | undefined} the custom element
 */
export function elementFor({ tag, attributes }) {
  const kind = controls.get(tag.toLowerCase())
  return kind?.variant && attributes[kind.variant.attribute] ? kind.variant.element : kind?.element
}

/** @type {Map<string, Readonly<{ tag: string, element: string }>>} */
const visuals = new Map()

/**
 * @param {string} tag the visual tag, "Header"
 * @param {string} element the custom element; it must be a {@link import("../elements/contracts.js").VisualElement}
 */
export function registerVisual(tag, element) {
  visuals.set(tag.toLowerCase(), Object.freeze({ tag, element }))
}

/** @param {string} tag */
export const visualFor = tag => visuals.get(tag.toLowerCase())
