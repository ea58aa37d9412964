/** The mask inside a region's `rle`, decoded once for each geometry. */
import { setMaskPainter } from "../../core/steps.js"
import { Mask } from "./mask.js"
import { decodeMask, encodeMask, MaskFormatError } from "./rle.js"

/** @typedef {import("../../core/state.js").Region} Region */

/** @type {WeakMap<object, Mask>} geometry objects are never changed, so the decoded mask stays true */
const masks = new WeakMap()

/**
 * @param {Region} region
 * @returns {Mask}
 * @throws {MaskFormatError} when its bytes are not a mask of the region's image
 */
export function maskOf(region) {
  const known = masks.get(region.geometry)
  if (known) return known
  const { rle } = region.geometry
  const { width, height } = region.original
  if (!width || !height) throw new MaskFormatError("A mask needs original_width and original_height")
  if (!Array.isArray(rle)) throw new MaskFormatError("A mask needs its rle")
  const mask = decodeMask(rle, width, height)
  masks.set(region.geometry, mask)
  return mask
}

/**
 * The geometry that holds `mask`.
 *
 * @param {Mask} mask
 */
export function maskGeometry(mask) {
  const geometry = Object.freeze({ format: "rle", rle: Array.from(encodeMask(mask)) })
  masks.set(geometry, mask)
  return geometry
}

setMaskPainter((region, rows) => ({ ...region, geometry: maskGeometry(maskOf(region).flipped(rows)) }))
