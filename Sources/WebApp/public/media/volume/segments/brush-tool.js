import { enSegments as t } from "../../../locales/en-segments.js"
import { gridNormal, inHand, storedGate, targetOf } from "./hand.js"
import { Stroke } from "./stroke.js"

/**
 * Brush and eraser: every point of the pointer becomes a piece of the stroke at once, and is on the screen in the same frame.
 *
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 * @typedef {import("../contracts.js").Tool} Tool
 * @typedef {import("../contracts.js").Viewport} Viewport
 * @typedef {import("../contracts.js").Hand} Hand
 * @typedef {import("../contracts.js").Vector3} Vector3
 */

/** Steps of the pen's pressure: each other one is a record of its own. */
const pressures = 8

/**
 * @param {SegmentsRoom} room
 * @param {{ erases: boolean, order: number, key: string }} how
 * @returns {Tool}
 */
export function brushTool(room, { erases, order, key }) {
  const { settings } = room
  /** @type {{ stroke: Stroke, desk: import("./desk.js").MaskDesk, segment: import("./segment-list.js").Segment, erase: boolean, changed: number, viewport: Viewport, failed: boolean } | null} */
  let now = null
  /**
   * Where the pointer is, in the patient and in which pane.
   *
   * @type {{ patient: Vector3, viewport: Viewport, erase: boolean, radius: number } | null}
   */
  let over = null

  /** @param {Hand} hand */
  const radiusOf = ({ pointer, pressure }) => {
    const { radius } = settings.values
    return pointer === "pen" ? radius * (0.4 + 1.2 * Math.round(pressure * pressures) / pressures) : radius
  }
  /** @param {Viewport} viewport @param {Hand} hand */
  const follow = (viewport, hand) => {
    const { patient: [x, y, z] } = hand
    over = { patient: [x, y, z], viewport, erase: erases !== (hand.erase || hand.shift), radius: radiusOf(hand) }
    for (const each of room.context.viewports) each.requestOverlay()
  }
  /** @param {Viewport} viewport @param {Hand} hand */
  const paint = (viewport, hand) => {
    if (!now || now.failed) return
    const piece = now.stroke.extend([{ voxel: viewport.toVoxel(hand.patient), radius: radiusOf(hand) }])
    if (!piece) return
    const outcome = now.desk.touch(piece)
    if (outcome.failure) {
      now.failed = true
      room.context.say(outcome.failure === 5 ? t.waitForSlices : t.nothing, "warning")
    }
    now.changed += outcome.changed
  }

  return {
    name: erases ? "eraser" : "brush", title: erases ? t.tools.eraser : t.tools.brush, icon: erases ? "eraser" : "brush", keys: [key], edits: true, order, cursor: "none",
    down(viewport, hand) {
      const way = inHand(room, viewport)
      if (!way) return
      const { desk, segment } = way
      const erase = erases !== (hand.erase || hand.shift)
      const { gated, adaptive, reach } = settings.values
      const manner = {
        normal: reach === "3d" ? null : gridNormal(viewport), gate: gated && !erase ? storedGate(room) : null,
        ...(adaptive && !erase ? { tolerance: 0 } : {}),
      }
      now = { stroke: new Stroke(targetOf(room, desk, segment, erase), manner, gridSpacingOf(viewport)), desk, segment, erase, changed: 0, viewport, failed: false }
      paint(viewport, hand)
      follow(viewport, hand)
    },
    move(viewport, hand) {
      if (now?.viewport === viewport) paint(viewport, hand)
      follow(viewport, hand)
    },
    up(viewport, hand) {
      if (!now || now.viewport !== viewport) return
      paint(viewport, hand)
      const { desk, segment, stroke, erase, changed } = now
      now = null
      if (changed > 0) desk.commit(`${erase ? t.tools.eraser : t.tools.brush} ${segment.name}`, stroke.records, segment)
    },
    hover: follow,
    leave() {
      over = null
      for (const each of room.context.viewports) each.requestOverlay()
    },
    drop() { over = null },
    cancel() {
      if (!now) return false
      const { desk, changed } = now
      now = null
      if (changed > 0) desk.untouch()
      return true
    },
    key(_viewport, event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return false
      if (event.key === "+" || event.key === "=") settings.step(1)
      else if (event.key === "-" || event.key === "−") settings.step(-1)
      else return false
      if (over) over.radius = settings.values.radius
      room.context.requestDraw()
      return true
    },
    wheel(viewport, hand, notches) {
      for (let n = Math.abs(Math.round(notches)) || 1; n > 0; n--) settings.step(notches < 0 ? 1 : -1)
      follow(viewport, hand)
      return true
    },
    draw(viewport, pen) {
      if (!over || viewport.series?.uid !== over.viewport.series?.uid) return
      const { x, y, distance } = viewport.toCanvas(over.patient)
      const isHere = viewport === over.viewport
      const flat = settings.values.reach === "2d"
      if (!isHere && flat) return
      const millimetres = Math.sqrt(Math.max(0, over.radius ** 2 - (isHere ? 0 : distance ** 2)))
      if (millimetres <= 0) return
      ring(pen, x, y, millimetres * viewport.scale, { erase: over.erase, faint: !isHere })
    },
  }
}

/**
 * The outline of the brush: a light ring in a dark one, a cross in the middle; a bar through it erases.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {{ erase: boolean, faint: boolean }} look
 */
function ring(pen, x, y, radius, { erase, faint }) {
  pen.globalAlpha = faint ? 0.5 : 1
  for (const [width, colour] of /** @type {const} */ ([[3, "#000000a6"], [1.25, "#fff"]])) {
    pen.lineWidth = width
    pen.strokeStyle = colour
    if (erase) pen.setLineDash([4, 3])
    pen.beginPath()
    pen.arc(x, y, Math.max(1, radius), 0, 2 * Math.PI)
    pen.stroke()
    pen.setLineDash([])
    if (faint) continue
    pen.beginPath()
    pen.moveTo(x - 4, y)
    pen.lineTo(x + 4, y)
    if (!erase) {
      pen.moveTo(x, y - 4)
      pen.lineTo(x, y + 4)
    }
    pen.stroke()
  }
}

/** @param {Viewport} viewport @returns {Vector3} */
const gridSpacingOf = ({ series }) => {
  const geometry = series?.geometry
  return geometry ? [geometry.spacing[0], geometry.spacing[1], Math.abs(geometry.sliceSpacing) || 1] : [1, 1, 1]
}
