/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {readonly [red: number, green: number, blue: number, opacity: number]} Colour each 0–255; opacity 0 hides
 * @typedef {Readonly<{ fill: Colour, outline: Colour, proposed?: boolean }>} Look `proposed` is drawn hatched and dashed: not yet a fact
 */

/** @param {Colour} colour */
const word = ([red, green, blue, opacity]) => ((opacity << 24) | (blue << 16) | (green << 8) | red) >>> 0

/** How the segments of a layer look, and the drawing of them over a picture. */
export class Overlay {
  #engine
  #pointer

  /** @param {Engine} engine */
  constructor(engine) {
    this.#engine = engine
    // 256 fills, 256 outlines, 256 styles; all hidden.
    this.#pointer = engine.allocate(256 * 9)
    engine.bytes(this.#pointer, 256 * 9).fill(0)
  }

  /** @param {number} segment 1–255 @param {Look} look */
  set(segment, { fill, outline, proposed = false }) {
    if (segment < 1 || segment > 255) return
    this.#engine.uint32(this.#pointer, 256)[segment] = word(fill)
    this.#engine.uint32(this.#pointer + 1024, 256)[segment] = word(outline)
    this.#engine.bytes(this.#pointer + 2048, 256)[segment] = proposed ? 1 : 0
  }

  /** The fills as 256 of 0xAABBGGRR: a view; a GPU renderer uploads it. */
  get fills() { return this.#engine.uint32(this.#pointer, 256) }

  /** The outlines, as the fills. */
  get outlines() { return this.#engine.uint32(this.#pointer + 1024, 256) }

  /** 256 bytes, 1 for proposed segments: a view. */
  get styles() { return this.#engine.bytes(this.#pointer + 2048, 256) }

  /**
   * Draws a picture's labels over its pixels.
   * @param {Picture} picture
   * @param {number} [thickness] pixels of the outline, 1–4
   */
  draw(picture, thickness = 1) {
    this.#engine.call("overlayDraw", this.#pointer, this.#pointer + 1024, this.#pointer + 2048, thickness, picture.labelsPointer, picture.columns, picture.rows, picture.pixelsPointer)
  }

  free() {
    this.#engine.free(this.#pointer)
    this.#pointer = 0
  }
}
