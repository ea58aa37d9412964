/**
 * A text area for an expression, coloured as one types, with the place of a fault underlined. The text area itself is what is typed into; a drawing of the same text lies
 * beneath it, so that undo and screen readers work as everywhere.
 */

import { eclTokens, faultAt, withFault } from "../../core/ecl-tokens.js"
import { enTerminology as t } from "../../locales/en-terminology.js"
import { fill, h } from "../dom.js"

/** Above this, colouring every key press would be felt. */
const COLOURED = 20_000

/**
 * @param {{ run: () => void, changed: () => void }} options
 */
export const eclEditor = ({ run, changed }) => {
  const area = h("textarea", { class: "ecl-text", "aria-label": t.expression, "aria-describedby": "ecl-fault", spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", placeholder: t.placeholder, rows: 4 })
  const paint = h("pre", { class: "ecl-paint", "aria-hidden": "true" })
  const gutter = h("div", { class: "ecl-gutter", "aria-hidden": "true" })
  /** @type {{ start: number, end: number } | null} */
  let fault = null

  const draw = () => {
    const text = area.value
    fill(paint, text.length > COLOURED ? text : withFault(eclTokens(text), fault).map((piece) =>
      (piece.kind === "text" && !piece.wrong ? piece.text : h("span", { class: `e-${piece.kind}${piece.wrong ? " e-wrong" : ""}` }, piece.text))), "\n")
    fill(gutter, Array.from({ length: text.split("\n").length }, (_, index) => h("div", {}, index + 1)))
    follow()
  }
  const follow = () => {
    paint.style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`
    gutter.scrollTop = area.scrollTop
  }

  area.addEventListener("input", () => {
    fault = null
    area.removeAttribute("aria-invalid")
    draw()
    changed()
  })
  area.addEventListener("scroll", follow, { passive: true })
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    run()
  })
  draw()

  return {
    element: h("div", { class: "ecl-editor" }, gutter, h("div", { class: "ecl-body" }, paint, area)),
    get value() { return area.value },
    /** @param {string} text */
    set: (text) => {
      area.focus()
      area.select()
      // The only way to change a text area without emptying its undo history.
      if (!document.execCommand("insertText", false, text)) area.value = text
      fault = null
      area.removeAttribute("aria-invalid")
      draw()
    },
    /** @param {string} text as the page opens: nobody typed it, and nobody's keyboard is moved */
    begin: (text) => {
      area.value = text
      draw()
    },
    /** @param {number | null} position of a fault, in UTF-16 units; null takes the mark away */
    mark: (position) => {
      fault = position === null ? null : faultAt(area.value, position)
      if (position === null) area.removeAttribute("aria-invalid")
      else {
        area.setAttribute("aria-invalid", "true")
        area.setSelectionRange(position, position)
      }
      draw()
    },
    focus: () => area.focus(),
  }
}
