/**
 * The tiles of a slide that have come: asks for what is wanted in its order, lets go of requests nobody wants any more, and of tiles nobody has looked at longest.
 *
 * @typedef {import("./pyramid.js").Tile} Tile
 * @typedef {{ width: number, height: number, close?: () => void }} Picture an ImageBitmap, or what a test has instead
 * @typedef {(tile: Tile, signal: AbortSignal) => Promise<Picture>} Load
 */
import { keyOf } from "./pyramid.js"

/** Requests at once: what a browser opens to one HTTP/1.1 server. */
const lanes = 6
/** A tile is asked for this often, after these many milliseconds. */
const patience = Object.freeze([0, 1000, 5000])

export class TileCache extends EventTarget {
  #load
  #budget
  #now
  /**
   * In the order of use, the last used at the end.
   *
   * @type {Map<string, Picture>}
   */
  #tiles = new Map()
  #bytes = 0
  /** @type {Map<string, AbortController>} */
  #running = new Map()
  /** @type {readonly Tile[]} */
  #wanted = []
  /** @type {Set<string>} */
  #keys = new Set()
  /** @type {Map<string, { times: number, at: number }>} */
  #failures = new Map()
  #retry = 0
  #closed = false

  /**
   * Fires `tile` for every tile that comes and `trouble` when one cannot be had.
   *
   * @param {Load} load
   * @param {{ bytes?: number, now?: () => number }} [options] `bytes` of decoded pixels to keep
   */
  constructor(load, options = {}) {
    super()
    const { bytes = 256 * 2 ** 20, now = () => performance.now() } = options
    this.#load = load
    this.#budget = bytes
    this.#now = now
  }

  get bytes() { return this.#bytes }
  get running() { return this.#running.size }
  /** Tiles wanted that have not come and have not failed for good. */
  get open() { return this.#wanted.filter(tile => !this.#tiles.has(keyOf(tile)) && !this.#isLost(keyOf(tile))).length }
  /** Tiles that could not be had. */
  get lost() { return [...this.#failures.values()].filter(({ times }) => times >= patience.length).length }

  /**
   * The picture of a tile; counts as used.
   *
   * @param {Tile} tile
   */
  get(tile) {
    const key = keyOf(tile)
    const picture = this.#tiles.get(key)
    if (!picture) return undefined
    this.#tiles.delete(key)
    this.#tiles.set(key, picture)
    return picture
  }

  /**
   * Says what is wanted now, the most urgent first.
   *
   * @param {readonly Tile[]} tiles
   */
  want(tiles) {
    this.#wanted = tiles
    this.#keys = new Set(tiles.map(keyOf))
    for (const [key, controller] of this.#running) if (!this.#keys.has(key)) controller.abort()
    this.#pump()
  }

  /** Asks again for what could not be had. */
  tryAgain() {
    this.#failures.clear()
    this.#pump()
  }

  close() {
    this.#closed = true
    clearTimeout(this.#retry)
    for (const controller of this.#running.values()) controller.abort()
    for (const picture of this.#tiles.values()) picture.close?.()
    this.#tiles.clear()
    this.#bytes = 0
  }

  /** @param {string} key */
  #isLost(key) { return (this.#failures.get(key)?.times ?? 0) >= patience.length }

  #pump() {
    if (this.#closed) return
    let soonest = Infinity
    for (const tile of this.#wanted) {
      if (this.#running.size >= lanes) break
      const key = keyOf(tile)
      if (this.#tiles.has(key) || this.#running.has(key) || this.#isLost(key)) continue
      const wait = (this.#failures.get(key)?.at ?? 0) - this.#now()
      if (wait > 0) soonest = Math.min(soonest, wait)
      else void this.#fetch(tile, key)
    }
    clearTimeout(this.#retry)
    if (soonest < Infinity) this.#retry = Number(setTimeout(() => this.#pump(), soonest))
  }

  /** @param {Tile} tile @param {string} key */
  async #fetch(tile, key) {
    const controller = new AbortController()
    this.#running.set(key, controller)
    try {
      const picture = await this.#load(tile, controller.signal)
      if (this.#closed || controller.signal.aborted) {
        picture.close?.()
        return
      }
      this.#failures.delete(key)
      this.#tiles.set(key, picture)
      this.#bytes += 4 * picture.width * picture.height
      this.#letGo()
      this.dispatchEvent(new CustomEvent("tile", { detail: tile }))
    } catch (error) {
      if (controller.signal.aborted || this.#closed) return
      const times = (this.#failures.get(key)?.times ?? 0) + 1
      this.#failures.set(key, { times, at: this.#now() + (patience[times] ?? 0) })
      if (times >= patience.length) this.dispatchEvent(new CustomEvent("trouble", { detail: { tile, error } }))
    } finally {
      this.#running.delete(key)
      this.#pump()
    }
  }

  #letGo() {
    for (const [key, picture] of this.#tiles) {
      if (this.#bytes <= this.#budget) return
      if (this.#keys.has(key)) continue
      this.#tiles.delete(key)
      this.#bytes -= 4 * picture.width * picture.height
      picture.close?.()
    }
  }
}
