/**
 * A round glass under the pointer that shows the pixels already drawn, larger. Held with its key or switched on.
 *
 * @typedef {import("../contracts.js").Painter} Painter
 */

const radius = 90
const power = 2.5

/**
 * @param {() => { canvas: HTMLCanvasElement, viewport: import("../contracts.js").Viewport | null, x: number, y: number } | null} state null while it is put away
 * @returns {Painter}
 */
export function magnifier(state) {
  return {
    order: 90,
    draw(viewport, pen) {
      const now = state()
      if (!now || now.viewport !== viewport) return
      const ratio = devicePixelRatio || 1
      const pane = /** @type {import("../view/viewport.js").Viewport} */ (viewport)
      const half = radius / power
      const { x, y, canvas } = now
      pen.beginPath()
      pen.arc(x, y, radius, 0, 2 * Math.PI)
      pen.save()
      pen.clip()
      pen.imageSmoothingEnabled = viewport.scale > 0 && pane.smooth
      pen.fillStyle = "#000"
      pen.fillRect(x - radius, y - radius, 2 * radius, 2 * radius)
      pen.drawImage(canvas, (pane.left + x - half) * ratio, (pane.top + y - half) * ratio, 2 * half * ratio, 2 * half * ratio, x - radius, y - radius, 2 * radius, 2 * radius)
      pen.restore()
      pen.lineWidth = 1.5
      pen.strokeStyle = "#ffffffb0"
      pen.stroke()
    },
  }
}
