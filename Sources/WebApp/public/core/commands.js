/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./store.js").Dispatch} Dispatch
 *
 * @typedef {(state: State, dispatch?: Dispatch) => boolean} Command
 *   says whether it applies to `state`; does it too if given `dispatch`. Menus, buttons, the palette, keys and tests call the same function.
 *
 * @typedef {Readonly<{
 *   id: string, title: string, keys?: readonly string[], scope?: string, group?: string, hidden?: boolean, repeat?: boolean, icon?: string, pressed?: (state: State) => boolean, run: Command,
 * }>} CommandSpec
 *   `id` "region.delete"; `title` in words; `keys` the defaults (see keymap.js); `scope` where the keys count: "global" (the default) or a media kind ("text", "image", …);
 *   `group` heads the key sheet; `hidden` keeps it out of the palette; `repeat: false` ignores a held key;
 *   with `icon` and `group: "Tools"` it stands in the tool rail, pressed when `pressed` says so (else when "tool.x" is `state.tool`)
 */

/** Everything that can be done now, by id. Fires `change` when a command comes or goes. */
export class Commands extends EventTarget {
  /** @type {Map<string, CommandSpec>} */
  #specs = new Map()
  /** @type {() => { state: State, dispatch: Dispatch } | null} */
  #store

  /** @param {() => { state: State, dispatch: Dispatch } | null} store the store of the open task, if any */
  constructor(store) {
    super()
    this.#store = store
  }

  /**
   * Adds commands; with a `signal` they leave when it aborts. A later command with the same id takes the place of the earlier.
   *
   * @param {readonly CommandSpec[]} specs
   * @param {{ signal?: AbortSignal }} options
   */
  add(specs, { signal } = {}) {
    for (const spec of specs) this.#specs.set(spec.id, spec)
    signal?.addEventListener("abort", () => {
      for (const spec of specs) if (this.#specs.get(spec.id) === spec) this.#specs.delete(spec.id)
      this.dispatchEvent(new Event("change"))
    }, { once: true })
    this.dispatchEvent(new Event("change"))
  }

  /** @param {string} id */
  get(id) { return this.#specs.get(id) }

  /** @returns {CommandSpec[]} in the order they were added */
  all() { return [...this.#specs.values()] }

  /**
   * Whether a command exists and applies now.
   *
   * @param {string} id
   */
  can(id) {
    const store = this.#store()
    return store !== null && this.#specs.get(id)?.run(store.state) === true
  }

  /**
   * Runs a command. Says whether it applied.
   *
   * @param {string} id
   */
  run(id) {
    const store = this.#store()
    return store !== null && this.#specs.get(id)?.run(store.state, store.dispatch) === true
  }
}
