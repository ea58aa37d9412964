/**
 * Where words, sentences and paragraphs begin and end, so that a selection can snap to them.
 *
 * @typedef {"symbol" | "word" | "sentence" | "paragraph"} Granularity
 * @typedef {Readonly<{ start: number, end: number }>} Stretch UTF-16 offsets
 */

/** How far around a selection word and sentence breaks are looked for: a longer sentence is rare, a segmenter over a 1 MB note takes a second. */
const reach = 4000
/** @type {Map<string, Intl.Segmenter>} */
const segmenters = new Map()

/** @param {"grapheme" | "word" | "sentence"} granularity */
function segmenter(granularity) {
  const known = segmenters.get(granularity)
  if (known) return known
  const made = new Intl.Segmenter(undefined, { granularity })
  segmenters.set(granularity, made)
  return made
}

/**
 * The stretch widened to whole units of text, white space at its ends left out.
 *
 * @param {string} text
 * @param {Stretch} stretch
 * @param {Granularity} granularity
 * @param {readonly number[]} [walls] offsets, in order, that nothing is widened across
 * @returns {Stretch} empty where nothing but white space was chosen
 */
export function snap(text, { start, end }, granularity, walls = []) {
  // Drop white space first, so that a sloppy drag does not take the next word in.
  while (start < end && /\s/.test(text.charAt(start))) start++
  while (end > start && /\s/.test(text.charAt(end - 1))) end--
  if (start === end) return { start, end }
  if (granularity === "paragraph") {
    const before = text.lastIndexOf("\n", start - 1)
    const after = text.indexOf("\n", end)
    return trim(text, { start: before + 1, end: after < 0 ? text.length : after })
  }
  const unit = granularity === "symbol" ? "grapheme" : granularity
  const before = walls.findLast(wall => wall <= start) ?? 0
  const after = walls.find(wall => wall >= end) ?? text.length
  return trim(text, { start: Math.max(before, boundary(text, start, unit).start), end: Math.min(after, boundary(text, end - 1, unit).end) })
}

/**
 * The unit that holds the character at `offset`.
 *
 * @param {string} text
 * @param {number} offset
 * @param {"grapheme" | "word" | "sentence"} unit
 * @returns {Stretch}
 */
export function boundary(text, offset, unit) {
  const line = text.lastIndexOf("\n", offset - 1) + 1
  const from = Math.max(line, offset - reach)
  const newline = text.indexOf("\n", offset)
  const to = Math.min(newline < 0 ? text.length : newline + 1, offset + reach)
  const segment = segmenter(unit).segment(text.slice(from, to)).containing(offset - from)
  if (!segment) return { start: offset, end: offset + 1 }
  const found = { start: from + segment.index, end: from + segment.index + segment.segment.length }
  return unit === "word" ? joined(text, found) : found
}

/**
 * A word with the parts that only a segmenter takes for others: "74-year-old", "T4/5", "2.5".
 *
 * @param {string} text
 * @param {Stretch} word
 * @returns {Stretch}
 */
function joined(text, { start, end }) {
  const letter = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]/u
  const joint = /[-‐‑'’/.]/
  // A joint between two words belongs to both.
  if (end - start === 1 && joint.test(text.charAt(start)) && letter.test(text.charAt(start - 1)) && letter.test(text.charAt(end))) start--
  else if (!letter.test(text.slice(start, end))) return { start, end }
  while (start > 0 && letter.test(text.charAt(start - 1))) start--
  while (end < text.length && letter.test(text.charAt(end))) end++
  while (start > 1 && joint.test(text.charAt(start - 1)) && letter.test(text.charAt(start - 2)) && (text.charAt(start - 1) !== "." || /\d/.test(text.charAt(start - 2) + text.charAt(start)))) {
    start--
    while (start > 0 && letter.test(text.charAt(start - 1))) start--
  }
  while (end < text.length - 1 && joint.test(text.charAt(end)) && letter.test(text.charAt(end + 1)) && (text.charAt(end) !== "." || /\d/.test(text.charAt(end + 1)))) {
    end++
    while (end < text.length && letter.test(text.charAt(end))) end++
  }
  return { start, end }
}

/**
 * @param {string} text
 * @param {Stretch} stretch
 * @returns {Stretch}
 */
function trim(text, { start, end }) {
  while (start < end && /\s/.test(text.charAt(start))) start++
  while (end > start && /\s/.test(text.charAt(end - 1))) end--
  return { start, end }
}

/**
 * The next word's edge from an edge, where words are what blanks divide.
 *
 * @param {string} text
 * @param {number} at
 * @param {1 | -1} way
 * @param {"start" | "end"} side which edge is moved
 */
export function nextEdge(text, at, way, side) {
  const word = (/** @type {number} */ i) => !/\s/.test(text.charAt(i))
  // The end goes over blanks first and then over the word, the start the other way round; backwards each swaps.
  const wordFirst = (side === "start") === (way === 1)
  let i = at
  for (const overWord of [wordFirst, !wordFirst]) {
    if (way === 1) while (i < text.length && word(i) === overWord) i++
    else while (i > 0 && word(i - 1) === overWord) i--
  }
  return i
}
