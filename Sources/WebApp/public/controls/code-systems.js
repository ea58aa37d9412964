import { referencesOf, referenceText } from "../core/codes.js"
import { keyOf } from "./code-search.js"

/**
 * @typedef {import("../core/codes.js").Reference} Reference
 * @typedef {import("../core/codes.js").Code} Code
 * @typedef {import("../net/terminology.js").Release} Release
 */

/** The systems a question takes codes of, and which loaded releases they are. */
export class CodeSystems {
  /** @type {readonly Release[]} */
  releases = []
  references

  /**
   * @param {string} text as the interface names them
   * @param {number} project
   */
  constructor(text, project) {
    // A project's own tree is written without saying whose it is.
    this.references = referencesOf(text).map(reference => (reference.key === "project" && project ? { ...reference, key: `project-${project}` } : reference))
  }

  /** The systems as requests name them. */
  get names() { return this.references.map(referenceText) }
  get several() { return this.references.length > 1 }
  /** Those of which no release is here. */
  get missing() { return this.references.filter(reference => !this.#releaseOf(reference)) }
  /** Whether there is nothing to choose from, as far as is known. */
  get none() { return this.releases.length > 0 && this.missing.length === this.references.length }

  /** The tops of the tree. */
  get roots() {
    return this.references.flatMap(reference => {
      const release = this.#releaseOf(reference)
      return release ? [{ system: reference.key, title: release.title, count: release.active }] : []
    })
  }

  /** @param {string} system */
  has(system) { return this.references.some(({ key }) => key === keyOf(system)) }

  /**
   * A system as requests name it: with the version, where the question names one.
   *
   * @param {string} system
   */
  named(system) {
    const reference = this.references.find(({ key }) => key === keyOf(system))
    return reference ? referenceText(reference) : system
  }

  /** @param {string} key */
  titleOf(key) { return this.releases.find(release => release.key === key)?.title ?? key }

  /**
   * What a result says of a code.
   *
   * @param {Readonly<{ system: string, version?: string, code: string, display: string }>} found `version`: of the release it was found in
   * @returns {Code}
   */
  codeOf({ system, version, code, display }) {
    const key = keyOf(system)
    const release = this.releases.find(one => one.key === key && one.version === version) ?? this.#releaseOf(this.references.find(reference => reference.key === key) ?? { key, version: "" })
    return { system: release?.uri ?? "", version: release?.version_uri ?? "", code, display, key }
  }

  /** @param {Reference} reference @returns {Release | undefined} */
  #releaseOf({ key, version }) {
    const ready = this.releases.filter(release => release.key === key && release.state === "ready")
    return version ? ready.find(release => release.version === version) : ready.find(release => release.is_default) ?? ready[0]
  }
}
