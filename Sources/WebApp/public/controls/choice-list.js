/**
 * What choosing means, without a page: which names are chosen after one more is taken or left.
 *
 * @typedef {import("../core/config.js").ChoiceNode} ChoiceNode
 * @typedef {readonly (string | readonly string[])[]} Chosen names, or paths where choices are nested
 */

/**
 * The chosen names or paths in an answer.
 *
 * @param {Readonly<Record<string, unknown>> | null} value
 * @param {string} key "choices" or "taxonomy"
 * @returns {Chosen}
 */
export function chosen(value, key) {
  const list = value?.[key]
  return Array.isArray(list) ? list : typeof list === "string" ? [list] : []
}

/** @param {string | readonly string[]} entry @returns {readonly string[]} */
export const pathOf = entry => (typeof entry === "string" ? [entry] : entry)

/** @param {string | readonly string[]} a @param {string | readonly string[]} b */
export const samePath = (a, b) => JSON.stringify(pathOf(a)) === JSON.stringify(pathOf(b))

/**
 * The choice after `entry` was clicked: taken, or left if it was chosen; alone where only one may be.
 *
 * @param {Chosen} before
 * @param {string | readonly string[]} entry
 * @param {{ single: boolean, keep?: boolean, most?: number }} rules
 *   `keep`: a chosen one stays when it is clicked again (radio buttons); `most`: no more than so many, 0 for any number
 * @returns {Chosen} the same list where the rules forbid the change
 */
export function toggled(before, entry, { single, keep = false, most = 0 }) {
  const has = before.some(each => samePath(each, entry))
  if (has) return keep ? before : before.filter(each => !samePath(each, entry))
  if (single) return [entry]
  return most > 0 && before.length >= most ? before : [...before, entry]
}

/**
 * All choices with their depth, in the order they are written.
 *
 * @param {readonly ChoiceNode[]} nodes
 * @param {number} [depth]
 * @returns {readonly { node: ChoiceNode, depth: number }[]}
 */
export const flattened = (nodes, depth = 0) =>
  nodes.flatMap(node => [{ node, depth }, ...flattened(node.children, depth + 1)])
