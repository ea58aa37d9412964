import { indexAt } from "./reslice.js"

/**
 * A plane through a labelmap, laid over pixels: fill, outline with a dark casing, hatching for what a model proposes. The same rules as the WebGL shader.
 *
 * @typedef {import("./renderer.js").Sampling} Sampling
 * @typedef {import("../contracts.js").LabelLayer} LabelLayer
 */

/**
 * Nearest labels of a plane.
 *
 * @param {Uint8Array} values
 * @param {{ columns: number, rows: number, slices: number }} grid
 * @param {Sampling} sampling
 * @param {import("./renderer.js").DepthTable | null} depths
 * @param {number} width
 * @param {number} height
 * @param {Uint8Array} out
 * @returns {boolean} whether any label was met
 */
export function labelPlane(values, { columns, rows, slices }, { start, du, dv }, depths, width, height, out) {
  const half = depths ? 0 : 0.5
  let any = 0
  for (let y = 0, o = 0; y < height; y++) {
    let x = start[0] + y * dv[0] + 0.5
    let z = start[1] + y * dv[1] + 0.5
    let w = start[2] + y * dv[2] + half
    for (let n = 0; n < width; n++, o++, x += du[0], z += du[1], w += du[2]) {
      const k = depths ? indexAt(depths, w) + 0.5 : w
      const label = x < 0 || z < 0 || k < 0 || x >= columns || z >= rows || k >= slices ? 0 : /** @type {number} */ (values[((k | 0) * rows + (z | 0)) * columns + (x | 0)])
      out[o] = label
      any |= label
    }
  }
  return any !== 0
}

/**
 * @param {Uint8Array} plane
 * @param {LabelLayer} layer
 * @param {number} width
 * @param {number} height
 * @param {number} reach width of outlines in device pixels
 * @param {Uint8ClampedArray} rgba
 */
export function blendLabels(plane, layer, width, height, reach, rgba) {
  const { palette, opacity, outline, dashed, hover = 0 } = layer
  for (let y = 0, o = 0; y < height; y++) {
    const up = y >= reach ? reach * width : 0
    const down = y < height - reach ? reach * width : 0
    for (let x = 0; x < width; x++, o++) {
      const label = /** @type {number} */ (plane[o])
      const left = x >= reach ? reach : 0
      const right = x < width - reach ? reach : 0
      const a = /** @type {number} */ (plane[o - left])
      const b = /** @type {number} */ (plane[o + right])
      const c = /** @type {number} */ (plane[o - up])
      const d = /** @type {number} */ (plane[o + down])
      if (label === 0) {
        // The casing: a dark rim outside, so that an outline shows on bright pixels, too.
        if (outline && (a | b | c | d) !== 0 && (seen(palette, a) || seen(palette, b) || seen(palette, c) || seen(palette, d))) blend(rgba, o * 4, 0, 0, 0, 0.5)
        continue
      }
      const p = label * 4
      const strength = /** @type {number} */ (palette[p + 3]) / 255
      if (strength === 0) continue
      const isEdge = outline && (a !== label || b !== label || c !== label || d !== label)
      const proposed = dashed !== undefined && dashed[label] === 1
      // Suggestions: a broken outline and a thin hatching, no fill.
      const hatched = ((x + y) % (8 * reach)) < reach
      const alpha = isEdge ? (proposed && ((x + y) % (10 * reach)) >= 6 * reach ? 0 : 1) : proposed ? (hatched ? opacity * strength : 0) : Math.min(1, opacity * strength * (hover === label ? 1.6 : 1))
      if (alpha > 0) blend(rgba, o * 4, /** @type {number} */ (palette[p]), /** @type {number} */ (palette[p + 1]), /** @type {number} */ (palette[p + 2]), alpha)
    }
  }
}

/** @param {Uint8ClampedArray} palette @param {number} label */
const seen = (palette, label) => label !== 0 && palette[label * 4 + 3] !== 0

/**
 * @param {Uint8ClampedArray} rgba
 * @param {number} o
 * @param {number} r
 * @param {number} g
 * @param {number} b
 * @param {number} alpha
 */
function blend(rgba, o, r, g, b, alpha) {
  const rest = 1 - alpha
  rgba[o] = r * alpha + /** @type {number} */ (rgba[o]) * rest
  rgba[o + 1] = g * alpha + /** @type {number} */ (rgba[o + 1]) * rest
  rgba[o + 2] = b * alpha + /** @type {number} */ (rgba[o + 2]) * rest
}
