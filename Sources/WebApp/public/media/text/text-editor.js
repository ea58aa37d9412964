import { attribute, flag } from "../../core/config.js"
import { link } from "../../core/region-commands.js"
import { snap } from "../../core/words.js"
import { framed, h, svg } from "../../elements/dom.js"
import { Caret } from "./caret.js"
import { hyperDocument } from "./hyper-document.js"
import { markSpan } from "./mark-span.js"
import { PlacedSpans } from "./placed-spans.js"
import { plainDocument } from "./plain-document.js"
import { textCommands } from "./text-commands.js"
import { TextPainter } from "./text-painter.js"
import { textOf } from "./text-source.js"

/**
 * @typedef {import("../../elements/contracts.js").MediaContext} MediaContext
 * @typedef {import("../../core/store.js").Change} Change
 * @typedef {import("../../core/words.js").Granularity} Granularity
 * @typedef {Readonly<{ doc: import("./leaf.js").TextDocument, spans: PlacedSpans, painter: TextPainter, caret: Caret }>} Shown
 */

/** Remembered across tasks: whether selections snap to whole words. */
let wholeWords = true

/** Shows a text, and lets keyboard and pointer mark spans in it. For Text and HyperText. */
export class TextEditorElement extends HTMLElement {
  /** @type {MediaContext} */
  context = /** @type {any} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  /**
   * The text once it is there, and what draws it.
   *
   * @type {Shown | null}
   */
  #shown = null
  /**
   * The stretch chosen and not labelled yet.
   *
   * @type {{ start: number, end: number } | null}
   */
  #pending = null
  #frame = framed(() => this.#draw())
  #scroller = h("div", { class: "scroll" })
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
    this.context.commands.add(textCommands({
      takesWords: () => wholeWords,
      takeWords: on => {
        wholeWords = on
        this.context.announce(on ? "Selections take whole words." : "Selections take single characters.")
      },
      open: () => (this.#writable ? this.#shown : null),
    }), { signal })
    void this.#load(signal)
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#frame.cancel()
  }

  /** @param {string} id */
  reveal(id) {
    this.#revealed = id
    this.#frame.ask()
  }

  /**
   * Puts the keyboard into the text.
   *
   * @override
   */
  focus() {
    this.#shown?.doc.root.focus({ preventScroll: true })
  }

