import { fromResult, toResult } from "../core/result.js"
import { merge } from "../core/merge.js"
import { APIError } from "./api.js"

/**
 * Keeps the draft of one task: every step at once in the journal, the whole at the server once the hand rests.
 *
 * @typedef {import("../core/result.js").Labelled} Labelled
 * @typedef {import("../core/store.js").Change} Change
 * @typedef {"clean" | "waiting" | "sending" | "offline" | "refused"} SyncState
 *   clean: the server has everything; waiting: the hand has not rested yet; offline: it will be tried again; refused: the server will not have it, work goes on here
 * @typedef {Readonly<{ state: SyncState, saved: Date | null, unsent: number, detail: string }>} SyncStatus
 * @typedef {Readonly<{ id: number, etag: string | null }>} DraftHandle
 * @typedef {Readonly<{
 *   api: import("./api.js").API, journal: import("./journal.js").Journal, store: import("../core/store.js").Store, key: string, task: number, annotation: number | null,
 *   draft: DraftHandle | null, base: Labelled, leadTime: () => number, unsent?: number,
 *   later?: (work: () => void, milliseconds: number) => unknown, never?: (handle: any) => void, now?: () => number,
 * }>} DraftOptions `base` is what the server has; `later`, `never`, `now` are the clock
 */

/** The hand rests this long before a draft is sent. */
const idle = 1000
/** A hand that never rests is interrupted after this. */
const atMost = 5000
/** First wait after a failure; doubles up to the last. */
const backoff = { first: 2000, last: 30_000 }
/** Browsers refuse `keepalive` bodies above 64 KiB; room is left for headers. */
const keepaliveBytes = 60_000

/** Fires `status` whenever {@link DraftSync#status} changes, and `merged` (detail: conflicts) after another's changes came in. */
export class DraftSync extends EventTarget {
  #options
  /** @type {DraftHandle | null} */
  #draft
  /** @type {Labelled} */
  #base
  /** Steps in the journal that the server has not confirmed, and the last of them. */
  #unsent
  #lastSeq = 0
  /** @type {Promise<unknown>} */
  #written = Promise.resolve()
  /** @type {any} */
  #timer
  #firstDirty = 0
  #wait = backoff.first
  /** @type {Promise<void> | null} */
  #sending = null
  #dirty = false
  #stopped = false
  /** @type {SyncStatus} */
  #status

