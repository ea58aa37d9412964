import { blendLabels, labelPlane } from "./label-plane.js"
import { engineSlab } from "./engine-slab.js"
import { reslice } from "./reslice.js"
import { thickSlice } from "./thick-slice.js"

/**
 * @typedef {import("./renderer.js").Pane} Pane
 * @typedef {import("./renderer.js").Sampling} Sampling
 * @typedef {{ key: string, pixels: object | null, taken: string, samples: Uint32Array, isTaken: boolean }} Drawn `samples` are places in the table, taken for `taken`
 * @typedef {{ stamp: number, slice: number, factor: number, values: Int16Array, columns: number, rows: number }} Small
 */

/** Device pixels a pane may have before a drag is drawn at half the size: what one core samples in a frame. */
const quickLimit = 700_000

/**
 * Draws with the processor, into one 2D canvas. */
export class CanvasRenderer {
  kind = /** @type {const} */ ("canvas")
  canvas = document.createElement("canvas")
  #pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", { alpha: false }))
  /** @type {ImageData | null} */
  #image = null
  #labels = new Uint8Array(0)
  /**
   * What each rectangle shows.
   *
   * @type {Map<string, Drawn>}
   */
  #drawn = new Map()
  #half = document.createElement("canvas")
  /**
   * Frames in colour, drawn once through their table.
   *
   * @type {WeakMap<object, { stamp: number, canvas: HTMLCanvasElement }>}
   */
  #coloured = new WeakMap()
  /**
   * Slices made smaller, for pictures that have many more pixels than the pane.
   *
   * @type {WeakMap<object, Small>}
   */
  #small = new WeakMap()

  /** @param {number} width @param {number} height */
  resize(width, height) {
    if (this.canvas.width === width && this.canvas.height === height) return
    this.canvas.width = width
    this.canvas.height = height
    this.#drawn.clear()
  }

  /** @param {readonly Pane[]} panes @param {boolean} quick @returns {boolean} */
  draw(panes, quick) {
    const places = new Set()
    for (const pane of panes) {
      if (pane.width < 1 || pane.height < 1) continue
      // Scrolling one pane leaves the others as they are.
      const place = `${pane.x} ${pane.y} ${pane.width} ${pane.height}`
      places.add(place)
      const pixels = pane.colour ?? pane.source
      const before = this.#drawn.get(place)
      const taken = sampleKey(pane, quick)
      const key = `${taken} ${pane.tableStamp} ${pane.labels.length > 0 ? pane.labelStamp : ""}`
      if (before && before.key === key && before.pixels === pixels) continue
      // A change of window or of labels finds the samples of before.
      const drawn = { key, pixels, taken, samples: before?.samples ?? new Uint32Array(0), isTaken: before?.taken === taken && before.pixels === pixels && before.isTaken }
      this.#drawn.set(place, drawn)
      if (pane.colour) this.#drawColour(pane)
      else if (pane.source) this.#drawGrey(pane, quick, drawn)
      else this.#clear(pane)
    }
    // Where panes were laid out anew, nothing of before counts.
    for (const place of this.#drawn.keys()) if (!places.has(place)) this.#drawn.delete(place)
    return false
  }

  /** @param {Pane} pane */
  #clear({ x, y, width, height }) {
    this.#pen.fillStyle = "#000"
    this.#pen.fillRect(x, y, width, height)
  }

