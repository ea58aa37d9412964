/** Draws the pixels under the regions. Brightness, contrast and invert are a filter of the canvas, so that changing them draws nothing. */

/** A grid finer than this, in CSS pixels, would hide the image. */
const finestGrid = 6

/**
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLImageElement | ImageBitmap} picture
 * @param {import("./geometry.js").Size} size
 * @param {import("./shape-painter.js").Frame} frame
 * @param {boolean} smoothing
 */
export function drawPixels(context, picture, size, { matrix: m, width, height, ratio, scale }, smoothing) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.setTransform(m.a * ratio, m.b * ratio, m.c * ratio, m.d * ratio, m.e * ratio, m.f * ratio)
  context.imageSmoothingEnabled = smoothing || scale * ratio < 1
  // Mipmaps when shrinking; plain interpolation is enough when enlarging.
  context.imageSmoothingQuality = scale * ratio < 0.5 ? "medium" : "low"
  context.drawImage(picture, 0, 0, size.width, size.height)
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./geometry.js").Size} size
 * @param {import("./shape-painter.js").Frame} frame
 * @param {{ step: number, colour: string }} grid `step` in image pixels
 */
export function drawGrid(context, size, { matrix: m, ratio, scale }, { step, colour }) {
  if (!(step * scale >= finestGrid)) return
  context.save()
  context.setTransform(m.a * ratio, m.b * ratio, m.c * ratio, m.d * ratio, m.e * ratio, m.f * ratio)
  context.beginPath()
  for (let x = step; x < size.width; x += step) {
    context.moveTo(x, 0)
    context.lineTo(x, size.height)
  }
  for (let y = step; y < size.height; y += step) {
    context.moveTo(0, y)
    context.lineTo(size.width, y)
  }
  context.strokeStyle = colour
  context.globalAlpha = 0.35
  context.lineWidth = 1 / scale
  context.stroke()
  context.restore()
}

/** @param {import("./options-row.js").Look} look */
export function filterOf({ brightness, contrast, invert }) {
  const parts = []
  if (invert) parts.push("invert(1)")
  if (brightness !== 100) parts.push(`brightness(${brightness / 100})`)
  if (contrast !== 100) parts.push(`contrast(${contrast / 100})`)
  return parts.join(" ") || "none"
}
