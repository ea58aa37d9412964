/**
 * How one image is looked at: holds the view, changes it the ways people ask for, and keeps the matrix of it at hand.
 *
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").Quarter} Quarter
 */
import { centred, fitted, inSight, matrixOf, quarter, toScreen, turnedBy, turnedSize, zoomed } from "./view.js"

/** The image may be shrunk to this part of fitting. */
const smallestFit = 0.2

export class Viewport {
  /** @type {View} */
  #view
  #matrix
  #image
  #screen
  /** The view follows the window until somebody zooms or pans. */
  #isFitted

  /**
   * @param {Size} image
   * @param {Size} screen
   * @param {{ turn: Quarter, zoom: string }} first `zoom`: fit, auto or original, as the Image tag says
   */
  constructor(image, screen, { turn, zoom }) {
    this.#image = image
    this.#screen = screen
    this.#isFitted = zoom !== "original"
    this.#view = zoom === "original" ? centred(image, screen, turn, 1) : fitted(image, screen, turn, zoom === "auto" ? { largest: 1 } : {})
    this.#matrix = matrixOf(this.#view, image)
  }

  get view() { return this.#view }
  get matrix() { return this.#matrix }
  get middle() { return { x: this.#screen.width / 2, y: this.#screen.height / 2 } }

  /** @param {View} view @param {boolean} isFitted */
  #set(view, isFitted) {
    this.#isFitted = isFitted
    this.#view = isFitted ? view : inSight(view, this.#image, this.#screen)
    this.#matrix = matrixOf(this.#view, this.#image)
  }

  /**
   * The element has another size: what was in the middle stays there.
   * @param {Size} screen
   */
  resize(screen) {
    const dx = (screen.width - this.#screen.width) / 2
    const dy = (screen.height - this.#screen.height) / 2
    this.#screen = screen
    if (this.#isFitted) this.fit()
    else this.pan(dx, dy)
  }

  fit() {
    this.#set(fitted(this.#image, this.#screen, this.#view.quarter), true)
  }

  /** @param {number} dx CSS pixels @param {number} dy */
  pan(dx, dy) {
    this.#set({ ...this.#view, x: this.#view.x + dx, y: this.#view.y + dy }, false)
  }

  /** @param {number} factor @param {Point} at stays where it is on the screen */
  zoom(factor, at) {
    const { width, height } = turnedSize(this.#image, this.#view.quarter)
    const smallest = Math.min(1, smallestFit * Math.min(this.#screen.width / width, this.#screen.height / height))
    this.#set(zoomed(this.#view, factor, at, { smallest }), false)
  }

  /** One image pixel on one CSS pixel. */
  actual() {
    this.zoom(1 / this.#view.scale, this.middle)
  }

  /** @param {number} degrees */
  turn(degrees) {
    if (this.#isFitted) this.#set(fitted(this.#image, this.#screen, quarter(this.#view.quarter + degrees)), true)
    else this.#set(turnedBy(this.#view, this.#image, this.#screen, degrees), false)
  }

  /**
   * Shifts so that a box of the image is seen; leaves the view alone if it is, or if it fills the screen anyway.
   * @param {Box} box
   */
  bring(box) {
    const a = toScreen(this.#matrix, { x: box.minX, y: box.minY })
    const b = toScreen(this.#matrix, { x: box.maxX, y: box.maxY })
    const [minX, maxX, minY, maxY] = [Math.min(a.x, b.x), Math.max(a.x, b.x), Math.min(a.y, b.y), Math.max(a.y, b.y)]
    const { width, height } = this.#screen
    const isSeen = minX >= 0 && minY >= 0 && maxX <= width && maxY <= height
    const isAround = minX < width && maxX > 0 && minY < height && maxY > 0 && (maxX - minX > width || maxY - minY > height)
    if (!isSeen && !isAround) this.pan(this.middle.x - (minX + maxX) / 2, this.middle.y - (minY + maxY) / 2)
  }
}
