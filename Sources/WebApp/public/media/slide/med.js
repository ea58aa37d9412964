/**
 * What medicine says of a region on a slide, beside Label Studio's percent: where it lies in pixels of level 0, and how large it is in micrometres.
 *
 * @typedef {import("../image/geometry.js").Shape} Shape
 * @typedef {import("../image/geometry.js").Point} Point
 * @typedef {import("../../core/state.js").Region} Region
 * @typedef {import("../../core/store.js").Transaction} Transaction
 * @typedef {import("./slide-info.js").SlideInfo} SlideInfo
 * @typedef {import("./slide-info.js").Spacing} Spacing
 *
 * @typedef {Readonly<{ area?: number, length?: number, width?: number, height?: number }>} Size
 *   in micrometres; `length` of an open line, or around a closed one; `width` and `height` along the sides of a box or the axes of an ellipse
 */
import { areaOf, corners, frameOf, fromPercent } from "../image/geometry.js"

/**
 * A hundredth of a pixel.
 *
 * @param {number} value
 */
const rounded = value => Math.round(value * 100) / 100

/** @param {readonly Point[]} points @param {boolean} closed @param {Spacing} spacing */
function along(points, closed, { x, y }) {
  let sum = 0
  for (let i = closed ? 0 : 1; i < points.length; i++) {
    const a = points[(i + points.length - 1) % points.length]
    const b = points[i]
    if (a && b) sum += Math.hypot((b.x - a.x) * x, (b.y - a.y) * y)
  }
  return sum
}

/**
 * @param {Shape} shape in pixels of level 0
 * @param {Spacing} spacing
 * @returns {Size}
 */
export function sizeOf(shape, spacing) {
  const area = areaOf(shape) * spacing.x * spacing.y
  switch (shape.kind) {
    case "keypoint": return {}
    case "polygon": return { ...(shape.closed ? { area } : {}), length: along(shape.points, shape.closed, spacing) }
    default: {
      const [a, b, c] = corners(frameOf(shape))
      return { area, width: along([a, b], false, spacing), height: along([b, c], false, spacing) }
    }
  }
}

/** @param {Shape} shape */
function levelZero(shape) {
  /** @param {readonly Point[]} points */
  const list = points => points.map(({ x, y }) => [rounded(x), rounded(y)])
  switch (shape.kind) {
    case "keypoint": return list([shape])
    case "polygon": return list(shape.points)
    case "rectangle": return shape.rotation === 0
      ? { x: rounded(shape.x), y: rounded(shape.y), width: rounded(shape.width), height: rounded(shape.height) } : list(corners(shape))
    case "ellipse": return {
      x: rounded(shape.x - shape.radiusX), y: rounded(shape.y - shape.radiusY), width: rounded(2 * shape.radiusX), height: rounded(2 * shape.radiusY),
      ...(shape.rotation === 0 ? {} : { rotation: rounded(shape.rotation) }),
    }
  }
}

/**
 * @param {Shape} shape
 * @param {Pick<SlideInfo, "uid" | "spacing">} slide
 * @returns {Readonly<Record<string, unknown>>}
 */
export function medOf(shape, { uid, spacing }) {
  const size = spacing ? sizeOf(shape, spacing) : {}
  return {
    kind: "slide", series: uid, level0: levelZero(shape),
    ...(size.area === undefined ? {} : { area_um2: rounded(size.area) }), ...(size.length === undefined ? {} : { length_um: rounded(size.length) }),
  }
}

/**
 * The same change, with what it puts on the slide measured: whoever draws or moves a region need not know of micrometres.
 *
 * @param {Transaction} transaction
 * @param {string} objectName
 * @param {SlideInfo} slide
 * @returns {Transaction}
 */
export function measured(transaction, objectName, slide) {
  if (!transaction.steps?.some(step => step.op === "put" && step.region.objectName === objectName)) return transaction
  const steps = transaction.steps.map(step => {
    if (step.op !== "put" || step.region.objectName !== objectName) return step
    const shape = fromPercent(step.region.shape, step.region.geometry, slide.size)
    if (!shape) return step
    // Measures that the new shape may not have are taken back.
    const { area_um2: _area, length_um: _length, ...rest } = step.region.med ?? {}
    return { ...step, region: { ...step.region, med: { ...rest, ...medOf(shape, slide) } } }
  })
  return { ...transaction, steps }
}
