/**
 * The tools of one viewer, and which is in hand.
 *
 * @typedef {import("../contracts.js").Tool} Tool
 */

export class Tools extends EventTarget {
  /** @type {Map<string, Tool>} */
  #tools = new Map()
  #wanted
  #readonly
  /** @type {Tool | null} */
  #held = null

  /** @param {{ wanted: () => string, readonly: boolean }} owner `wanted`: the tool the state names */
  constructor({ wanted, readonly }) {
    super()
    this.#wanted = wanted
    this.#readonly = readonly
  }

  /** @param {Tool} tool @param {AbortSignal} [signal] */
  register(tool, signal) {
    if (tool.edits && this.#readonly) return
    this.#tools.set(tool.name, tool)
    signal?.addEventListener("abort", () => {
      if (this.#tools.get(tool.name) !== tool) return
      this.#tools.delete(tool.name)
      this.dispatchEvent(new Event("change"))
    }, { once: true })
    this.dispatchEvent(new Event("change"))
  }

  /** @param {string} name */
  get(name) { return this.#tools.get(name) }
  get all() { return [...this.#tools.values()].sort((a, b) => (a.order ?? 150) - (b.order ?? 150)) }

  /**
   * What the pointer does now: the tool asked for, else the one that only selects, else the crosshair.
   *
   * @returns {Tool}
   */
  get active() { return this.#tools.get(this.#wanted()) ?? this.#tools.get("select") ?? /** @type {Tool} */ (this.#tools.get("crosshair") ?? this.all[0]) }

  /**
   * Tells the tools that another one was taken up.
   *
   * @returns {boolean} whether that is so
   */
  settle() {
    const now = this.active
    if (now === this.#held) return false
    this.#held?.cancel?.()
    this.#held?.drop?.()
    this.#held = now
    now.take?.()
    return true
  }
}
