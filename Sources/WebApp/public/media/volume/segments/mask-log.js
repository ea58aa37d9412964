import { APIError } from "../../../net/api.js"

/**
 * The way of mask operations to the server: kept in the journal first, sent in order, never twice, never silently dropped.
 *
 * @typedef {Readonly<{ records: readonly string[], undoes: boolean | null, hash: string, title: string }>} Entry
 *   one step of the person: its records and the mask's hash after it; `undoes`: true for an undo, false for a redo, null for something new
 * @typedef {"clean" | "waiting" | "sending" | "offline" | "refused" | "behind"} LogState
 *   refused: the server would not have it; behind: somebody else appended and the holder must load the mask anew
 * @typedef {Readonly<{ state: LogState, unsent: number, detail: string }>} LogStatus
 * @typedef {Readonly<{ series: string, task: number, object: string }>} About
 * @typedef {{ append(key: string, steps: readonly import("../../../core/steps.js").Step[]): Promise<number>, pending(key: string): Promise<readonly { seq: number, steps: readonly any[] }[]>, drop(key: string, upTo: number): Promise<void> }} Keeper the part of the journal that is needed
 * @typedef {Readonly<{
 *   api: Pick<import("../../../net/api.js").API, "request">, journal: Keeper, mask: string, about: About,
 *   later?: (work: () => void, milliseconds: number) => unknown, never?: (handle: any) => void,
 * }>} LogOptions
 */

/** The hand rests this long before operations go out: a stroke after the other shares a request. */
const idle = 300
const backoff = { first: 2000, last: 30_000 }
/** Records a request carries at most; a long night offline goes in several. */
const most = 200

/** Fires `status`; `behind` when the log at the server is longer than what is known here (detail: the server's count, or null where it is not told). */
export class MaskLog extends EventTarget {
  #options
  /** Operations the server has, as far as is known. */
  #count = 0
  #exists = false
  /** @type {{ entry: Entry, seq: number | null }[]} */
  #pending = []
  /** @type {Promise<unknown>} */
  #written = Promise.resolve()
  /** @type {Promise<void> | null} */
  #sending = null
  /** @type {any} */
  #timer
  #wait = backoff.first
  /** @type {LogStatus} */
  #status = { state: "clean", unsent: 0, detail: "" }
  #stopped = false

  /** @param {LogOptions} options */
  constructor(options) {
    super()
    this.#options = options
  }

