import { TextOffsets } from "../../core/text-offsets.js"

/** @typedef {import("./leaf.js").Leaf} Leaf */
/** @typedef {import("./leaf.js").TextDocument} TextDocument */

/** A block is drawn as one: small enough to draw again in a millisecond, large enough that a 1 MB note has only some four hundred. */
const blockLength = 2400
/** A line longer than this is cut at a space: one paragraph of a megabyte would be drawn whole at every key. */
const longestLine = 6000

/**
 * A plain text as blocks of whole lines.
 *
 * @param {string} text
 * @param {{ keepText: boolean }} options `keepText`: results carry the text of a span
 * @returns {TextDocument}
 */
export function plainDocument(text, { keepText }) {
  const root = document.createElement("article")
  const offsets = new TextOffsets(text)
  const leaves = cutBlocks(text).map(([start, end], i) => {
    const host = document.createElement("div")
    host.className = "blk"
    host.dataset.leaf = String(i)
    host.append(text.slice(start, end))
    // A guess for what was not laid out yet: 34 px a line of some 90 characters.
    const stretch = text.slice(start, end)
    const lines = stretch.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 90)), stretch.endsWith("\n") ? -1 : 0)
    host.style.setProperty("contain-intrinsic-size", `auto 720px auto ${Math.max(1, lines) * 34}px`)
    return { host, start, end, signature: "" }
  })
  root.append(...leaves.map(leaf => leaf.host))
  return {
    root, text, leaves, shape: "span", walls: [],
    geometry: (start, end) => ({ start: offsets.toPoint(start), end: offsets.toPoint(end), ...(keepText ? { text: text.slice(start, end) } : {}) }),
    locate: ({ start, end }) => {
      const [from, to] = [Number(start), Number(end)]
      if (!Number.isFinite(from) || !Number.isFinite(to) || from < 0 || to < from) return null
      return { start: Math.min(offsets.toUnit(from), text.length), end: Math.min(offsets.toUnit(to), text.length) }
    },
  }
}

/**
 * @param {string} text
 * @returns {[number, number][]}
 */
export function cutBlocks(text) {
  /** @type {[number, number][]} */
  const blocks = []
  let start = 0
  while (start < text.length) {
    let end = text.indexOf("\n", Math.min(start + blockLength, text.length - 1))
    end = end < 0 ? text.length : end + 1
    if (end - start > blockLength + longestLine) {
      const space = text.lastIndexOf(" ", start + longestLine)
      end = space > start + blockLength ? space + 1 : start + longestLine
      // Never between the halves of one character.
      if (/[\udc00-\udfff]/.test(text.charAt(end))) end++
    }
    blocks.push([start, end])
    start = end
  }
  return blocks
}
