/**
 * Draws the regions at rest: fills, outlines with a dark casing, key boxes. What changes with every pointer move is not here
 * but in the overlay, so this canvas is painted only when the regions or the view change.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Item} Item
 * @typedef {import("./view.js").Matrix} Matrix
 * @typedef {Readonly<{
 *   matrix: Matrix, scale: number, quarter: number, width: number, height: number, ratio: number,
 * }>} Frame `width` and `height` of the element in CSS pixels, `ratio` device pixels a CSS pixel
 */
import { MaskLayers } from "./mask-layers.js"
import { seen, toImage, toScreen } from "./view.js"
import { KeyTags } from "./key-tags.js"
import { tagPlace, trace } from "./trace.js"

const casing = "rgb(0 0 0 / .55)"
/** Shapes smaller than this on the screen are a dot: outline and casing would be all casing. CSS pixels. */
const dotSize = 4
/** Shapes smaller than this have neither casing nor fill: two lines of 3.5 px would be all there is. CSS pixels. */
const smallestCased = 14
/** Key boxes are left out on shapes narrower than this, the more regions are in sight the sooner. CSS pixels. */
const smallestTagged = Object.freeze({ few: 14, many: 32, crowd: 56 })
const many = 60
const crowd = 400

export class ShapePainter {
  #context
  #masks = new MaskLayers()
  #tags = new KeyTags()
  /** @type {number[]} */
  #visible = []
  #place = { x: 0, y: 0 }
  #inSight = 0
  /** Fill opacity in percent, as people set it. */
  opacity = 16

  /** @param {CanvasRenderingContext2D} context */
  constructor(context) {
    this.#context = context
  }

