import { TextOffsets } from "../../core/text-offsets.js"
import { copySafely, parseMarkup } from "./sanitise.js"

/** @typedef {import("./leaf.js").Leaf} Leaf */
/** @typedef {import("./leaf.js").TextDocument} TextDocument */

/**
 * A marked-up text: each of its text nodes becomes a leaf. Paths are counted in the markup as it came, not in the page, so that results fit Label Studio's.
 *
 * @param {string} markup
 * @param {{ keepText: boolean, links: boolean }} options
 * @returns {TextDocument}
 */
export function hyperDocument(markup, { keepText, links }) {
  const root = document.createElement("article")
  const body = parseMarkup(markup)
  /** @type {(Leaf & { path: string, offsets: TextOffsets })[]} */
  const leaves = []
  /**
   * Offsets of line breaks, which count one character in Label Studio's `globalOffsets`.
   *
   * @type {number[]}
   */
  const breaks = []
  /** @type {number[]} */
  const walls = []
  /** @type {Element | null} */
  let block = null
  let text = ""
  copySafely(body, root, (copy, original) => {
    if (!(copy instanceof Text)) {
      breaks.push(text.length)
      walls.push(text.length)
      return
    }
    if (copy.data === "") return
    const here = blockOf(original)
    if (here !== block) walls.push(text.length)
    block = here
    const host = document.createElement("span")
    host.dataset.leaf = String(leaves.length)
    copy.replaceWith(host)
    host.append(copy)
    leaves.push({ host, start: text.length, end: text.length + copy.data.length, signature: "", path: pathOf(original, body), offsets: new TextOffsets(copy.data) })
    text += copy.data
  }, { links })
  const byPath = new Map(leaves.map(leaf => [leaf.path, leaf]))
  const all = new TextOffsets(text)

  /** @param {number} offset */
  const breaksBefore = offset => breaks.filter(each => each <= offset).length
  /** @param {number} point */
  const fromGlobal = point => {
    // Line breaks before the place are few: try each count until it fits.
    let skipped = 0
    for (const place of breaks) if (all.toPoint(place) + skipped < point) skipped++
    return all.toUnit(point - skipped)
  }
  /** @param {number} offset @param {boolean} end */
  const anchor = (offset, end) => {
    const leaf = leaves.find(each => (end ? offset > each.start && offset <= each.end : offset >= each.start && offset < each.end)) ?? leaves.at(end ? -1 : 0)
    return { path: leaf?.path ?? "/", offset: leaf ? leaf.offsets.toPoint(offset - leaf.start) : 0 }
  }

  return {
    root, text, leaves, shape: "hyperspan", walls,
    geometry: (start, end) => {
      const [a, b] = [anchor(start, false), anchor(end, true)]
      return {
        start: a.path, end: b.path, startOffset: a.offset, endOffset: b.offset,
        globalOffsets: { start: all.toPoint(start) + breaksBefore(start), end: all.toPoint(end) + breaksBefore(end - 1) },
        ...(keepText ? { text: text.slice(start, end) } : {}),
      }
    },
    locate: geometry => {
      const [first, last] = [byPath.get(String(geometry.start)), byPath.get(String(geometry.end))]
      if (first && last) {
        const start = first.start + first.offsets.toUnit(Number(geometry.startOffset ?? 0))
        const end = last.start + last.offsets.toUnit(Number(geometry.endOffset ?? 0))
        if (start <= end && end <= text.length) return { start, end }
      }
      const global = /** @type {{ start?: unknown, end?: unknown } | undefined} */ (geometry.globalOffsets)
      if (typeof global?.start === "number" && typeof global.end === "number") {
        const [start, end] = [fromGlobal(global.start), fromGlobal(global.end)]
        if (start <= end && end <= text.length) return { start, end }
      }
      return null
    },
  }
}

const inline = new Set("a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var".split(" "))

/**
 * The nearest element around a node that begins a line of its own.
 *
 * @param {Node} node
 */
function blockOf(node) {
  let element = node.parentElement
  while (element?.parentElement && inline.has(element.localName)) element = element.parentElement
  return element
}

/**
 * The XPath of a node below `root`, every step counted: `/div[1]/p[2]/text()[1]`.
 *
 * @param {Node} node
 * @param {Node} root
 */
export function pathOf(node, root) {
  let path = ""
  for (let each = node; each !== root && each.parentNode; each = each.parentNode) {
    const name = each.nodeType === Node.TEXT_NODE ? "text()" : each.nodeName.toLowerCase()
    let index = 1
    for (let before = each.previousSibling; before; before = before.previousSibling) if (before.nodeName === each.nodeName) index++
    path = `/${name}[${index}]${path}`
  }
  return path || "/"
}
