import { corners, turned } from "../../image/geometry.js"
import { figures, outline } from "./figures.js"
import { middle } from "./vector.js"

/**
 * Figures in patient space ⇄ Label Studio's shapes in per cent of a frame. The two meet in *frame pixels*, which count from the corner of the first pixel: voxel centre i is pixel i + 0.5.
 *
 * @typedef {import("./vector.js").Vector3} Vector3
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("./figures.js").Kind} Kind
 * @typedef {import("../../../core/tags.js").Shape} RegionShape
 * @typedef {import("../../image/geometry.js").Point} Point
 * @typedef {import("../../image/geometry.js").Shape} PixelShape
 * @typedef {Readonly<{ columns: number, rows: number, toPatient: (voxel: Vector3) => Vector3, toVoxel: (point: Vector3) => Vector3 }>} Lattice the part of a series' geometry that is needed
 */

/** @param {Lattice} lattice @param {Vector3} point @returns {Point} */
export function pixelOf(lattice, point) {
  const [i, j] = lattice.toVoxel(point)
  return { x: i + 0.5, y: j + 0.5 }
}

/** @param {Lattice} lattice @param {Point} pixel @param {number} k @returns {Vector3} */
const patientOf = (lattice, { x, y }, k) => lattice.toPatient([x - 0.5, y - 0.5, k])

/**
 * The shape Label Studio keeps for a figure drawn with a control of the given shape.
 *
 * @param {Figure} figure
 * @param {RegionShape} shape
 * @param {Lattice} lattice
 * @param {{ pointWidth?: number }} how
 * @returns {PixelShape}
 */
export function pixelShape(figure, shape, lattice, { pointWidth = 2 } = {}) {
  const at = (/** @type {Vector3} */ point) => pixelOf(lattice, point)
  if (shape === "keypoint") return { kind: "keypoint", ...at(middle(figure.points)), width: pointWidth }
  if (shape === "rectangle" && figure.kind === "rectangle") return rectangleOf(figure.points.map(at))
  if (shape === "ellipse" && figure.kind === "ellipse") return ellipseOf(figure.points.map(at))
  if (shape === "rectangle" || shape === "ellipse") {
    // A line drawn with a box's control: the upright box around it.
    const points = outline(figure).map(at)
    const [x, y] = [Math.min(...points.map(point => point.x)), Math.min(...points.map(point => point.y))]
    const [width, height] = [Math.max(...points.map(point => point.x)) - x, Math.max(...points.map(point => point.y)) - y]
    return shape === "rectangle" ? { kind: "rectangle", x, y, width, height, rotation: 0 }
      : { kind: "ellipse", x: x + width / 2, y: y + height / 2, radiusX: width / 2, radiusY: height / 2, rotation: 0 }
  }
  return { kind: "polygon", points: outline(figure, 32).map(at), closed: figures[figure.kind].closed }
}

/** @param {readonly Point[]} points four corners */
function rectangleOf(points) {
  let [a, b, c, d] = /** @type {readonly [Point, Point, Point, Point]} */ (points)
  // Label Studio's box turns clockwise about its top left corner: mirrored boxes are gone round the other way, and it starts where the turn is least.
  if ((b.x - a.x) * (d.y - a.y) - (b.y - a.y) * (d.x - a.x) < 0) [b, d] = [d, b]
  for (let i = 0; i < 4; i++) {
    const angle = Math.atan2(b.y - a.y, b.x - a.x)
    if (angle > -Math.PI / 4 - 1e-9 && angle <= Math.PI / 4 + 1e-9) break
    ;[a, b, c, d] = [b, c, d, a]
  }
  const rotation = plain(Math.atan2(b.y - a.y, b.x - a.x) * 180 / Math.PI)
  return /** @type {const} */ ({ kind: "rectangle", x: a.x, y: a.y, width: Math.hypot(b.x - a.x, b.y - a.y), height: Math.hypot(d.x - a.x, d.y - a.y), rotation })
}

/** @param {readonly Point[]} points the ends of both axes */
function ellipseOf(points) {
  let [a, b, c, d] = /** @type {readonly [Point, Point, Point, Point]} */ (points)
  if (Math.abs(b.y - a.y) > Math.abs(b.x - a.x)) [a, b, c, d] = [c, d, a, b]
  if (b.x < a.x) [a, b] = [b, a]
  const rotation = plain(Math.atan2(b.y - a.y, b.x - a.x) * 180 / Math.PI)
  return /** @type {const} */ ({
    kind: "ellipse", x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, radiusX: Math.hypot(b.x - a.x, b.y - a.y) / 2, radiusY: Math.hypot(d.x - c.x, d.y - c.y) / 2, rotation,
  })
}

/**
 * A billionth of a degree is the noise of the arithmetic, not a turn.
 *
 * @param {number} degrees
 */
const plain = degrees => (Math.abs(degrees) < 1e-9 ? 0 : degrees)

/**
 * The figure a shape of Label Studio is, in the frame it was drawn on; null for what is no figure (a mask).
 *
 * @param {PixelShape} shape
 * @param {Lattice} lattice
 * @param {number} k slice of the frame
 * @returns {Figure | null}
 */
export function figureOfShape(shape, lattice, k) {
  const at = (/** @type {Point} */ pixel) => patientOf(lattice, pixel, k)
  switch (shape.kind) {
    case "rectangle": return { kind: "rectangle", points: corners(shape).map(at) }
    case "ellipse": {
      const { x, y, radiusX, radiusY, rotation } = shape
      const ends = [{ x: x - radiusX, y }, { x: x + radiusX, y }, { x, y: y - radiusY }, { x, y: y + radiusY }]
      return { kind: "ellipse", points: ends.map(end => at(turned(end, { x, y }, rotation))) }
    }
    case "keypoint": return { kind: "probe", points: [at(shape)] }
    case "polygon": {
      if (shape.points.length === 0) return null
      const kind = /** @type {Kind} */ (shape.points.length === 1 ? "probe" : shape.points.length === 2 ? "length" : "polygon")
      return { kind, points: shape.points.map(at) }
    }
  }
}
