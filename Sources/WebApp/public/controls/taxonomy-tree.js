/**
 * A tree of codes that can be opened, searched and chosen from, without a page.
 *
 * @typedef {Readonly<{ value: string, name: string, hint: string, path: readonly string[], children: readonly TreeNode[], lazy: boolean }>} TreeNode
 *   `lazy`: there are children, but they have not been asked for yet
 * @typedef {Readonly<{ node: TreeNode, depth: number, open: boolean }>} TreeRow
 * @typedef {import("../core/config.js").ChoiceNode} ChoiceNode
 */

/** @param {readonly ChoiceNode[]} choices @returns {TreeNode[]} */
export const treeOf = choices => choices.map(choice => ({
  value: choice.value, name: choice.name, hint: choice.hint, path: choice.path, children: treeOf(choice.children), lazy: false,
}))

/**
 * A level of the tree as a server answers it: `{items: [{value, alias?, isLeaf?, hint?, children?}]}` or the bare list.
 *
 * @param {unknown} answer
 * @param {readonly string[]} above
 * @returns {TreeNode[]}
 */
export function treeFrom(answer, above) {
  const items = Array.isArray(answer) ? answer : /** @type {{ items?: unknown } | null} */ (answer)?.items
  if (!Array.isArray(items)) return []
  return items.filter(item => item !== null && typeof item === "object" && typeof item.value === "string").map(item => {
    const name = typeof item.alias === "string" && item.alias !== "" ? item.alias : item.value
    const path = [...above, name]
    const children = treeFrom(item.children, path)
    return { value: item.value, name, hint: typeof item.hint === "string" ? item.hint : "", path, children, lazy: item.isLeaf === false && children.length === 0 }
  })
}

/** @param {readonly string[]} path */
export const pathKey = path => path.join("\u0000")

/**
 * The rows to show: what is open, or, while searching, what matches with all that stands above it.
 *
 * Every word of the search must begin a word of the node or of one above it, in any order ("acute inf" finds Infarction › Acute).
 *
 * @param {readonly TreeNode[]} roots
 * @param {ReadonlySet<string>} open keys of the open nodes
 * @param {string} search
 * @param {number} [most] rows at most: nobody reads more, and the search of a large tree stays quick
 * @returns {readonly TreeRow[]}
 */
export function rowsOf(roots, open, search, most = 2000) {
  const words = folded(search).split(/\s+/).filter(Boolean)
  /** @type {TreeRow[]} */
  const rows = []
  if (words.length > 0) {
    collect(roots, open, words, 0, rows, most)
    return rows
  }
  /** @param {readonly TreeNode[]} nodes @param {number} depth */
  const walk = (nodes, depth) => {
    for (const node of nodes) {
      if (rows.length >= most) return
      const isOpen = open.has(pathKey(node.path))
      rows.push({ node, depth, open: isOpen })
      if (isOpen) walk(node.children, depth + 1)
    }
  }
  walk(roots, 0)
  return rows
}

/**
 * @param {readonly TreeNode[]} nodes
 * @param {ReadonlySet<string>} open
 * @param {readonly string[]} words those not yet matched by a node above
 * @param {number} depth
 * @param {TreeRow[]} rows
 * @param {number} most
 * @returns {boolean} whether anything was added
 */
function collect(nodes, open, words, depth, rows, most) {
  let added = false
  for (const node of nodes) {
    if (rows.length >= most) return added
    const text = ` ${folded(`${node.value} ${node.hint}`)}`
    const left = words.filter(word => !text.includes(` ${word}`))
    const at = rows.length
    rows.push({ node, depth, open: true })
    const below = collect(node.children, open, left.length === 0 ? words : left, depth + 1, rows, most)
    if (left.length > 0 && !below) rows.length = at
    else added = true
    const row = rows[at]
    if (!row || below) continue
    // What stands under a match can still be opened by hand.
    const isOpen = open.has(pathKey(node.path))
    rows[at] = { ...row, open: isOpen }
    if (isOpen) rows.push(...rowsOf(node.children, open, "", most - rows.length).map(under => ({ ...under, depth: under.depth + depth + 1 })))
  }
  return added
}

/**
 * Lower case, without accents and with punctuation as spaces.
 *
 * @param {string} text
 */
const folded = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()

/**
 * The tree with the children of one node filled in.
 *
 * @param {readonly TreeNode[]} nodes
 * @param {readonly string[]} path
 * @param {readonly TreeNode[]} children
 * @returns {TreeNode[]}
 */
export const withChildren = (nodes, path, children) => nodes.map(node => {
  if (!node.path.every((part, i) => part === path[i])) return node
  return node.path.length === path.length ? { ...node, children, lazy: false } : { ...node, children: withChildren(node.children, path, children) }
})
