/**
 * Paints what has come of a slide: coarse levels first, so that there is always something, and sharper ones over them.
 *
 * @typedef {import("./pyramid.js").Pyramid} Pyramid
 * @typedef {import("./tile-cache.js").TileCache} TileCache
 * @typedef {import("../image/view.js").Matrix} Matrix
 * @typedef {Readonly<{ matrix: Matrix, scale: number, quarter: number, width: number, height: number, ratio: number }>} Frame
 */
import { seen } from "../image/view.js"

/** What lies under tiles that have not come: the glass. */
const glass = "#f1f0f2"

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Pyramid} pyramid
 * @param {TileCache} cache
 * @param {Frame} frame
 */
export function paintTiles(context, pyramid, cache, frame) {
  const { matrix, scale, width, height, ratio, quarter } = frame
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, Math.ceil(width * ratio), Math.ceil(height * ratio))
  const whole = placed(matrix, ratio, { minX: 0, minY: 0, maxX: pyramid.size.width, maxY: pyramid.size.height })
  context.fillStyle = glass
  context.fillRect(whole.x, whole.y, whole.width, whole.height)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = "medium"
  const box = seen(matrix, { width, height })
  for (const level of pyramid.upTo(pyramid.levelFor(scale * ratio))) {
    for (const tile of pyramid.tilesIn(level, box)) {
      const picture = /** @type {ImageBitmap | undefined} */ (cache.get(tile))
      if (!picture) continue
      const own = pyramid.sizeOf(tile)
      draw(context, picture, Math.min(own.width, picture.width), Math.min(own.height, picture.height), placed(matrix, ratio, pyramid.boxOf(tile)), quarter)
    }
  }
  context.setTransform(1, 0, 0, 1, 0, 0)
}

/**
 * Where a box of level 0 lies on the canvas, in whole device pixels: neighbours meet without a seam.
 *
 * @param {Matrix} m
 * @param {number} ratio
 * @param {import("../image/geometry.js").Box} box
 */
export function placed(m, ratio, { minX, minY, maxX, maxY }) {
  const x0 = (m.a * minX + m.c * minY + m.e) * ratio
  const y0 = (m.b * minX + m.d * minY + m.f) * ratio
  const x1 = (m.a * maxX + m.c * maxY + m.e) * ratio
  const y1 = (m.b * maxX + m.d * maxY + m.f) * ratio
  const [left, right] = [Math.round(Math.min(x0, x1)), Math.round(Math.max(x0, x1))]
  const [top, bottom] = [Math.round(Math.min(y0, y1)), Math.round(Math.max(y0, y1))]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {CanvasImageSource} picture
 * @param {number} width of the picture's part that is drawn
 * @param {number} height
 * @param {{ x: number, y: number, width: number, height: number }} at
 * @param {number} quarter
 */
function draw(context, picture, width, height, at, quarter) {
  switch (quarter) {
    case 90: context.setTransform(0, 1, -1, 0, at.x + at.width, at.y); break
    case 180: context.setTransform(-1, 0, 0, -1, at.x + at.width, at.y + at.height); break
    case 270: context.setTransform(0, -1, 1, 0, at.x, at.y + at.height); break
    default: context.setTransform(1, 0, 0, 1, at.x, at.y)
  }
  const isLying = quarter === 90 || quarter === 270
  context.drawImage(picture, 0, 0, width, height, 0, 0, isLying ? at.height : at.width, isLying ? at.width : at.height)
}
