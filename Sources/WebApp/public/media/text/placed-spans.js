import { isShown } from "../../core/region-commands.js"
import { SpanIndex } from "../../core/spans.js"

/**
 * Where the regions of a state stand in one text.
 *
 * @typedef {import("../../core/state.js").Region} Region
 * @typedef {import("./leaf.js").TextDocument} TextDocument
 * @typedef {Readonly<{ id: string, start: number, end: number, region: Region }>} PlacedSpan
 */
export class PlacedSpans {
  index = new SpanIndex([])
  #doc
  #objectName
  /** @type {ReadonlyMap<string, Region> | null} */
  #indexed = null
  /** @type {WeakMap<Region, PlacedSpan | null>} */
  #known = new WeakMap()

  /**
   * @param {TextDocument} doc
   * @param {string} objectName
   */
  constructor(doc, objectName) {
    this.#doc = doc
    this.#objectName = objectName
  }

  /**
   * Takes over the regions of a state. Regions are immutable, so only new ones are looked up.
   *
   * @param {ReadonlyMap<string, Region>} regions
   */
  read(regions) {
    if (this.#indexed === regions) return
    this.#indexed = regions
    /** @type {PlacedSpan[]} */
    const spans = []
    for (const region of regions.values()) {
      const span = this.of(region)
      if (span && span.end > span.start && isShown(region)) spans.push(span)
    }
    this.index = new SpanIndex(spans)
  }

  /**
   * @param {Region} region
   * @returns {PlacedSpan | null} where it stands in this text
   */
  of(region) {
    if (region.objectName !== this.#objectName || (region.shape !== "span" && region.shape !== "hyperspan")) return null
    const known = this.#known.get(region)
    if (known !== undefined) return known
    const place = this.#doc.locate(region.geometry)
    const span = place ? { id: region.id, ...place, region } : null
    this.#known.set(region, span)
    return span
  }
}
