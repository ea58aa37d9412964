/**
 * Rows of a table by position, fetched a page at a time when somebody looks at them. Going down it follows the server's cursors, which cost
 * the same everywhere; a jump asks by position.
 */

/** @typedef {import("../server.js").TaskRow} TaskRow */
/** @typedef {import("../server.js").TablePage} TablePage */
/** @typedef {(window: { offset?: number, after?: string, limit: number }, signal: AbortSignal) => Promise<TablePage>} Load */

export const PAGE = 100
/** Pages kept; the oldest looked at goes first. */
const KEPT = 60

export class RowSource extends EventTarget {
  total = 0
  /** @type {readonly string[]} */
  columns = []
  /** @type {Map<number, readonly TaskRow[]>} */
  #pages = new Map()
  /** @type {Map<number, string | null>} cursor after each page */
  #cursors = new Map()
  /** @type {Map<number, AbortController>} */
  #loading = new Map()
  #load

  /** @param {Load} load */
  constructor(load) {
    super()
    this.#load = load
  }

  /**
   * The row at a position, or undefined while it is on its way.
   * @param {number} index
   * @returns {TaskRow | undefined}
   */
  at(index) {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE]
  }

  /**
   * Fetches what a window needs, and drops requests nobody waits for any more.
   * @param {number} first
   * @param {number} last exclusive
   */
  need(first, last) {
    const from = Math.floor(first / PAGE)
    const to = Math.floor(Math.max(first, last - 1) / PAGE)
    for (const [page, control] of this.#loading) {
      if (page < from || page > to) {
        control.abort()
        this.#loading.delete(page)
      }
    }
    for (let page = from; page <= to; page += 1) {
      const rows = this.#pages.get(page)
      if (rows) {
        this.#pages.delete(page)
        this.#pages.set(page, rows)
      } else if (!this.#loading.has(page)) void this.#fetch(page)
    }
  }

  /** The first page; rejects if the server refuses. */
  async start() {
    await this.#fetch(0, true)
  }

  stop() {
    for (const control of this.#loading.values()) control.abort()
    this.#loading.clear()
  }

  /** @param {number} page @param {boolean} [strict] */
  async #fetch(page, strict = false) {
    const control = new AbortController()
    this.#loading.set(page, control)
    const after = page === 0 ? undefined : this.#cursors.get(page - 1)
    try {
      const answer = await this.#load(after ? { after, limit: PAGE } : { offset: page * PAGE, limit: PAGE }, control.signal)
      if (control.signal.aborted) return
      this.total = answer.total
      this.columns = answer.columns
      this.#pages.set(page, answer.rows)
      this.#cursors.set(page, answer.next)
      for (const old of this.#pages.keys()) {
        if (this.#pages.size <= KEPT) break
        this.#pages.delete(old)
      }
      this.dispatchEvent(new Event("change"))
    } catch (error) {
      if (control.signal.aborted) return
      if (strict) throw error
      this.dispatchEvent(new CustomEvent("trouble", { detail: error }))
    } finally {
      if (this.#loading.get(page) === control) this.#loading.delete(page)
    }
  }
}
