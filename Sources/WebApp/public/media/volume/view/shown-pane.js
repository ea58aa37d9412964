import { along, scaled, subtract } from "../series/vector.js"
import { depthsOf } from "./depths.js"
import { lookUpTable } from "./lut.js"
import { toPatient } from "./plane.js"

/**
 * From a viewport to what a renderer draws: where each device pixel samples the series, through what slab, by which table.
 *
 * @typedef {import("../series/vector.js").Vector3} Vector3
 * @typedef {import("../series/series.js").Series} Series
 * @typedef {import("../render/renderer.js").Pane} Pane
 */

/** Most samples through a slab. */
const mostSteps = 160
/** Nearer to a whole slice than this, a plane lies on it. */
const onSlice = 0.02
let stamps = 0

export class ShownPane {
  #viewport
  #table = new Uint32Array(65536)
  #key = ""
  #stamp = 0

  /** @param {import("./viewport.js").Viewport} viewport */
  constructor(viewport) {
    this.#viewport = viewport
  }

  /**
   * @param {number} ratio device pixels per CSS pixel
   * @param {readonly import("../contracts.js").LabelLayer[]} labels
   * @param {number} labelStamp
   * @returns {Pane}
   */
  pane(ratio, labels, labelStamp) {
    const viewport = this.#viewport
    const { series, geometry, plane, left, top } = viewport
    const x = Math.round(left * ratio)
    const y = Math.round(top * ratio)
    const box = { x, y, width: Math.round((left + viewport.width) * ratio) - x, height: Math.round((top + viewport.height) * ratio) - y }
    if (!series || !geometry) return { ...box, ...empty, table: this.#table, tableStamp: 0 }
    this.#fillTable(series)
    const { u, v } = plane
    const depths = geometry.isPatient ? depthsOf(geometry) : null
    const isFlat = viewport.isAcquired
    const isDeep = depths !== null && !isFlat
    /** @param {Vector3} point @returns {[number, number, number]} */
    const voxel = point => {
      const found = geometry.toVoxel(point)
      if (isDeep) found[2] = geometry.depthOf(point)
      return found
    }
    const middle = toPatient(plane, 0.5 / ratio, 0.5 / ratio)
    const start = voxel(middle)
    const du = subtract(voxel(along(middle, u, 1 / ratio)), start)
    const dv = subtract(voxel(along(middle, v, 1 / ratio)), start)
    if (isFlat) {
      const { depth } = viewport
      start[2] = Math.abs(depth - Math.round(depth)) < onSlice ? Math.round(depth) : depth
      du[2] = dv[2] = 0
    }
    const { volume } = series
    const slab = volume && viewport.thickness > 0 ? (isFlat ? this.#slices(start) : this.#slab(voxel, start)) : null
    const frame = volume ? 0 : viewport.frame
    return {
      ...box, source: volume ? (volume.stamp ? volume : null) : series.source(frame), colour: volume ? null : series.colour(frame),
      sampling: { start: slab?.start ?? (volume ? start : [start[0], start[1], 0]), du, dv }, depths: isDeep ? depths : null, slab,
      table: this.#table, tableStamp: this.#stamp, smooth: viewport.smooth,
      labels: volume ? labels : [], labelStamp, labelSampling: { start, du, dv }, labelDepths: isDeep ? depths : null, labelGrid: volume,
    }
  }

  /**
   * Along the acquisition the slices themselves are laid together; the nearest is always among them.
   *
   * @param {Vector3} start
   */
  #slices(start) {
    const { thickness, geometry, slabMode } = this.#viewport
    const half = thickness / 2 / (geometry?.sliceSpacing || 1)
    const nearest = Math.round(start[2])
    const first = Math.min(nearest, Math.ceil(start[2] - half))
    return { start: /** @type {Vector3} */ ([start[0], start[1], first]), count: Math.max(nearest, Math.floor(start[2] + half)) - first + 1, step: /** @type {Vector3} */ ([0, 0, 1]), mode: slabMode }
  }

  /**
   * @param {(point: Vector3) => Vector3} voxel
   * @param {Vector3} start
   */
  #slab(voxel, start) {
    const { thickness, geometry, slabMode, plane } = this.#viewport
    const finest = Math.min(...(geometry?.spacing ?? [1]), geometry?.sliceSpacing ?? 1)
    const count = Math.max(2, Math.min(mostSteps, Math.ceil(thickness / Math.max(0.1, finest))))
    const step = scaled(subtract(voxel(along(plane.origin, plane.normal, thickness)), voxel(plane.origin)), 1 / count)
    return { start: along(start, step, -(count - 1) / 2), count, step, mode: slabMode }
  }

  /** @param {Series} series */
  #fillTable(series) {
    const { window, invert } = this.#viewport
    const { info, shift, drawnScale, volume } = series
    const { centre, width, curve, table } = window
    const isInverted = invert !== ((info.photometric === "MONOCHROME1") !== info.inverse)
    const isColour = info.samples > 1 || info.palette !== null
    const key = `${series.id} ${centre} ${width} ${curve} ${table?.name ?? ""} ${table?.first ?? ""} ${isInverted}`
    if (key === this.#key) return
    this.#key = key
    this.#stamp = ++stamps
    const real = isColour
      ? { shift: 0, slope: 1, intercept: 0, modality: null, factor: 1 }
      : { shift: volume?.isRescaled ? 0 : shift, slope: drawnScale.slope, intercept: drawnScale.intercept, modality: info.modalityLUT, factor: info.suvFactor ?? 1 }
    const how = { centre, width, curve, invert: isInverted, table }
    lookUpTable(real, isColour ? { ...how, centre: 127.5, width: 255, curve: "LINEAR_EXACT", table: null } : how, this.#table)
    // What means "no image here" is black in every window, also in an inverted one (PS3.3 C.7.5.1.1.2).
    if (!info.padding || isColour || volume?.isRescaled) return
    const last = Math.min(32767, info.padding[1] + shift)
    for (let value = Math.max(-32768, info.padding[0] + shift); value <= last; value++) this.#table[value + 32768] = 0xff000000
  }
}

/** @type {Vector3} */
const origin = [0, 0, 0]
const none = { start: origin, du: origin, dv: origin }
const empty = Object.freeze({ source: null, colour: null, sampling: none, depths: null, slab: null, smooth: true, labels: [], labelStamp: 0, labelSampling: none, labelDepths: null, labelGrid: null })