  /** @param {Pane} pane @param {boolean} quick @param {Drawn} drawn */
  #drawGrey(pane, quick, drawn) {
    const halve = quick && (pane.width * pane.height > quickLimit || (pane.slab !== null && pane.width * pane.height * pane.slab.count > 4 * quickLimit)) ? 2 : 1
    const width = Math.ceil(pane.width / halve)
    const height = Math.ceil(pane.height / halve)
    const image = this.#buffer(width, height)
    const source = /** @type {NonNullable<Pane["source"]>} */ (pane.source)
    if (!drawn.isTaken) {
      if (drawn.samples.length !== width * height) drawn.samples = new Uint32Array(width * height)
      this.#sample({ ...pane, sampling: coarser(pane.sampling, halve), table: numbers }, source, width, height, drawn.samples)
      drawn.isTaken = true
    }
    colourSamples(drawn.samples, pane.table, new Uint32Array(image.data.buffer))
    this.#drawLabels(pane, coarser(pane.labelSampling, halve), width, height, image, halve)
    if (halve === 1) {
      this.#pen.putImageData(image, pane.x, pane.y)
      return
    }
    const half = this.#half
    half.width = width
    half.height = height
    half.getContext("2d")?.putImageData(image, 0, 0)
    this.#pen.imageSmoothingEnabled = true
    this.#pen.drawImage(half, 0, 0, width, height, pane.x, pane.y, width * halve, height * halve)
  }

  /** @param {Pane} pane @param {NonNullable<Pane["source"]>} source @param {number} width @param {number} height @param {Uint32Array} out */
  #sample(pane, source, width, height, out) {
    const { sampling, slab } = pane
    const { columns, rows } = source
    const small = this.#shrunk(source, sampling, pane)
    if (small) reslice({ values: small.values, columns: small.columns, rows: small.rows, slices: 1 }, { ...pane, sampling: inSmall(sampling, small.factor), depths: null }, width, height, out)
    else if (slab && sampling.du[2] === 0 && sampling.dv[2] === 0 && slab.step[0] === 0 && slab.step[1] === 0) {
      const values = thickSlice(source, Math.round(sampling.start[2]), slab.count, slab.mode)
      reslice({ values, columns, rows, slices: 1 }, { ...pane, sampling: { ...sampling, start: [sampling.start[0], sampling.start[1], 0] }, slab: null, depths: null }, width, height, out)
    } else if (!engineSlab(pane, width, height, out)) reslice({ values: source.pixels(), columns, rows, slices: source.slices }, pane, width, height, out)
  }

  /** @param {Pane} pane @param {Sampling} sampling @param {number} width @param {number} height @param {ImageData} image @param {number} halve */
  #drawLabels(pane, sampling, width, height, image, halve) {
    const grid = pane.labelGrid
    if (!grid) return
    if (this.#labels.length < width * height) this.#labels = new Uint8Array(width * height)
    for (const layer of pane.labels) {
      if (!layer.visible || !labelPlane(layer.values(), grid, sampling, pane.labelDepths, width, height, this.#labels)) continue
      blendLabels(this.#labels, layer, width, height, Math.max(1, Math.round(devicePixelRatio / halve)), image.data)
    }
  }

  /**
   * Many pixels of the picture in one of the screen: means of squares are sampled instead, or fine structures would flicker.
   *
   * @param {NonNullable<Pane["source"]>} source
   * @param {Sampling} sampling
   * @param {Pane} pane
   * @returns {Small | null}
   */
  #shrunk(source, { start, du, dv }, pane) {
    const factor = Math.min(16, Math.floor(Math.hypot(du[0], du[1])))
    const isFlat = du[2] === 0 && dv[2] === 0 && !pane.slab && !pane.depths && pane.smooth
    const slice = Math.round(start[2])
    if (factor < 2 || !isFlat || slice < 0 || slice >= source.slices || source.slices > 16) return null
    const stamp = source.stamps[slice] ?? 0
    const before = this.#small.get(source)
    if (before && before.stamp === stamp && before.slice === slice && before.factor === factor) return before
    const small = { stamp, slice, factor, ...shrink(source, slice, factor) }
    this.#small.set(source, small)
    return small
  }

  /** @param {Pane} pane */
  #drawColour(pane) {
    const { x, y, width, height, sampling: { start, du, dv }, smooth } = pane
    const colour = /** @type {NonNullable<Pane["colour"]>} */ (pane.colour)
    let drawn = this.#coloured.get(colour)
    if (!drawn || drawn.stamp !== pane.tableStamp) {
      drawn = { stamp: pane.tableStamp, canvas: colourThrough(colour, pane.table, drawn?.canvas) }
      this.#coloured.set(colour, drawn)
    }
    const pen = this.#pen
    pen.save()
    pen.beginPath()
    pen.rect(x, y, width, height)
    pen.clip()
    this.#clear(pane)
    // Where the device pixel (px, py) samples voxel start + px·du + py·dv, the picture lies the other way round.
    const det = du[0] * dv[1] - dv[0] * du[1] || 1
    const a = dv[1] / det
    const b = -du[1] / det
    const c = -dv[0] / det
    const d = du[0] / det
    const ox = start[0] + 0.5 - (du[0] + dv[0]) / 2
    const oy = start[1] + 0.5 - (du[1] + dv[1]) / 2
    pen.setTransform(a, b, c, d, x - (a * ox + c * oy), y - (b * ox + d * oy))
    pen.imageSmoothingEnabled = smooth
    pen.imageSmoothingQuality = "high"
    pen.drawImage(drawn.canvas, 0, 0)
    pen.restore()
  }

  /** @param {number} width @param {number} height */
  #buffer(width, height) {
    if (this.#image?.width !== width || this.#image.height !== height) this.#image = new ImageData(width, height)
    return this.#image
  }

  /** Nothing is kept of labels between two draws. */
  labelsChanged() {}
  dropLabels() {}

  dispose() {
    this.canvas.width = this.canvas.height = 0
    this.canvas.remove()
  }
}

