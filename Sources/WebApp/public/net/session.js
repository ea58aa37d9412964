import { parseConfig } from "../core/config.js"
import { newID } from "../core/ids.js"
import { fromResult, toResult } from "../core/result.js"
import { emptyState, nextOrder } from "../core/state.js"
import { applySteps } from "../core/steps.js"
import { Store } from "../core/store.js"
import { withoutHidden } from "../core/visibility.js"
import { DraftSync } from "./drafts.js"

/**
 * One person's work on one task: what the server gave, the store, the draft, and the ways to hand it in.
 *
 * @typedef {import("./api.js").API} API
 * @typedef {import("./journal.js").Journal} Journal
 * @typedef {import("./journal.js").Parcel} Parcel
 * @typedef {import("../core/state.js").State} State
 * @typedef {import("../core/state.js").Answer} Answer
 * @typedef {Readonly<{ id: number, email: string }>} User
 * @typedef {Readonly<{ id: number, title: string, label_config: string } & Record<string, any>>} Project
 * @typedef {Readonly<{ prediction: number | null, answers: ReadonlyMap<string, Answer>, score: number | null }>} Suggested answers a model proposes for the whole task
 */

export class TaskSession {
  /** @type {Store} */
  store
  /** @type {DraftSync} */
  sync
  #api
  #journal
  #key
  /** @type {number | null} */
  #etagOf = null
  /** @type {string | null} */
  #etag = null
  #opened
  #hiddenSince = 0
  #hiddenFor = 0
  #leadBefore

