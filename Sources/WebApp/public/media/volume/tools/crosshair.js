import { enVolume as t } from "../../../locales/en-volume.js"
import { cross, dot, subtract, unit } from "../series/vector.js"

/**
 * The crosshair: one point of the patient that all linked panes share, and in each pane the lines where the others cut it. Dragging the middle moves the point, a line moves the other plane,
 * and the round handles at the ends tilt it: that is how oblique and double oblique planes are made.
 *
 * @typedef {import("../contracts.js").Tool} Tool
 * @typedef {import("../contracts.js").Painter} Painter
 * @typedef {import("../view/viewport.js").Viewport} Viewport
 * @typedef {import("../series/vector.js").Vector3} Vector3
 *
 * @typedef {object} Cross what the crosshair needs of the viewer
 * @property {Vector3 | null} point
 * @property {(point: Vector3, from: Viewport) => void} move
 * @property {(viewport: Viewport) => readonly Viewport[]} others linked panes of the same volume
 * @property {boolean} visible
 * @property {() => boolean} isHeld the tool is in hand
 *
 * @typedef {{ other: Viewport, x: number, y: number, dx: number, dy: number }} Line through the crosshair on screen, direction of length one
 */

/** Free of lines around the point; where handles lie from it; how near counts, in CSS pixels. */
const gap = 12
const handleAt = 0.38
const near = 9
const colour = "#8fdbe7"

/** @param {Viewport} viewport @param {Cross} cross @returns {Line[]} */
function linesIn(viewport, { point, others }) {
  if (!point) return []
  const at = viewport.toCanvas(point)
  const seen = viewport.plane.normal
  return others(viewport).flatMap(other => {
    const way = cross(seen, other.plane.normal)
    // Planes that do not cut each other have no line.
    if (dot(way, way) < 0.03) return []
    const { right, down } = viewport.facing
    const flat = unit(way)
    const dx = dot(flat, right)
    const dy = dot(flat, down)
    const size = Math.hypot(dx, dy) || 1
    return [{ other, x: at.x, y: at.y, dx: dx / size, dy: dy / size }]
  })
}

/** @param {Cross} cross @returns {{ tool: Tool, painter: Painter }} */
export function crosshair(cross) {
  /** @type {{ kind: "point" } | { kind: "line", other: Viewport } | { kind: "turn", other: Viewport, angle: number } | null} */
  let drag = null

  /** @param {Viewport} viewport @param {number} x @param {number} y */
  const under = (viewport, x, y) => {
    for (const line of linesIn(viewport, cross)) {
      for (const sign of [-1, 1]) {
        const reach = sign * Math.min(viewport.width, viewport.height) * handleAt
        if (Math.hypot(x - line.x - line.dx * reach, y - line.y - line.dy * reach) < near + 3) return { kind: /** @type {const} */ ("turn"), other: line.other, angle: Math.atan2(y - line.y, x - line.x) }
      }
    }
    for (const line of linesIn(viewport, cross)) {
      const along = (x - line.x) * line.dx + (y - line.y) * line.dy
      const aside = Math.abs((x - line.x) * -line.dy + (y - line.y) * line.dx)
      if (aside < near / 2 && Math.abs(along) > 2 * gap) return { kind: /** @type {const} */ ("line"), other: line.other }
    }
    return null
  }

  /** @type {Tool} */
  const tool = {
    name: "crosshair", title: t.tools.crosshair, icon: "crosshair", keys: ["Q"], cursor: "crosshair", order: 0,
    down(viewport, hand) {
      const pane = /** @type {Viewport} */ (viewport)
      drag = under(pane, hand.x, hand.y) ?? { kind: "point" }
      if (drag.kind === "point") cross.move(copy(hand.patient), pane)
    },
    move(viewport, hand) {
      const pane = /** @type {Viewport} */ (viewport)
      const { point } = cross
      if (!drag || !point) return
      if (drag.kind === "point") cross.move(copy(hand.patient), pane)
      else if (drag.kind === "line") {
        const { normal } = drag.other.plane
        const by = dot(subtract(hand.patient, point), normal)
        cross.move([point[0] + normal[0] * by, point[1] + normal[1] * by, point[2] + normal[2] * by], pane)
      } else {
        const at = pane.toCanvas(point)
        const angle = Math.atan2(hand.y - at.y, hand.x - at.x)
        const by = angle - drag.angle
        drag.angle = angle
        // With Shift both other planes turn and stay at right angles.
        for (const other of hand.shift ? cross.others(pane) : [drag.other]) other.tilt(pane.plane.normal, by, point)
        pane.requestDraw()
      }
    },
    up() { drag = null },
    cancel() {
      const was = drag !== null
      drag = null
      return was
    },
    hover(viewport, hand) {
      const found = under(/** @type {Viewport} */ (viewport), hand.x, hand.y)
      viewport.element.style.cursor = found === null ? "" : found.kind === "turn" ? "grab" : "move"
    },
    leave(viewport) { viewport.element.style.cursor = "" },
  }

  /** @type {Painter} */
  const painter = {
    order: 50,
    draw(viewport, pen) {
      const pane = /** @type {Viewport} */ (viewport)
      if (!cross.visible || !cross.point) return
      const lines = linesIn(pane, cross)
      if (lines.length === 0) return
      const far = pane.width + pane.height
      pen.lineWidth = 1
      pen.strokeStyle = colour
      pen.globalAlpha = 0.85
      for (const { x, y, dx, dy } of lines) {
        pen.beginPath()
        for (const sign of [-1, 1]) {
          pen.moveTo(crisp(x + sign * dx * gap, dy), crisp(y + sign * dy * gap, dx))
          pen.lineTo(crisp(x + sign * dx * far, dy), crisp(y + sign * dy * far, dx))
        }
        pen.stroke()
      }
      if (!cross.isHeld()) return
      const reach = Math.min(pane.width, pane.height) * handleAt
      for (const { x, y, dx, dy } of lines) {
        for (const sign of [-1, 1]) {
          pen.beginPath()
          pen.arc(x + sign * dx * reach, y + sign * dy * reach, 4, 0, 2 * Math.PI)
          pen.fillStyle = "#000"
          pen.globalAlpha = 0.6
          pen.fill()
          pen.globalAlpha = 1
          pen.stroke()
        }
      }
    },
  }
  return { tool, painter }
}

/**
 * Lines along the screen's axes lie on whole pixels.
 *
 * @param {number} value
 * @param {number} other direction across it
 */
const crisp = (value, other) => (Math.abs(other) > 0.999 ? Math.round(value) + 0.5 : value)
/** @param {Vector3} point @returns {Vector3} */
const copy = point => [point[0], point[1], point[2]]
