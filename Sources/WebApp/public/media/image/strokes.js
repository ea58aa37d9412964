/**
 * Painting: which mask a stroke goes into, the stroke itself, and the one transaction it becomes.
 *
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./scene.js").Item} Item
 * @typedef {import("./tools/tool.js").Hand} Hand
 * @typedef {import("../../core/state.js").Region} Region
 *
 * @typedef {object} Surface where a stroke is shown while it is painted
 * @property {(mask: Mask, colour: string) => void} begin
 * @property {(x: number, y: number, length: number) => void} paint
 * @property {(x: number, y: number, length: number) => void} erase
 * @property {() => void} end
 *
 * @typedef {object} Canvas what painting asks of the desk
 * @property {import("./geometry.js").Size} image
 * @property {Surface | null} surface
 * @property {import("../../core/store.js").Store} store
 * @property {(message: string) => void} say
 * @property {() => Item | null} selected the selected mask
 * @property {(point: Point) => Item | null} under
 * @property {() => boolean} ready a new mask could be drawn; says why if not
 * @property {() => string} colour of a new mask
 * @property {(id: string, geometry: Readonly<Record<string, unknown>>) => Region | null} region a new one
 */
import { newID } from "../../core/ids.js"
import { touched } from "../../core/region-commands.js"
import { enImage as t } from "../../locales/en-image.js"
import { Bitmap } from "./bitmap.js"
import { Mask } from "./mask.js"
import { maskGeometry, maskOf } from "./region-mask.js"
import { BrushTool } from "./tools/brush-tool.js"

export class Strokes {
  brush
  #canvas
  /**
   * Made with the first stroke, kept for the next.
   * @type {Bitmap | null}
   */
  #bitmap = null
  /**
   * What the stroke under way goes into.
   * @type {{ id: string, isNew: boolean, erase: boolean } | null}
   */
  #stroke = null

  /**
   * @param {Canvas} canvas
   * @param {number} radius
   */
  constructor(canvas, radius) {
    this.#canvas = canvas
    this.brush = new BrushTool(radius)
  }

  get busy() { return this.#stroke !== null }

  /**
   * The region whose mask is being changed, and stands in the preview instead of at rest.
   * @returns {string | null}
   */
  get lifted() { return this.#stroke && !this.#stroke.isNew ? this.#stroke.id : null }

  /** @param {number} x @param {number} y @param {Hand} hand @param {boolean} erase @returns {boolean} whether a stroke began */
  begin(x, y, hand, erase) {
    const { image: { width, height }, surface, say } = this.#canvas
    const target = this.#target({ x, y }, erase)
    if (!target) return false
    if (target.mask.width !== width || target.mask.height !== height) {
      say(t.otherSize(target.mask.width, target.mask.height))
      return false
    }
    this.#bitmap ??= new Bitmap(width, height)
    this.#bitmap.load(target.mask)
    this.#stroke = { id: target.id, isNew: target.isNew, erase }
    surface?.begin(target.mask, target.colour)
    this.brush.begin(this.#bitmap, erase ? 0 : 1, surface ? (erase ? surface.erase : surface.paint) : null)
    this.brush.down(x, y, hand)
    return true
  }

  /** @param {number} x @param {number} y @param {Hand} hand */
  move(x, y, hand) {
    this.brush.move(x, y, hand)
  }

  cancel() {
    if (!this.#stroke) return false
    this.brush.cancel()
    this.#stroke = null
    this.#canvas.surface?.end()
    return true
  }

  /**
   * The selected mask if it may be changed, or else a new one; an eraser also takes the mask under it.
   *
   * @param {Point} point
   * @param {boolean} erase
   * @returns {{ id: string, isNew: boolean, mask: Mask, colour: string } | null}
   */
  #target(point, erase) {
    const { image, say, selected, under, ready, colour } = this.#canvas
    const chosen = selected()
    const item = chosen ?? (erase ? under(point) : null)
    if (item?.mask && !item.fixed) return { id: item.id, isNew: false, mask: maskOf(item.region), colour: item.colour }
    if (item?.mask) {
      say(t.locked)
      return null
    }
    if (erase) {
      say(t.nothingToErase)
      return null
    }
    return ready() ? { id: newID(), isNew: true, mask: Mask.empty(image.width, image.height), colour: colour() } : null
  }

  /** One stroke, one transaction: a new region, the rows that changed, or nothing left. */
  end() {
    const stroke = this.#stroke
    const { store, surface } = this.#canvas
    this.brush.finish()
    this.#stroke = null
    const rows = this.#bitmap?.commit() ?? []
    surface?.end()
    if (!stroke || !this.#bitmap || rows.length === 0) return
    const title = stroke.erase ? t.titles.erase : t.titles.paint
    const { mask } = this.#bitmap
    const selection = new Set([stroke.id])
    if (stroke.isNew) {
      const region = this.#canvas.region(stroke.id, maskGeometry(mask))
      if (region) store.dispatch({ steps: [{ op: "put", region }], view: { selection }, title })
      return
    }
    const region = store.state.regions.get(stroke.id)
    if (!region) return
    if (mask.isEmpty) {
      store.dispatch({ steps: [{ op: "remove", id: stroke.id }], title })
      return
    }
    const isProposal = region.suggestion === true || region.origin === "prediction"
    store.dispatch({
      steps: [...(isProposal ? [/** @type {const} */ ({ op: "put", region: touched(region) })] : []), { op: "paint", id: stroke.id, rows }],
      view: { selection }, title,
    })
  }
}
