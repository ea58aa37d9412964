import { cut } from "../../core/spans.js"

/**
 * How a region looks in the text.
 *
 * @typedef {Readonly<{ key: string, name: string, colour: string, suggestion: boolean, score: string, selected: boolean, lane: number }>} Look
 * @typedef {import("../../core/spans.js").Span} Span
 * @typedef {import("../../core/spans.js").Piece} Piece
 */

/** Lanes below the text; deeper nests share the last. */
export const lanes = 4

/**
 * Draws the spans of one leaf into its host: text nodes hold the text and nothing else (key boxes and scores are generated content), so offsets can be counted in the DOM.
 *
 * @param {HTMLElement} host
 * @param {string} text the whole text
 * @param {number} start
 * @param {number} end
 * @param {readonly Span[]} spans outer before inner
 * @param {(id: string) => Look} look
 */
export function drawSpans(host, text, start, end, spans, look) {
  host.replaceChildren(...cut(spans, start, end).map(piece => draw(piece, text, look)))
}

/**
 * @param {Piece} piece
 * @param {string} text
 * @param {(id: string) => Look} look
 * @returns {Node}
 */
function draw(piece, text, look) {
  if (piece.kind === "text") return document.createTextNode(text.slice(piece.start, piece.end))
  const { key, name, colour, suggestion, score, selected, lane } = look(piece.id)
  const element = document.createElement("span")
  element.className = `e${lane > 0 ? ` d${Math.min(lane, lanes)}` : ""}${suggestion ? " model" : ""}${selected ? " sel" : ""}${piece.first ? "" : " cont"}${piece.last ? "" : " open"}`
  element.dataset.id = piece.id
  element.style.setProperty("--c", colour)
  element.title = name
  /** @type {Node[]} */
  const children = piece.children.map(child => draw(child, text, look))
  if (piece.first) keep(children, "first", box("key", key))
  if (piece.last && score) keep(children, "last", box("score", score))
  element.append(...children)
  return element
}

/**
 * @param {string} name
 * @param {string} text
 */
function box(name, text) {
  const element = document.createElement("i")
  element.className = name
  element.dataset.text = text
  return element
}

/**
 * Puts a box beside the first or last word so that no line break comes between them.
 *
 * @param {Node[]} children
 * @param {"first" | "last"} side
 * @param {HTMLElement} mark
 */
function keep(children, side, mark) {
  const child = side === "first" ? children[0] : children.at(-1)
  const data = child instanceof Text ? child.data : ""
  const word = (side === "first" ? /^\S{1,40}/ : /\S{1,40}$/).exec(data)?.[0]
  if (word === undefined) {
    if (side === "first") children.unshift(mark)
    else children.push(mark)
    return
  }
  const unbroken = document.createElement("span")
  unbroken.className = "nb"
  const rest = side === "first" ? data.slice(word.length) : data.slice(0, -word.length)
  const restNode = rest === "" ? [] : [document.createTextNode(rest)]
  if (side === "first") {
    unbroken.append(mark, word)
    children.splice(0, 1, unbroken, ...restNode)
  } else {
    unbroken.append(word, mark)
    children.splice(-1, 1, ...restNode, unbroken)
  }
}
