/**
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./picture.js").Picture} Picture
 *
 * @typedef {Readonly<{ first: number, values: ArrayLike<number> }>} ModalityTable
 * @typedef {Readonly<{ first: number, bits: number, values: ArrayLike<number> }>} VoiTable
 * @typedef {Readonly<{
 *   centre: number, width: number, function?: "LINEAR" | "LINEAR_EXACT" | "SIGMOID", slope?: number, intercept?: number, offset?: number,
 *   inverted?: boolean, modality?: ModalityTable | null, voi?: VoiTable | null, colours?: Uint32Array | null,
 * }>} Window
 *   centre and width in modality values (HU); `offset` as the frames' (32768 for unsigned 16 bit); `inverted` for MONOCHROME1 or the person's wish (both: not);
 *   a `voi` table replaces centre and width; `colours` are 256 of 0xAABBGGRR for the greys
 * @typedef {Readonly<{ first: number, bits: number, red: ArrayLike<number>, green: ArrayLike<number>, blue: ArrayLike<number>, offset?: number }>} Palette
 */

const functions = { LINEAR: 0, LINEAR_EXACT: 1, SIGMOID: 2 }
const entries = 65536

/** From samples to colours: one table, built when a window changes, looked up per pixel. */
export class Lookup {
  #engine
  #pointer

  /** @param {Engine} engine */
  constructor(engine) {
    this.#engine = engine
    this.#pointer = engine.allocate(4 * entries)
    this.window({ centre: 128, width: 256 })
  }

  /** The table: 0xAABBGGRR at each sample's bit pattern. A view, see {@link Engine}; a GPU renderer uploads it. */
  get table() { return this.#engine.uint32(this.#pointer, entries) }

  /**
   * Shows intensities through a window.
   * @param {Window} window
   */
  window(window) {
    const engine = this.#engine
    const numbers = Float64Array.of(
      window.offset ?? 0, window.slope ?? 1, window.intercept ?? 0, functions[window.function ?? "LINEAR"], window.centre, window.width, window.inverted ? 1 : 0)
    const modality = Uint16Array.from(window.modality?.values ?? [])
    const voi = Uint16Array.from(window.voi?.values ?? [])
    const colours = window.colours && window.colours.length >= 256 ? window.colours : null
    engine.lend(numbers, numbersAt => engine.lend(modality, modalityAt => engine.lend(voi, voiAt => engine.lend(colours ?? new Uint32Array(0), coloursAt => {
      engine.call(
        "lookupBuild", this.#pointer, numbersAt, modalityAt, modality.length, window.modality?.first ?? 0,
        voiAt, voi.length, window.voi?.first ?? 0, window.voi?.bits ?? 8, colours ? coloursAt : 0)
    }))))
  }

  /**
   * Shows names of colours.
   * @param {Palette} palette
   */
  palette(palette) {
    const engine = this.#engine
    const count = Math.min(palette.red.length, palette.green.length, palette.blue.length)
    engine.lend(Uint16Array.from(palette.red), red => engine.lend(Uint16Array.from(palette.green), green => engine.lend(Uint16Array.from(palette.blue), blue => {
      engine.call("lookupPalette", this.#pointer, palette.offset ?? 0, palette.first, palette.bits, count, red, green, blue)
    })))
  }

  /**
   * Colours a picture's pixels by its samples.
   * @param {Picture} picture
   */
  apply(picture) { this.#engine.call("lookupApply", this.#pointer, picture.samplesPointer, picture.count, picture.pixelsPointer) }

  free() {
    this.#engine.free(this.#pointer)
    this.#pointer = 0
  }
}