  get masks() { return this.#masks }
  get tags() { return this.#tags }

  /**
   * @param {Scene} scene
   * @param {Frame} frame
   * @param {ReadonlySet<string>} without regions under change, which the overlay draws
   * @param {import("./geometry.js").Box | null} [only] paints this part of the image anew and leaves the rest as it is
   * @returns {number} how many were in sight
   */
  draw(scene, frame, without, only = null) {
    const { matrix, scale, width, height, ratio } = frame
    const context = this.#context
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.save()
    const part = only && around(only, matrix)
    if (part) {
      context.beginPath()
      context.rect(part.minX, part.minY, part.maxX - part.minX, part.maxY - part.minY)
      context.clip()
      context.clearRect(part.minX, part.minY, part.maxX - part.minX, part.maxY - part.minY)
    } else context.clearRect(0, 0, width, height)
    const count = scene.within(part ? onImage(part, matrix) : seen(matrix, frame), this.#visible)
    context.lineJoin = "round"
    let dashed = false
    for (const number of this.#visible) {
      const item = scene.items[number]
      if (!item || without.has(item.id)) continue
      if (item.mask) {
        drawMask(context, this.#masks, item, scene.image, frame, this.opacity / 100 + 0.18)
        continue
      }
      const { shape, bounds } = item
      if (!shape) continue
      const size = shape.kind === "keypoint" ? Infinity : Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) * scale
      if (size < dotSize) {
        context.fillStyle = item.colour
        dot(context, { x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2 }, matrix, 2)
        continue
      }
      if (item.open !== dashed) {
        dashed = item.open
        context.setLineDash(dashed ? [5, 4] : [])
      }
      this.#shape(item, shape, frame, size)
    }
    context.setLineDash([])
    // A part of the screen follows the whole: tags must not come and go with what is painted anew.
    if (!part) this.#inSight = count
    this.#drawTags(scene, frame, without, this.#inSight)
    context.restore()
    return count
  }

  /**
   * One shape at a time: one path for all was tried and is six times slower to raster at 5 000 polygons (200 ms against 33).
   *
   * @param {Item} item
   * @param {import("./geometry.js").Shape} shape
   * @param {Frame} frame
   * @param {number} size on the screen
   */
  #shape(item, shape, { matrix: m, scale, quarter }, size) {
    const context = this.#context
    const isCased = size >= smallestCased
    const isFilled = isCased && !item.open && this.opacity > 0 && shape.kind !== "keypoint" && !(shape.kind === "polygon" && !shape.closed)
    context.fillStyle = item.colour
    if (shape.kind === "rectangle" && shape.rotation === 0) {
      // The straight box has calls of its own, several times faster than a path.
      const x = m.a * shape.x + m.c * shape.y + m.e
      const y = m.b * shape.x + m.d * shape.y + m.f
      const width = m.a * shape.width + m.c * shape.height
      const height = m.b * shape.width + m.d * shape.height
      if (isFilled) {
        context.globalAlpha = this.opacity / 100
        context.fillRect(x, y, width, height)
        context.globalAlpha = 1
      }
      if (isCased) {
        context.strokeStyle = casing
        context.lineWidth = 3.5
        context.strokeRect(x, y, width, height)
      }
      context.strokeStyle = item.colour
      context.lineWidth = 1.5
      context.strokeRect(x, y, width, height)
      return
    }
    context.beginPath()
    trace(context, shape, m, scale, quarter)
    if (isFilled) {
      context.globalAlpha = this.opacity / 100
      context.fill()
      context.globalAlpha = 1
    }
    if (isCased) {
      context.strokeStyle = casing
      context.lineWidth = 3.5
      context.stroke()
    }
    context.strokeStyle = item.colour
    context.lineWidth = 1.5
    context.stroke()
    if (shape.kind === "keypoint") dot(context, shape, m, 1.5)
  }

  /**
   * @param {Scene} scene
   * @param {Frame} frame
   * @param {ReadonlySet<string>} without
   * @param {number} count
   */
  #drawTags(scene, { matrix, scale, ratio }, without, count) {
    const smallest = count > crowd ? smallestTagged.crowd : count > many ? smallestTagged.many : smallestTagged.few
    for (const number of this.#visible) {
      const item = scene.items[number]
      if (!item || without.has(item.id) || (item.key === "" && item.score === "")) continue
      const { minX, minY, maxX, maxY } = item.bounds
      const isPoint = item.shape?.kind === "keypoint"
      if (isPoint ? count > crowd : Math.max(maxX - minX, maxY - minY) * scale < smallest) continue
      tagPlace(item, matrix, this.#place)
      this.#tags.draw(this.#context, item, this.#place.x, this.#place.y, ratio)
    }
  }
}

/** How far lines and tags reach beyond a region's box, in CSS pixels. */
const margin = { left: 8, top: 26, right: 96, bottom: 8 }

/**
 * The part of the screen that what lies in a box may have painted on, in whole pixels.
 *
 * @param {import("./geometry.js").Box} box
 * @param {Matrix} matrix from the box to the screen
 * @returns {import("./geometry.js").Box}
 */
function around(box, matrix) {
  const a = toScreen(matrix, { x: box.minX, y: box.minY })
  const b = toScreen(matrix, { x: box.maxX, y: box.maxY })
  return {
    minX: Math.floor(Math.min(a.x, b.x)) - margin.left, minY: Math.floor(Math.min(a.y, b.y)) - margin.top,
    maxX: Math.ceil(Math.max(a.x, b.x)) + margin.right, maxY: Math.ceil(Math.max(a.y, b.y)) + margin.bottom,
  }
}

/**
 * @param {import("./geometry.js").Box} part of the screen
 * @param {Matrix} matrix
 * @returns {import("./geometry.js").Box}
 */
function onImage(part, matrix) {
  const a = toImage(matrix, { x: part.minX - margin.right, y: part.minY - margin.bottom })
  const b = toImage(matrix, { x: part.maxX + margin.left, y: part.maxY + margin.top })
  return { minX: Math.min(a.x, b.x), minY: Math.min(a.y, b.y), maxX: Math.max(a.x, b.x), maxY: Math.max(a.y, b.y) }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number }} at
 * @param {Matrix} m
 * @param {number} radius
 */
function dot(context, at, m, radius) {
  context.fillRect(m.a * at.x + m.c * at.y + m.e - radius, m.b * at.x + m.d * at.y + m.f - radius, radius * 2, radius * 2)
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {MaskLayers} masks
 * @param {Item} item
 * @param {import("./geometry.js").Size} image
 * @param {Frame} frame
 * @param {number} opacity
 */
function drawMask(context, masks, item, image, { matrix: m, ratio, scale }, opacity) {
  const layer = item.mask && masks.get(item.mask, item.colour)
  if (!item.mask || !layer) return
  const fx = image.width / item.mask.width
  const fy = image.height / item.mask.height
  context.save()
  context.setTransform(m.a * fx * ratio, m.b * fx * ratio, m.c * fy * ratio, m.d * fy * ratio, m.e * ratio, m.f * ratio)
  context.imageSmoothingEnabled = false
  context.globalAlpha = item.open ? opacity / 2 : opacity
  context.drawImage(layer.picture, layer.x, layer.y)
  context.globalAlpha = 1
  context.lineJoin = "round"
  const thin = 1 / (scale * Math.max(fx, 1e-6))
  context.strokeStyle = casing
  context.lineWidth = 3 * thin
  context.stroke(layer.outline)
  context.strokeStyle = item.colour
  context.lineWidth = 1.5 * thin
  if (item.open) context.setLineDash([5 * thin, 4 * thin])
  context.stroke(layer.outline)
  context.restore()
}