  /** @param {DraftOptions} options */
  constructor(options) {
    super()
    this.#options = options
    this.#draft = options.draft
    this.#base = options.base
    this.#unsent = options.unsent ?? 0
    this.#status = { state: this.#unsent > 0 ? "waiting" : "clean", saved: null, unsent: this.#unsent, detail: "" }
    options.store.addEventListener("change", event => this.#changed(/** @type {CustomEvent<Change>} */ (event).detail))
    if (this.#unsent > 0) {
      this.#dirty = true
      this.#schedule(0)
    }
  }

  get status() { return this.#status }
  /** The draft at the server, if there is one. */
  get draft() { return this.#draft }

  /** @param {Change} change */
  #changed({ transaction }) {
    if (this.#stopped || !transaction.steps?.length || transaction.origin === "draft" || transaction.origin === "model") return
    this.#unsent++
    // One after the other: the journal must hold steps in the order they were made.
    this.#written = this.#written.then(() => this.#options.journal.append(this.#options.key, transaction.steps ?? [])).then(seq => { this.#lastSeq = seq }, () => {
      this.#say({ detail: "This browser cannot keep a copy; only the server's counts." })
    })
    if (!this.#dirty) this.#firstDirty = this.#now()
    this.#dirty = true
    if (this.#status.state !== "offline") {
      this.#say({ state: this.#sending ? "sending" : "waiting" })
      this.#schedule(Math.max(0, Math.min(idle, this.#firstDirty + atMost - this.#now())))
    } else this.#say({})
  }

  /** Sends now, if there is anything to send; resolves when the server has answered. */
  async flush() {
    if (this.#stopped) return
    this.#cancel()
    await this.#sending
    if (!this.#dirty || this.#stopped) return
    this.#sending = this.#send().finally(() => { this.#sending = null })
    await this.#sending
  }

  /** The page goes: what is left is sent in a way that outlives it; the journal has it in any case. */
  leave() {
    if (this.#stopped || !this.#dirty || this.#sending) return
    this.#sending = this.#send(true).finally(() => { this.#sending = null })
  }

  /** No more: the work was handed in, or another task comes. Resolves when nothing is on its way any more. */
  async stop() {
    this.#stopped = true
    this.#cancel()
    await this.#sending
    await this.#written
  }

  /** Forgets the journal's steps: the server has the work in another form. */
  async forget() {
    await this.#written
    await this.#options.journal.drop(this.#options.key, Infinity)
  }

  /** @param {boolean} [keepalive] */
  async #send(keepalive = false) {
    const { api, store, task, annotation, leadTime, journal, key } = this.#options
    await this.#written
    const snapshot = store.state
    const upTo = this.#lastSeq
    const sent = this.#unsent
    this.#dirty = false
    this.#say({ state: "sending" })
    const body = { result: toResult(snapshot), lead_time: leadTime() }
    const draft = this.#draft
    const path = draft ? `/api/drafts/${draft.id}/` : annotation === null ? `/api/tasks/${task}/drafts` : `/api/tasks/${task}/annotations/${annotation}/drafts`
    try {
      const answer = await api.request(draft ? "PATCH" : "POST", path, {
        body,
        keepalive: keepalive && JSON.stringify(body).length < keepaliveBytes,
        ...(draft?.etag ? { headers: { "If-Match": draft.etag } } : {}),
      })
      this.#draft = { id: Number(answer.data?.id ?? draft?.id), etag: answer.headers.get("etag") }
      this.#base = snapshot
      this.#unsent -= sent
      this.#wait = backoff.first
      await journal.drop(key, upTo)
      this.#say({ state: this.#dirty ? "waiting" : "clean", saved: new Date(this.#now()), detail: "" })
      if (this.#dirty) this.#schedule(idle)
    } catch (error) {
      this.#dirty = true
      await this.#failed(error)
    }
  }

  /** @param {unknown} error */
  async #failed(error) {
    if (!(error instanceof APIError)) throw error
    const current = error.body?.current?.draft ?? error.body?.current
    if (error.status === 412 && current) {
      this.#merge(current)
      this.#schedule(0)
    } else if (error.status === 412 || (error.status === 404 && this.#draft)) {
      // Gone or unknown: it was handed in or deleted elsewhere. What is here is kept as a new draft.
      this.#draft = null
      this.#schedule(idle)
    } else if (error.passing) {
      this.#say({ state: "offline", detail: error.detail })
      this.#schedule(this.#wait)
      this.#wait = Math.min(this.#wait * 2, backoff.last)
    } else {
      this.#say({ state: "refused", detail: error.detail })
    }
  }

  /** @param {any} current the draft as it stands at the server */
  #merge(current) {
    const { store } = this.#options
    const theirs = fromResult(Array.isArray(current.result) ? current.result : [], { config: store.state.config })
    const { steps, conflicts } = merge(this.#base, store.state, theirs)
    this.#base = theirs
    this.#draft = { id: Number(current.id ?? this.#draft?.id), etag: current.etag ?? null }
    if (steps.length > 0) store.dispatch({ steps, origin: "remote" })
    this.dispatchEvent(new CustomEvent("merged", { detail: { conflicts, changes: steps.length } }))
  }

  /** Tries again at once: the network is back. */
  retry() {
    if (this.#status.state === "offline" || this.#status.state === "refused") this.#schedule(0)
  }

  #now() { return (this.#options.now ?? Date.now)() }

  /** @param {number} milliseconds */
  #schedule(milliseconds) {
    this.#cancel()
    if (this.#stopped) return
    this.#timer = (this.#options.later ?? setTimeout)(() => { void this.flush() }, milliseconds)
  }

  #cancel() {
    if (this.#timer !== undefined) (this.#options.never ?? clearTimeout)(this.#timer)
    this.#timer = undefined
  }

  /** @param {Partial<SyncStatus>} change */
  #say(change) {
    this.#status = { ...this.#status, ...change, unsent: this.#unsent }
    this.dispatchEvent(new Event("status"))
  }
}
