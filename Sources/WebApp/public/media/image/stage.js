/**
 * The three canvases and what floats over them: pixels, regions at rest, overlay. Paints in the next frame what was marked
 * as old, and nothing else; several marks before the frame are one painting.
 */
import { enImage as t } from "../../locales/en-image.js"
import { h } from "../../elements/dom.js"
import { OverlayPainter } from "./overlay-painter.js"
import { drawGrid, drawPixels } from "./pixel-painter.js"
import { ShapePainter } from "./shape-painter.js"
import { StrokeSurface } from "./stroke-surface.js"
import { matrixOf, toImage } from "./view.js"

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {"pixels" | "shapes" | "overlay"} Layer
 * @typedef {(context: CanvasRenderingContext2D, frame: import("./shape-painter.js").Frame) => void} PaintPixels for what is no single picture, such as a slide
 * @typedef {Readonly<{ picture: HTMLImageElement | PaintPixels, size: Size, desk: import("./desk.js").Desk, view: View }>} Shown
 * @typedef {Readonly<{ look: import("./options-row.js").Look, grid: { step: number, colour: string }, pointer: import("./geometry.js").Point | null, pressure: number }>} Manner
 */

/** @type {ReadonlySet<string>} */
const nobody = new Set()
/** More regions than this in sight are not drawn for every frame of a pan or zoom: their canvas is moved, and drawn sharp when the view rests. */
const heavy = 1200
/** How long the view must rest before that, in milliseconds. */
const rest = 90

export class Stage {
  element
  surface
  #contexts
  #shapes
  #overlay
  #manner
  #shown
  #painted
  /** @type {Set<Layer>} */
  #old = new Set()
  #request = 0
  width = 0
  height = 0
  #ratio = 1
  /**
   * What the shapes' canvas shows: drawn for this view, this scene, without the lifted; `count` were in sight.
   * @type {{ view: View, scene: import("./scene.js").Scene, lifted: ReadonlySet<string>, opacity: number, grid: boolean, count: number } | null}
   */
  #drawn = null
  #settle = 0

  /**
   * @param {() => Shown | null} shown
   * @param {() => Manner} manner
   * @param {() => void} painted called in the frame, after painting
   */
  constructor(shown, manner, painted) {
    this.#shown = shown
    this.#manner = manner
    this.#painted = painted
    /** @param {Layer} layer */
    const canvas = layer => h("canvas", { class: `image-${layer}`, "aria-hidden": "true" })
    const canvases = { pixels: canvas("pixels"), shapes: canvas("shapes"), overlay: canvas("overlay") }
    this.#contexts = { pixels: contextOf(canvases.pixels), shapes: contextOf(canvases.shapes), overlay: contextOf(canvases.overlay) }
    this.element = h("div", { class: "image-stage", tabindex: "0", role: "application", "aria-label": t.stage("") }, [canvases.pixels, canvases.shapes, canvases.overlay])
    this.#shapes = new ShapePainter(this.#contexts.shapes)
    this.surface = new StrokeSurface({ width: 1, height: 1 })
    this.#overlay = new OverlayPainter(this.#contexts.overlay, this.#shapes, this.surface)
  }

