import { ordered } from "../../../core/state.js"
import { enSegments as t } from "../../../locales/en-segments.js"
import { decodeMask } from "../../image/rle.js"
import { channels } from "./colours.js"
import { plainRecord } from "./plain-mask.js"

/**
 * Brush masks that came in Label Studio's own form, a region a picture: they are shown as they are, and become part of the mask when the person says so.
 *
 * @typedef {import("../../../core/state.js").Region} Region
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 */

export class PlainLayer {
  #room
  #signal
  /** @type {Uint8Array | null} */
  #labels = null
  /** @type {import("../contracts.js").LabelLayer | null} */
  #layer = null
  /** @type {readonly Region[]} */
  #drawn = []

  /** @param {SegmentsRoom} room @param {AbortSignal} signal */
  constructor(room, signal) {
    this.#room = room
    this.#signal = signal
    room.store.addEventListener("change", event => {
      const { before, after } = /** @type {CustomEvent<import("../../../core/store.js").Change>} */ (event).detail
      if (before.regions !== after.regions) this.draw()
    }, { signal })
  }

  /** @returns {readonly Region[]} */
  get regions() {
    const { context, store } = this.#room
    return ordered(store.state).filter(region => region.objectName === context.media.object.name && region.shape === "brush" && region.med?.kind !== "segment" && Array.isArray(region.geometry.rle) && region.geometry.rle.length > 0)
  }

  draw() {
    const { desk, context, series } = this.#room
    if (!desk || !series) return
    const { regions } = this
    if (regions.length === this.#drawn.length && regions.every((region, i) => region === this.#drawn[i])) return
    this.#drawn = regions
    const { columns, rows, slices } = desk.grid
    const labels = (this.#labels ??= new Uint8Array(columns * rows * slices))
    labels.fill(0)
    const palette = new Uint8ClampedArray(1024)
    regions.slice(0, 255).forEach((region, n) => {
      const [control, [name] = []] = Object.entries(region.labels)[0] ?? ["", []]
      const colour = desk.segments.find(each => each.control === control && each.label.name === name)?.colour ?? "#a9aeb4"
      palette.set([...channels(colour), region.concealed ?? region.hidden ? 0 : 255], (n + 1) * 4)
      try {
        const mask = decodeMask(/** @type {number[]} */ (region.geometry.rle), columns, rows)
        const base = Math.min(slices - 1, region.itemIndex ?? 0) * columns * rows
        for (const j of mask.sortedRows()) {
          const runs = mask.row(j)
          for (let at = 0; at + 1 < runs.length; at += 2) labels.fill(n + 1, base + j * columns + (runs[at] ?? 0), base + j * columns + (runs[at + 1] ?? 0))
        }
      } catch (error) {
        context.say(`${name ?? "A mask"}: ${error instanceof Error ? error.message : error}`, "warning")
      }
    })
    if (!this.#layer) {
      this.#layer = { series: series.uid, values: () => /** @type {Uint8Array} */ (this.#labels), palette, opacity: 0.2, outline: true, visible: true }
      context.labels.add(this.#layer, this.#signal)
      context.say(t.plainFound(regions.length))
    } else {
      this.#layer.palette = palette
      context.labels.restyled(this.#layer)
      context.labels.changed(this.#layer)
    }
  }

  /**
   * Takes them into the mask: their regions go, the structures' come, a step for each.
   *
   * @returns {boolean} whether there was anything to take
   */
  adopt() {
    const { desk, store } = this.#room
    if (!desk?.isReady) return false
    const taken = this.regions.flatMap(region => {
      const segment = desk.segments.find(each => region.labels[each.control]?.includes(each.label.name))
      const k = Math.min(desk.grid.slices - 1, region.itemIndex ?? 0)
      const record = segment && !segment.locked ? plainRecord({ layer: 0, segment: segment.number, locks: desk.locks }, /** @type {number[]} */ (region.geometry.rle), desk.grid, k) : null
      return record && segment ? [{ region, segment, record }] : []
    })
    if (taken.length === 0) return false
    store.dispatch({ steps: taken.map(({ region }) => ({ op: "remove", id: region.id })), title: t.menu.adopt })
    for (const segment of new Set(taken.map(each => each.segment))) desk.perform(`${t.menu.adopt}: ${segment.name}`, taken.filter(each => each.segment === segment).map(each => each.record), segment)
    return true
  }
}
