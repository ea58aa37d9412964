import { api } from "./api.js"

/**
 * What the page asks of the server about code systems. Answers that cannot change while a release is loaded are kept for a while, so that a letter taken back
 * and typed again costs nothing.
 *
 * @typedef {Readonly<{ code: string, display: string }>} Named
 * @typedef {Readonly<{
 *   code: string, display: string, tag: string, active: boolean, selectable: boolean, billable: boolean | null, matched: string | null, marks: readonly (readonly number[])[],
 *   path: readonly string[], uses: number, replaced_by: Named | null,
 * }>} Item
 * @typedef {Item & Readonly<{ system: string }>} KeptItem
 * @typedef {Readonly<{ recent: readonly KeptItem[], favourites: readonly KeptItem[] }>} ProjectCodes
 * @typedef {Readonly<{ kind: "typo" | "code" | "abbreviation" | "partial", instead?: string, of?: string }>} Note
 * @typedef {Readonly<{ system: string, version: string, title: string, more: boolean, note: Note | null, items: readonly Item[] }>} Group
 * @typedef {Readonly<{ took_us: number, groups: readonly Group[] }>} Found
 * @typedef {Readonly<{
 *   id: number | string, key: string, title: string, version: string, version_uri: string, uri: string, is_default: boolean, state: "ready" | "broken", reason: string | null,
 *   concepts: number, active: number, descriptions: number, bytes: number, dialects: readonly Readonly<{ index: number, tag: string, code: string }>[], tags: readonly string[],
 *   licence: Licence | null, sources: readonly Readonly<{ name: string, rows: number }>[], loaded_at: string | null, loaded_by: unknown, problems: number, first_problems?: readonly Problem[],
 *   projects: readonly Readonly<{ id: number, title: string, pinned?: boolean }>[],
 * }>} Release
 * @typedef {Readonly<{ title: string, summary: string, notice: string, redistributable: boolean }>} Licence
 * @typedef {Readonly<{ file: string, line: number | null, column: string | number | null, reason: string }>} Problem
 * @typedef {Readonly<{ job: number | string, name: string, step: string, done: number, whole: number | null, eta_seconds: number | null, fraction?: number }>} Loading
 * @typedef {Readonly<{ releases: readonly Release[], loading: readonly Loading[] }>} Releases
 * @typedef {Readonly<{ code: string, display: string | null, billable?: boolean | null }>} MapTarget
 * @typedef {Readonly<{ priority: number, rule: string, advice: string, target: MapTarget | null, category: string | null, relation?: string | null }>} MapRow
 * @typedef {Readonly<{ title: string, target_system: string, target_key: string | null, groups: readonly Readonly<{ group: number, rows: readonly MapRow[] }>[] }>} ConceptMap
 * @typedef {Readonly<{
 *   system: string, version: string, title: string, code: string, display: string, fsn: string | null, tag: string, active: boolean, defined: boolean, selectable: boolean, billable: boolean | null,
 *   module: string, effective_time: string | number,
 *   descriptions: readonly Readonly<{ text: string, kind: string, active: boolean, language: string, dialects: readonly Readonly<{ tag: string, preferred: boolean }>[] }>[],
 *   parents: readonly (Named & Readonly<{ descendants: number }>)[], children: readonly (Named & Readonly<{ descendants: number }>)[], children_total: number, descendants: number, ancestors_path: readonly Named[],
 *   attributes: readonly Readonly<{ group: number, type: Named, value: Named | string | boolean }>[], refsets: readonly Named[], maps: readonly ConceptMap[],
 *   history: readonly Readonly<{ association: Named, target: Named }>[], properties: readonly Readonly<{ name: string, value: string }>[],
 *   validation: Readonly<{ billable: boolean, needs_seventh: boolean, seventh: readonly Readonly<{ character: string, meaning: string }>[] }> | null,
 * }>} Concept
 * @typedef {import("../core/lazy-tree.js").TreeItem} TreeItem
 * @typedef {Readonly<{ q?: string, systems?: readonly string[], ecl?: string, below?: string, tag?: string, inactive?: boolean, selectable?: boolean, dialect?: number | undefined, limit?: number, project?: number }>} Query
 * @typedef {Readonly<{ total: number, took_us: number, normalised: string, items: readonly Readonly<{ code: string, display: string, tag: string, active: boolean }>[] }>} Members
 * @typedef {Readonly<{ ecl?: string, below?: string }>} Scope what a question offers of a system
 */

