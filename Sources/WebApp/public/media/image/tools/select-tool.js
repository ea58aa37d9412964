import { allowedMove, boundsOf, moved, nearestEdge, onImage, resized, rotated, rotationTowards } from "../geometry.js"

/**
 * Selecting and changing: click, Ctrl-click, a rubber band over nothing, dragging regions, their handles and corners.
 * The change is a preview until the button is released.
 *
 * @typedef {import("./tool.js").Hand} Hand
 * @typedef {import("../geometry.js").Shape} Shape
 * @typedef {import("../geometry.js").Box} Box
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../handles.js").Handle} Handle
 *
 * @typedef {object} Scene what the tool may ask
 * @property {import("../geometry.js").Size} image
 * @property {(point: Point, reach: number) => string | null} regionAt
 * @property {(point: Point, reach: number) => Handle | null} handleAt of the selected region
 * @property {() => ReadonlySet<string>} selection
 * @property {() => ReadonlyMap<string, Shape>} movable shapes of the selected regions that may be changed
 * @property {(box: Box) => string[]} regionsIn
 *
 * @typedef {"idle" | "on-region" | "on-handle" | "on-nothing" | "moving" | "shaping" | "banding"} Phase
 *   on-…: pressed there and not moved yet · moving: the selected regions follow the pointer · shaping: a handle follows it ·
 *   banding: a rubber band follows it
 *
 * @typedef {(
 *   | { type: "none" }
 *   | { type: "preview" }
 *   | { type: "cancelled" }
 *   | { type: "select", ids: readonly string[], add: boolean }
 *   | { type: "toggle", id: string }
 *   | { type: "edit", shapes: ReadonlyMap<string, Shape>, how: "move" | "shape" }
 * )} Effect
 */

/** @type {Effect} */
const none = Object.freeze({ type: "none" })
/** @type {Effect} */
const changed = Object.freeze({ type: "preview" })