  /**
   * @param {{ api: API, journal: Journal, project: Project, task: any, user: User, annotation: any, draft: any, pending: readonly import("./journal.js").Entry[], now: () => number, etag: string | null }} parts
   */
  constructor({ api, journal, project, task, user, annotation, draft, pending, now, etag }) {
    this.#api = api
    this.#journal = journal
    this.project = project
    this.task = task
    this.user = user
    /**
     * The person's own annotation at the server, if it was submitted before.
     *
     * @type {any}
     */
    this.annotation = annotation
    this.now = now
    this.#key = journalKey(user, task.id, annotation?.id ?? null)
    this.#opened = now()
    this.#leadBefore = Number(draft?.lead_time ?? annotation?.lead_time ?? 0) || 0

    const config = parseConfig(project.label_config, task.data)
    const base = fromResult(listOf(draft ? draft.result : annotation?.result), { config })
    /** @type {State} */
    let state = { ...emptyState(config, { ...task, project: project.id }), ...base }
    const replayed = pending.flatMap(entry => entry.steps)
    state = replay(state, replayed)
    const { regions, suggested } = suggestions(task, project, state, annotation !== null, new Set(rejected(this.#key)))
    this.suggested = suggested
    this.store = new Store({ ...state, regions: new Map([...state.regions, ...regions]) }, now)
    this.sync = new DraftSync({
      api, journal, store: this.store, key: this.#key, task: task.id, annotation: annotation?.id ?? null,
      draft: draft ? { id: draft.id, etag } : null, base, leadTime: () => this.leadTime(), unsent: pending.length,
    })
    this.#rememberRejected()
    /** What was unsent from an earlier visit. */
    this.restored = pending.length
  }

  /**
   * Opens a task the server gave, with what this browser still holds of it.
   *
   * @param {{ api: API, journal: Journal, project: Project, task: any, user: User, now?: () => number }} parts
   */
  static async open({ api, journal, project, task, user, now = Date.now }) {
    const annotation = listOf(task.annotations).find(each => personOf(each.completed_by) === user.id && !each.was_cancelled) ?? null
    const draft = listOf(task.drafts).findLast(each => (each.annotation ?? null) === (annotation?.id ?? null) && (each.user === undefined || each.user === user.email || personOf(each.user) === user.id)) ?? null
    const [pending, etag] = await Promise.all([
      journal.pending(journalKey(user, task.id, annotation?.id ?? null)),
      // The list of drafts carries no ETag; one small request makes two tabs safe from the first save on.
      draft ? api.request("GET", `/api/drafts/${draft.id}/`).then(answer => answer.headers.get("etag"), () => null) : null,
    ])
    return new TaskSession({ api, journal, project, task, user, annotation, draft, pending, now, etag })
  }

  /** A proposal put away stays away when the task is opened again: the draft cannot say so, this browser can. Only ids are kept. */
  #rememberRejected() {
    const { store } = this
    const proposed = [...store.state.regions.values()].filter(region => region.suggestion).map(region => region.id)
    if (proposed.length === 0) return
    const before = rejected(this.#key)
    store.addEventListener("change", event => {
      const { before: old, after } = /** @type {CustomEvent<import("../core/store.js").Change>} */ (event).detail
      if (old.regions === after.regions) return
      const gone = proposed.filter(id => !after.regions.has(id))
      if (gone.length > 0 || proposed.some(id => !old.regions.has(id))) remember(this.#key, [...before, ...gone])
    })
  }

  /** Seconds spent on this task, the time in other tabs left out. */
  leadTime() {
    const away = this.#hiddenFor + (this.#hiddenSince ? this.now() - this.#hiddenSince : 0)
    return Math.round((this.#leadBefore + (this.now() - this.#opened - away) / 1000) * 1000) / 1000
  }

  /** @param {boolean} hidden the page is out of sight */
  seen(hidden) {
    if (hidden) this.#hiddenSince ||= this.now()
    else if (this.#hiddenSince) {
      this.#hiddenFor += this.now() - this.#hiddenSince
      this.#hiddenSince = 0
    }
  }

  /**
   * The parcel that hands the work in.
   *
   * @param {{ skipped?: boolean, id?: string }} [how]
   * @returns {Promise<Parcel>}
   */
  async parcel(how = {}) {
    const { skipped = false, id = newID() } = how
    const { annotation } = this
    const draft = this.sync.draft
    const body = {
      result: toResult(withoutHidden(this.store.state)),
      lead_time: this.leadTime(),
      was_cancelled: skipped,
      // Sent again after a cut connection, it is still one annotation.
      ...(annotation ? {} : { unique_id: id }),
      ...(draft && !annotation ? { draft_id: draft.id } : {}),
      ...(this.suggested.prediction !== null && !annotation ? { parent_prediction: this.suggested.prediction } : {}),
    }
    const etag = annotation ? await this.#annotationETag() : null
    return {
      id, user: this.user.id, project: this.project.id, task: this.task.id, journal: this.#key,
      method: annotation ? "PATCH" : "POST",
      path: annotation ? `/api/annotations/${annotation.id}/` : `/api/tasks/${this.task.id}/annotations/${skipped ? "?was_cancelled=1" : ""}`,
      headers: etag ? { "If-Match": etag } : {},
      body, time: this.now(),
    }
  }

  /** Asks once for the version of the submitted annotation that this session began with. */
  async #annotationETag() {
    if (this.annotation && this.#etagOf !== this.annotation.id) {
      const { id, updated_at: begun } = this.annotation
      try {
        const { headers, data } = await this.#api.request("GET", `/api/annotations/${id}/`)
        // Somebody changed it since: an ETag of now would hide that, none at all too; a stale one makes the server say so.
        this.#etag = data?.updated_at === begun ? headers.get("etag") : "\"stale\""
      } catch {
        this.#etag = null
      }
      this.#etagOf = id
    }
    return this.#etag
  }

  /** Ends the session. What was not sent stays in the journal. */
  async close() {
    await this.sync.flush()
    await this.sync.stop()
  }

  /** Throws the draft away, here and at the server. */
  async discard() {
    const draft = this.sync.draft
    await this.sync.stop()
    await this.#journal.drop(this.#key, Infinity)
    if (draft) await this.#api.delete(`/api/drafts/${draft.id}/`)
  }
}

/**
 * @param {User} user
 * @param {number} task
 * @param {number | null} annotation
 */
const journalKey = (user, task, annotation) => `${user.id}:${task}:${annotation ?? "new"}`

/** @param {string} key @returns {string[]} ids of proposals this browser knows to be rejected */
function rejected(key) {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(`vesalius.rejected.${key}`) ?? "[]")
  } catch {
    return []
  }
}

/**
 * @param {string} key
 * @param {readonly string[]} ids
 */
function remember(key, ids) {
  try {
    if (ids.length === 0) globalThis.localStorage?.removeItem(`vesalius.rejected.${key}`)
    else globalThis.localStorage?.setItem(`vesalius.rejected.${key}`, JSON.stringify(ids))
  } catch {
    // A full or closed store: the proposals come back, nothing else is lost.
  }
}

/** @param {unknown} list @returns {any[]} */
const listOf = list => (Array.isArray(list) ? list : [])

/** @param {any} person an id, or an object with one */
const personOf = person => (person !== null && typeof person === "object" ? person.id : person)

/**
 * Applies journal steps one by one; a step whose region is gone meanwhile is left out rather than all of them.
 *
 * @param {State} state
 * @param {readonly import("../core/steps.js").Step[]} steps
 */
function replay(state, steps) {
  for (const step of steps) {
    try {
      state = applySteps(state, [step]).state
    } catch {
      // It changed something that is not there any more: nothing is left to change.
    }
  }
  return state
}

/**
 * The proposals of the model the project names (else the newest), less what was taken over already.
 *
 * @param {any} task
 * @param {Project} project
 * @param {State} state
 * @param {boolean} submitted
 * @param {ReadonlySet<string>} away ids of proposals that were rejected before
 * @returns {{ regions: ReadonlyMap<string, import("../core/state.js").Region>, suggested: Suggested }}
 */
function suggestions(task, project, state, submitted, away) {
  const none = { regions: new Map(), suggested: { prediction: null, answers: new Map(), score: null } }
  const all = listOf(task.predictions)
  if (submitted || project.show_collab_predictions === false || all.length === 0) return none
  const prediction = all.findLast(each => each.model_version === project.model_version) ?? all.at(-1)
  const read = fromResult(listOf(prediction.result), { suggestion: true, config: state.config, firstOrder: nextOrder(state) })
  const { score } = prediction
  const regions = new Map([...read.regions].filter(([id]) => !state.regions.has(id) && !away.has(id)).map(([id, region]) => {
    // Places in the prediction's list mean nothing in ours.
    const rest = Object.fromEntries(Object.entries(region.rest).map(([name, { seq: _, ...own }]) => [name, own]))
    const answers = Object.fromEntries(Object.entries(region.answers).map(([name, { rest: __, ...answer }]) => [name, answer]))
    return [id, { ...region, rest, answers, ...(region.score === undefined && typeof score === "number" ? { score } : {}) }]
  }))
  const answers = new Map([...read.answers].map(([key, { rest: _, id: __, ...answer }]) => [key, answer]))
  return { regions, suggested: { prediction: prediction.id ?? null, answers, score: typeof score === "number" ? score : null } }
}
