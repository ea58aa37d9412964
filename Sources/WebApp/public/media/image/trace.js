/**
 * Outlines of shapes as canvas paths, in screen pixels: lines keep their width whatever the zoom.
 *
 * @typedef {import("./geometry.js").Shape} Shape
 * @typedef {import("./view.js").Matrix} Matrix
 */
import { corners, turned } from "./geometry.js"

const radians = Math.PI / 180
/** Radius of a key point's mark, in CSS pixels. */
export const pointRadius = 4.5

/**
 * Adds the outline of `shape` to the path of `context`.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Shape} shape
 * @param {Matrix} m from image to screen
 * @param {number} scale of `m`
 * @param {number} quarter degrees the image is turned
 */
export function trace(context, shape, m, scale, quarter) {
  switch (shape.kind) {
    case "rectangle": {
      const { x, y, width, height, rotation } = shape
      if (rotation === 0) {
        const x0 = m.a * x + m.c * y + m.e
        const y0 = m.b * x + m.d * y + m.f
        const dx = m.a * width + m.c * height
        const dy = m.b * width + m.d * height
        context.rect(x0, y0, dx, dy)
        return
      }
      const right = turned({ x: x + width, y }, shape, rotation)
      const down = turned({ x, y: y + height }, shape, rotation)
      line(context, m, x, y, true)
      line(context, m, right.x, right.y, false)
      line(context, m, right.x + down.x - x, right.y + down.y - y, false)
      line(context, m, down.x, down.y, false)
      context.closePath()
      return
    }
    case "ellipse": {
      const x = m.a * shape.x + m.c * shape.y + m.e
      const y = m.b * shape.x + m.d * shape.y + m.f
      const angle = (shape.rotation + quarter) * radians
      const radiusX = Math.max(0, shape.radiusX * scale)
      context.moveTo(x + radiusX * Math.cos(angle), y + radiusX * Math.sin(angle))
      context.ellipse(x, y, radiusX, Math.max(0, shape.radiusY * scale), angle, 0, 2 * Math.PI)
      return
    }
    case "polygon":
      shape.points.forEach((point, i) => line(context, m, point.x, point.y, i === 0))
      if (shape.closed) context.closePath()
      return
    case "keypoint": {
      const x = m.a * shape.x + m.c * shape.y + m.e
      const y = m.b * shape.x + m.d * shape.y + m.f
      context.moveTo(x + pointRadius, y)
      context.arc(x, y, pointRadius, 0, 2 * Math.PI)
    }
  }
}

/**
 * Where the tag of a shape stands: at its highest corner, the left one of two alike. Written into `into`, in screen pixels.
 *
 * @param {import("./scene.js").Item} item
 * @param {Matrix} m
 * @param {{ x: number, y: number }} into
 */
export function tagPlace({ shape, bounds }, m, into) {
  into.x = Infinity
  into.y = Infinity
  /** @type {(x: number, y: number) => void} */
  const offer = (x, y) => {
    const sx = m.a * x + m.c * y + m.e
    const sy = m.b * x + m.d * y + m.f
    if (sy > into.y + 0.5 || (Math.abs(sy - into.y) <= 0.5 && sx >= into.x)) return
    into.x = sx
    into.y = sy
  }
  if (shape?.kind === "polygon") {
    for (const { x, y } of shape.points) offer(x, y)
    // A key box is 16 wide: it stands in the middle above the corner.
    into.x -= 8
  } else if (shape?.kind === "rectangle" && shape.rotation !== 0) for (const { x, y } of corners(shape)) offer(x, y)
  else if (shape?.kind === "keypoint") {
    offer(shape.x, shape.y)
    into.x += 7
    into.y -= 4
  } else {
    offer(bounds.minX, bounds.minY)
    offer(bounds.maxX, bounds.minY)
    offer(bounds.minX, bounds.maxY)
    offer(bounds.maxX, bounds.maxY)
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Matrix} m
 * @param {number} x
 * @param {number} y
 * @param {boolean} first
 */
function line(context, m, x, y, first) {
  const sx = m.a * x + m.c * y + m.e
  const sy = m.b * x + m.d * y + m.f
  if (first) context.moveTo(sx, sy)
  else context.lineTo(sx, sy)
}
