/**
 * Draws what follows the pointer or the selection: rings, handles, the shape being drawn, the stroke, the crosshair, the brush.
 *
 * @typedef {import("./desk.js").Desk} Desk
 * @typedef {import("./shape-painter.js").Frame} Frame
 * @typedef {import("./geometry.js").Shape} Shape
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {Readonly<{ pointer: Point | null, crosshair: boolean, opacity: number, brushRadius: number }>} Extras
 *   `pointer` in image pixels, `brushRadius` in image pixels with the pen's pressure
 */
import { toScreen } from "./view.js"
import { tagPlace, trace } from "./trace.js"

const casing = "rgb(0 0 0 / .7)"
/** Over pixels the focus colour is the same in both themes: what it lies on is black. */
const focus = "#8fdbe7"
/** Half the side of a drawn handle, in CSS pixels; it can be caught within 24. */
const handleHalf = 4

export class OverlayPainter {
  #context
  #painter
  #surface
  #place = { x: 0, y: 0 }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("./shape-painter.js").ShapePainter} painter
   * @param {import("./stroke-surface.js").StrokeSurface} surface
   */
  constructor(context, painter, surface) {
    this.#context = context
    this.#painter = painter
    this.#surface = surface
  }

  /** @param {Desk} desk @param {Frame} frame @param {Extras} extras */
  draw(desk, frame, extras) {
    const context = this.#context
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0)
    context.clearRect(0, 0, frame.width, frame.height)
    context.lineJoin = "round"
    this.#stroke(desk, frame, extras)
    this.#relations(desk, frame)
    for (const [id, shape] of desk.changing) this.#outline(shape, desk.scene.get(id)?.colour ?? focus, frame, extras.opacity)
    this.#rings(desk, frame)
    this.#hovered(desk, frame)
    this.#drawn(desk, frame, extras)
    this.#handles(desk, frame)
    this.#band(desk, frame)
    this.#cursors(desk, frame, extras)
  }

  /** @param {Desk} desk @param {Frame} frame @param {Extras} extras */
  #stroke(desk, { matrix: m, ratio }, { opacity }) {
    const { canvas, active } = this.#surface
    if (!active || !canvas) return
    const context = this.#context
    context.save()
    context.setTransform(m.a * ratio, m.b * ratio, m.c * ratio, m.d * ratio, m.e * ratio, m.f * ratio)
    context.imageSmoothingEnabled = false
    context.globalAlpha = opacity / 100 + 0.26
    context.drawImage(canvas, 0, 0)
    context.restore()
  }

  /**
   * Relations as arrows from middle to middle; those of the selected regions stand out.
   *
   * @param {Desk} desk
   * @param {Frame} frame
   */
  #relations(desk, { matrix }) {
    const { relations, selection } = desk.state
    if (relations.length === 0) return
    const context = this.#context
    for (const { from, to, direction, labels } of relations) {
      const a = desk.scene.get(from)
      const b = desk.scene.get(to)
      if (!a || !b) continue
      const isNear = selection.has(from) || selection.has(to)
      const start = toScreen(matrix, middleOf(a))
      const end = toScreen(matrix, middleOf(b))
      for (const [colour, width] of /** @type {const} */ ([[casing, isNear ? 4.5 : 3.5], [isNear ? focus : "rgb(255 255 255 / .75)", isNear ? 2 : 1.25]])) {
        context.strokeStyle = colour
        context.lineWidth = width
        context.beginPath()
        context.moveTo(start.x, start.y)
        context.lineTo(end.x, end.y)
        if (direction !== "left") head(context, start, end)
        if (direction !== "right") head(context, end, start)
        context.stroke()
      }
      if (labels.length === 0) continue
      context.font = "500 11px system-ui, sans-serif"
      context.textAlign = "center"
      context.textBaseline = "middle"
      const text = labels.join(", ")
      const x = (start.x + end.x) / 2
      const y = (start.y + end.y) / 2
      const width = context.measureText(text).width + 10
      context.fillStyle = "rgb(0 0 0 / .78)"
      context.fillRect(x - width / 2, y - 8, width, 16)
      context.fillStyle = "#e8eaec"
      context.fillText(text, x, y)
    }
  }

  /**
   * @param {Shape} shape
   * @param {string} colour
   * @param {Frame} frame
   * @param {number} opacity
   */
  #outline(shape, colour, { matrix, scale, quarter }, opacity) {
    const context = this.#context
    context.beginPath()
    trace(context, shape, matrix, scale, quarter)
    if (shape.kind !== "keypoint") {
      context.globalAlpha = opacity / 100
      context.fillStyle = colour
      context.fill()
      context.globalAlpha = 1
    }
    context.strokeStyle = casing
    context.lineWidth = 3.5
    context.stroke()
    context.strokeStyle = colour
    context.lineWidth = 1.5
    context.stroke()
  }

  /** @param {Desk} desk @param {Frame} frame */
  #rings(desk, frame) {
    const context = this.#context
    const { selection } = desk.state
    if (selection.size === 0 || desk.painting) return
    context.beginPath()
    let any = false
    for (const id of selection) {
      const item = desk.scene.get(id)
      const shape = desk.changing.get(id) ?? item?.shape
      if (shape) {
        any = true
        trace(context, shape, frame.matrix, frame.scale, frame.quarter)
      } else if (item?.mask) this.#maskRing(item, desk, frame)
    }
    if (any) {
      context.strokeStyle = casing
      context.lineWidth = 5
      context.stroke()
      context.strokeStyle = focus
      context.lineWidth = 2.5
      context.stroke()
    }
    const only = selection.size === 1 ? desk.selectedItem() : null
    if (only && !desk.busy) this.#tag(only, frame)
  }

  /** @param {import("./scene.js").Item} item @param {Desk} desk @param {Frame} frame */
  #maskRing(item, desk, { matrix: m, ratio, scale }) {
    const layer = item.mask && this.#painter.masks.get(item.mask, item.colour)
    if (!item.mask || !layer) return
    const fx = desk.image.width / item.mask.width
    const fy = desk.image.height / item.mask.height
    const context = this.#context
    context.save()
    context.setTransform(m.a * fx * ratio, m.b * fx * ratio, m.c * fy * ratio, m.d * fy * ratio, m.e * ratio, m.f * ratio)
    context.strokeStyle = focus
    context.lineWidth = 2 / (scale * fx)
    context.stroke(layer.outline)
    context.restore()
  }

  /** @param {import("./scene.js").Item} item @param {Frame} frame */
  #tag(item, { matrix: m, ratio }) {
    tagPlace(item, m, this.#place)
    this.#painter.tags.draw(this.#context, item, this.#place.x, this.#place.y, ratio, true)
  }

  /** @param {Desk} desk @param {Frame} frame */
  #hovered(desk, frame) {
    const item = desk.hovered
    if (!item || desk.busy) return
    if (item.shape && !desk.state.selection.has(item.id)) {
      const context = this.#context
      context.beginPath()
      trace(context, item.shape, frame.matrix, frame.scale, frame.quarter)
      context.strokeStyle = casing
      context.lineWidth = 5
      context.stroke()
      context.strokeStyle = item.colour
      context.lineWidth = 2.5
      context.stroke()
    }
    this.#tag(item, frame)
  }

  /** @param {Desk} desk @param {Frame} frame @param {Extras} extras */
  #drawn(desk, frame, { opacity }) {
    const shape = desk.drawn
    if (shape) this.#outline(shape, desk.colour, frame, opacity)
    const { polygon } = desk
    if (!polygon) return
    for (const [i, corner] of polygon.corners.entries()) {
      this.#square(toScreen(frame.matrix, corner), i === 0 && polygon.closing ? focus : "#ffffff", i === 0 && polygon.corners.length >= 3 ? 5 : 3)
    }
  }

  /** @param {Desk} desk @param {Frame} frame */
  #handles(desk, { matrix, quarter }) {
    const context = this.#context
    const item = desk.selectedItem()
    const shape = item && (desk.changing.get(item.id) ?? item.shape)
    const angle = shape && "rotation" in shape ? (shape.rotation + quarter) * Math.PI / 180 : 0
    const handles = desk.handles()
    const top = handles.find(handle => handle.kind === "side" && handle.side === "n")
    const turn = handles.find(handle => handle.kind === "rotate")
    if (top && turn) this.#arm(toScreen(matrix, top.at), toScreen(matrix, turn.at))
    for (const handle of handles) {
      const at = toScreen(matrix, handle.at)
      const isHot = desk.hoveredHandle?.kind === handle.kind && desk.hoveredHandle.at.x === handle.at.x && desk.hoveredHandle.at.y === handle.at.y
      if (handle.kind === "rotate" || handle.kind === "edge") {
        context.beginPath()
        context.arc(at.x, at.y, handle.kind === "edge" ? 3 : handleHalf + 0.5, 0, 2 * Math.PI)
        context.fillStyle = isHot ? focus : handle.kind === "edge" ? "rgb(0 0 0 / .6)" : "#ffffff"
        context.strokeStyle = handle.kind === "edge" ? "#ffffff" : casing
        context.lineWidth = 1.5
        context.fill()
        context.stroke()
      } else this.#square(at, isHot ? focus : "#ffffff", handleHalf, angle)
    }
  }

  /**
   * From the top side to the handle that turns.
   *
   * @param {Point} from
   * @param {Point} to
   */
  #arm(from, to) {
    const context = this.#context
    context.beginPath()
    context.moveTo(from.x, from.y)
    context.lineTo(to.x, to.y)
    context.strokeStyle = casing
    context.lineWidth = 3
    context.stroke()
    context.strokeStyle = focus
    context.lineWidth = 1
    context.stroke()
  }

  /**
   * @param {Point} at
   * @param {string} colour
   * @param {number} half
   * @param {number} [angle]
   */
  #square(at, colour, half, angle = 0) {
    const context = this.#context
    context.save()
    context.translate(at.x, at.y)
    context.rotate(angle)
    context.fillStyle = colour
    context.strokeStyle = casing
    context.lineWidth = 1.5
    context.fillRect(-half, -half, 2 * half, 2 * half)
    context.strokeRect(-half, -half, 2 * half, 2 * half)
    context.restore()
  }

  /** @param {Desk} desk @param {Frame} frame */
  #band(desk, { matrix }) {
    const { band } = desk
    if (!band) return
    const context = this.#context
    const a = toScreen(matrix, { x: band.minX, y: band.minY })
    const b = toScreen(matrix, { x: band.maxX, y: band.maxY })
    context.fillStyle = "rgb(143 219 231 / .12)"
    context.fillRect(a.x, a.y, b.x - a.x, b.y - a.y)
    context.strokeStyle = focus
    context.lineWidth = 1
    context.strokeRect(a.x, a.y, b.x - a.x, b.y - a.y)
  }

  /** @param {Desk} desk @param {Frame} frame @param {Extras} extras */
  #cursors(desk, frame, { pointer, crosshair, brushRadius }) {
    const context = this.#context
    const at = desk.cursor ?? pointer
    if (!at) return
    const { x, y } = toScreen(frame.matrix, at)
    if (crosshair || desk.cursor) {
      const sx = Math.round(x) + 0.5
      const sy = Math.round(y) + 0.5
      context.beginPath()
      for (const [x0, y0, x1, y1] of [[0, sy, sx - 12, sy], [sx + 12, sy, frame.width, sy], [sx, 0, sx, sy - 12], [sx, sy + 12, sx, frame.height]]) {
        context.moveTo(x0 ?? 0, y0 ?? 0)
        context.lineTo(x1 ?? 0, y1 ?? 0)
      }
      context.strokeStyle = "rgb(0 0 0 / .5)"
      context.lineWidth = 3
      context.stroke()
      context.strokeStyle = "rgb(143 219 231 / .85)"
      context.lineWidth = 1
      context.stroke()
      context.fillStyle = focus
      context.fillRect(sx - 1, sy - 1, 2, 2)
    }
    if (desk.tool !== "brush" && desk.tool !== "eraser") return
    context.beginPath()
    context.arc(x, y, Math.max(1.5, brushRadius * frame.scale), 0, 2 * Math.PI)
    context.strokeStyle = "rgb(0 0 0 / .7)"
    context.lineWidth = 3
    context.stroke()
    context.strokeStyle = "#ffffff"
    context.setLineDash(desk.tool === "eraser" ? [4, 3] : [])
    context.lineWidth = 1.25
    context.stroke()
    context.setLineDash([])
    context.fillStyle = "#ffffff"
    context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5)
  }
}

/** @param {import("./scene.js").Item} item */
const middleOf = ({ bounds }) => ({ x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2 })

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point} from
 * @param {Point} to
 */
function head(context, from, to) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  for (const side of [-0.45, 0.45]) {
    context.moveTo(to.x, to.y)
    context.lineTo(to.x - 9 * Math.cos(angle + side), to.y - 9 * Math.sin(angle + side))
  }
}