/** A table that shows each value as its own number: what is sampled once can be coloured again and again. */
const numbers = Uint32Array.from({ length: 65536 }, (_, n) => n)
const outside = 0xff000000

/**
 * @param {Uint32Array} samples places in the table
 * @param {Uint32Array} table
 * @param {Uint32Array} out
 */
function colourSamples(samples, table, out) {
  for (let n = 0; n < out.length; n++) {
    const at = /** @type {number} */ (samples[n])
    out[n] = at === outside ? outside : /** @type {number} */ (table[at])
  }
}

/**
 * Changes whenever a pane must be sampled again.
 *
 * @param {Pane} pane
 * @param {boolean} quick
 */
function sampleKey({ source, sampling: { start, du, dv }, slab, depths, smooth, width, height }, quick) {
  const isQuick = quick && width * height * (slab?.count ?? 1) > quickLimit
  return `${source?.stamp} ${start} ${du} ${dv} ${slab ? `${slab.count} ${slab.step} ${slab.mode}` : ""} ${depths !== null} ${smooth} ${isQuick}`
}

/** @param {Sampling} sampling @param {number} by @returns {Sampling} */
function coarser({ start, du, dv }, by) {
  if (by === 1) return { start, du, dv }
  const shift = (by - 1) / 2
  return {
    start: [start[0] + (du[0] + dv[0]) * shift, start[1] + (du[1] + dv[1]) * shift, start[2] + (du[2] + dv[2]) * shift],
    du: [du[0] * by, du[1] * by, du[2] * by], dv: [dv[0] * by, dv[1] * by, dv[2] * by],
  }
}

/** @param {Sampling} sampling @param {number} factor @returns {Sampling} */
const inSmall = ({ start, du, dv }, factor) => ({
  start: [(start[0] + 0.5) / factor - 0.5, (start[1] + 0.5) / factor - 0.5, 0], du: [du[0] / factor, du[1] / factor, 0], dv: [dv[0] / factor, dv[1] / factor, 0],
})

/**
 * @param {import("./renderer.js").PixelSource} source
 * @param {number} slice
 * @param {number} factor
 */
export function shrink(source, slice, factor) {
  const columns = Math.ceil(source.columns / factor)
  const rows = Math.ceil(source.rows / factor)
  const from = source.pixels()
  const values = new Int16Array(columns * rows)
  const sums = new Float64Array(columns)
  const base = slice * source.columns * source.rows
  for (let y = 0; y < rows; y++) {
    sums.fill(0)
    const last = Math.min(source.rows, (y + 1) * factor)
    for (let sy = y * factor; sy < last; sy++) {
      const row = base + sy * source.columns
      for (let x = 0, sx = 0; x < columns; x++) {
        const end = Math.min(source.columns, sx + factor)
        let sum = 0
        for (; sx < end; sx++) sum += /** @type {number} */ (from[row + sx])
        sums[x] += sum
      }
    }
    const high = last - y * factor
    for (let x = 0; x < columns; x++) values[y * columns + x] = Math.round(/** @type {number} */ (sums[x]) / (high * (Math.min(source.columns, (x + 1) * factor) - x * factor)))
  }
  return { values, columns, rows }
}

/**
 * @param {import("./renderer.js").ColourSource} colour
 * @param {Uint32Array} table
 * @param {HTMLCanvasElement} [canvas]
 */
function colourThrough({ columns, rows, rgba }, table, canvas = document.createElement("canvas")) {
  const image = new ImageData(columns, rows)
  const { data } = image
  for (let n = 0; n < rgba.length; n += 4) {
    for (let c = 0; c < 3; c++) data[n + c] = /** @type {number} */ (table[32768 + /** @type {number} */ (rgba[n + c])]) & 255
    data[n + 3] = 255
  }
  canvas.width = columns
  canvas.height = rows
  canvas.getContext("2d")?.putImageData(image, 0, 0)
  return canvas
}
