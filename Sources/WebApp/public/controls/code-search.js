import { looserQueries, referenceText } from "../core/codes.js"

/**
 * What a question asks for, and the search for it: one request at a time, the older one dropped.
 *
 * @typedef {import("../core/codes.js").Reference} Reference
 * @typedef {import("../net/terminology.js").Group} Group
 * @typedef {import("../net/terminology.js").Found} Found
 * @typedef {import("../net/terminology.js").Scope} Scope
 * @typedef {Readonly<{ groups: readonly Group[], took: number, looser: string }>} Answer `looser`: what was searched instead, where the words asked for found nothing
 * @typedef {Pick<import("../net/terminology.js").Terminology, "search" | "known">} Source
 */

/** So many of each system: more than fit, fewer than anybody reads. */
const LIMIT = 20

export class CodeSearch {
  #source
  #references
  #scope
  #project
  #selectable
  /** @type {AbortController | null} */
  #asking = null

  /**
   * @param {{ source: Source, references: readonly Reference[], scope: Scope, project: number | null, selectable: boolean }} parts
   *   `selectable`: without what only groups others
   */
  constructor({ source, references, scope, project, selectable }) {
    this.#source = source
    this.#references = references
    this.#scope = scope
    this.#project = project
    this.#selectable = selectable
  }

  /**
   * What narrows a system. An expression is about SNOMED CT where a question asks for that and for others too.
   *
   * @param {Reference} reference
   * @returns {Scope}
   */
  scopeOf({ key }) {
    const several = this.#references.length > 1 && this.#references.some(each => each.key.startsWith("snomed"))
    return several && !key.startsWith("snomed") ? {} : this.#scope
  }

  stop() { this.#asking?.abort() }

  /**
   * @param {string} text
   * @param {{ inactive: boolean, looser: boolean }} options `looser`: with fewer words where all of them find nothing
   * @returns {Promise<Answer>}
   */
  async find(text, { inactive, looser }) {
    this.stop()
    const { signal } = (this.#asking = new AbortController())
    const first = await this.#ask(text, inactive, signal)
    if (!looser || first.groups.some(group => group.items.length > 0)) return { ...first, looser: "" }
    for (const query of looserQueries(text)) {
      const next = await this.#ask(query, inactive, signal)
      if (next.groups.some(group => group.items.length > 0)) return { ...next, looser: query }
    }
    return { ...first, looser: "" }
  }

  /**
   * @param {string} q
   * @param {boolean} inactive
   * @param {AbortSignal} signal
   * @returns {Promise<Omit<Answer, "looser">>}
   */
  async #ask(q, inactive, signal) {
    const common = { q, inactive, selectable: this.#selectable, limit: LIMIT, ...(this.#project === null ? {} : { project: this.#project }) }
    /** @type {Map<string, { scope: Scope, systems: string[] }>} */
    const requests = new Map()
    for (const reference of this.#references) {
      const scope = this.scopeOf(reference)
      const same = requests.get(JSON.stringify(scope))
      if (same) same.systems.push(referenceText(reference))
      else requests.set(JSON.stringify(scope), { scope, systems: [referenceText(reference)] })
    }
    const answers = await Promise.all([...requests.values()].map(({ scope, systems }) => {
      const query = { ...common, ...scope, systems }
      return this.#source.known(query) ?? this.#source.search(query, signal)
    }))
    // In the order the question names them.
    const order = this.#references.map(reference => reference.key)
    const groups = answers.flatMap(answer => answer.groups).sort((a, b) => order.indexOf(keyOf(a.system)) - order.indexOf(keyOf(b.system)))
    return { groups, took: Math.max(0, ...answers.map(answer => answer.took_us)) }
  }
}

/** @param {string} system "icd10cm@2026" */
export const keyOf = system => system.split("@")[0] ?? system
