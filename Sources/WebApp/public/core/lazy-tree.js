/**
 * A tree that is asked for a level and a page at a time, without a page: what is open, and which rows that makes. A concept stands wherever one of its parents is
 * open, so a place in the tree is a path, and a level belongs to a concept, however many places it has.
 *
 * @typedef {Readonly<{ code: string, display: string, tag?: string, selectable?: boolean, children: number, descendants: number, in_scope?: boolean }>} TreeItem
 * @typedef {Readonly<{ kind: "node", key: string, system: string, path: readonly string[], item: TreeItem, depth: number, open: boolean, place: number, size: number }>} NodeRow
 *   `place` and `size`: where it stands among its siblings, from one
 * @typedef {Readonly<{ kind: "more", key: string, system: string, path: readonly string[], depth: number, left: number }>} MoreRow
 * @typedef {Readonly<{ kind: "waiting", key: string, system: string, path: readonly string[], depth: number }>} WaitingRow
 * @typedef {NodeRow | MoreRow | WaitingRow} Row `path` is the codes from the top to the node itself, or of the level a "more" or "waiting" row belongs to
 * @typedef {{ total: number, items: TreeItem[], guests: TreeItem[] }} Level `guests` were asked for by name before their page came
 */

/** Items asked for at once. */
export const PAGE = 50

/**
 * @param {string} system
 * @param {readonly string[]} path
 */
export const placeKey = (system, path) => [system, ...path].join("\u0000")

export class LazyTree {
  /** @type {Map<string, Level>} system and code → what stands below it */
  #levels = new Map()
  /** @type {Set<string>} */
  #open = new Set()
  /** @type {readonly Readonly<{ system: string, title: string, count: number }>[]} */
  #roots

  /** @param {readonly Readonly<{ system: string, title: string, count: number }>[]} roots the systems; a single one is not a row of its own */
  constructor(roots) {
    this.#roots = roots
    for (const { system } of roots) if (roots.length === 1) this.#open.add(placeKey(system, []))
  }

  /** Whether systems are rows, and concepts stand a step further in. */
  get hasHeads() { return this.#roots.length > 1 }
  get roots() { return this.#roots }

  /**
   * What is known of a level.
   *
   * @param {string} system
   * @param {string} code "" for the top
   */
  level(system, code) { return this.#levels.get(placeKey(system, [code])) }

  /**
   * Takes in a page of a level.
   *
   * @param {string} system
   * @param {string} code "" for the top
   * @param {number} offset
   * @param {{ total: number, items: readonly TreeItem[] }} page
   */
  put(system, code, offset, { total, items }) {
    const old = this.level(system, code)
    const before = old?.items.slice(0, offset) ?? []
    const all = [...before, ...items]
    const here = new Set(all.map(item => item.code))
    this.#levels.set(placeKey(system, [code]), { total, items: all, guests: (old?.guests ?? []).filter(item => !here.has(item.code)) })
  }

  /**
   * Puts one item into a level whose page has not come: the way down to a concept somebody asked for.
   *
   * @param {string} system
   * @param {string} code
   * @param {TreeItem} item
   */
  invite(system, code, item) {
    const level = this.level(system, code)
    if (!level || [...level.items, ...level.guests].some(each => each.code === item.code)) return
    level.guests.push(item)
  }

  /** @param {string} system @param {readonly string[]} path */
  isOpen(system, path) { return this.#open.has(placeKey(system, path)) }

  /**
   * Opens or closes a place. Says whether its level must be asked for.
   *
   * @param {string} system
   * @param {readonly string[]} path
   * @param {boolean} open
   */
  set(system, path, open) {
    const key = placeKey(system, path)
    if (open) this.#open.add(key)
    else this.#open.delete(key)
    return open && this.level(system, path.at(-1) ?? "") === undefined
  }

  /** @returns {Row[]} everything in sight, top to bottom */
  rows() {
    /** @type {Row[]} */
    const rows = []
    this.#roots.forEach(({ system, title, count }, i) => {
      const open = this.isOpen(system, [])
      if (this.hasHeads) {
        const item = { code: "", display: title, children: count, descendants: count, selectable: false, in_scope: false }
        rows.push({ kind: "node", key: placeKey(system, []), system, path: [], item, depth: 0, open, place: i + 1, size: this.#roots.length })
      }
      if (open) this.#walk(system, [], this.hasHeads ? 1 : 0, rows)
    })
    return rows
  }

  /**
   * @param {string} system
   * @param {readonly string[]} above
   * @param {number} depth
   * @param {Row[]} rows
   */
  #walk(system, above, depth, rows) {
    const level = this.level(system, above.at(-1) ?? "")
    if (!level) {
      rows.push({ kind: "waiting", key: `${placeKey(system, above)}\u0001wait`, system, path: above, depth })
      return
    }
    let place = 0
    for (const item of [...level.items, ...level.guests]) {
      const path = [...above, item.code]
      const open = item.children > 0 && this.isOpen(system, path)
      rows.push({ kind: "node", key: placeKey(system, path), system, path, item, depth, open, place: place += 1, size: level.total })
      // A cycle would never end; a release has none, but a broken answer might.
      if (open && !above.includes(item.code)) this.#walk(system, path, depth + 1, rows)
    }
    const left = level.total - level.items.length - level.guests.length
    if (left > 0) rows.push({ kind: "more", key: `${placeKey(system, above)}\u0001more`, system, path: above, depth, left })
  }
}
