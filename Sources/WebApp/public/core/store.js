import { applySteps } from "./steps.js"
import { History } from "./history.js"

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").View} View
 * @typedef {import("./steps.js").Step} Step
 *
 * @typedef {"user" | "undo" | "redo" | "draft" | "remote" | "model"} Origin
 *   who wants it: the person, the history, a draft found at start, another tab or person, a model
 * @typedef {Readonly<{
 *   steps?: readonly Step[], view?: Readonly<Partial<View>>, origin?: Origin, undoable?: boolean, group?: string, title?: string,
 * }>} Transaction
 *   `origin` is "user" if left out; a user's steps are undoable unless said otherwise, nobody else's are; transactions of one `group` in a row are one undo;
 *   `title` names it in the history ("Delete Problem")
 * @typedef {Readonly<{ transaction: Transaction, before: State, after: State, inverse: readonly Step[] }>} Change
 * @typedef {(transaction: Transaction) => void} Dispatch
 */

/**
 * The only holder of a task's state: every change goes through {@link Store#dispatch}.
 *
 * Fires one `change` event for each transaction; its `detail` is a {@link Change}. A view compares the slices it reads (`before.regions !== after.regions`) and draws in the next frame.
 */
export class Store extends EventTarget {
  #state
  history

  /**
   * @param {State} state
   * @param {() => number} [now] milliseconds
   */
  constructor(state, now = Date.now) {
    super()
    this.#state = state
    this.history = new History(now)
  }

  get state() { return this.#state }

  /** @type {Dispatch} */
  dispatch = transaction => {
    const { origin = "user", steps = [], view, group, title = "" } = transaction
    const before = this.#state
    const { state, inverse } = applySteps(before, steps)
    this.#state = view ? { ...state, ...view } : state
    if (steps.length > 0 && (transaction.undoable ?? origin === "user")) {
      this.history.record({ steps, inverse, title, group, before: before.selection, after: this.#state.selection })
    }
    this.#tell({ transaction, before, after: this.#state, inverse })
  }

  /** Takes back the last undoable change. Says whether there was one. */
  undo() {
    const entry = this.history.back()
    if (!entry) return false
    this.#move(entry.inverse, entry.before, "undo")
    return true
  }

  /** Does again what was taken back last. Says whether there was something. */
  redo() {
    const entry = this.history.forward()
    if (!entry) return false
    this.#move(entry.steps, entry.after, "redo")
    return true
  }

  /**
   * Goes back, or forward, until `count` entries stand in the history.
   *
   * @param {number} count
   */
  travel(count) {
    while (this.history.done.length > count && this.undo());
    while (this.history.done.length < count && this.redo());
  }

  /**
   * @param {readonly Step[]} steps
   * @param {ReadonlySet<string>} selection
   * @param {Origin} origin
   */
  #move(steps, selection, origin) {
    const before = this.#state
    const { state, inverse } = applySteps(before, steps)
    this.#state = { ...state, selection: new Set([...selection].filter(id => state.regions.has(id))) }
    this.#tell({ transaction: { steps, origin, undoable: false }, before, after: this.#state, inverse })
  }

  /** @param {Change} change */
  #tell(change) {
    this.dispatchEvent(new CustomEvent("change", { detail: change }))
  }
}
