import { nameOf } from "../../core/region-commands.js"
import { labelOf, labelPairs } from "../../core/state.js"
import { drawArcs } from "./arcs.js"
import { drawSpans } from "./draw-spans.js"
import { leafAt } from "./leaf.js"

/**
 * @typedef {import("../../core/state.js").Region} Region
 * @typedef {import("../../core/state.js").State} State
 * @typedef {import("./draw-spans.js").Look} Look
 * @typedef {import("./leaf.js").Leaf} Leaf
 * @typedef {import("./leaf.js").TextDocument} TextDocument
 * @typedef {import("./placed-spans.js").PlacedSpans} PlacedSpans
 */

/** Leaves this far outside the view are drawn ahead of the scroll. */
const ahead = "900px 0px"

/** Draws spans into the leaves near the view, and relations over them. */
export class TextPainter {
  #doc
  #spans
  #scroller
  #arcs
  #ask
  /** @type {Set<Leaf>} */
  #near = new Set()

  /** @param {{ doc: TextDocument, spans: PlacedSpans, scroller: HTMLElement, arcs: SVGElement, ask: () => void }} parts `ask` is called when more came near */
  constructor({ doc, spans, scroller, arcs, ask }) {
    this.#doc = doc
    this.#spans = spans
    this.#scroller = scroller
    this.#arcs = arcs
    this.#ask = ask
  }

  /**
   * Keeps up to date which leaves are near. The browser tells itself which blocks are near the view, because of `content-visibility`; a second observer of hundreds of blocks costs 2 ms a frame.
   *
   * @param {boolean} all every leaf counts as near
   * @param {AbortSignal} signal
   */
  watch(all, signal) {
    const { leaves, root } = this.#doc
    if (leaves[0]) this.#near.add(leaves[0])
    if (all) {
      for (const leaf of leaves) this.#near.add(leaf)
      return
    }
    const set = (/** @type {Element} */ host, /** @type {boolean} */ near) => {
      const leaf = leaves[Number(/** @type {HTMLElement} */ (host).dataset.leaf)]
      if (!leaf) return
      if (near) this.#near.add(leaf)
      else this.#near.delete(leaf)
      this.#ask()
    }
    if ("oncontentvisibilityautostatechange" in HTMLElement.prototype) {
      root.addEventListener("contentvisibilityautostatechange", event => {
        if (event.target instanceof Element) set(event.target, !(/** @type {Event & { skipped?: boolean }} */ (event).skipped))
      }, { signal })
      return
    }
    const observer = new IntersectionObserver(entries => { for (const { target, isIntersecting } of entries) set(target, isIntersecting) }, { root: this.#scroller, rootMargin: ahead })
    signal.addEventListener("abort", () => observer.disconnect())
    for (const leaf of leaves) observer.observe(leaf.host)
  }

  /**
   * Draws what changed near the view.
   *
   * @param {State} state
   * @returns {boolean} whether any text was drawn again
   */
  draw(state) {
    this.#spans.read(state.regions)
    let redrawn = false
    for (const leaf of this.#near) redrawn = this.#drawLeaf(leaf, state) || redrawn
    return redrawn
  }

  /**
   * Brings a region into view if it is not there.
   *
   * @param {string} id
   * @param {State} state
   */
  scrollTo(id, state) {
    const region = state.regions.get(id)
    const span = region ? this.#spans.of(region) : null
    const leaf = span ? this.#doc.leaves[leafAt(this.#doc.leaves, span.start)] : undefined
    if (!leaf) return
    this.#near.add(leaf)
    this.#drawLeaf(leaf, state)
    const target = this.#elementOf(id) ?? leaf.host
    const [box, frame] = [target.getBoundingClientRect(), this.#scroller.getBoundingClientRect()]
    if (box.top < frame.top + 24 || box.bottom > frame.bottom - 24) target.scrollIntoView({ block: "center" })
  }

  /** @param {State} state */
  drawRelations(state) {
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
    const height = this.#scroller.scrollHeight
    const { root } = this.#doc
    const margin = root.getBoundingClientRect().left + parseFloat(getComputedStyle(root).paddingLeft)
    this.#arcs.style.blockSize = `${height}px`
    drawArcs(this.#arcs, arcs, { left: frame.left, top: frame.top, scrollTop, margin })
  }

  /**
   * Draws a leaf if its spans differ from what it shows.
   *
   * @param {Leaf} leaf
   * @param {State} state
   */
  #drawLeaf(leaf, state) {
    const spans = this.#spans.index.touching(leaf.start, leaf.end)
    /** @type {Map<string, Look>} */
    const looks = new Map()
    let signature = ""
    for (const { id, start, end } of spans) {
      const look = this.#look(/** @type {Region} */ (state.regions.get(id)), state)
      looks.set(id, look)
      signature += `${id} ${start} ${end} ${look.key} ${look.name} ${look.colour} ${look.score} ${look.lane}${look.selected ? " s" : ""}${look.suggestion ? " m" : ""}\n`
    }
    if (leaf.signature === signature) return false
    leaf.signature = signature
    drawSpans(leaf.host, this.#doc.text, leaf.start, leaf.end, spans, id => /** @type {Look} */ (looks.get(id)))
    return true
  }

  /**
   * @param {Region} region
   * @param {State} state
   * @returns {Look}
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
      lane: this.#spans.index.level(region.id),
    }
  }

  /**
   * The first piece of a region that is drawn.
   *
   * @param {string} id
   */
  #elementOf(id) {
    return this.#doc.root.querySelector(`.e[data-id="${globalThis.CSS.escape(id)}"]`)
  }
}

/**
 * .93, or 1 for a sure one.
 *
 * @param {number} score
 */
const shortScore = score => (score >= 0.995 ? "1" : score.toFixed(2).replace(/^0/, ""))