const ROOT = "/api/terminology"
/** Answers kept, the longest unused going first, and for how long: another version may become the default meanwhile. */
const KEPT = 300
const KEPT_MS = 600_000
/** How long the list of releases is taken for granted. */
const FRESH_MS = 15_000
/** Codes looked up at the same time, where an answer came without names. */
const AT_ONCE = 6

export class Terminology {
  #api
  #now
  /** @type {Map<string, { at: number, answer: unknown }>} */
  #kept = new Map()
  /** @type {{ at: number, answer: Promise<Releases> } | null} */
  #releases = null
  /** @type {Map<string, { at: number, answer: Promise<ProjectCodes> }>} */
  #projects = new Map()
  /** @type {(() => void)[]} */
  #queue = []
  #busy = 0

  /** @param {{ api: Pick<import("./api.js").API, "request">, now?: () => number }} parts */
  constructor({ api, now = Date.now }) {
    this.#api = api
    this.#now = now
  }

  /** Forgets everything: a release has come or gone. */
  forget() {
    this.#kept.clear()
    this.#projects.clear()
    this.#releases = null
  }

  /**
   * @param {{ fresh?: boolean }} options `fresh`: ask, whatever is known
   * @returns {Promise<Releases>}
   */
  releases({ fresh = false } = {}) {
    if (fresh || !this.#releases || this.#now() - this.#releases.at > FRESH_MS) {
      const asked = { at: this.#now(), answer: this.#get(`${ROOT}/releases`, {}) }
      asked.answer.catch(() => { if (this.#releases === asked) this.#releases = null })
      this.#releases = asked
    }
    return this.#releases.answer
  }

  /** @param {Query} query @param {AbortSignal} [signal] @returns {Promise<Found>} */
  search(query, signal) { return this.#remembered(`${ROOT}/search`, searchParameters(query), signal) }

  /**
   * What is at hand already for a search, without asking.
   *
   * @param {Query} query
   */
  known(query) { return /** @type {Found | undefined} */ (this.#recall(address(`${ROOT}/search`, searchParameters(query)))) }

  /** @param {string} system @param {string} code @param {AbortSignal} [signal] @param {number} [dialect] @returns {Promise<Concept>} */
  concept(system, code, signal, dialect) { return this.#remembered(`${ROOT}/concept`, [["system", system], ["code", code], ["dialect", dialect]], signal) }

  /** @param {string} system @param {string} code "" for the top @param {{ offset?: number, limit?: number } & Scope} options @param {AbortSignal} [signal] @returns {Promise<{ total: number, items: readonly TreeItem[] }>} */
  children(system, code, { offset = 0, limit = 50, ecl, below } = {}, signal) {
    return this.#remembered(`${ROOT}/children`, [["system", system], ["code", code || undefined], ["offset", offset || undefined], ["limit", limit], ["ecl", ecl], ["below", below]], signal)
  }

  /** @param {string} system @param {string} code @param {Scope} scope @param {AbortSignal} [signal] @returns {Promise<{ path: readonly Named[], in_scope?: boolean }>} */
  path(system, code, { ecl, below } = {}, signal) { return this.#remembered(`${ROOT}/path`, [["system", system], ["code", code], ["ecl", ecl], ["below", below]], signal) }

  /** @param {string} system @param {string} code @param {AbortSignal} [signal] @returns {Promise<{ projects: readonly Readonly<{ id: number, title: string, labels: number, last_at: string | null }>[] }>} */
  uses(system, code, signal) { return this.#get(`${ROOT}/uses`, { system, code }, signal) }

  /** @param {Readonly<{ system: string, expression: string, limit: number, offset: number }>} body @param {AbortSignal} [signal] @returns {Promise<Members>} */
  async ecl(body, signal) { return (await this.#api.request("POST", `${ROOT}/ecl`, { body, signal })).data }

  /** @param {string} system @param {string} expression the address the whole list is downloaded from */
  eclAddress(system, expression) { return `${ROOT}/ecl.csv?${new URLSearchParams({ system, expression })}` }

  /**
   * What this project coded last, and what its people keep at hand.
   *
   * @param {number} project
   * @param {string} control
   * @returns {Promise<ProjectCodes>}
   */
  projectCodes(project, control) {
    const key = `${project} ${control}`
    const known = this.#projects.get(key)
    if (known && this.#now() - known.at < FRESH_MS) return known.answer
    const asked = { at: this.#now(), answer: this.#get(`/api/projects/${project}/codes`, { control }) }
    asked.answer.catch(() => this.#projects.delete(key))
    this.#projects.set(key, asked)
    return asked.answer
  }

  /** @param {number} project @param {string} system @param {string} code @param {boolean} on */
  async setFavourite(project, system, code, on) {
    const path = `/api/projects/${project}/codes/favourites`
    if (on) await this.#api.request("PUT", path, { body: { system, code } })
    else await this.#api.request("DELETE", path, { query: { system, code } })
    this.#projects.clear()
  }

  /** @param {Release["id"]} id @returns {Promise<void>} */
  async makeDefault(id) {
    await this.#api.request("PATCH", `${ROOT}/releases/${id}`, { body: { is_default: true } })
    this.forget()
  }

  /** @param {Release["id"]} id @returns {Promise<void>} */
  async deleteRelease(id) {
    await this.#api.request("DELETE", `${ROOT}/releases/${id}`)
    this.forget()
  }

  /**
   * The name of a code, in the first of some systems that has it; null where none has. Many may be asked for at once: they share a few lines to the server.
   *
   * @param {readonly string[]} systems
   * @param {string} code
   * @returns {Promise<Concept | null>}
   */
  async nameOf(systems, code) {
    await this.#turn()
    try {
      for (const system of systems) {
        try {
          return await this.concept(system, code)
        } catch (error) {
          if (/** @type {{ status?: number }} */ (error).status !== 404) return null
        }
      }
      return null
    } finally {
      this.#busy -= 1
      this.#queue.shift()?.()
    }
  }

  /** @param {string} asked */
  #recall(asked) {
    const known = this.#kept.get(asked)
    if (!known || this.#now() - known.at > KEPT_MS) return undefined
    this.#kept.delete(asked)
    this.#kept.set(asked, known)
    return known.answer
  }

  async #turn() {
    if (this.#busy >= AT_ONCE) await new Promise(go => this.#queue.push(() => go(undefined)))
    this.#busy += 1
  }

  /**
   * @param {string} path
   * @param {Readonly<Record<string, string | number | undefined>>} query
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async #get(path, query, signal) { return (await this.#api.request("GET", path, { query, signal })).data }

  /**
   * @param {string} path
   * @param {Parameters} query
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async #remembered(path, query, signal) {
    const asked = address(path, query)
    const known = this.#recall(asked)
    if (known !== undefined) return known
    const answer = (await this.#api.request("GET", asked, { signal })).data
    this.#kept.set(asked, { at: this.#now(), answer })
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break
      this.#kept.delete(old)
    }
    return answer
  }
}

/** @typedef {readonly (readonly [string, string | number | undefined])[]} Parameters */

/** @param {Query} query @returns {Parameters} */
const searchParameters = ({ q = "", systems = [], ecl, below, tag, inactive, selectable, dialect, limit, project }) => [
  ["q", q], ...systems.map(each => /** @type {const} */ (["system", each])), ["ecl", ecl], ["below", below], ["tag", tag], ["inactive", inactive ? 1 : undefined], ["selectable", selectable ? 1 : undefined], ["dialect", dialect], ["limit", limit], ["project", project],
]

/**
 * @param {string} path
 * @param {Parameters} query
 */
const address = (path, query) => {
  const parameters = new URLSearchParams()
  for (const [name, value] of query) if (value !== undefined && value !== "") parameters.append(name, String(value))
  return `${path}?${parameters}`
}

/** The code systems of this page's server. */
export const terminology = new Terminology({ api })
