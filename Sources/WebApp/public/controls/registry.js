/**
 * Which custom element answers a control tag, and which shows a visual tag (Header, Markdown, …). The workbench looks here and knows no control by name.
 *
 * @type {Map<string, Readonly<{ tag: string, element: string }>>}
 */
const controls = new Map()

/**
 * @param {string} tag the control tag, "Choices"
 * @param {string} element the custom element; it must be a {@link import("../elements/contracts.js").ControlElement}
 */
export function registerControl(tag, element) {
  controls.set(tag.toLowerCase(), Object.freeze({ tag, element }))
}

/** @param {string} tag */
export const controlFor = tag => controls.get(tag.toLowerCase())

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