export class SelectTool {
  #scene
  /** @type {Phase} */
  #phase = "idle"
  #start = { x: 0, y: 0 }
  /** @type {string | null} */
  #pressed = null
  /** @type {Handle | null} */
  #handle = null
  /** A region pressed while others were selected too: released unmoved, it alone stays selected. */
  #narrow = false
  /**
   * Shapes as they would be, by region.
   * @type {Map<string, Shape>}
   */
  preview = new Map()
  /** @type {Box | null} */
  band = null

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene
  }

  get busy() { return this.#phase !== "idle" }
  get phase() { return this.#phase }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Effect} */
  down(x, y, hand) {
    if (this.busy) return none
    const point = { x, y }
    this.#start = point
    this.#handle = this.#scene.handleAt(point, hand.reach * 2)
    if (this.#handle) {
      this.#phase = "on-handle"
      return none
    }
    const id = this.#scene.regionAt(point, hand.reach)
    this.#pressed = id
    if (id === null) {
      this.#phase = "on-nothing"
      return none
    }
    this.#phase = "on-region"
    if (hand.add) return { type: "toggle", id }
    const selection = this.#scene.selection()
    this.#narrow = selection.has(id) && selection.size > 1
    return selection.has(id) ? none : { type: "select", ids: [id], add: false }
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Effect} */
  move(x, y, hand) {
    const far = Math.hypot(x - this.#start.x, y - this.#start.y) >= hand.reach
    switch (this.#phase) {
      case "on-region":
        if (!far || this.#scene.movable().size === 0) return none
        this.#phase = "moving"
        return this.#drag(x, y)
      case "on-handle":
        if (!far) return none
        this.#phase = "shaping"
        return this.#shape(x, y, hand)
      case "on-nothing":
        if (!far) return none
        this.#phase = "banding"
        return this.#stretch(x, y)
      case "moving": return this.#drag(x, y)
      case "shaping": return this.#shape(x, y, hand)
      case "banding": return this.#stretch(x, y)
      default: return none
    }
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Effect} */
  up(x, y, hand) {
    const phase = this.#phase
    const { preview, band } = this
    const pressed = this.#pressed
    const handle = this.#handle
    const narrow = this.#narrow
    this.#reset()
    switch (phase) {
      case "moving": return preview.size > 0 ? { type: "edit", shapes: preview, how: "move" } : none
      case "shaping": return preview.size > 0 ? { type: "edit", shapes: preview, how: "shape" } : none
      case "banding": return band ? { type: "select", ids: this.#scene.regionsIn(band), add: hand.add } : none
      case "on-nothing": return hand.add ? none : { type: "select", ids: [], add: false }
      case "on-region": return narrow && pressed !== null ? { type: "select", ids: [pressed], add: false } : none
      case "on-handle": {
        // A click on the middle of an edge sets a corner there: dragging it is not needed.
        const shape = handle?.kind === "edge" ? pulled(this.#scene, handle, { x, y }, hand) : null
        return handle && shape ? { type: "edit", shapes: new Map([[handle.region, shape]]), how: "shape" } : none
      }
      default: return none
    }
  }

  /** @returns {Effect} */
  cancel() {
    if (!this.busy) return none
    this.#reset()
    return { type: "cancelled" }
  }

  #reset() {
    this.#phase = "idle"
    this.#handle = null
    this.#pressed = null
    this.#narrow = false
    this.preview = new Map()
    this.band = null
  }

  /** @param {number} x @param {number} y @returns {Effect} */
  #drag(x, y) {
    this.preview = shifted(this.#scene.movable(), this.#scene.image, x - this.#start.x, y - this.#start.y)
    return changed
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {Effect} */
  #shape(x, y, hand) {
    const shape = this.#handle && pulled(this.#scene, this.#handle, { x, y }, hand)
    if (this.#handle && shape) this.preview = new Map([[this.#handle.region, shape]])
    return changed
  }

  /** @param {number} x @param {number} y @returns {Effect} */
  #stretch(x, y) {
    const { x: sx, y: sy } = this.#start
    this.band = { minX: Math.min(x, sx), minY: Math.min(y, sy), maxX: Math.max(x, sx), maxY: Math.max(y, sy) }
    return changed
  }
}

/**
 * The shapes moved together, as far as all of them stay on the image.
 *
 * @param {ReadonlyMap<string, Shape>} shapes
 * @param {import("../geometry.js").Size} image
 * @param {number} dx
 * @param {number} dy
 * @returns {Map<string, Shape>}
 */
export function shifted(shapes, image, dx, dy) {
  let move = { dx, dy }
  for (const shape of shapes.values()) move = allowedMove(boundsOf(shape), image, move.dx, move.dy)
  return new Map([...shapes].map(([id, shape]) => [id, moved(shape, move.dx, move.dy)]))
}

/**
 * The shape with a handle pulled to `to`; null where the handle's region may not be changed.
 *
 * @param {Pick<Scene, "image" | "movable">} scene
 * @param {Handle} handle
 * @param {Point} to
 * @param {Pick<Hand, "even">} hand
 * @returns {Shape | null}
 */
export function pulled(scene, handle, to, { even }) {
  const shape = scene.movable().get(handle.region)
  if (!shape) return null
  const point = onImage(to, scene.image)
  switch (handle.kind) {
    case "side":
      return shape.kind === "rectangle" || shape.kind === "ellipse" ? resized(shape, handle.side, point, { even }) : null
    case "rotate": {
      if (shape.kind !== "rectangle" && shape.kind !== "ellipse") return null
      const degrees = rotationTowards(shape, to)
      // Shift turns by steps of 15°.
      return rotated(shape, even ? Math.round(degrees / 15) * 15 : degrees)
    }
    case "corner":
      return shape.kind === "polygon" ? { ...shape, points: shape.points.map((old, i) => (i === handle.index ? point : old)) } : null
    case "edge":
      return shape.kind === "polygon" ? withPoint(shape, handle.index, point) : null
  }
}

/**
 * @param {import("../geometry.js").Polygon} polygon
 * @param {number} after number of the corner that the new one follows
 * @param {Point} point
 * @returns {import("../geometry.js").Polygon}
 */
export function withPoint(polygon, after, point) {
  return { ...polygon, points: [...polygon.points.slice(0, after + 1), point, ...polygon.points.slice(after + 1)] }
}

/**
 * The polygon without one corner; null when fewer than three would be left.
 *
 * @param {import("../geometry.js").Polygon} polygon
 * @param {number} index
 * @returns {import("../geometry.js").Polygon | null}
 */
export function withoutPoint(polygon, index) {
  return polygon.points.length <= 3 ? null : { ...polygon, points: polygon.points.filter((_, i) => i !== index) }
}

/**
 * The corner to add where somebody double-clicked: on the nearest edge, if that is near enough.
 *
 * @param {import("../geometry.js").Polygon} polygon
 * @param {Point} point
 * @param {number} reach
 */
export function insertedAt(polygon, point, reach) {
  const edge = nearestEdge(polygon, point)
  return edge.distance <= reach ? withPoint(polygon, edge.after, edge.at) : null
}
