import { isShown } from "../core/region-commands.js"
import { walk } from "../core/walk.js"
import { framed, h, icon } from "./dom.js"
import { regionLook, regionText } from "./region-text.js"

/**
 * @typedef {import("./contracts.js").Context} Context
 * @typedef {import("../core/state.js").Region} Region
 * @typedef {import("../core/store.js").Change} Change
 */

const rowHeight = 32
/** Rows drawn beyond what is seen. */
const margin = 8

/** All regions as a list box; only the rows in sight exist, however many regions there are. */
export class RegionListElement extends HTMLElement {
  /** @type {Context} */
  context = /** @type {any} */ (undefined)
  /**
   * Which regions are listed; others stand elsewhere.
   *
   * @type {(region: Region) => boolean}
   */
  keep = () => true
  /** @type {AbortController | undefined} */
  #connected
  #frame = framed(() => this.#draw())
  #filter = ""
  #rows = h("div", { class: "rows" })
  #list = h("div", { class: "list", role: "listbox", tabindex: 0, "aria-label": "Regions", "aria-multiselectable": "true" }, this.#rows)
  #empty = h("div", { class: "nothing" })
  /** @type {readonly Region[]} */
  #shown = []
  /** Where the list is scrolled to and how high it is, kept so that drawing need not ask (which would lay out the page in the middle of a frame). */
  #top = 0
  #height = 0

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    const { store } = this.context
    const search = h("input", { type: "search", placeholder: "Find a region", "aria-label": "Find a region", spellcheck: "false", oninput: () => { this.#filter = search.value.trim().toLowerCase(); this.#list.scrollTop = this.#top = 0; this.#draw() } })
    this.replaceChildren(h("label", { class: "in small find" }, icon("search"), search), this.#list, this.#empty)
    store.addEventListener("change", event => {
      const { before, after } = /** @type {CustomEvent<Change>} */ (event).detail
      if (before.selection !== after.selection) this.#follow()
      if (before.selection !== after.selection || before.regions !== after.regions) this.#frame.ask()
    }, { signal })
    this.#list.addEventListener("scroll", () => {
      this.#top = this.#list.scrollTop
      this.#frame.ask()
    }, { signal, passive: true })
    this.#list.addEventListener("keydown", event => this.#keydown(event), { signal })
    this.#list.addEventListener("click", event => this.#click(event), { signal })
    const resized = new ResizeObserver(([entry]) => {
      this.#height = entry?.contentRect.height ?? 0
      this.#frame.ask()
    })
    resized.observe(this.#list)
    signal.addEventListener("abort", () => resized.disconnect())
    this.#draw()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#frame.cancel()
  }

  /** Draws what changed while it was out of sight. */
  refresh() {
    this.#frame.ask()
  }

  #regions() {
    const { state } = this.context.store
    const all = walk(state).filter(this.keep)
    if (this.#filter === "") return all
    return all.filter(region => `${regionLook(region, state).name} ${regionText(region, state)} ${region.note?.join(" ") ?? ""}`.toLowerCase().includes(this.#filter))
  }

  #draw() {
    if (this.hidden || !this.isConnected) return
    const { state } = this.context.store
    this.#shown = this.#regions()
    const { length } = this.#shown
    this.#empty.hidden = length > 0
    this.#list.hidden = length === 0
    if (length === 0) {
      this.#empty.replaceChildren(h("b", {}, this.#filter ? "No region fits" : "Nothing marked yet"),
        h("p", {}, this.#filter ? "Another word, or clear the field." : "Choose a stretch or draw a shape, then press a label's key. Or press the key first and mark one after the other."))
      this.#list.removeAttribute("aria-activedescendant")
      return
    }
    this.#rows.style.blockSize = `${length * rowHeight}px`
    const first = Math.max(0, Math.floor(this.#top / rowHeight) - margin)
    const last = Math.min(length, Math.ceil((this.#top + this.#height) / rowHeight) + margin)
    const old = new Map([...this.#rows.children].map(row => [row.id, /** @type {HTMLElement} */ (row)]))
    const rows = []
    for (let i = first; i < last; i++) {
      const region = /** @type {Region} */ (this.#shown[i])
      const row = old.get(rowID(region.id)) ?? this.#row(region)
      this.#dress(row, region, i, length, state)
      rows.push(row)
    }
    if (rows.length !== this.#rows.children.length || rows.some((row, i) => this.#rows.children[i] !== row)) this.#rows.replaceChildren(...rows)
    const current = [...state.selection].at(-1)
    if (current !== undefined && rows.some(row => row.id === rowID(current))) this.#list.setAttribute("aria-activedescendant", rowID(current))
    else this.#list.removeAttribute("aria-activedescendant")
  }

  /** @param {Region} region */
  #row(region) {
    return h("div", { class: "item", role: "option", id: rowID(region.id), "data-id": region.id })
  }

  /**
   * @param {HTMLElement} row
   * @param {Region} region
   * @param {number} index
   * @param {number} count
   * @param {import("../core/state.js").State} state
   */
  #dress(row, region, index, count, state) {
    row.style.transform = `translateY(${index * rowHeight}px)`
    row.setAttribute("aria-setsize", String(count))
    row.setAttribute("aria-posinset", String(index + 1))
    const selected = state.selection.has(region.id)
    row.setAttribute("aria-selected", String(selected))
    row.classList.toggle("on", selected)
    const known = drawn.get(row)
    if (known === region) return
    drawn.set(row, region)
    const { key, name, colour } = regionLook(region, state)
    row.style.setProperty("--c", colour)
    row.classList.toggle("model", region.suggestion === true)
    row.classList.toggle("off", !isShown(region))
    const text = regionText(region, state)
    row.replaceChildren(...[
      h("span", { class: "key", "aria-hidden": "true" }, key),
      h("span", { class: "cut grow" }, h("span", { class: "sr" }, `${name}: `), text),
      region.suggestion && h("span", { class: "score-n" }, region.score === undefined ? "suggested" : region.score.toFixed(2).replace(/^0/, "")),
      region.note && region.note.length > 0 && icon("comment"),
      (region.locked || region.readonly) && icon("lock"),
      // For the pointer; the keyboard has Alt H. An option may hold no button.
      h("span", { class: "tiny", "data-act": "hide", title: isShown(region) ? "Hide (Alt H)" : "Show (Alt H)", "aria-hidden": "true" }, icon(isShown(region) ? "eye" : "eye-off")),
    ].flatMap(part => part || []))
    row.title = `${name} – ${text.slice(0, 300)}`
  }

  /** Keeps the selected row in sight. */
  #follow() {
    const id = [...this.context.store.state.selection].at(-1)
    if (id === undefined || this.hidden) return
    const at = this.#regions().findIndex(region => region.id === id)
    if (at < 0) return
    const top = at * rowHeight
    if (top >= this.#top && top + rowHeight <= this.#top + this.#height) return
    this.#list.scrollTop = this.#top = top < this.#top ? top : top + rowHeight - this.#height
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target : null
    const id = /** @type {HTMLElement | null | undefined} */ (target?.closest(".item"))?.dataset.id
    if (id === undefined) return
    const { store } = this.context
    const region = store.state.regions.get(id)
    if (!region) return
    if (target?.closest("[data-act=hide]")) {
      store.dispatch({ steps: [{ op: "put", region: { ...region, concealed: isShown(region) } }], undoable: false })
      return
    }
    if (event.shiftKey && store.state.selection.size > 0) {
      const from = this.#shown.findIndex(each => each.id === [...store.state.selection].at(-1))
      const to = this.#shown.findIndex(each => each.id === id)
      this.#select(this.#shown.slice(Math.min(from, to), Math.max(from, to) + 1).map(each => each.id))
    } else if (event.ctrlKey || event.metaKey) {
      const selection = new Set(store.state.selection)
      if (!selection.delete(id)) selection.add(id)
      this.#select([...selection])
    } else this.#select([id])
  }

  /** @param {readonly string[]} ids */
  #select(ids) {
    const last = this.context.store.state.regions.get(ids.at(-1) ?? "")
    this.context.store.dispatch({ view: { selection: new Set(ids), ...(last?.itemIndex === undefined ? {} : { itemIndex: last.itemIndex }) } })
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = this.#shown.findIndex(region => this.context.store.state.selection.has(region.id))
    const page = Math.max(1, Math.floor(this.#height / rowHeight) - 1)
    /** @type {Record<string, number>} */
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? this.#shown.length - 1 : at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: this.#shown.length - 1 }
    const next = to[event.key]
    if (next === undefined) return
    event.preventDefault()
    const region = this.#shown[Math.max(0, Math.min(this.#shown.length - 1, next))]
    if (region) this.#select([region.id])
  }
}

/**
 * What each row shows now.
 *
 * @type {WeakMap<HTMLElement, Region>}
 */
const drawn = new WeakMap()

/** @param {string} id */
const rowID = id => `region-row-${id}`
