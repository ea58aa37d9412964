/**
 * The small picture of the whole slide, with the part in sight framed. A press or a drag on it looks there.
 *
 * @typedef {import("../image/geometry.js").Point} Point
 * @typedef {import("../image/view.js").Matrix} Matrix
 */
import { h } from "../../elements/dom.js"
import { enSlide as t } from "../../locales/en-slide.js"
import { fitted, matrixOf, seen, toImage, toScreen, turnedSize } from "../image/view.js"
import { paintTiles } from "./tile-painter.js"

/** Its longer side, in CSS pixels. */
const side = 168
/** The frame is never smaller than this: it must be found. */
const smallestFrame = 6

export class Overview {
  #canvas = h("canvas", { "aria-hidden": "true" })
  #frame = h("div", { class: "slide-frame" })
  element = h("div", { class: "slide-overview", role: "img", "aria-label": t.overview }, [this.#canvas, this.#frame])
  #context = this.#canvas.getContext("2d")
  /** @type {Matrix | null} */
  #matrix = null
  /** What the canvas shows. */
  #drawn = ""

  /**
   * @param {(point: Point) => void} look at a point of level 0
   * @param {AbortSignal} signal
   */
  constructor(look, signal) {
    let isDown = false
    /** @param {PointerEvent} event */
    const go = event => {
      if (!this.#matrix) return
      const box = this.#canvas.getBoundingClientRect()
      look(toImage(this.#matrix, { x: event.clientX - box.left, y: event.clientY - box.top }))
    }
    this.element.addEventListener("pointerdown", event => {
      if (event.button !== 0) return
      // The stage below must not take it for work on the slide.
      event.stopPropagation()
      event.preventDefault()
      isDown = true
      this.element.setPointerCapture(event.pointerId)
      go(event)
    }, { signal })
    this.element.addEventListener("pointermove", event => {
      event.stopPropagation()
      if (isDown) go(event)
    }, { signal })
    for (const end of ["pointerup", "pointercancel"]) {
      this.element.addEventListener(end, event => {
        event.stopPropagation()
        isDown = false
      }, { signal })
    }
    this.element.addEventListener("dblclick", event => event.stopPropagation(), { signal })
  }

  /**
   * @param {{ pyramid: import("./pyramid.js").Pyramid, cache: import("./tile-cache.js").TileCache, matrix: Matrix, quarter: import("../image/view.js").Quarter,
   *   screen: import("../image/geometry.js").Size, version: number, ratio: number }} shown `version` grows with every tile that comes
   */
  show({ pyramid, cache, matrix, quarter, screen, version, ratio }) {
    const turned = turnedSize(pyramid.size, quarter)
    const longest = Math.max(turned.width, turned.height)
    const size = { width: Math.max(24, Math.round(side * turned.width / longest)), height: Math.max(24, Math.round(side * turned.height / longest)) }
    const view = fitted(pyramid.size, size, quarter, { margin: 0 })
    this.#matrix = matrixOf(view, pyramid.size)
    const drawn = `${quarter} ${version} ${ratio}`
    if (this.#context && drawn !== this.#drawn) {
      this.#drawn = drawn
      this.#canvas.width = Math.round(size.width * ratio)
      this.#canvas.height = Math.round(size.height * ratio)
      this.#canvas.style.width = `${size.width}px`
      this.#canvas.style.height = `${size.height}px`
      paintTiles(this.#context, pyramid, cache, { matrix: this.#matrix, scale: view.scale, quarter, ...size, ratio })
    }
    const box = seen(matrix, screen)
    const a = toScreen(this.#matrix, { x: box.minX, y: box.minY })
    const b = toScreen(this.#matrix, { x: box.maxX, y: box.maxY })
    const left = Math.max(0, Math.min(a.x, b.x))
    const top = Math.max(0, Math.min(a.y, b.y))
    const width = Math.max(smallestFrame, Math.min(size.width, Math.max(a.x, b.x)) - left)
    const height = Math.max(smallestFrame, Math.min(size.height, Math.max(a.y, b.y)) - top)
    this.#frame.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
    this.#frame.style.width = `${Math.round(width)}px`
    this.#frame.style.height = `${Math.round(height)}px`
    // Where all of it is in sight there is nothing to frame.
    this.#frame.hidden = width >= size.width - 1 && height >= size.height - 1
  }
}
