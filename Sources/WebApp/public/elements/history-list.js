import { framed, h } from "./dom.js"

/** @typedef {import("./contracts.js").Context} Context */

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" })

/** What was done since the task was opened, each a place to go back to; and the versions the server has. */
export class HistoryListElement extends HTMLElement {
  /** @type {Context} */
  context = /** @type {any} */ (undefined)
  /**
   * Id of the submitted annotation, if there is one.
   *
   * @type {number | null}
   */
  annotationId = null
  /** @type {AbortController | undefined} */
  #connected
  #frame = framed(() => this.#draw())
  #steps = h("ol", { class: "steps", "aria-label": "Done here" })
  #versions = h("div")

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    this.context.store.addEventListener("change", () => this.#frame.ask(), { signal })
    this.replaceChildren(h("div", { class: "head" }, "Done here"), this.#steps, this.#versions)
    this.#draw()
    void this.#load(signal)
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#frame.cancel()
  }

  /** Draws what changed while it was out of sight. */
  refresh() {
    this.#frame.ask()
  }

  #draw() {
    if (this.hidden) return
    const { store } = this.context
    const { done, undone } = store.history
    const entry = (/** @type {import("../core/history.js").HistoryEntry | null} */ each, /** @type {number} */ count, /** @type {boolean} */ ahead) => h("li", {},
      h("button", { type: "button", class: `item${count === done.length ? " on" : ""}${ahead ? " ahead" : ""}`, "aria-current": count === done.length ? "step" : null, onclick: () => store.travel(count) },
        h("span", { class: "cut grow" }, each ? each.title || "Change" : "Opened"), each && h("time", { class: "mute xs" }, time.format(each.time))))
    // A long day's work: the newest hundred are enough to click, undo reaches the rest.
    const from = Math.max(0, done.length - 100)
    this.#steps.replaceChildren(
      ...[...undone].map((each, i) => entry(each, done.length + undone.length - i, true)),
      ...done.slice(from).map((each, i) => entry(each, from + i + 1, false)).reverse(),
      entry(null, 0, false))
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    const { api } = this.context
    if (this.annotationId === null || !api) return
    try {
      const versions = await api.get("/api/annotation-history/", { query: { annotation: this.annotationId }, signal })
      const list = Array.isArray(versions) ? versions : versions?.results
      if (!Array.isArray(list) || list.length === 0) return
      this.#versions.replaceChildren(h("div", { class: "head" }, "At the server"), h("ul", { class: "steps" }, ...list.map(version => h("li", { class: "item" },
        h("span", { class: "cut grow" }, `${actions[version.action] ?? version.action ?? "Saved"}${version.created_by?.email ? ` by ${version.created_by.email}` : ""}`),
        h("time", { class: "mute xs" }, version.created_at ? day.format(new Date(version.created_at)) : "")))))
    } catch {
      // A server without history: there is nothing to list.
    }
  }
}

/** @type {Readonly<Record<string, string>>} */
const actions = { submitted: "Submitted", updated: "Updated", skipped: "Skipped", imported: "Imported", accepted: "Accepted", rejected: "Returned", fixed_and_accepted: "Fixed and accepted", deleted_review: "Review deleted" }
