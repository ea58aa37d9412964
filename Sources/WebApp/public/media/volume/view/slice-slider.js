import { h } from "../../../elements/dom.js"
import { enVolume as t } from "../../../locales/en-volume.js"

/** @typedef {import("./viewport.js").Viewport} Viewport */

const colours = Object.freeze({ empty: "#33373b", preview: "#4d545b", whole: "#78818a", failed: "#c9605a", labelled: "#c8cdd2" })

/**
 * The slices of a stack along the right edge: which have come, where the selected segment is, and where the reader is. Dragged, clicked, or moved with the keys of a slider.
 */
export class SliceSlider {
  #bar = h("canvas", { class: "vv-marks" })
  #thumb = h("b")
  element = h("div", { class: "vv-slices", role: "slider", tabindex: -1, "aria-orientation": "vertical", "aria-label": t.slice, hidden: true }, this.#bar, this.#thumb)
  #shown = ""
  #viewport
  #scroll
  /** @type {readonly [number, number] | null} */
  extent = null

  /**
   * @param {Viewport} viewport
   * @param {(steps: number) => void} go
   */
  constructor(viewport, go) {
    this.#viewport = viewport
    this.#scroll = go
    this.element.addEventListener("pointerdown", event => {
      event.preventDefault()
      event.stopPropagation()
      if (event.button !== 0) return
      this.element.setPointerCapture(event.pointerId)
      this.#go(event)
    })
    this.element.addEventListener("pointermove", event => {
      event.stopPropagation()
      if (this.element.hasPointerCapture(event.pointerId)) this.#go(event)
    })
    this.element.addEventListener("pointerup", event => event.stopPropagation())
    this.element.addEventListener("keydown", event => {
      const { at, count } = viewport.position
      const to = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: count - 1 }[event.key]
      if (to === undefined) return
      event.preventDefault()
      event.stopPropagation()
      go(Math.max(0, Math.min(count - 1, to)) - at)
    })
  }

  /** @param {PointerEvent} event */
  #go(event) {
    const box = this.element.getBoundingClientRect()
    const { at, count } = this.#viewport.position
    this.#scroll(Math.max(0, Math.min(count - 1, Math.round((event.clientY - box.top - 6) / Math.max(1, box.height - 12) * (count - 1)))) - at)
  }

  draw() {
    const viewport = this.#viewport
    const { series } = viewport
    const { at, count } = viewport.position
    this.element.hidden = !series || count < 2
    if (!series || count < 2) return
    this.#thumb.style.top = `${at / (count - 1) * 100}%`
    if (this.element.getAttribute("aria-valuenow") !== String(at + 1)) {
      this.element.setAttribute("aria-valuemin", "1")
      this.element.setAttribute("aria-valuemax", String(count))
      this.element.setAttribute("aria-valuenow", String(at + 1))
      this.element.setAttribute("aria-valuetext", t.sliceOf(at + 1, count))
    }
    const { isAcquired, height } = viewport
    const key = `${count} ${isAcquired} ${series.id} ${series.time} ${series.loaded} ${series.failures.size} ${isAcquired ? marksOf(series) : 0} ${this.extent?.join()} ${height}`
    if (key === this.#shown) return
    this.#shown = key
    this.#paint(series, count, isAcquired, Math.max(8, height - 92))
  }

  /** @param {import("../series/series.js").Series} series @param {number} count @param {boolean} isAcquired @param {number} height */
  #paint(series, count, isAcquired, height) {
    const ratio = devicePixelRatio || 1
    this.#bar.width = 4 * ratio
    this.#bar.height = Math.round(height * ratio)
    const pen = this.#bar.getContext("2d")
    if (!pen) return
    const tall = this.#bar.height / count
    for (let k = 0; k < count; k++) {
      const frame = series.frameAt(k)
      const quality = isAcquired ? series.quality(frame) : series.isComplete ? 2 : 0
      pen.fillStyle = isAcquired && series.failures.has(frame) ? colours.failed : quality === 2 ? colours.whole : quality === 1 ? colours.preview : colours.empty
      pen.fillRect(0, k * tall, this.#bar.width, Math.ceil(tall))
    }
    if (!this.extent || !isAcquired) return
    pen.fillStyle = colours.labelled
    pen.fillRect(0, this.extent[0] * tall, this.#bar.width, (this.extent[1] - this.extent[0] + 1) * tall)
  }
}

/**
 * Changes whenever the marks of a series do.
 *
 * @param {import("../series/series.js").Series} series
 */
function marksOf(series) {
  let sum = 0
  for (let k = 0; k < series.slices; k++) sum = (sum * 31 + series.quality(series.frameAt(k))) | 0
  return sum
}
