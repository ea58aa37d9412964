/** Finding entries by what somebody types: words in any order, beginnings of words first. Pure. */

/**
 * How well a query fits a title: higher is better, 0 is not at all.
 * @param {string} query
 * @param {string} title
 */
export const score = (query, title) => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const text = title.toLowerCase()
  let total = 1
  for (const word of words) {
    const at = text.indexOf(word)
    if (at < 0) {
      const gap = subsequence(word, text)
      if (gap === 0) return 0
      total += gap
      continue
    }
    const starts = at === 0 || /[\s\-–/(]/.test(text[at - 1] ?? "")
    total += (starts ? 20 : 8) + Math.max(0, 8 - at / 8) + (word.length / text.length) * 10
  }
  return total
}

/** @param {string} word @param {string} text @returns {number} 0 when its letters do not even occur in order */
const subsequence = (word, text) => {
  if (word.length < 3) return 0
  let from = 0
  let first = -1
  for (const letter of word) {
    const at = text.indexOf(letter, from)
    if (at < 0) return 0
    if (first < 0) first = at
    from = at + 1
  }
  const spread = from - first
  return spread > word.length * 2 ? 0 : word.length / spread
}

/**
 * The best entries, in order.
 * @template {{ title: string, note?: string }} T
 * @param {string} query
 * @param {readonly T[]} entries
 * @param {number} limit
 * @returns {T[]}
 */
export const search = (query, entries, limit) => {
  if (query.trim() === "") return entries.slice(0, limit)
  /** @type {{ entry: T, points: number, index: number }[]} */
  const found = []
  for (const [index, entry] of entries.entries()) {
    const points = Math.max(score(query, entry.title), 0.6 * score(query, `${entry.title} ${entry.note ?? ""}`))
    if (points > 0) found.push({ entry, points, index })
  }
  found.sort((a, b) => b.points - a.points || a.index - b.index)
  return found.slice(0, limit).map((one) => one.entry)
}

/**
 * The task id in a query such as "1204" or "task 1204" or "#1204".
 * @param {string} query
 * @returns {number | null}
 */
export const taskNumber = (query) => {
  const match = /^\s*(?:task\s*|#\s*)?(\d{1,15})\s*$/i.exec(query)
  return match ? Number(match[1]) : null
}
