import { offsetOf, placeOf } from "./leaf.js"

/**
 * The place of the keyboard in a text that cannot be typed into. The browser moves it (`Selection.modify` knows lines, words and right-to-left); we draw it, because browsers show
 * a caret in editable text only.
 */
export class Caret {
  anchor = 0
  focus = 0
  #doc
  #root
  #mark
  #scroller

  /**
   * @param {import("./leaf.js").TextDocument} doc
   * @param {HTMLElement} root
   * @param {HTMLElement} mark
   * @param {HTMLElement} scroller
   */
  constructor(doc, root, mark, scroller) {
    this.#doc = doc
    this.#root = root
    this.#mark = mark
    this.#scroller = scroller
  }

  get range() {
    return { start: Math.min(this.anchor, this.focus), end: Math.max(this.anchor, this.focus) }
  }

  /** Takes over the browser's selection if it stands in this text. */
  read() {
    const selection = document.getSelection()
    if (!selection || selection.rangeCount === 0) return false
    const focus = offsetOf(this.#doc, selection.focusNode, selection.focusOffset)
    if (focus === null) return false
    this.focus = focus
    this.anchor = offsetOf(this.#doc, selection.anchorNode, selection.anchorOffset) ?? focus
    return true
  }

  /**
   * Sets the browser's selection.
   *
   * @param {number} anchor
   * @param {number} focus
   */
  choose(anchor, focus) {
    this.anchor = anchor
    this.focus = focus
    this.restore()
    this.place()
  }

  /** Puts the selection back after the text under it was drawn again. */
  restore() {
    const selection = document.getSelection()
    const inside = selection?.focusNode && this.#root.contains(selection.focusNode)
    if (!selection || (!inside && document.activeElement !== this.#root)) return
    const forward = this.anchor <= this.focus
    const from = placeOf(this.#doc, this.anchor, forward ? "after" : "before")
    const to = placeOf(this.#doc, this.focus, forward && this.anchor !== this.focus ? "before" : "after")
    if (from && to) selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
  }

  /**
   * Moves by a key. Says whether the key was one that moves.
   *
   * @param {KeyboardEvent} event
   */
  key({ key, shiftKey, ctrlKey, metaKey }) {
    const selection = document.getSelection()
    if (!selection) return false
    const jump = ctrlKey || metaKey
    /** @type {Record<string, ["forward" | "backward" | "left" | "right", "character" | "word" | "line" | "lineboundary" | "documentboundary" | "paragraph"]>} */
    const moves = {
      ArrowLeft: ["left", jump ? "word" : "character"],
      ArrowRight: ["right", jump ? "word" : "character"],
      ArrowUp: ["backward", jump ? "paragraph" : "line"],
      ArrowDown: ["forward", jump ? "paragraph" : "line"],
      Home: ["backward", jump ? "documentboundary" : "lineboundary"],
      End: ["forward", jump ? "documentboundary" : "lineboundary"],
    }
    const move = moves[key]
    if (!move) return false
    if (!selection.focusNode || !this.#root.contains(selection.focusNode)) this.restore()
    if (key === "Home" && jump) this.choose(shiftKey ? this.anchor : 0, 0)
    else if (key === "End" && jump) this.choose(shiftKey ? this.anchor : this.#doc.text.length, this.#doc.text.length)
    else {
      selection.modify(shiftKey ? "extend" : "move", ...move)
      this.read()
    }
    this.place()
    this.#follow()
    return true
  }

  /** @param {boolean} [keep] leaves the browser's selection as it is, wherever it stands */
  show(keep = false) {
    if (document.activeElement !== this.#root) return
    if (!keep && (!document.getSelection()?.focusNode || !this.#root.contains(document.getSelection()?.focusNode ?? null))) this.restore()
    this.#mark.hidden = false
    this.place()
  }

  hide() {
    this.#mark.hidden = true
  }

  /** Draws the caret where it is. */
  place() {
    if (this.#mark.hidden) return
    const rect = this.#rect()
    if (!rect) return
    const frame = this.#scroller.getBoundingClientRect()
    this.#mark.style.transform = `translate(${rect.left - frame.left}px, ${rect.top - frame.top + this.#scroller.scrollTop}px)`
    this.#mark.style.blockSize = `${rect.height}px`
  }

  #rect() {
    const place = placeOf(this.#doc, this.focus, "after")
    if (!place) return null
    const range = document.createRange()
    range.setStart(place.node, place.offset)
    range.collapse(true)
    const own = range.getClientRects()[0]
    if (own) return own
    const box = place.node instanceof Element ? place.node : place.node.parentElement
    return box?.getBoundingClientRect() ?? null
  }

  #follow() {
    const rect = this.#rect()
    if (!rect) return
    const frame = this.#scroller.getBoundingClientRect()
    if (rect.top < frame.top + 20) this.#scroller.scrollTop -= frame.top + 60 - rect.top
    else if (rect.bottom > frame.bottom - 20) this.#scroller.scrollTop += rect.bottom - frame.bottom + 60
  }
}