  /** @param {import("../../core/config.js").LabelNode} label */
  takeLabel(label) {
    if (!this.#writable || !this.context.controls.some(control => control.name === label.control)) return false
    const stretch = this.#pending ?? this.#keyboardStretch()
    if (!stretch) return false
    this.#mark(stretch, { control: label.control, values: [label.name] }, false)
    return true
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
    this.#show(hyper ? hyperDocument(text, { keepText, links: flag(object, "clickableLinks") }) : plainDocument(text, { keepText }), hyper, signal)
  }

  /**
   * @param {import("./leaf.js").TextDocument} doc
   * @param {boolean} hyper
   * @param {AbortSignal} signal
   */
  #show(doc, hyper, signal) {
    const { root } = doc
    const { object, store } = this.context
    // Markup with colours of its own was made for white paper, and gets it in both themes.
    const paper = hyper && root.querySelector("[style*=color], [bgcolor], [color]") !== null
    root.className = `prose${hyper ? " hyper" : ""}${paper ? " paper" : ""}`
    root.tabIndex = 0
    root.dir = "auto"
    root.setAttribute("role", "document")
    root.setAttribute("aria-label", `Text “${object.name}”: arrows move, Shift and arrows choose, a label's key marks`)
    if (doc.text === "") root.append(h("p", { class: "mute" }, "This text is empty."))
    const mark = h("div", { class: "caret", hidden: true })
    const arcs = svg("svg", { class: "arcs", "aria-hidden": "true" })
    const scroller = this.#scroller
    scroller.replaceChildren(arcs, root, mark)
    this.replaceChildren(scroller)
    const caret = new Caret(doc, root, mark, scroller)
    const spans = new PlacedSpans(doc, object.name)
    const painter = new TextPainter({ doc, spans, scroller, arcs, ask: () => this.#frame.ask() })
    this.#shown = { doc, spans, painter, caret }
    painter.watch(hyper, signal)

    root.addEventListener("keydown", event => this.#keydown(event), { signal })
    root.addEventListener("pointerup", event => this.#released(event), { signal })
    let pressed = false
    root.addEventListener("pointerdown", () => { pressed = true }, { signal })
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { pressed = false }, { signal })
    // A press that brings the focus is about to set the selection itself; ours in between would be where its drag begins.
    root.addEventListener("focus", () => caret.show(pressed), { signal })
    root.addEventListener("blur", () => caret.hide(), { signal })
    document.addEventListener("selectionchange", () => { if (caret.read()) caret.show() }, { signal })
    const resized = new ResizeObserver(() => this.#frame.ask())
    resized.observe(scroller)
    signal.addEventListener("abort", () => resized.disconnect())
    this.#draw()
    const chosen = [...store.state.selection][0]
    if (chosen) this.reveal(chosen)
  }

  /** @param {Change} change */
  #changed({ before, after }) {
    if (before.regions !== after.regions || before.selection !== after.selection || before.relations !== after.relations) this.#frame.ask()
    if (before.selection !== after.selection && after.selection.size > 0) this.#pending = null
    this.classList.toggle("relating", after.tool === "relate")
  }

  #draw() {
    if (!this.#shown) return
    const { painter, caret } = this.#shown
    const { state } = this.context.store
    if (painter.draw(state)) caret.restore()
    caret.place()
    painter.drawRelations(state)
    if (this.#revealed !== null) {
      const id = this.#revealed
      this.#revealed = null
      painter.scrollTo(id, state)
    }
  }

  /** @returns {boolean} whether spans of this text may be made */
  get #writable() { return !this.context.readonly && attribute(this.context.object, "selectionEnabled") !== "false" }

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

  // The pointer

  /** @param {PointerEvent} event */
  #released(event) {
    if (event.button !== 0) return
    // The browser settles a click's selection after pointerup.
    requestAnimationFrame(() => {
      const caret = this.#shown?.caret
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
    } else if (store.state.tool !== "relate" && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      const selection = new Set(store.state.selection)
      if (!selection.delete(id)) selection.add(id)
      store.dispatch({ view: { selection } })
    } else this.#pick(id)
  }

  /**
   * Selects a region; with the tool "relate", relates the selected one to it.
   *
   * @param {string} id
   */
  #pick(id) {
    const { store } = this.context
    const from = [...store.state.selection].at(-1)
    if (store.state.tool === "relate" && from !== undefined) link(from, id)(store.state, store.dispatch)
    else store.dispatch({ view: { selection: new Set([id]) } })
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
    if (!this.#shown || !this.#writable) return
    const { doc, caret } = this.#shown
    const stretch = snap(doc.text, range, this.#granularity, doc.walls)
    if (stretch.start === stretch.end) return
    const held = this.#held()
    if (held) this.#mark(stretch, held, true)
    else {
      caret.choose(stretch.start, stretch.end)
      const { store, announce } = this.context
      if (store.state.selection.size > 0) store.dispatch({ view: { selection: new Set() } })
      this.#pending = stretch
      announce(`Chosen: ${doc.text.slice(stretch.start, stretch.start + 80)}. Press the key of a label.`)
    }
  }

  // Marking

  /** What Shift and arrows have chosen. */
  #keyboardStretch() {
    if (!this.#shown) return null
    const { doc, caret } = this.#shown
    if (caret.anchor === caret.focus || !doc.root.contains(document.activeElement)) return null
    const stretch = snap(doc.text, caret.range, this.#granularity, doc.walls)
    return stretch.start === stretch.end ? null : stretch
  }

  /**
   * @param {{ start: number, end: number }} stretch
   * @param {import("../../core/state.js").ActiveLabels} labels
   * @param {boolean} labelFirst the label was in the hand before
   */
  #mark({ start, end }, labels, labelFirst) {
    if (!this.#shown) return
    const { doc, spans, caret } = this.#shown
    const { store, object, announce } = this.context
    this.#pending = null
    caret.choose(end, end)
    const { transaction, said } = markSpan(store.state, { doc, spans, objectName: object.name, start, end, labels, labelFirst })
    if (transaction) store.dispatch(transaction)
    if (said) announce(said)
  }

  // Keys

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    const caret = this.#shown?.caret
    if (!caret || event.defaultPrevented || event.altKey) return
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      const held = this.#held()
      const stretch = this.#pending ?? this.#keyboardStretch()
      if (stretch && held) this.#mark(stretch, held, true)
      else if (!stretch) this.#selectAtCaret(caret.focus)
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

  /**
   * Picks the innermost region at the caret; again: the one around it.
   *
   * @param {number} at
   */
  #selectAtCaret(at) {
    const { selection } = this.context.store.state
    const here = this.#shown?.spans.index.touching(at, at + 1).reverse().map(span => span.id) ?? []
    const current = here.findIndex(id => selection.has(id))
    const id = here[(current + 1) % here.length]
    if (id !== undefined) this.#pick(id)
  }
}
