/** What stands over the slide in numbers: the scale bar, the magnification, where the pointer is, and how large the region at hand is. */
import { h } from "../../elements/dom.js"
import { enSlide as t } from "../../locales/en-slide.js"
import { toScreen } from "../image/view.js"
import { sizeOf } from "./med.js"
import { objectiveOf } from "./slide-info.js"
import { areaText, lengthText, plain, powerText, scaleBar } from "./units.js"

/** The scale bar's greatest width, in CSS pixels. */
const widest = 160

/**
 * @typedef {import("../image/geometry.js").Point} Point
 * @typedef {import("../image/geometry.js").Shape} Shape
 * @typedef {import("./slide-info.js").SlideInfo} SlideInfo
 */

export class Hud {
  #bar = h("div", { class: "slide-bar" })
  #length = h("span")
  #power = h("span")
  #place = h("span", { class: "slide-place" })
  element = h("div", { class: "slide-hud", "aria-hidden": "true" }, [h("div", { class: "slide-scale" }, [this.#length, this.#bar]), this.#power, this.#place])
  caption = h("div", { class: "slide-caption", "aria-hidden": "true", hidden: true })

  /**
   * @param {SlideInfo} slide
   * @param {number} scale CSS pixels a pixel of level 0
   * @param {number} quarter
   * @param {Point | null} at level 0
   */
  show(slide, scale, quarter, at) {
    const { spacing, size } = slide
    const objective = objectiveOf(slide)
    const across = spacing && (quarter === 90 || quarter === 270 ? spacing.y : spacing.x)
    const bar = scaleBar((across ?? 1) / scale, widest)
    this.#length.textContent = across ? bar.text : `${plain(Number((bar.width / scale).toPrecision(3)))} ${t.pixels}`
    this.#bar.style.width = `${Math.round(bar.width)}px`
    this.#power.textContent = [objective === null ? "" : powerText(objective * scale), across ? `${plain(across / scale)} µm/px` : ""].filter(Boolean).join("  ")
    const isOn = at !== null && at.x >= 0 && at.y >= 0 && at.x < size.width && at.y < size.height
    const micrometres = isOn && spacing ? `  ${lengthText(at.x * spacing.x)}, ${lengthText(at.y * spacing.y)}` : ""
    this.#place.textContent = `${isOn ? `${Math.floor(at.x)}, ${Math.floor(at.y)}${micrometres}  of ` : ""}${size.width} × ${size.height}`
  }

  /**
   * Writes how large a shape is beneath it.
   *
   * @param {Shape | null} shape
   * @param {import("../image/geometry.js").Box | null} bounds
   * @param {SlideInfo} slide
   * @param {import("../image/view.js").Matrix} matrix
   * @param {import("../image/geometry.js").Size} screen
   */
  measure(shape, bounds, slide, matrix, screen) {
    const text = shape && bounds ? measureText(shape, slide) : ""
    this.caption.hidden = text === ""
    if (!bounds || text === "") return
    this.caption.textContent = text
    const a = toScreen(matrix, { x: bounds.minX, y: bounds.minY })
    const b = toScreen(matrix, { x: bounds.maxX, y: bounds.maxY })
    const x = Math.max(8, Math.min(screen.width - 8, (a.x + b.x) / 2))
    const y = Math.max(8, Math.min(screen.height - 32, Math.max(a.y, b.y) + 10))
    this.caption.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translateX(-50%)`
  }
}

/**
 * How large a shape is, in words; in pixels where the file does not say how large those are.
 *
 * @param {Shape} shape
 * @param {Pick<SlideInfo, "spacing">} slide
 */
export function measureText(shape, { spacing }) {
  const { area, length, width, height } = sizeOf(shape, spacing ?? { x: 1, y: 1 })
  const line = spacing ? lengthText : (/** @type {number} */ value) => `${plain(value)} ${t.pixels}`
  const surface = spacing ? areaText : (/** @type {number} */ value) => `${plain(value)} ${t.pixels}²`
  return [
    width === undefined || height === undefined ? "" : `${line(width)} × ${line(height)}`,
    area === undefined ? "" : surface(area),
    length === undefined ? "" : area === undefined ? line(length) : `⌀ ${line(2 * Math.sqrt(area / Math.PI))}`,
  ].filter(Boolean).join("   ")
}
