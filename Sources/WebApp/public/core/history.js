/**
 * @typedef {import("./steps.js").Step} Step
 * @typedef {Readonly<{
 *   steps: readonly Step[], inverse: readonly Step[], title: string, group: string | undefined, time: number,
 *   before: ReadonlySet<string>, after: ReadonlySet<string>,
 * }>} HistoryEntry `before` and `after` are the selections
 */

/** What can be taken back and done again. Holds steps, never states: it can be saved, sent and looked at. */
export class History {
  /** @type {HistoryEntry[]} */
  #done = []
  /** @type {HistoryEntry[]} */
  #undone = []
  #now

  /** @param {() => number} now */
  constructor(now) {
    this.#now = now
  }

  /** @returns {readonly HistoryEntry[]} oldest first */
  get done() { return this.#done }
  /** @returns {readonly HistoryEntry[]} what redo brings next stands last */
  get undone() { return this.#undone }

  /** @param {Omit<HistoryEntry, "time">} entry */
  record(entry) {
    const last = this.#done.at(-1)
    const time = this.#now()
    this.#undone = []
    if (last && entry.group !== undefined && last.group === entry.group) {
      this.#done[this.#done.length - 1] = {
        ...last, time,
        steps: [...last.steps, ...entry.steps],
        inverse: [...entry.inverse, ...last.inverse],
        after: entry.after,
      }
    } else this.#done.push({ ...entry, time })
  }

  /** The next change never joins the last one, whatever its group. */
  close() {
    const last = this.#done.at(-1)
    if (last) this.#done[this.#done.length - 1] = { ...last, group: undefined }
  }

  back() {
    const entry = this.#done.pop()
    if (entry) this.#undone.push({ ...entry, group: undefined })
    this.close()
    return entry
  }

  forward() {
    const entry = this.#undone.pop()
    if (entry) this.#done.push(entry)
    return entry
  }

  clear() {
    this.#done = []
    this.#undone = []
  }
}