  get mask() { return this.#options.mask }
  get status() { return this.#status }
  /** Operations at the server once everything here is there too. */
  get length() { return this.#pending.reduce((sum, { entry }) => sum + entry.records.length, this.#count) }
  /** @returns {readonly Entry[]} */
  get unsent() { return this.#pending.map(({ entry }) => entry) }

  /**
   * The server's log as it was just read; what this browser still holds for it follows.
   *
   * @param {{ operations: number, hash: string } | null} stored null for a mask nobody has written to
   * @returns {Promise<readonly Entry[]>} what is not in it yet, in order: to be applied on top
   */
  async begin(stored) {
    const { journal, mask } = this.#options
    this.#exists = stored !== null
    this.#count = stored?.operations ?? 0
    const kept = (await journal.pending(keyOf(mask))).flatMap(({ seq, steps }) => steps.map(step => ({ seq, entry: /** @type {Entry} */ (step.entry), at: Number(step.at) })))
    // An answer may have been lost on its way: what brought the log to where it stands is in it.
    const done = kept.findLastIndex(({ entry, at }) => at + entry.records.length === this.#count && entry.hash === stored?.hash)
    const seen = kept[done]
    if (seen) await journal.drop(keyOf(mask), seen.seq)
    const left = kept.slice(done + 1)
    this.#pending = left.map(({ entry, seq }) => ({ entry, seq }))
    if (left[0] && left[0].at !== this.#count) await this.replace(effective(this.unsent))
    else if (left.length > 0) this.#schedule(0)
    this.#say(left.length > 0 ? "waiting" : "clean")
    return this.unsent
  }

  /**
   * One step more.
   *
   * @param {Entry} entry
   */
  append(entry) {
    const at = this.length
    const held = { entry, seq: /** @type {number | null} */ (null) }
    this.#pending.push(held)
    this.#keep(held, at)
    if (this.#status.state === "refused" || this.#status.state === "behind") this.#say(this.#status.state, this.#status.detail)
    else if (this.#status.state === "offline") this.#say("offline", this.#status.detail)
    else {
      this.#say(this.#sending ? "sending" : "waiting")
      this.#schedule(idle)
    }
  }

  /**
   * Puts other entries in the place of all that is unsent: they were applied anew on what the server has.
   *
   * @param {readonly Entry[]} entries
   * @param {number} [operations] the server's count
   */
  async replace(entries, operations = this.#count) {
    await this.#written
    await this.#options.journal.drop(keyOf(this.mask), Infinity)
    this.#count = operations
    this.#exists = true
    this.#pending = []
    for (const entry of entries) {
      const held = { entry, seq: /** @type {number | null} */ (null) }
      const at = this.length
      this.#pending.push(held)
      this.#keep(held, at)
    }
    this.#say(entries.length > 0 ? "waiting" : "clean")
    if (entries.length > 0) this.#schedule(0)
  }

  /** @param {{ entry: Entry, seq: number | null }} held @param {number} at */
  #keep(held, at) {
    const { journal, mask } = this.#options
    const step = /** @type {any} */ ({ op: "mask", mask, act: held.entry.undoes ? "undo" : "do", records: held.entry.records, title: held.entry.title, entry: held.entry, at })
    // One after the other: the journal holds steps in the order they were made.
    this.#written = this.#written.then(() => journal.append(keyOf(mask), [step])).then(seq => { held.seq = seq }, () => this.#say(this.#status.state, "This browser cannot keep a copy; only the server’s counts."))
  }

  /** Sends what is left, now. Resolves when all is stored; rejects with why not. */
  async flush() {
    this.#cancel()
    while (this.#pending.length > 0) {
      this.#sending ??= this.#send().finally(() => { this.#sending = null })
      await this.#sending
      if (this.#status.state === "offline" || this.#status.state === "refused" || this.#status.state === "behind") throw new Error(this.#status.detail)
    }
  }

  /** The network is back, or the person says try again. */
  retry() {
    if (this.#pending.length > 0 && this.#status.state !== "behind") this.#schedule(0)
  }

  /** No more from here. What is unsent stays in the journal. */
  async stop() {
    this.#stopped = true
    this.#cancel()
    await this.#sending
    await this.#written
  }

  async #send() {
    const { api, journal, mask, about } = this.#options
    await this.#written
    const batch = this.#take()
    const last = batch.at(-1)
    if (!last) return
    this.#say("sending")
    try {
      if (!this.#exists) {
        await this.#create(api, mask, about)
        this.#exists = true
      }
      const records = batch.flatMap(({ entry }) => entry.records)
      const { data } = await api.request("POST", `/api/imaging/masks/${mask}/operations`, { body: { after: this.#count, records, hash: last.entry.hash } })
      this.#count = typeof data?.operations === "number" ? data.operations : this.#count + records.length
      this.#pending.splice(0, batch.length)
      this.#wait = backoff.first
      if (last.seq !== null) await journal.drop(keyOf(mask), last.seq)
      this.#say(this.#pending.length > 0 ? "waiting" : "clean")
      if (this.#pending.length > 0) this.#schedule(0)
    } catch (error) {
      if (!(error instanceof APIError)) throw error
      await this.#failed(error)
    }
  }

  /**
   * @param {LogOptions["api"]} api
   * @param {string} mask
   * @param {About} about
   */
  async #create(api, mask, { series, task, object }) {
    try {
      await api.request("POST", "/api/imaging/masks", { body: { id: mask, series, task, object } })
    } catch (error) {
      // Made already, by a request whose answer was lost.
      if (!(error instanceof APIError) || error.status !== 409) throw error
    }
  }

  #take() {
    let count = 0
    const end = this.#pending.findIndex(({ entry }) => (count += entry.records.length) > most)
    return this.#pending.slice(0, end < 0 ? this.#pending.length : Math.max(1, end))
  }

  /**
   * Whether what the server has is ours up to some step: then an answer was lost, not the work.
   *
   * @param {number | null} operations
   * @param {unknown} hash
   */
  async #arrived(operations, hash) {
    let at = this.#count
    const last = this.#pending.findIndex(({ entry }) => (at += entry.records.length) === operations && entry.hash === hash)
    if (last < 0 || operations === null) return false
    const [{ seq } = { seq: null }] = this.#pending.splice(0, last + 1).slice(-1)
    this.#count = operations
    if (seq !== null) await this.#options.journal.drop(keyOf(this.mask), seq)
    this.#say(this.#pending.length > 0 ? "waiting" : "clean")
    if (this.#pending.length > 0) this.#schedule(0)
    return true
  }

  /** @param {APIError} error */
  async #failed(error) {
    if (error.status === 409) {
      const found = Number(error.body?.operations ?? error.body?.current?.operations)
      const operations = Number.isFinite(found) ? found : null
      const hash = error.body?.hash ?? error.body?.current?.hash
      if (await this.#arrived(operations, hash)) return
      this.#say("behind", "Somebody else, or another window, changed this mask.")
      this.dispatchEvent(new CustomEvent("behind", { detail: operations }))
    } else if (error.passing) {
      this.#say("offline", error.detail)
      this.#schedule(this.#wait)
      this.#wait = Math.min(this.#wait * 2, backoff.last)
    } else {
      this.#say("refused", error.status === 422 ? `The server came to another mask than this browser and stored nothing. ${error.detail}` : error.detail)
    }
  }

  /** @param {number} milliseconds */
  #schedule(milliseconds) {
    this.#cancel()
    if (this.#stopped) return
    this.#timer = (this.#options.later ?? setTimeout)(() => { void this.flush().catch(() => {}) }, milliseconds)
  }

  #cancel() {
    if (this.#timer !== undefined) (this.#options.never ?? clearTimeout)(this.#timer)
    this.#timer = undefined
  }

  /** @param {LogState} state @param {string} [detail] */
  #say(state, detail = "") {
    this.#status = { state, unsent: this.#pending.length, detail }
    this.dispatchEvent(new Event("status"))
  }
}

/** @param {string} mask */
const keyOf = mask => `mask:${mask}`

/**
 * What a list of steps comes to when it must be done again on a mask that others changed: undos of steps of the list are spent on them; an undo of something older cannot be done any more.
 *
 * @param {readonly Entry[]} entries
 * @returns {readonly Entry[]}
 */
export function effective(entries) {
  /** @type {Entry[]} */
  const done = []
  /** @type {Entry[]} */
  let undone = []
  for (const entry of entries) {
    if (entry.undoes === null) {
      done.push(entry)
      undone = []
    } else if (entry.undoes) {
      const last = done.pop()
      if (last) undone.push(last)
    } else {
      const again = undone.pop()
      if (again) done.push(again)
    }
  }
  return done
}
