/**
 * @typedef {Readonly<{ kind: "element", name: string, attributes: readonly XMLAttribute[], children: readonly XMLNode[], line: number, column: number }>} XMLElement
 * @typedef {Readonly<{ kind: "text", text: string, line: number, column: number }>} XMLText
 * @typedef {Readonly<{ name: string, value: string, line: number, column: number }>} XMLAttribute
 * @typedef {XMLElement | XMLText} XMLNode
 */

/** What is wrong with a document, and where: line and column count from one. */
export class XMLError extends Error {
  /**
   * @param {string} message
   * @param {number} line
   * @param {number} column
   */
  constructor(message, line, column) {
    super(message)
    this.name = "XMLError"
    this.line = line
    this.column = column
  }
}

/** @type {Readonly<Record<string, string>>} */
const entities = Object.freeze({ lt: "<", gt: ">", amp: "&", quot: "\"", apos: "'" })
const nameStart = /[A-Za-z_:\u00c0-\uffff]/
const nameRest = /[-A-Za-z0-9._:\u00b7-\uffff]/y
const space = /[ \t\n]/
/** As deep as the server reads: deeper nesting is no interface, and would be trusted with the stack. */
const deepest = 128

/**
 * Reads one XML document: elements, attributes, text, CDATA, comments and the five named entities.
 *
 * A document type declaration is refused: it is how entities grow without bound.
 *
 * @param {string} source
 * @returns {XMLElement}
 */
export function parseXML(source) {
  // XML 1.0 2.11: every line end is read as one line feed.
  const text = (source.charCodeAt(0) === 0xfeff ? source.slice(1) : source).replace(/\r\n?/g, "\n")
  let at = 0
  const lines = lineStarts(text)

  /**
   * @param {string} message
   * @param {number} [place]
   * @returns {never}
   */
  const fail = (message, place = at) => {
    const { line, column } = position(lines, place)
    throw new XMLError(message, line, column)
  }
  const skipSpace = () => { while (at < text.length && space.test(text.charAt(at))) at++ }
  const readName = () => {
    const start = at
    if (!nameStart.test(text.charAt(at))) fail(at >= text.length ? "the document ends inside a tag" : `a name cannot start with “${text.charAt(at)}”`)
    at++
    for (;;) {
      nameRest.lastIndex = at
      if (!nameRest.test(text)) break
      at++
    }
    return text.slice(start, at)
  }
  /** @param {string} raw @param {number} start */
  const decode = (raw, start) => raw.includes("&") ? raw.replace(/&(#x[0-9a-fA-F]+|#[0-9]+|[^;&\s]*)(;?)/g, (all, body, end, offset) => {
    if (end !== ";") fail("“&” must be written “&amp;”", start + offset)
    if (body.startsWith("#")) {
      const code = body[1] === "x" ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10)
      if (!(code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))) fail(`there is no character ${all}`, start + offset)
      return String.fromCodePoint(code)
    }
    return entities[body] ?? fail(`the entity ${all} is not known`, start + offset)
  }) : raw
  /** Skips a comment, processing instruction or spaces between elements; says if it did. */
  const skipMisc = () => {
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("-->", at + 4)
      if (end < 0) fail("this comment is never closed")
      at = end + 3
      return true
    }
    if (text.startsWith("<?", at)) {
      const end = text.indexOf("?>", at + 2)
      if (end < 0) fail("this processing instruction is never closed")
      at = end + 2
      return true
    }
    if (text.startsWith("<!DOCTYPE", at)) fail("a document type declaration is not allowed")
    return false
  }

  let depth = 0
  /** @returns {XMLElement} */
  const readElement = () => {
    if (++depth > deepest) fail(`tags stand more than ${deepest} deep`)
    try { return readTag() } finally { depth-- }
  }
  /** @returns {XMLElement} */
  const readTag = () => {
    const place = position(lines, at)
    const opened = at
    at++
    const name = readName()
    /** @type {XMLAttribute[]} */
    const attributes = []
    const seen = new Set()
    for (;;) {
      const before = at
      skipSpace()
      if (at >= text.length) fail(`the tag <${name}> is never closed`, opened)
      if (text.startsWith("/>", at)) {
        at += 2
        return { kind: "element", name, attributes, children: [], ...place }
      }
      if (text.charAt(at) === ">") { at++; break }
      if (before === at) fail(`a space is missing in the tag <${name}>`)
      const start = at
      const key = readName()
      if (seen.has(key)) fail(`the attribute “${key}” stands twice in <${name}>`, start)
      seen.add(key)
      skipSpace()
      if (text.charAt(at) !== "=") fail(`the attribute “${key}” has no value`, start)
      at++
      skipSpace()
      const quote = text.charAt(at)
      if (quote !== "\"" && quote !== "'") fail(`the value of “${key}” must stand in quotes`)
      const end = text.indexOf(quote, at + 1)
      if (end < 0) fail(`the value of “${key}” is never closed`, start)
      const raw = text.slice(at + 1, end)
      const less = raw.indexOf("<")
      if (less >= 0) fail("“<” in a value must be written “&lt;”", at + 1 + less)
      // XML 1.0 3.3.3: white space as such becomes a space, white space written as a reference stays.
      attributes.push({ name: key, value: decode(raw.replace(/[\t\n]/g, " "), at + 1), ...position(lines, start) })
      at = end + 1
    }
    /** @type {XMLNode[]} */
    const children = []
    for (;;) {
      if (at >= text.length) fail(`<${name}> is never closed`, opened)
      if (text.startsWith("</", at)) {
        const start = at
        at += 2
        const closing = readName()
        if (closing !== name) fail(`</${closing}> closes <${name}>, opened in line ${place.line}`, start)
        skipSpace()
        if (text.charAt(at) !== ">") fail(`</${name}> is never closed`, start)
        at++
        return { kind: "element", name, attributes, children, ...place }
      }
      if (text.startsWith("<![CDATA[", at)) {
        const end = text.indexOf("]]>", at + 9)
        if (end < 0) fail("this CDATA section is never closed")
        children.push({ kind: "text", text: text.slice(at + 9, end), ...position(lines, at) })
        at = end + 3
      } else if (text.charAt(at) === "<") {
        if (!skipMisc()) children.push(readElement())
      } else {
        const next = text.indexOf("<", at)
        const end = next < 0 ? text.length : next
        children.push({ kind: "text", text: decode(text.slice(at, end), at), ...position(lines, at) })
        at = end
      }
    }
  }

  const prolog = () => {
    do skipSpace()
    while (text.charAt(at) === "<" && skipMisc())
  }
  prolog()
  if (at >= text.length) fail("the document is empty", 0)
  if (text.charAt(at) !== "<") fail("text stands before the first tag")
  const root = readElement()
  prolog()
  if (at < text.length) fail(`something stands after </${root.name}>`)
  return root
}

/** @param {string} text */
function lineStarts(text) {
  const starts = [0]
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1)
  return starts
}

/**
 * @param {readonly number[]} starts
 * @param {number} place
 */
function position(starts, place) {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: place - (starts[low] ?? 0) + 1 }
}
