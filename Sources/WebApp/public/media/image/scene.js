/**
 * What of the state lies on the image now, ready to be drawn and hit: shapes in pixels, colours, keys, boxes.
 *
 * @typedef {import("../../core/state.js").State} State
 * @typedef {import("../../core/state.js").Region} Region
 * @typedef {import("./geometry.js").Shape} Shape
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {import("./geometry.js").Point} Point
 *
 * @typedef {Readonly<{
 *   id: string, region: Region, shape: Shape | null, mask: import("./mask.js").Mask | null,
 *   bounds: Box, area: number, colour: string, key: string, name: string,
 *   open: boolean, score: string, fixed: boolean,
 * }>} Item
 *   `open`: a suggestion nobody has taken; `fixed`: it cannot be changed
 */
import { isFree, isShown } from "../../core/region-commands.js"
import { labelOf, labelPairs, ordered } from "../../core/state.js"
import { areaOf, boundsOf, fromPercent, touches } from "./geometry.js"
import { GridIndex } from "./grid-index.js"
import { maskOf } from "./region-mask.js"

/** Regions without a label of the config. */
const neutral = "#a9aeb4"

export class Scene {
  /**
   * In drawing order.
   * @type {readonly Item[]}
   */
  items
  /**
   * Regions whose bytes could not be read, with the reason.
   * @type {readonly Readonly<{ id: string, reason: string }>[]}
   */
  broken
  #index
  /** @type {ReadonlyMap<string, Item>} */
  #byID

  /**
   * @param {readonly Item[]} items
   * @param {Size} image
   * @param {readonly Readonly<{ id: string, reason: string }>[]} broken
   */
  constructor(items, image, broken) {
    this.items = items
    this.image = image
    this.broken = broken
    this.#index = new GridIndex(items.map(item => item.bounds), image)
    this.#byID = new Map(items.map(item => [item.id, item]))
  }

  /** @param {string} id */
  get(id) { return this.#byID.get(id) }

  /**
   * The box around everything that is in one scene and not, or not alike, in the other; null where they are alike.
   *
   * @param {Scene} other
   * @returns {Box | null}
   */
  differenceTo(other) {
    const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
    for (const [a, b] of /** @type {const} */ ([[this, other], [other, this]])) {
      for (const item of a.items) if (b.get(item.id) !== item) widen(box, item.bounds)
    }
    return box.minX > box.maxX ? null : box
  }

  /**
   * The box around some regions.
   *
   * @param {Iterable<string>} ids
   * @returns {Box | null}
   */
  boxOf(ids) {
    const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
    for (const id of ids) {
      const item = this.#byID.get(id)
      if (item) widen(box, item.bounds)
    }
    return box.minX > box.maxX ? null : box
  }

  /**
   * Numbers of the items that touch a box, written into `into` in drawing order; returns how many.
   *
   * @param {Box} box
   * @param {number[]} into reused between frames
   */
  within(box, into) {
    let count = 0
    this.#index.query(box.minX, box.minY, box.maxX, box.maxY, item => { into[count++] = item })
    into.length = count
    return into.sort((a, b) => a - b).length
  }

  /**
   * The region under a point: the smallest one there, so that what lies inside another can be reached; points before all.
   *
   * @param {Point} point
   * @param {number} reach how far it may be missed
   * @returns {Item | null}
   */
  at(point, reach) {
    let best = -1
    let area = Infinity
    this.#index.query(point.x - reach, point.y - reach, point.x + reach, point.y + reach, number => {
      const item = this.items[number]
      // Of two alike the one drawn later lies on top.
      if (!item || item.area > area || (item.area === area && number < best)) return
      const hit = item.shape ? touches(item.shape, point, reach) : item.mask !== null && onMask(item.mask, this.image, point)
      if (!hit) return
      best = number
      area = item.area
    })
    return this.items[best] ?? null
  }

  /**
   * Ids of the regions that lie wholly inside a box.
   * @param {Box} box
   */
  inside(box) {
    return this.items
      .filter(({ bounds }) => bounds.minX >= box.minX && bounds.maxX <= box.maxX && bounds.minY >= box.minY && bounds.maxY <= box.maxY)
      .map(item => item.id)
  }
}

/**
 * @param {{ minX: number, minY: number, maxX: number, maxY: number }} box
 * @param {Box} by
 */
function widen(box, by) {
  box.minX = Math.min(box.minX, by.minX)
  box.minY = Math.min(box.minY, by.minY)
  box.maxX = Math.max(box.maxX, by.maxX)
  box.maxY = Math.max(box.maxY, by.maxY)
}

/**
 * @param {import("./mask.js").Mask} mask
 * @param {Size} image
 * @param {Point} point
 */
function onMask(mask, image, { x, y }) {
  return mask.has(Math.floor(x * mask.width / image.width), Math.floor(y * mask.height / image.height))
}

/** Makes scenes; remembers the item of every region that has not changed. */
export class SceneMaker {
  /** @type {WeakMap<Region, Item>} */
  #items = new WeakMap()
  #image

  /** @param {Size} image */
  constructor(image) {
    this.#image = image
  }

  /**
   * @param {State} state
   * @param {string} objectName
   * @param {number | null} itemIndex of a multi-image task
   */
  make(state, objectName, itemIndex) {
    /** @type {Item[]} */
    const items = []
    /** @type {{ id: string, reason: string }[]} */
    const broken = []
    for (const region of ordered(state)) {
      if (region.objectName !== objectName || !isShown(region)) continue
      if (itemIndex !== null && (region.itemIndex ?? 0) !== itemIndex) continue
      const known = this.#items.get(region)
      if (known) { items.push(known); continue }
      try {
        const item = this.#item(region, state)
        if (!item) continue
        this.#items.set(region, item)
        items.push(item)
      } catch (error) {
        // One unreadable mask must not take the others from the screen; it stays in the state as it came.
        broken.push({ id: region.id, reason: error instanceof Error ? error.message : String(error) })
      }
    }
    return new Scene(items, this.#image, broken)
  }

  /**
   * @param {Region} region
   * @param {State} state
   * @returns {Item | null}
   */
  #item(region, state) {
    const { id, score } = region
    const shape = fromPercent(region.shape, region.geometry, this.#image) ?? null
    const mask = region.shape === "brush" ? maskOf(region) : null
    const bounds = shape ? boundsOf(shape) : mask ? maskBounds(mask, this.#image) : null
    if (!bounds) return null
    const label = labelOf(region, state.config)
    return {
      id, region, shape, mask, bounds,
      area: shape ? areaOf(shape) : mask ? mask.area : 0,
      colour: label?.colour ?? neutral,
      key: label?.key ?? "",
      name: labelPairs(region).map(pair => pair.name).join(", "),
      open: region.suggestion === true,
      score: typeof score === "number" && region.origin === "prediction" ? score.toFixed(2).replace(/^0/, "") : "",
      fixed: !isFree(region),
    }
  }
}

/**
 * @param {import("./mask.js").Mask} mask
 * @param {Size} image
 * @returns {Box}
 */
function maskBounds(mask, image) {
  const box = mask.bounds() ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 }
  const fx = image.width / mask.width
  const fy = image.height / mask.height
  return { minX: box.minX * fx, minY: box.minY * fy, maxX: box.maxX * fx, maxY: box.maxY * fy }
}
