import { attribute, flag } from "../../core/config.js"
import { newID } from "../../core/ids.js"
import { isFree, isShown, link, nameOf, touched } from "../../core/region-commands.js"
import { SpanIndex } from "../../core/spans.js"
import { labelOf, labelPairs, nextOrder } from "../../core/state.js"
import { snap } from "../../core/words.js"
import { framed, h, svg } from "../../elements/dom.js"
import { drawArcs } from "./arcs.js"
import { Caret } from "./caret.js"
import { drawSpans } from "./draw-spans.js"
import { hyperDocument } from "./hyper-document.js"
import { leafAt } from "./leaf.js"
import { plainDocument } from "./plain-document.js"
import { textOf } from "./text-source.js"

/**
 * @typedef {import("../../elements/contracts.js").MediaContext} MediaContext
 * @typedef {import("../../core/state.js").Region} Region
 * @typedef {import("../../core/state.js").State} State
 * @typedef {import("../../core/store.js").Change} Change
 * @typedef {import("../../core/words.js").Granularity} Granularity
 * @typedef {import("./leaf.js").Leaf} Leaf
 * @typedef {import("./leaf.js").TextDocument} TextDocument
 * @typedef {Readonly<{ id: string, start: number, end: number, region: Region }>} PlacedSpan
 */

/** Leaves this far outside the view are drawn ahead of the scroll. */
const ahead = "900px 0px"
/** Remembered across tasks: whether selections snap to whole words. */
let wholeWords = true

