/**
 * An element with properties and children, for the few that the image editor needs.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Readonly<Record<string, string>>} [attributes]
 * @param {readonly (Node | string)[]} [children]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, children = []) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const svgSpace = "http://www.w3.org/2000/svg"

/**
 * A drawing of the icon sheet; its button says what it means.
 *
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(svgSpace, "svg")
  svg.setAttribute("class", "i")
  svg.setAttribute("aria-hidden", "true")
  const use = document.createElementNS(svgSpace, "use")
  use.setAttribute("href", `/icons.svg#${name}`)
  svg.append(use)
  return svg
}

/**
 * @param {string} label name and tooltip
 * @param {string} look name of the icon, or the words on the button
 * @param {() => void} act
 * @param {{ isText?: boolean, signal: AbortSignal }} how
 */
export function button(label, look, act, { isText = false, signal }) {
  const element = make("button", { type: "button", class: `btn quiet${isText ? "" : " icon"}`, "aria-label": label, title: label }, [isText ? look : icon(look)])
  element.addEventListener("click", act, { signal })
  return element
}
