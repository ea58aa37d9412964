/**
 * The Expression Constraint Language cut into pieces for colouring; it never fails, whatever is being typed. The server says what is right.
 *
 * @typedef {"text" | "operator" | "keyword" | "code" | "term" | "value" | "comment"} TokenKind
 * @typedef {Readonly<{ kind: TokenKind, text: string }>} Token
 */

const PIECES = /(\/\*[\s\S]*?(?:\*\/|$))|(\|[^|]*\|?)|("(?:[^"\\]|\\.)*"?)|(\b(?:AND|OR|MINUS|R(?=\s*(?:<|>|\d))|TOP|BOTTOM|HISTORY(?:-(?:MIN|MOD|MAX))?|true|false|D|C|M)\b(?!\s*\d{5}))|(\b\d{6,18}\b)|(!!>|!!<|<<!|>>!|<<|>>|<!|>!|!=|<=|>=|[<>^*:=,.{}()[\]+!#-])|(\b\d+(?:\.\d+)?\b)/gi

/**
 * @param {string} source
 * @returns {Token[]} whose texts joined are the source
 */
export function eclTokens(source) {
  /** @type {{ kind: TokenKind, text: string }[]} */
  const tokens = []
  let at = 0
  /** @param {TokenKind} kind @param {string} text */
  const push = (kind, text) => {
    const last = tokens.at(-1)
    if (text === "") return
    if (last && last.kind === kind && kind !== "code") last.text += text
    else tokens.push({ kind, text })
  }
  for (const match of source.matchAll(PIECES)) {
    const [whole = "", comment, term, value, keyword, code, operator] = match
    const from = match.index ?? at
    push("text", source.slice(at, from))
    push(comment !== undefined ? "comment" : term !== undefined ? "term" : value !== undefined ? "value" : keyword !== undefined ? "keyword" : code !== undefined ? "code" : operator !== undefined ? "operator" : "value", whole)
    at = from + whole.length
  }
  push("text", source.slice(at))
  return tokens
}

/**
 * The tokens with a stretch of the source told apart: where a fault is.
 *
 * @param {readonly Token[]} tokens
 * @param {{ start: number, end: number } | null} fault in UTF-16 units
 * @returns {Readonly<{ kind: TokenKind, text: string, wrong: boolean }>[]}
 */
export function withFault(tokens, fault) {
  let at = 0
  return tokens.flatMap(({ kind, text }) => {
    const from = at
    at += text.length
    if (!fault || fault.end <= from || fault.start >= at) return [{ kind, text, wrong: false }]
    const a = Math.max(0, fault.start - from)
    const b = Math.min(text.length, fault.end - from)
    return [{ text: text.slice(0, a), wrong: false }, { text: text.slice(a, b), wrong: true }, { text: text.slice(b), wrong: false }].filter(piece => piece.text !== "").map(piece => ({ kind, ...piece }))
  })
}

/**
 * What to underline for a fault at a place: the word or sign that begins there. At the very end, the last sign before it.
 *
 * @param {string} source
 * @param {number} position in UTF-16 units
 * @returns {{ start: number, end: number }}
 */
export function faultAt(source, position) {
  const start = Math.max(0, Math.min(position, source.length))
  if (start >= source.trimEnd().length) {
    const last = Math.max(0, source.trimEnd().length - 1)
    return { start: last, end: last + 1 }
  }
  const word = /^(?:[\p{L}\p{N}_-]+|\S)/u.exec(source.slice(start))
  return { start, end: start + (word?.[0] ?? " ").length }
}