/** Shows a text, and lets keyboard and pointer mark spans in it. For Text and HyperText. */
export class TextEditorElement extends HTMLElement {
  /** @type {MediaContext} */
  context = /** @type {any} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  /** @type {TextDocument | null} */
  #doc = null
  /** @type {Caret | null} */
  #caret = null
  #index = new SpanIndex([])
  /** @type {ReadonlyMap<string, Region> | null} */
  #indexed = null
  /** @type {WeakMap<Region, PlacedSpan | null>} */
  #placed = new WeakMap()
  /** @type {Set<Leaf>} */
  #near = new Set()
  /**
   * The stretch chosen and not labelled yet.
   *
   * @type {{ start: number, end: number } | null}
   */
  #pending = null
  #frame = framed(() => this.#draw())
  #scroller = h("div", { class: "scroll" })
  #arcs = svg("svg", { class: "arcs", "aria-hidden": "true" })
  /** @type {string | null} */
  #revealed = null

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    this.dataset.scope = "text"
    this.replaceChildren(h("div", { class: "skeleton", "aria-hidden": "true" }, ...[92, 86, 95, 60].map(width => {
      const line = h("i")
      line.style.inlineSize = `${width}%`
      return line
    })))
    this.context.store.addEventListener("change", event => this.#changed(/** @type {CustomEvent<Change>} */ (event).detail), { signal })
    this.context.commands.add(this.#commands(), { signal })
    void this.#load(signal)
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#frame.cancel()
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    const { object } = this.context
    /** @type {string} */
    let text
    try {
      text = await textOf(object, signal)
    } catch (error) {
      if (!signal.aborted) this.replaceChildren(h("p", { class: "trouble", role: "alert" }, error instanceof Error ? error.message : String(error)))
      return
    }
    if (signal.aborted) return
    const keepText = attribute(object, "saveTextResult") !== "no"
    const hyper = object.tag === "HyperText"
    this.#doc = hyper ? hyperDocument(text, { keepText, links: flag(object, "clickableLinks") }) : plainDocument(text, { keepText })
    this.#show(this.#doc, hyper, signal)
  }

  /**
   * @param {TextDocument} doc
   * @param {boolean} hyper
   * @param {AbortSignal} signal
   */
  #show(doc, hyper, signal) {
    const { root } = doc
    // Markup with colours of its own was made for white paper, and gets it in both themes.
    const paper = hyper && root.querySelector("[style*=color], [bgcolor], [color]") !== null
    root.className = `prose${hyper ? " hyper" : ""}${paper ? " paper" : ""}`
    root.tabIndex = 0
    root.dir = "auto"
    root.setAttribute("role", "document")
    root.setAttribute("aria-label", `Text “${this.context.object.name}”: arrows move, Shift and arrows choose, a label's key marks`)
    const caret = h("div", { class: "caret", hidden: true })
    this.#scroller.replaceChildren(this.#arcs, root, caret)
    this.replaceChildren(this.#scroller)
    if (doc.text === "") root.append(h("p", { class: "mute" }, "This text is empty."))
    this.#caret = new Caret(doc, root, caret, this.#scroller)

    root.addEventListener("keydown", event => this.#keydown(event), { signal })
    root.addEventListener("pointerup", event => this.#released(event), { signal })
    root.addEventListener("focus", () => this.#caret?.show(), { signal })
    root.addEventListener("blur", () => this.#caret?.hide(), { signal })
    document.addEventListener("selectionchange", () => { if (this.#caret?.read()) this.#caret.show() }, { signal })
    if (hyper) for (const leaf of doc.leaves) this.#near.add(leaf)
    else this.#watch(doc, signal)
    const resized = new ResizeObserver(() => this.#frame.ask())
    resized.observe(this.#scroller)
    signal.addEventListener("abort", () => resized.disconnect())
    this.#near.add(/** @type {Leaf} */ (doc.leaves[0] ?? { host: root, start: 0, end: 0, signature: "" }))
    this.#draw()
    const chosen = [...this.context.store.state.selection][0]
    if (chosen) this.reveal(chosen)
  }

  /**
   * Keeps `#near` up to date. The browser tells itself which blocks are near the view, because of `content-visibility`; a second observer of hundreds of blocks costs 2 ms a frame.
   *
   * @param {TextDocument} doc
   * @param {AbortSignal} signal
   */
  #watch(doc, signal) {
    const set = (/** @type {Element} */ host, /** @type {boolean} */ near) => {
      const leaf = doc.leaves[Number(/** @type {HTMLElement} */ (host).dataset.leaf)]
      if (!leaf) return
      if (near) this.#near.add(leaf)
      else this.#near.delete(leaf)
      this.#frame.ask()
    }
    if ("oncontentvisibilityautostatechange" in HTMLElement.prototype) {
      doc.root.addEventListener("contentvisibilityautostatechange", event => {
        if (event.target instanceof Element) set(event.target, !(/** @type {Event & { skipped?: boolean }} */ (event).skipped))
      }, { signal })
      return
    }
    const observer = new IntersectionObserver(entries => { for (const { target, isIntersecting } of entries) set(target, isIntersecting) }, { root: this.#scroller, rootMargin: ahead })
    signal.addEventListener("abort", () => observer.disconnect())
    for (const leaf of doc.leaves) observer.observe(leaf.host)
  }

  /** @param {Change} change */
  #changed({ before, after }) {
    if (before.regions !== after.regions || before.selection !== after.selection || before.relations !== after.relations) this.#frame.ask()
    if (before.selection !== after.selection && after.selection.size > 0) this.#pending = null
    this.classList.toggle("relating", after.tool === "relate")
  }

  /** @returns {boolean} whether spans of this text may be made */
  get #writable() { return !this.context.readonly && attribute(this.context.object, "selectionEnabled") !== "false" }

  // Drawing

  #draw() {
    const doc = this.#doc
    if (!doc) return
    const { state } = this.context.store
    this.#reindex(state)
    let redrawn = false
    for (const leaf of this.#near) redrawn = this.#drawLeaf(leaf, doc, state) || redrawn
    if (redrawn) this.#caret?.restore()
    this.#caret?.place()
    this.#drawArcs(state)
    if (this.#revealed !== null) {
      const id = this.#revealed
      this.#revealed = null
      this.#scrollTo(id)
    }
  }

  /** @param {State} state */
  #reindex(state) {
    if (this.#indexed === state.regions) return
    this.#indexed = state.regions
    /** @type {PlacedSpan[]} */
    const spans = []
    for (const region of state.regions.values()) {
      const span = this.#spanOf(region)
      if (span && span.end > span.start && isShown(region)) spans.push(span)
    }
    this.#index = new SpanIndex(spans)
  }

  /** @param {Region} region @returns {PlacedSpan | null} where it stands in this text */
  #spanOf(region) {
    if (region.objectName !== this.context.object.name || (region.shape !== "span" && region.shape !== "hyperspan")) return null
    const known = this.#placed.get(region)
    if (known !== undefined) return known
    const place = this.#doc?.locate(region.geometry) ?? null
    const span = place ? { id: region.id, ...place, region } : null
    this.#placed.set(region, span)
    return span
  }

  /**
   * Draws a leaf if its spans differ from what it shows.
   *
   * @param {Leaf} leaf
   * @param {TextDocument} doc
   * @param {State} state
   */
  #drawLeaf(leaf, doc, state) {
    const spans = this.#index.touching(leaf.start, leaf.end)
    /** @type {Map<string, import("./draw-spans.js").Look>} */
    const looks = new Map()
    let signature = ""
    for (const { id, start, end } of spans) {
      const look = this.#look(/** @type {Region} */ (state.regions.get(id)), state)
      looks.set(id, look)
      signature += `${id} ${start} ${end} ${look.key} ${look.name} ${look.colour} ${look.score} ${look.lane}${look.selected ? " s" : ""}${look.suggestion ? " m" : ""}\n`
    }
    if (leaf.signature === signature) return false
    leaf.signature = signature
    drawSpans(leaf.host, doc.text, leaf.start, leaf.end, spans, id => /** @type {import("./draw-spans.js").Look} */ (looks.get(id)))
    return true
  }

  /**
   * @param {Region} region
   * @param {State} state
   * @returns {import("./draw-spans.js").Look}
   */
  #look(region, state) {
    const label = labelOf(region, state.config)
    const name = nameOf(region)
    const suggestion = region.suggestion === true
    return {
      key: label?.key || name.charAt(0).toUpperCase(),
      name: label && labelPairs(region).length === 1 ? label.value : name,
      colour: label?.colour ?? "var(--ink-3)",
      suggestion,
      score: suggestion && region.score !== undefined ? shortScore(region.score) : "",
      selected: state.selection.has(region.id),
      lane: this.#index.level(region.id),
    }
  }

  /** @param {State} state */
  #drawArcs(state) {
    const doc = this.#doc
    if (!doc) return
    if (state.relations.length === 0) {
      if (this.#arcs.firstChild) this.#arcs.replaceChildren()
      return
    }
    const frame = this.#scroller.getBoundingClientRect()
    const scrollTop = this.#scroller.scrollTop
    const arcs = state.relations.flatMap(relation => {
      const [from, to] = [relation.from, relation.to].map(id => this.#elementOf(id)?.getClientRects()[0])
      return from && to ? [{ relation, from, to, selected: state.selection.has(relation.from) || state.selection.has(relation.to) }] : []
    })
    this.#arcs.style.blockSize = `${this.#scroller.scrollHeight}px`
    const text = doc.root.getBoundingClientRect()
    drawArcs(this.#arcs, arcs, { left: frame.left, top: frame.top, scrollTop, margin: text.left + parseFloat(getComputedStyle(doc.root).paddingLeft) })
  }

  /**
   * The first piece of a region that is drawn.
   *
   * @param {string} id
   */
  #elementOf(id) {
    return this.#doc?.root.querySelector(`.e[data-id="${globalThis.CSS.escape(id)}"]`) ?? null
  }

  /** @param {string} id */
  reveal(id) {
    this.#revealed = id
    this.#frame.ask()
  }

  /** @param {string} id */
  #scrollTo(id) {
    const doc = this.#doc
    const region = this.context.store.state.regions.get(id)
    const span = region ? this.#spanOf(region) : null
    if (!doc || !span) return
    const leaf = doc.leaves[leafAt(doc.leaves, span.start)]
    if (!leaf) return
    this.#near.add(leaf)
    this.#drawLeaf(leaf, doc, this.context.store.state)
    const target = this.#elementOf(id) ?? leaf.host
    const [box, frame] = [target.getBoundingClientRect(), this.#scroller.getBoundingClientRect()]
    if (box.top < frame.top + 24 || box.bottom > frame.bottom - 24) target.scrollIntoView({ block: "center" })
  }

  // Choosing

  /** @param {PointerEvent} event */
  #released(event) {
    if (event.button !== 0) return
    // The browser settles a click's selection after pointerup.
    requestAnimationFrame(() => {
      const caret = this.#caret
      if (!caret?.read()) return
      if (caret.anchor === caret.focus) this.#clicked(event)
      else this.#chosen(caret.range)
    })
  }

  /** @param {PointerEvent} event */
  #clicked(event) {
    this.#pending = null
    const { store } = this.context
    const id = this.#hit(event)
    if (id === null) {
      if (store.state.selection.size > 0 || store.state.tool === "relate") store.dispatch({ view: { selection: new Set(), tool: store.state.tool === "relate" ? "select" : store.state.tool } })
      return
    }
    const from = [...store.state.selection].at(-1)
    if (store.state.tool === "relate" && from !== undefined) link(from, id)(store.state, store.dispatch)
    else if (event.ctrlKey || event.metaKey || event.shiftKey) {
      const selection = new Set(store.state.selection)
      if (!selection.delete(id)) selection.add(id)
      store.dispatch({ view: { selection } })
    } else store.dispatch({ view: { selection: new Set([id]) } })
  }

  /**
   * The region under the pointer: the innermost; a click on the selected one goes on to the next that encloses it.
   *
   * @param {PointerEvent} event
   * @returns {string | null}
   */
  #hit(event) {
    /** @type {string[]} */
    const ids = []
    for (let element = event.target instanceof Element ? event.target.closest(".e") : null; element; element = element.parentElement?.closest(".e") ?? null) {
      const { id } = /** @type {HTMLElement} */ (element).dataset
      if (id) ids.push(id)
    }
    const { selection } = this.context.store.state
    const at = ids.findIndex(id => selection.has(id))
    return ids[at >= 0 ? (at + 1) % ids.length : 0] ?? null
  }

  /** @param {{ start: number, end: number }} range */
  #chosen(range) {
    const doc = this.#doc
    if (!doc || !this.#writable) return
    const stretch = snap(doc.text, range, this.#granularity, doc.walls)
    if (stretch.start === stretch.end) return
    const held = this.#held()
    if (held) this.#make(stretch, held, true)
    else {
      this.#pending = stretch
      this.#caret?.choose(stretch.start, stretch.end)
      if (this.context.store.state.selection.size > 0) {
        const pending = this.#pending
        this.context.store.dispatch({ view: { selection: new Set() } })
        this.#pending = pending
      }
      this.context.announce(`Chosen: ${doc.text.slice(stretch.start, stretch.start + 80)}. Press the key of a label.`)
    }
  }

  /** @returns {Granularity} */
  get #granularity() {
    const asked = attribute(this.context.object, "granularity")
    if (!wholeWords) return "symbol"
    return asked === "sentence" || asked === "paragraph" || asked === "symbol" ? asked : "word"
  }

  /** The labels in the hand, if they are for this text. */
  #held() {
    const { activeLabels } = this.context.store.state
    return activeLabels && this.context.controls.some(control => control.name === activeLabels.control) ? activeLabels : null
  }

  /** @param {import("../../core/config.js").LabelNode} label */
  takeLabel(label) {
    if (!this.#writable || !this.context.controls.some(control => control.name === label.control)) return false
    const stretch = this.#pending ?? this.#keyboardStretch()
    if (!stretch) return false
    this.#make(stretch, { control: label.control, values: [label.name] }, false)
    return true
  }

  /** What Shift and arrows have chosen. */
  #keyboardStretch() {
    const caret = this.#caret
    if (!this.#doc || !caret || caret.anchor === caret.focus || !this.#doc.root.contains(document.activeElement)) return null
    const stretch = snap(this.#doc.text, caret.range, this.#granularity, this.#doc.walls)
    return stretch.start === stretch.end ? null : stretch
  }

  /**
   * Marks a stretch.
   *
   * @param {{ start: number, end: number }} stretch
   * @param {import("../../core/state.js").ActiveLabels} labels
   * @param {boolean} labelFirst the label was in the hand before: what was marked does not stay selected, unless something is asked about it
   */
  #make({ start, end }, labels, labelFirst) {
    const doc = this.#doc
    if (!doc) return
    const { store, object, announce } = this.context
    const { state } = store
    this.#pending = null
    this.#caret?.choose(end, end)
    const twin = [...state.regions.values()].find(region => {
      const span = this.#spanOf(region)
      return span && span.start === start && span.end === end && labels.values.every(name => region.labels[labels.control]?.includes(name))
    })
    if (twin) {
      store.dispatch(twin.suggestion ? { steps: [{ op: "put", region: touched(twin) }], view: { selection: new Set([twin.id]) }, title: `Accept ${nameOf(twin)}` } : { view: { selection: new Set([twin.id]) } })
      return
    }
    const full = labels.values.find(name => this.#usedUp(labels.control, name))
    if (full !== undefined) {
      announce(`“${full}” is used as often as it may be.`)
      return
    }
    /** @type {Region} */
    const region = {
      id: newID(), objectName: object.name, shape: doc.shape, geometry: doc.geometry(start, end),
      labels: { [labels.control]: labels.values }, answers: {}, order: nextOrder(state), origin: "manual", original: {}, rest: {},
    }
    const asked = [...state.config.controls.values()].some(control => control.question && control.perRegion && control.toName.includes(object.name))
    store.dispatch({
      steps: [{ op: "put", region }],
      view: { selection: new Set(labelFirst && !asked ? [] : [region.id]) },
      title: `${labels.values.join(", ")} “${shorten(doc.text.slice(start, end))}”`,
    })
    announce(`${labels.values.join(", ")}: ${doc.text.slice(start, Math.min(end, start + 80))}`)
  }

  /**
   * @param {string} control
   * @param {string} name
   */
  #usedUp(control, name) {
    const { state } = this.context.store
    const most = state.config.controls.get(control)?.labels.find(label => label.name === name)?.maxUsages ?? 0
    if (most === 0) return false
    let used = 0
    for (const region of state.regions.values()) if (!region.suggestion && region.labels[control]?.includes(name)) used++
    return used >= most
  }

  // Keys

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    const caret = this.#caret
    if (!caret || event.defaultPrevented || event.altKey) return
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      const held = this.#held()
      const stretch = this.#pending ?? this.#keyboardStretch()
      if (stretch && held) this.#make(stretch, held, true)
      else if (!stretch) this.#selectAtCaret()
      else return
      event.preventDefault()
    } else if (event.key === "Escape" && (this.#pending || caret.anchor !== caret.focus)) {
      this.#pending = null
      caret.choose(caret.focus, caret.focus)
      event.preventDefault()
    } else if (caret.key(event)) {
      this.#pending = null
      event.preventDefault()
    }
  }

  /** Selects the innermost region at the caret; again: the one around it. With the tool "relate", relates to it. */
  #selectAtCaret() {
    const at = this.#caret?.focus
    if (at === undefined) return
    const { store } = this.context
    const here = this.#index.touching(at, at + 1).reverse().map(span => span.id)
    if (here.length === 0) return
    const current = here.findIndex(id => store.state.selection.has(id))
    const id = /** @type {string} */ (here[(current + 1) % here.length])
    const from = [...store.state.selection].at(-1)
    if (store.state.tool === "relate" && from !== undefined) link(from, id)(store.state, store.dispatch)
    else store.dispatch({ view: { selection: new Set([id]) } })
  }

  /** @returns {import("../../core/commands.js").CommandSpec[]} */
  #commands() {
    return [
      {
        id: "text.select", title: "Select text", keys: ["V"], scope: "text", group: "Tools", icon: "text", pressed: state => state.tool === "select",
        run: (_, dispatch) => {
          dispatch?.({ view: { tool: "select" } })
          return true
        },
      },
      {
        id: "text.whole-words", title: "Whole words", keys: ["W"], scope: "text", group: "Tools", icon: "point", pressed: () => wholeWords,
        run: (_, dispatch) => {
          if (dispatch) {
            wholeWords = !wholeWords
            this.context.announce(wholeWords ? "Selections take whole words." : "Selections take single characters.")
            dispatch({ view: {} })
          }
          return true
        },
      },
      this.#edge("text.end-later", "Move the end a word on", "Shift+Alt+ArrowRight", "end", 1),
      this.#edge("text.end-earlier", "Move the end a word back", "Shift+Alt+ArrowLeft", "end", -1),
      this.#edge("text.start-earlier", "Move the start a word back", "Alt+ArrowLeft", "start", -1),
      this.#edge("text.start-later", "Move the start a word on", "Alt+ArrowRight", "start", 1),
    ]
  }

  /**
   * A command that moves one end of the selected span.
   *
   * @param {string} id
   * @param {string} title
   * @param {string} key
   * @param {"start" | "end"} side
   * @param {1 | -1} way
   * @returns {import("../../core/commands.js").CommandSpec}
   */
  #edge(id, title, key, side, way) {
    return {
      id, title, keys: [key], scope: "text", group: "Regions",
      run: (state, dispatch) => {
        const region = state.regions.get([...state.selection][0] ?? "")
        const span = region && state.selection.size === 1 && isFree(region) && this.#writable ? this.#spanOf(region) : null
        const doc = this.#doc
        if (!region || !span || !doc) return false
        const moved = { start: span.start, end: span.end, [side]: step(doc.text, span[side], way, side) }
        if (moved.start >= moved.end) return false
        dispatch?.({ steps: [{ op: "put", region: touched({ ...region, geometry: { ...region.geometry, ...doc.geometry(moved.start, moved.end) } }) }], title: `Move ${nameOf(region)}`, group: `edge ${region.id}` })
        return true
      },
    }
  }

  /**
   * Puts the keyboard into the text.
   *
   * @override
   */
  focus() {
    this.#doc?.root.focus({ preventScroll: true })
  }
}

/**
 * The next word's edge from an edge.
 *
 * @param {string} text
 * @param {number} at
 * @param {1 | -1} way
 * @param {"start" | "end"} side
 */
function step(text, at, way, side) {
  const word = (/** @type {number} */ i) => !/\s/.test(text.charAt(i))
  let i = at
  if (way === 1) {
    if (side === "end") {
      while (i < text.length && !word(i)) i++
      while (i < text.length && word(i)) i++
    } else {
      while (i < text.length && word(i)) i++
      while (i < text.length && !word(i)) i++
    }
  } else if (side === "end") {
    while (i > 0 && word(i - 1)) i--
    while (i > 0 && !word(i - 1)) i--
  } else {
    while (i > 0 && !word(i - 1)) i--
    while (i > 0 && word(i - 1)) i--
  }
  return i
}

/**
 * .93, or 1 for a sure one.
 *
 * @param {number} score
 */
const shortScore = score => (score >= 0.995 ? "1" : score.toFixed(2).replace(/^0/, ""))

/** @param {string} text */
const shorten = text => (text.length > 40 ? `${text.slice(0, 38)}…` : text)
