import { dressStyle } from "../media/text/sanitise.js"
import { mediaFor } from "../media/registry.js"
import { visualFor } from "../controls/registry.js"
import { h } from "./dom.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("./contracts.js").MediaElement} MediaElement
 * @typedef {import("../core/config.js").ConfigNode} ConfigNode
 * @typedef {import("../core/config.js").ObjectNode} ObjectNode
 * @typedef {import("../core/config.js").Interface} Interface
 */

/** More objects than this make a grid. */
const sideBySide = 3

/**
 * Builds the stage: every object, up to three side by side with movable borders, more in a grid as square as the stage allows.
 *
 * @param {Interface} config
 * @param {Context} context
 * @returns {{ root: HTMLElement, media: readonly MediaElement[] }}
 */
export function layStage(config, context) {
  /** @type {MediaElement[]} */
  const media = []
  const panes = [...config.objects.values()].map(object => {
    const pane = h("section", { class: "pane", "data-object": object.name, "data-path": object.path })
    const around = trail(config.root, object.path)
    for (const node of around) if (node.attributes.style) dressStyle(pane, onlyLooks(node.attributes.style))
    const header = headerBefore(around.at(-1), object)
    if (header) pane.append(headerElement(header, context))
    const element = mediumElement(object, config, context)
    if ("context" in element) media.push(/** @type {MediaElement} */ (element))
    pane.append(element)
    return pane
  })
  const many = panes.length > sideBySide
  const root = h("div", { class: `panes ${many ? "grid" : "columns"}` })
  if (many) root.style.setProperty("--across", String(Math.min(sideBySide, Math.ceil(Math.sqrt(panes.length)))))
  panes.forEach((pane, i) => {
    if (i > 0 && !many) root.append(splitter(/** @type {HTMLElement} */ (panes[i - 1]), pane, root))
    root.append(pane)
  })
  if (panes.length === 0) root.append(h("div", { class: "nothing" }, h("b", {}, "Nothing to show"), h("p", {}, "The interface of this project has no object, such as a Text or an Image.")))
  return { root, media }
}

/**
 * @param {ObjectNode} object
 * @param {Interface} config
 * @param {Context} context
 * @returns {HTMLElement}
 */
function mediumElement(object, config, context) {
  const kind = mediaFor(object)
  if (!kind) return h("div", { class: "nothing" }, h("b", {}, `<${object.tag}> cannot be shown here yet`), h("p", {}, "What others labelled on it is kept as it is."))
  const element = /** @type {MediaElement} */ (document.createElement(kind.element))
  element.context = { ...context, object, controls: [...config.controls.values()].filter(control => control.toName.includes(object.name)) }
  element.dataset.scope ??= kind.scope
  element.classList.add("medium")
  return element
}

/**
 * The tags around an object, outermost first.
 *
 * @param {ConfigNode} root
 * @param {string} path
 * @returns {ConfigNode[]}
 */
function trail(root, path) {
  /** @type {ConfigNode[]} */
  const nodes = []
  let node = root
  while (node.path !== path) {
    nodes.push(node)
    const next = node.children.find(child => path === child.path || path.startsWith(`${child.path}.`))
    if (!next) break
    node = next
  }
  return nodes
}

/**
 * Of a style only what colours: sizes and places are the workbench's own.
 *
 * @param {string} style
 */
const onlyLooks = style => style.split(";").filter(each => /^\s*(background-color|color|font-[a-z]+|text-align)\s*:/i.test(each)).join(";")

/**
 * @param {ConfigNode | undefined} parent
 * @param {ObjectNode} object
 */
function headerBefore(parent, object) {
  const at = parent?.children.findIndex(child => child.path === object.path) ?? -1
  const before = parent?.children[at - 1]
  return before?.tag === "Header" ? before : null
}

/**
 * @param {ConfigNode} header
 * @param {Context} context
 */
function headerElement(header, context) {
  const kind = visualFor("Header")
  if (!kind) return h("h2", { class: "panehead" }, header.attributes.value || header.text.trim())
  const element = /** @type {import("./contracts.js").VisualElement} */ (document.createElement(kind.element))
  element.context = { ...context, node: header }
  element.classList.add("panehead")
  return element
}

/**
 * The border between two panes: dragged, or moved with the arrow keys.
 *
 * @param {HTMLElement} left
 * @param {HTMLElement} right
 * @param {HTMLElement} root
 */
function splitter(left, right, root) {
  const bar = h("div", { class: "splitter", role: "separator", tabindex: 0, "aria-orientation": "vertical", "aria-label": "Width of the panes", "aria-valuenow": 50 })
  /** @param {number} share of the left pane, 0…1 */
  const set = share => {
    const both = left.offsetWidth + right.offsetWidth
    const clamped = Math.min(0.85, Math.max(0.15, share))
    const grow = Number(left.style.flexGrow || 1) + Number(right.style.flexGrow || 1)
    if (both === 0) return
    left.style.flexGrow = String(grow * clamped)
    right.style.flexGrow = String(grow * (1 - clamped))
    bar.setAttribute("aria-valuenow", String(Math.round(clamped * 100)))
  }
  bar.addEventListener("pointerdown", event => {
    bar.setPointerCapture(event.pointerId)
    const begin = left.getBoundingClientRect().left
    const rtl = getComputedStyle(root).direction === "rtl"
    const move = (/** @type {PointerEvent} */ moved) => {
      const share = (moved.clientX - begin) / (left.offsetWidth + right.offsetWidth)
      set(rtl ? 1 - share : share)
    }
    bar.addEventListener("pointermove", move)
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), { once: true })
    event.preventDefault()
  })
  bar.addEventListener("keydown", event => {
    const by = event.key === "ArrowLeft" ? -0.05 : event.key === "ArrowRight" ? 0.05 : 0
    if (by === 0) return
    event.preventDefault()
    set(left.offsetWidth / (left.offsetWidth + right.offsetWidth) + by)
  })
  return bar
}
