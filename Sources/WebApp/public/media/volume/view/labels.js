/**
 * The label layers of a viewer, by series. What is drawn is views of memory others own.
 *
 * @typedef {import("../contracts.js").LabelLayer} LabelLayer
 * @typedef {import("../contracts.js").VoxelBox} VoxelBox
 */
export class Labels {
  /** @type {LabelLayer[]} */
  #layers = []
  /** Raised by every change. */
  stamp = 0
  /**
   * First and last frame of the selected segment.
   *
   * @type {readonly [number, number] | null}
   */
  extent = null
  #draw
  #drop
  #dirty

  /**
   * @param {() => void} draw
   * @param {(layer: LabelLayer) => void} drop
   * @param {(layer: LabelLayer, box: VoxelBox | null) => void} dirty
   */
  constructor(draw, drop, dirty) {
    this.#draw = () => {
      this.stamp++
      draw()
    }
    this.#drop = drop
    this.#dirty = dirty
  }

  /** @param {LabelLayer} layer @param {AbortSignal} [signal] */
  add(layer, signal) {
    this.#layers = [...this.#layers, layer]
    signal?.addEventListener("abort", () => this.remove(layer), { once: true })
    this.#dirty(layer, null)
    this.#draw()
  }

  /** @param {LabelLayer} layer */
  remove(layer) {
    this.#layers = this.#layers.filter(each => each !== layer)
    this.#drop(layer)
    this.#draw()
  }

  /** @param {LabelLayer} layer @param {VoxelBox} [box] */
  changed(layer, box) {
    this.#dirty(layer, box ?? null)
    this.#draw()
  }

  /** @param {LabelLayer} _layer */
  restyled(_layer) { this.#draw() }

  /** @param {readonly [number, number] | null} slices */
  setExtent(slices) {
    this.extent = slices
    this.#draw()
  }

  /** @param {string} series uid @returns {readonly LabelLayer[]} */
  of(series) { return this.#layers.filter(layer => layer.series === series) }
}
