import { onImage } from "../../image/geometry.js"
import { SpanTool } from "../../image/tools/span-tool.js"

/**
 * A straight line: drag from end to end, or click both ends.
 *
 * @typedef {import("../../image/geometry.js").Point} Point
 * @typedef {import("../../image/geometry.js").Shape} Shape
 */
export class RulerTool extends SpanTool {
  /** @param {import("../../image/geometry.js").Size} image */
  constructor(image) {
    super(image, (start, end, { even }) => ({ kind: "polygon", points: [start, onImage(even ? straightened(start, end) : end, image)], closed: false }), hasLength)
  }

  /**
   * A line of one end is left as it is.
   *
   * @override
   */
  finish() { return this.preview ? super.finish() : "none" }
}

/**
 * Keeps to steps of 45°.
 *
 * @param {Point} start
 * @param {Point} end
 */
function straightened(start, end) {
  const length = Math.hypot(end.x - start.x, end.y - start.y)
  const angle = Math.round(Math.atan2(end.y - start.y, end.x - start.x) / (Math.PI / 4)) * Math.PI / 4
  return { x: start.x + length * Math.cos(angle), y: start.y + length * Math.sin(angle) }
}

/** @param {Shape} shape */
function hasLength(shape) {
  const [a, b] = shape.kind === "polygon" ? shape.points : []
  return a !== undefined && b !== undefined && (a.x !== b.x || a.y !== b.y)
}
