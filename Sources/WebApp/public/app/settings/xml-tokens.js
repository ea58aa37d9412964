/** XML cut into pieces for colouring; it never fails, whatever is being typed. Pure. */

/** @typedef {"text" | "tag" | "attribute" | "value" | "comment" | "data"} TokenKind */
/** @typedef {{ kind: TokenKind, text: string }} Token `data` is a value that reads the task, as in "$text" */

const PIECES = /(<!--[\s\S]*?(?:-->|$))|(<\/?[A-Za-z_][\w.:-]*|\/?>)|([A-Za-z_][\w.:-]*)(?=\s*=)|("[^"]*"?|'[^']*'?)/g

/** @param {string} source @returns {Token[]} whose texts joined are the source */
export const xmlTokens = (source) => {
  /** @type {Token[]} */
  const tokens = []
  let at = 0
  let inside = false
  /** @param {TokenKind} kind @param {string} text */
  const push = (kind, text) => {
    const last = tokens.at(-1)
    if (last && last.kind === kind) last.text += text
    else if (text !== "") tokens.push({ kind, text })
  }
  for (const match of source.matchAll(PIECES)) {
    const [whole = "", comment, tag, name, value] = match
    const from = match.index ?? at
    push("text", source.slice(at, from))
    at = from + whole.length
    if (comment !== undefined) push("comment", comment)
    else if (tag !== undefined) {
      inside = !tag.endsWith(">")
      push("tag", tag)
    } else if (!inside) push("text", whole)
    else if (name !== undefined) push("attribute", name)
    else if (value !== undefined) push(/^["']\$/.test(value) ? "data" : "value", value)
  }
  push("text", source.slice(at))
  return tokens
}

/**
 * The white space a new line should begin with after the text before it.
 * @param {string} before everything up to the caret
 */
export const indentAfter = (before) => {
  const line = before.slice(before.lastIndexOf("\n") + 1)
  const margin = /^\s*/.exec(line)?.[0] ?? ""
  const opens = /<[A-Za-z][^<>]*[^/<>]>\s*$|<[A-Za-z]>\s*$/.test(line) && !/<\/[^<>]*>\s*$/.test(line)
  return opens ? `${margin}  ` : margin
}