  get pixels() { return this.#contexts.pixels.canvas }

  /**
   * A new image: strokes are as large as it is.
   * @param {Size} size
   */
  use(size) {
    this.#drawn = null
    this.surface = new StrokeSurface(size)
    this.#overlay = new OverlayPainter(this.#contexts.overlay, this.#shapes, this.surface)
  }

  /** @param {number} width CSS pixels @param {number} height @param {number} ratio */
  resize(width, height, ratio) {
    this.width = width
    this.height = height
    this.#ratio = ratio
    for (const { canvas } of Object.values(this.#contexts)) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
    }
    this.#drawn = null
    // Setting a size clears a canvas: painting later would show a black frame.
    this.mark("pixels", "shapes", "overlay")
    this.#paint()
  }

  /** @param {...Layer} layers to paint in the next frame */
  mark(...layers) {
    for (const layer of layers) this.#old.add(layer)
    if (this.#request === 0) this.#request = requestAnimationFrame(() => this.#paint())
  }

  /** The view changed and nothing else. */
  markView() {
    const view = this.#shown()?.view
    const drawn = this.#drawn
    if (!view || !drawn || drawn.count < heavy || view.quarter !== drawn.view.quarter) {
      this.mark("pixels", "shapes", "overlay")
      return
    }
    const scale = view.scale / drawn.view.scale
    this.#contexts.shapes.canvas.style.transform = `translate(${view.x - drawn.view.x * scale}px, ${view.y - drawn.view.y * scale}px) scale(${scale})`
    this.mark("pixels", "overlay")
    clearTimeout(this.#settle)
    this.#settle = window.setTimeout(() => this.mark("shapes", "overlay"), rest)
  }

  stop() {
    clearTimeout(this.#settle)
    cancelAnimationFrame(this.#request)
    this.#request = 0
  }

  #paint() {
    cancelAnimationFrame(this.#request)
    this.#request = 0
    const shown = this.#shown()
    const old = this.#old
    this.#old = new Set()
    if (this.width === 0 || this.height === 0) return
    if (!shown) {
      this.#drawn = null
      for (const context of Object.values(this.#contexts)) {
        context.setTransform(1, 0, 0, 1, 0, 0)
        context.clearRect(0, 0, context.canvas.width, context.canvas.height)
      }
      this.#painted()
      return
    }
    const { picture, size, desk, view } = shown
    const { look, grid, pointer, pressure } = this.#manner()
    const matrix = matrixOf(view, size)
    const frame = { matrix, scale: view.scale, quarter: view.quarter, width: this.width, height: this.height, ratio: this.#ratio }
    if (old.has("pixels")) {
      if (typeof picture === "function") picture(this.#contexts.pixels, frame)
      else drawPixels(this.#contexts.pixels, picture, size, frame, look.smoothing)
    }
    if (old.has("shapes") || !same(desk.lifted, this.#drawn?.lifted ?? nobody)) this.#paintShapes(desk, frame, view, look, size, grid)
    desk.scale = view.scale
    desk.rotation = view.quarter
    desk.centre = toImage(matrix, { x: this.width / 2, y: this.height / 2 })
    this.#overlay.draw(desk, frame, {
      pointer, crosshair: look.crosshair, opacity: look.opacity,
      brushRadius: desk.brush.radiusOf({ reach: 0, even: false, centred: false, add: false, erase: false, pressure }),
    })
    this.#painted()
  }

  /**
   * Paints the regions at rest; only around what changed, if that is all that did.
   *
   * @param {import("./desk.js").Desk} desk
   * @param {import("./shape-painter.js").Frame} frame
   * @param {View} view
   * @param {import("./options-row.js").Look} look
   * @param {Size} size
   * @param {{ step: number, colour: string }} grid
   */
  #paintShapes({ scene, lifted }, frame, view, look, size, grid) {
    const drawn = this.#drawn
    this.#shapes.opacity = look.opacity
    if (drawn && drawn.view === view && drawn.opacity === look.opacity && !drawn.grid && !look.grid) {
      const parts = [scene.differenceTo(drawn.scene), same(lifted, drawn.lifted) ? null : scene.boxOf([...lifted, ...drawn.lifted])]
      for (const part of parts) if (part) this.#shapes.draw(scene, frame, lifted, part)
      this.#drawn = { ...drawn, scene, lifted }
      return
    }
    const count = this.#shapes.draw(scene, frame, lifted)
    if (look.grid) drawGrid(this.#contexts.shapes, size, frame, grid)
    this.#contexts.shapes.canvas.style.transform = ""
    this.#drawn = { view, scene, lifted, opacity: look.opacity, grid: look.grid, count }
  }
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  const context = canvas.getContext("2d")
  if (!context) throw new Error("This browser gives no 2D canvas")
  return context
}

/** @param {ReadonlySet<string>} a @param {ReadonlySet<string>} b */
function same(a, b) {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const id of a) if (!b.has(id)) return false
  return true
}
