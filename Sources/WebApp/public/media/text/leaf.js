/**
 * A stretch of the text that is drawn as one: a block of a plain text, a text node of a marked-up one.
 *
 * @typedef {{ host: HTMLElement, start: number, end: number, signature: string }} Leaf
 *   `host` holds exactly the characters start…end (UTF-16) in its text nodes, whatever spans stand between; `signature` says what was drawn last
 *
 * @typedef {Readonly<{
 *   root: HTMLElement, text: string, leaves: readonly Leaf[],
 *   geometry: (start: number, end: number) => Record<string, unknown>,
 *   locate: (geometry: Readonly<Record<string, unknown>>) => { start: number, end: number } | null,
 *   shape: "span" | "hyperspan", walls: readonly number[],
 * }>} TextDocument
 *   `walls` are offsets no word reaches across, where one paragraph or cell ends and the next begins without a character between them;
 *   `geometry` writes UTF-16 offsets as a result's value has them, `locate` reads them
 */

/**
 * The leaf that holds a character; the last one for the very end.
 *
 * @param {readonly Leaf[]} leaves
 * @param {number} offset
 * @returns {number} its index, -1 for a text without any
 */
export function leafAt(leaves, offset) {
  let low = 0
  let high = leaves.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (/** @type {Leaf} */ (leaves[middle]).start <= offset) low = middle
    else high = middle - 1
  }
  return high < 0 ? -1 : low
}

/**
 * The offset in the text of a place in the DOM; null outside of it.
 *
 * @param {TextDocument} doc
 * @param {Node | null} node
 * @param {number} offset
 * @returns {number | null}
 */
export function offsetOf(doc, node, offset) {
  if (!node || !doc.root.contains(node)) return null
  const element = node instanceof Element ? node : node.parentElement
  const host = element?.closest("[data-leaf]")
  if (!host || !doc.root.contains(host)) {
    // Between leaves: the place is the beginning of what follows.
    const range = document.createRange()
    range.setStart(doc.root, 0)
    range.setEnd(node, offset)
    const after = doc.leaves.findIndex(leaf => range.comparePoint(leaf.host, 0) > 0)
    return after < 0 ? doc.text.length : doc.leaves[after]?.start ?? null
  }
  const leaf = doc.leaves[Number(/** @type {HTMLElement} */ (host).dataset.leaf)]
  if (!leaf) return null
  let at = leaf.start
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT)
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text === node) return at + offset
    if (node.nodeType !== Node.TEXT_NODE && (node.childNodes[offset] ? node.childNodes[offset]?.compareDocumentPosition(text) !== Node.DOCUMENT_POSITION_PRECEDING : !node.contains(text) && node.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) return at
    at += /** @type {Text} */ (text).data.length
  }
  return at
}

/**
 * The place in the DOM of an offset.
 *
 * @param {TextDocument} doc
 * @param {number} offset
 * @param {"before" | "after"} lean which side to stand on where two text nodes meet
 * @returns {{ node: Node, offset: number } | null}
 */
export function placeOf(doc, offset, lean) {
  const index = leafAt(doc.leaves, lean === "before" && offset > 0 ? offset - 1 : offset)
  const leaf = doc.leaves[index]
  if (!leaf) return null
  let at = leaf.start
  /** @type {{ node: Node, offset: number } | null} */
  let last = null
  const walker = document.createTreeWalker(leaf.host, NodeFilter.SHOW_TEXT)
  for (let text = /** @type {Text | null} */ (walker.nextNode()); text; text = /** @type {Text | null} */ (walker.nextNode())) {
    const end = at + text.data.length
    if (offset < end || (offset === end && lean === "before")) return { node: text, offset: offset - at }
    last = { node: text, offset: text.data.length }
    at = end
  }
  return last ?? { node: leaf.host, offset: 0 }
}
