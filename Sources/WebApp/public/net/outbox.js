import { APIError } from "./api.js"

/**
 * Finished work on its way to the server. A parcel is kept in the journal before the first try and released only on the server's word.
 *
 * @typedef {import("./journal.js").Parcel} Parcel
 * @typedef {Readonly<{ api: import("./api.js").API, journal: import("./journal.js").Journal, later?: (work: () => void, milliseconds: number) => unknown }>} OutboxOptions
 */

const retryAfter = 5000

/**
 * Fires `change` when the list changes, `sent` (detail: `{ parcel, data }`) and `refused` (detail: `{ parcel, error }`).
 */
export class Outbox extends EventTarget {
  #options
  /** @type {Map<string, Parcel>} */
  #parcels = new Map()
  /** @type {Map<string, Promise<any>>} */
  #going = new Map()
  #waiting = false

  /** @param {OutboxOptions} options */
  constructor(options) {
    super()
    this.#options = options
  }

  /** Work not confirmed yet, refused ones too. */
  get parcels() { return [...this.#parcels.values()] }

  /**
   * Takes up what an earlier visit left, and sends it.
   *
   * @param {number} user only this person's
   */
  async restore(user) {
    for (const parcel of await this.#options.journal.parcels()) {
      if (parcel.user !== user || this.#parcels.has(parcel.id)) continue
      this.#parcels.set(parcel.id, parcel)
      if (!parcel.refused) void this.#try(parcel).catch(() => {})
    }
    if (this.#parcels.size > 0) this.#changed()
  }

  /**
   * Keeps and sends. Resolves with the server's answer; rejects with an {@link APIError}: a passing one means it stays here and is tried again.
   *
   * @param {Parcel} parcel
   * @returns {Promise<any>}
   */
  async send(parcel) {
    await this.#options.journal.keep(parcel)
    this.#parcels.set(parcel.id, parcel)
    this.#changed()
    return this.#try(parcel)
  }

  /** Tries all that were not refused again, now. */
  retry() {
    for (const parcel of this.#parcels.values()) if (!parcel.refused && !this.#going.has(parcel.id)) void this.#try(parcel).catch(() => {})
  }

  /** Resolves when nothing is on its way at this moment, delivered or not. */
  async settled() {
    await Promise.allSettled([...this.#going.values()])
  }

  /**
   * Gives a refused parcel back: its draft takes its place.
   *
   * @param {string} id
   */
  async withdraw(id) {
    this.#parcels.delete(id)
    await this.#options.journal.release(id)
    this.#changed()
  }

  /** @param {Parcel} parcel */
  #try(parcel) {
    const known = this.#going.get(parcel.id)
    if (known) return known
    const going = this.#deliver(parcel).finally(() => this.#going.delete(parcel.id))
    this.#going.set(parcel.id, going)
    return going
  }

  /** @param {Parcel} parcel */
  async #deliver(parcel) {
    const { api, journal, later = setTimeout } = this.#options
    try {
      const { data } = await api.request(parcel.method, parcel.path, { body: parcel.body, headers: parcel.headers })
      this.#parcels.delete(parcel.id)
      await journal.release(parcel.id)
      await journal.drop(parcel.journal, Infinity)
      this.dispatchEvent(new CustomEvent("sent", { detail: { parcel, data } }))
      this.#changed()
      return data
    } catch (error) {
      if (!(error instanceof APIError)) throw error
      if (error.passing) {
        if (!this.#waiting) {
          this.#waiting = true
          later(() => { this.#waiting = false; this.retry() }, retryAfter)
        }
      } else {
        const refused = { ...parcel, refused: error.detail }
        this.#parcels.set(parcel.id, refused)
        await journal.keep(refused)
        this.dispatchEvent(new CustomEvent("refused", { detail: { parcel: refused, error } }))
      }
      this.#changed()
      throw error
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"))
  }
}
