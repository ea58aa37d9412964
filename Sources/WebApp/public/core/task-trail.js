/** Tasks seen in this visit, where in them one is, and what comes after. */
export class TaskTrail {
  /**
   * Ids to go through, instead of what the server hands out.
   *
   * @type {readonly number[]}
   */
  queue = []
  /** @type {number[]} */
  #seen = []
  #at = -1

  /** The task one is at. */
  get current() { return this.#seen[this.#at] }
  /** The task seen last. */
  get last() { return this.#seen.at(-1) }
  /** What comes after, as far as it is known here. */
  get following() { return this.#seen[this.#at + 1] ?? this.#beside(1) }
  get preceding() { return this.#seen[this.#at - 1] ?? this.#beside(-1) }

  /**
   * Goes to a task, wherever it was asked for.
   *
   * @param {number} id
   */
  visit(id) {
    const at = this.#seen.indexOf(id)
    this.#at = at >= 0 ? at : this.#seen.push(id) - 1
  }

  /**
   * Goes to a task the server handed out: what was seen after this one is forgotten.
   *
   * @param {number} id
   */
  append(id) {
    this.#seen.splice(this.#at + 1)
    this.#at = this.#seen.push(id) - 1
  }

  /** @param {1 | -1} way */
  #beside(way) {
    const at = this.queue.indexOf(this.current ?? NaN)
    return at < 0 ? (way === 1 ? this.queue[0] : undefined) : this.queue[at + way]
  }
}
