/**
 * A text area for XML with line numbers, colours and marks at wrong lines. The text area itself is what is typed into, so that undo, spelling
 * of the platform, and screen readers work as everywhere; a drawing of the same text lies beneath it.
 */

import { fill, h } from "../dom.js"
import { indentAfter, xmlTokens } from "./xml-tokens.js"

/** Above this, colouring every key press would be felt. */
const COLOURED = 60_000

/** @typedef {{ message: string, line: number, column?: number }} Mark */

/**
 * @param {string} value
 * @param {{ label: string, onChange: (value: string) => void }} options
 */
export const xmlEditor = (value, { label, onChange }) => {
  const area = h("textarea", { class: "xml-text", spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", "aria-label": label, value })
  const paint = h("pre", { class: "xml-paint", "aria-hidden": "true" })
  const gutter = h("div", { class: "xml-gutter", "aria-hidden": "true" })
  const element = h("div", { class: "xml-editor" }, gutter, h("div", { class: "xml-body" }, paint, area))
  /** @type {readonly Mark[]} */
  let marks = []

  const draw = () => {
    const text = area.value
    fill(paint, text.length > COLOURED ? text : xmlTokens(text).map((token) => (token.kind === "text" ? token.text : h("span", { class: `x-${token.kind}` }, token.text))), "\n")
    const lines = text.split("\n").length
    const wrong = new Map(marks.map((one) => [one.line, one.message]))
    fill(gutter, Array.from({ length: lines }, (_, index) => h("div", { class: wrong.has(index + 1) ? "wrong" : "", title: wrong.get(index + 1) ?? "" }, index + 1)))
    area.setAttribute("aria-invalid", String(marks.length > 0))
  }
  const follow = () => {
    paint.style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`
    gutter.scrollTop = area.scrollTop
  }
  /**
   * Puts text in as if typed, so that the platform's undo knows it.
   * @param {string} text
   */
  const type = (text) => {
    area.focus()
    // The only way to change a text area without emptying its undo history; every browser has it.
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end")
    area.dispatchEvent(new Event("input", { bubbles: true }))
  }

  area.addEventListener("input", () => {
    draw()
    follow()
    onChange(area.value)
  })
  area.addEventListener("scroll", follow, { passive: true })
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    type(`\n${indentAfter(area.value.slice(0, area.selectionStart))}`)
  })
  draw()

  return {
    element,
    get value() { return area.value },
    /** @param {readonly Mark[]} next */
    mark: (next) => {
      marks = next
      draw()
    },
    /**
     * Puts the caret at a place and shows it.
     * @param {number} line
     * @param {number} [column]
     */
    goTo: (line, column = 1) => {
      const lines = area.value.split("\n")
      const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
      const at = Math.min(area.value.length, start + Math.max(0, column - 1))
      area.focus()
      area.setSelectionRange(at, Math.max(at, start + (lines[line - 1]?.length ?? 0)))
      area.scrollTop = Math.max(0, (line - 4) * 20)
    },
    /**
     * Puts a snippet on lines of its own at the caret, indented as its neighbours.
     * @param {string} snippet
     */
    insert: (snippet) => {
      const before = area.value.slice(0, area.selectionStart)
      const margin = indentAfter(before.trimEnd())
      const alone = before.slice(before.lastIndexOf("\n") + 1).trim() === ""
      const text = snippet.split("\n").map((line) => `${margin}${line}`).join("\n")
      if (alone) area.setSelectionRange(before.lastIndexOf("\n") + 1, area.selectionEnd)
      type(alone ? text : `\n${text}`)
    },
    undo: () => {
      area.focus()
      document.execCommand("undo")
    },
    redo: () => {
      area.focus()
      document.execCommand("redo")
    },
  }
}
