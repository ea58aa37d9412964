/**
 * Where spans of text lie over each other, and how to cut a stretch of text into nested pieces.
 *
 * @typedef {Readonly<{ id: string, start: number, end: number }>} Span UTF-16 offsets, end exclusive
 * @typedef {Readonly<{ kind: "text", start: number, end: number }>} TextPiece
 * @typedef {{ kind: "span", id: string, first: boolean, last: boolean, children: Piece[] }} SpanPiece
 *   `first`: the span begins here (its key box stands here); `last`: it ends here
 * @typedef {TextPiece | SpanPiece} Piece
 */

/**
 * Outer before inner: by start, then the longer first, then by id so that the order is always the same.
 *
 * @param {Span} a
 * @param {Span} b
 */
export const byPlace = (a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1)

/** Spans by place, answering "which touch this stretch" without looking at all. */
export class SpanIndex {
  /** @type {readonly Span[]} */
  spans
  /** Highest end among the spans up to each index. */
  #reach
  /** @type {ReadonlyMap<string, number>} */
  #levels

  /** @param {readonly Span[]} spans in any order */
  constructor(spans) {
    this.spans = [...spans].sort(byPlace)
    this.#reach = new Float64Array(this.spans.length)
    let reach = -1
    this.spans.forEach((span, i) => { this.#reach[i] = reach = Math.max(reach, span.end) })
    this.#levels = levels(this.spans)
  }

  /**
   * How many spans lie within this one, one upon the other: 0 for an innermost.
   *
   * @param {string} id
   */
  level(id) {
    return this.#levels.get(id) ?? 0
  }

  /**
   * The spans that share at least one character with [start, end), outer before inner.
   *
   * @param {number} start
   * @param {number} end
   * @returns {Span[]}
   */
  touching(start, end) {
    let low = 0
    let high = this.spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (/** @type {Span} */ (this.spans[middle]).start < end) low = middle + 1
      else high = middle
    }
    /** @type {Span[]} */
    const found = []
    for (let i = low - 1; i >= 0 && /** @type {number} */ (this.#reach[i]) > start; i--) {
      const span = /** @type {Span} */ (this.spans[i])
      if (span.end > start) found.push(span)
    }
    return found.reverse()
  }
}

/**
 * @param {readonly Span[]} sorted
 * @returns {Map<string, number>}
 */
function levels(sorted) {
  /** @type {Map<string, number>} */
  const result = new Map()
  for (let i = sorted.length - 1; i >= 0; i--) {
    const span = /** @type {Span} */ (sorted[i])
    let level = 0
    for (let j = i + 1; j < sorted.length; j++) {
      const inner = /** @type {Span} */ (sorted[j])
      if (inner.start >= span.end) break
      level = Math.max(level, (result.get(inner.id) ?? 0) + 1)
    }
    result.set(span.id, level)
  }
  return result
}

/**
 * Cuts [start, end) into nested pieces. Where two spans cross, the later one is cut: it goes on as a piece of its own behind the earlier one's end.
 *
 * @param {readonly Span[]} spans outer before inner, as `touching` gives them
 * @param {number} start
 * @param {number} end
 * @returns {Piece[]}
 */
export function cut(spans, start, end) {
  /** @type {Piece[]} */
  const root = []
  /** @type {{ span: Span, piece: SpanPiece }[]} */
  const open = []
  let at = start
  /** @param {number} to */
  const text = to => {
    if (to > at) (open.at(-1)?.piece.children ?? root).push({ kind: "text", start: at, end: to })
    at = to
  }
  /** @param {Span} span */
  const enter = span => {
    /** @type {SpanPiece} */
    const piece = { kind: "span", id: span.id, first: at === span.start, last: false, children: [] }
    ;(open.at(-1)?.piece.children ?? root).push(piece)
    open.push({ span, piece })
  }
  /** @param {number} to */
  const closeUpTo = to => {
    for (;;) {
      const next = Math.min(to, ...open.map(each => each.span.end))
      if (next >= to && !open.some(each => each.span.end === to)) return
      text(next)
      const first = open.findIndex(each => each.span.end === next)
      const cutOff = open.splice(first)
      // Those that end here are done; those that only lay above them go on.
      for (const { span, piece } of cutOff) piece.last = span.end === next
      for (const { span } of cutOff) if (span.end !== next) enter(span)
      if (open.length === 0 && next >= to) return
    }
  }
  for (const span of spans) {
    const from = Math.max(span.start, start)
    closeUpTo(from)
    text(from)
    enter(span)
  }
  closeUpTo(end)
  text(end)
  return root
}
