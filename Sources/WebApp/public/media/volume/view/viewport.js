import { along, dot, length, scaled, subtract, turned, unit } from "../series/vector.js"
import { realOf } from "../series/real-values.js"
import { facingAlong, nearestPlane } from "./orientation.js"
import { flipped, normalOf, planeOf, quarterTurned, standard, toCanvas, toPatient } from "./plane.js"
import { ShownPane } from "./shown-pane.js"
import { firstPreset } from "./windows.js"

/**
 * @typedef {import("../series/vector.js").Vector3} Vector3
 * @typedef {import("../series/series.js").Series} Series
 * @typedef {import("./plane.js").Facing} Facing
 * @typedef {"stack" | "axial" | "coronal" | "sagittal" | "oblique"} Orientation
 * @typedef {Readonly<{ centre: number, width: number, curve: import("./lut.js").VOIFunction, table: import("../series/series-info.js").LookUp | null, preset: string }>} Window
 * @typedef {Readonly<{ orientation: Orientation, side?: "left" | "right", isExact?: boolean }>} Role
 *   `isExact`: this very plane, also where it is the acquired one
 */

/** Zoom limits, CSS pixels per image pixel. */
const largest = 40
const smallestFit = 0.2

/**
 * One pane: what it shows of which series, and how. Knows no pixels of the page but its own size; draws nothing. The owner is told through `changed` and draws.
 */
export class Viewport {
  width = 1
  height = 1
  /** Where it lies in the canvas of all panes, CSS pixels. */
  left = 0
  top = 0
  /** @type {Series | null} */
  series = null
  /** @type {Orientation} */
  orientation = "stack"
  /** @type {Facing} */
  facing = { right: [1, 0, 0], down: [0, 1, 0] }
  /**
   * Patient point in the middle.
   *
   * @type {Vector3}
   */
  centre = [0, 0, 0]
  scale = 1
  thickness = 0
  /** @type {import("../render/renderer.js").SlabMode} */
  slabMode = "max"
  invert = false
  smooth = true
  /** @type {Window} */
  window = { centre: 0, width: 1, curve: "LINEAR", table: null, preset: "auto" }
  /** The view follows the size of the pane until somebody zooms or pans. */
  isFitted = true
  /** The frame that was told last. */
  lastFrame = -1
  /** Frame of a stack without a place in the patient. */
  #frame = 0
  /** @type {import("./plane.js").Plane | null} */
  #plane = null
  #shown = new ShownPane(this)
  #changed
  #overlay

  /**
   * @param {{ id: string, role: Role, element: HTMLElement, canvas: HTMLCanvasElement, changed: (what: "view" | "series") => void, overlay: () => void }} parts
   */
  constructor({ id, role, element, canvas, changed, overlay }) {
    this.id = id
    this.role = role
    this.element = element
    this.canvas = canvas
    this.#changed = changed
    this.#overlay = overlay
  }

  get volume() { return this.series?.volume ?? null }
  get geometry() { return this.series ? this.series.geometryOf(this.#frame) : null }

  /** @returns {import("./plane.js").Plane} */
  get plane() { return (this.#plane ??= planeOf(this.facing, this.centre, this, this.scale)) }

  /** The slice nearest to the middle of the pane, continuous. */
  get depth() { return this.geometry ? this.geometry.toVoxel(this.centre)[2] : 0 }
  get frame() {
    const { series, geometry } = this
    if (!series || !geometry) return 0
    return series.frameAt(geometry.isPatient || series.volume ? geometry.sliceAt(this.centre) : this.#frame)
  }

  /** Whether it shows the plane frames were acquired in. */
  get isAcquired() { return this.geometry !== null && Math.abs(dot(this.plane.normal, this.geometry.across)) > 0.9999 }
  get isFrame() {
    const { depth, geometry } = this
    return this.isAcquired && this.thickness === 0 && geometry !== null && Math.abs(depth - Math.round(depth)) < 0.02 && depth > -0.5 && depth < geometry.slices - 0.5
  }

  /** @param {number} x @param {number} y @returns {[number, number, number]} */
  toPatient(x, y) { return toPatient(this.plane, x, y) }
  /** @param {Vector3} point */
  toCanvas(point) { return toCanvas(this.plane, point) }
  /** @param {Vector3} point @returns {[number, number, number]} */
  toVoxel(point) { return this.geometry ? this.geometry.toVoxel(point) : [0, 0, 0] }
  /** @param {Vector3} voxel @returns {[number, number, number]} */
  fromVoxel(voxel) { return this.geometry ? this.geometry.toPatient(voxel) : [0, 0, 0] }

  requestDraw() { this.#changed("view") }
  requestOverlay() { this.#overlay() }

  #moved() {
    this.#plane = null
    this.#changed("view")
  }

  /**
   * Shows a series from its middle (or where the given point is).
   *
   * @param {Series | null} series
   * @param {{ frame?: number, point?: Vector3 | null }} at
   */
  show(series, { frame, point = null } = {}) {
    this.series = series
    this.#plane = null
    if (series) {
      this.#frame = frame ?? (series.volume || series.geometry.isPatient ? Math.floor(series.slices / 2) : 0)
      const geometry = series.geometryOf(this.#frame)
      this.orientation = this.#wantedOrientation(series)
      this.facing = this.#facing(geometry)
      this.centre = geometry.centre
      const preset = firstPreset(series.info)
      this.window = { ...preset, preset: preset.id }
      this.invert = false
      this.thickness = 0
      this.fit()
      if (this.orientation === "stack") this.goTo(point && geometry.isPatient && geometry.contains(point) ? geometry.sliceAt(point) : this.#frame)
      else if (point && geometry.contains(point)) this.through(point)
      else this.through(geometry.toPatient([Math.round((geometry.columns - 1) / 2), Math.round((geometry.rows - 1) / 2), Math.floor(geometry.slices / 2)]))
    }
    this.#changed("series")
  }

  /** @param {Series} series @returns {Orientation} */
  #wantedOrientation(series) {
    const { orientation, isExact } = this.role
    if (orientation === "stack" || !series.canReformat) return "stack"
    // Beside a stack that was acquired in this very plane the axial one says more.
    return !isExact && orientation === nearestPlane(series.geometry.across) ? "axial" : orientation
  }

  /** @param {import("../series/geometry.js").Geometry} geometry @returns {Facing} */
  #facing(geometry) {
    const { orientation } = this
    if (!geometry.isPatient) return this.#pictureFacing()
    // As acquired means the plane, not the way files happen to list their rows: a reader expects the standard sides.
    const plane = orientation === "stack" || orientation === "oblique" ? nearestPlane(geometry.across) : orientation
    if (orientation !== "stack") return facingAlong(geometry, standard[plane])
    const wanted = standard[plane]
    const ways = [geometry.row, scaled(geometry.row, -1), geometry.column, scaled(geometry.column, -1)]
    const right = ways.reduce((a, b) => (dot(b, wanted.right) > dot(a, wanted.right) ? b : a))
    const down = ways.filter(way => Math.abs(dot(way, right)) < 0.5).reduce((a, b) => (dot(b, wanted.down) > dot(a, wanted.down) ? b : a))
    return { right, down }
  }

  /**
   * A mammogram hangs with its chest wall to the side its role asks for.
   *
   * @returns {Facing}
   */
  #pictureFacing() {
    const facing = { right: /** @type {Vector3} */ ([1, 0, 0]), down: /** @type {Vector3} */ ([0, 1, 0]) }
    const { side } = this.role
    const towards = this.series?.info.patientOrientation[0]?.[0]
    if (!side || (towards !== "A" && towards !== "P")) return facing
    // Rows that run to the anterior have the chest wall on the left.
    const wall = towards === "A" ? "left" : "right"
    return wall === side ? facing : flipped(facing, "horizontal")
  }

  /** @param {{ left: number, top: number, width: number, height: number }} box */
  resize({ left, top, width, height }) {
    this.left = left
    this.top = top
    if (width === this.width && height === this.height) return
    this.width = width
    this.height = height
    this.#plane = null
    if (this.isFitted) this.fit()
    else this.#moved()
  }

  /** The whole of the series in the pane, whichever way it is turned. */
  fit() {
    const { geometry } = this
    if (!geometry) return
    const corners = this.series?.volume || geometry.isPatient ? geometry.corners : geometry.corners.slice(0, 4)
    const across = corners.map(corner => dot(corner, this.facing.right))
    const high = corners.map(corner => dot(corner, this.facing.down))
    const wide = Math.max(...across) - Math.min(...across)
    const tall = Math.max(...high) - Math.min(...high)
    this.scale = Math.min(this.width / wide, this.height / tall)
    const middle = along(geometry.centre, this.normal, dot(subtract(this.centre, geometry.centre), this.normal))
    this.centre = this.#onPlane(middle)
    this.isFitted = true
    this.#moved()
  }

  get normal() { return normalOf(this.facing) }

  /**
   * `point`, moved along the normal onto the plane that is shown.
   *
   * @param {Vector3} point
   */
  #onPlane(point) { return along(point, this.normal, dot(subtract(this.centre, point), this.normal)) }

  /** Pixels of the image on one CSS pixel: what people call 100 %. */
  get magnification() { return this.geometry ? this.scale * this.geometry.spacing[0] : 1 }

  /** One pixel of the image on one pixel of the screen. */
  actual() {
    this.zoom(1 / (devicePixelRatio * this.magnification), this.width / 2, this.height / 2)
  }

  /** @param {number} factor @param {number} x stays where it is @param {number} y */
  zoom(factor, x, y) {
    const before = this.toPatient(x, y)
    const wasFitted = this.scale
    const spacing = this.geometry?.spacing[0] ?? 1
    const fitScale = this.isFitted ? wasFitted : Math.min(wasFitted, this.width / Math.max(1e-6, spacing * (this.geometry?.columns ?? 1)))
    this.scale = Math.max(fitScale * smallestFit, Math.min(largest / spacing, this.scale * factor))
    this.#plane = null
    const after = this.toPatient(x, y)
    this.centre = along(this.centre, subtract(before, after), 1)
    this.isFitted = false
    this.#moved()
  }

  /** @param {number} dx CSS pixels @param {number} dy */
  pan(dx, dy) {
    const { u, v } = this.plane
    this.centre = along(along(this.centre, u, -dx), v, -dy)
    this.isFitted = false
    this.#moved()
  }

  /** @param {number} slice of the acquisition */
  goTo(slice) {
    const { geometry, series } = this
    if (!geometry || !series) return
    const k = Math.max(0, Math.min(series.slices - 1, slice))
    if (!series.volume && !geometry.isPatient && this.#frame !== k) {
      const before = geometry
      this.#frame = k
      const now = series.geometryOf(k)
      if (now.columns !== before.columns || now.rows !== before.rows) {
        this.centre = now.centre
        this.fit()
      }
    }
    const voxel = this.geometry?.toVoxel(this.centre) ?? [0, 0, 0]
    this.centre = this.fromVoxel([voxel[0], voxel[1], k])
    this.#moved()
  }

  /** @param {number} steps slices of the acquisition, or steps of a voxel through a reformat */
  scroll(steps) {
    const { geometry, series } = this
    if (!geometry || !series) return
    if (this.isAcquired) {
      const way = dot(this.plane.normal, geometry.across) * ((geometry.positions.at(-1) ?? 0) < 0 ? -1 : 1)
      // In a stack "on" is the next file's slice; the sign keeps both ways of looking at it the same.
      this.goTo(Math.round(this.depth) + (this.orientation === "stack" ? steps : way < 0 ? -steps : steps))
      return
    }
    const range = this.range
    const offset = Math.max(range.low, Math.min(range.high, dot(this.centre, this.normal) + steps * this.stepSize))
    this.centre = along(this.centre, this.normal, offset - dot(this.centre, this.normal))
    this.#moved()
  }

  /** Millimetres of one step through a reformat: the voxel in that direction. */
  get stepSize() {
    const { geometry, normal } = this
    if (!geometry) return 1
    const sides = [[geometry.row, geometry.spacing[0]], [geometry.column, geometry.spacing[1]], [geometry.across, geometry.sliceSpacing]]
    const best = sides.find(([way]) => Math.abs(dot(/** @type {Vector3} */ (way), normal)) > 0.999)
    return best ? Number(best[1]) : Math.min(...sides.map(side => Number(side[1])))
  }

  /** How far along its normal there is anything to see, in mm. */
  get range() {
    const depths = (this.geometry?.corners ?? []).map(corner => dot(corner, this.normal))
    const half = this.stepSize / 2
    return { low: Math.min(...depths) + half, high: Math.max(...depths) - half }
  }

  /** Where it stands in its range, as a step and how many there are. */
  get position() {
    const { geometry, series } = this
    if (!geometry || !series) return { at: 0, count: 1 }
    if (this.isAcquired) return { at: geometry.isPatient || series.volume ? geometry.sliceAt(this.centre) : this.#frame, count: series.slices }
    const { low, high } = this.range
    return { at: Math.round((dot(this.centre, this.normal) - low) / this.stepSize), count: Math.max(1, Math.round((high - low) / this.stepSize) + 1) }
  }

  /** @param {number} at a step of {@link position} */
  goToStep(at) { this.isAcquired ? this.goTo(at) : this.scroll(at - this.position.at) }

  /**
   * Moves the plane through a point, without shifting the picture.
   *
   * @param {Vector3} point
   */
  through(point) {
    const { geometry } = this
    if (!geometry) return
    if (this.isAcquired) this.goTo(geometry.sliceAt(point))
    else {
      this.centre = along(this.centre, this.normal, dot(subtract(point, this.centre), this.normal))
      this.#moved()
    }
  }

  /** @param {Vector3} point */
  reveal(point) {
    this.through(point)
    const { x, y } = this.toCanvas(point)
    if (x < 0 || y < 0 || x > this.width || y > this.height) this.pan(this.width / 2 - x, this.height / 2 - y)
  }

  /** @param {"right" | "left"} way by a quarter, about the middle of the pane */
  turn(way) {
    this.facing = way === "right" ? quarterTurned(this.facing) : quarterTurned(quarterTurned(quarterTurned(this.facing)))
    this.#refit()
  }

  /** @param {"horizontal" | "vertical"} way */
  flip(way) {
    this.facing = flipped(this.facing, way)
    this.#refit()
  }

  /**
   * Tilts the plane about an axis through a point that stays where it is.
   *
   * @param {Vector3} axis
   * @param {number} angle
   * @param {Vector3} pivot
   */
  tilt(axis, angle, pivot) {
    const right = unit(turned(this.facing.right, axis, angle))
    const down = turned(this.facing.down, axis, angle)
    this.facing = { right, down: unit(along(down, right, -dot(down, right))) }
    this.centre = along(pivot, turned(subtract(this.centre, pivot), axis, angle), 1)
    this.orientation = "oblique"
    this.#moved()
  }

  /** As it opened, at the same place in the series. */
  reset() {
    const { series, geometry } = this
    if (!series || !geometry) return
    const at = this.centre
    this.orientation = this.#wantedOrientation(series)
    this.facing = this.#facing(geometry)
    const preset = firstPreset(series.info)
    this.window = { ...preset, preset: preset.id }
    this.invert = false
    this.thickness = 0
    this.#plane = null
    this.fit()
    this.through(at)
  }

  #refit() {
    this.#plane = null
    if (this.isFitted) this.fit()
    else this.#moved()
  }

  /** @param {Partial<Window>} window */
  setWindow(window) {
    this.window = { ...this.window, ...window }
    this.#changed("view")
  }

  /**
   * What the renderer draws.
   *
   * @param {number} ratio device pixels per CSS pixel
   * @param {readonly import("../contracts.js").LabelLayer[]} labels of this series
   * @param {number} [labelStamp] changes with anything of the labels
   * @returns {import("../render/renderer.js").Pane}
   */
  pane(ratio, labels, labelStamp = 0) { return this.#shown.pane(ratio, labels, labelStamp) }

  /** Smallest step of the window that can be seen, in the reader's unit. */
  get windowStep() {
    const info = this.series?.info
    if (!info) return 1
    const range = Math.abs(realOf(info, info.pixelRange[1], 0) - realOf(info, info.pixelRange[0], 0)) * (info.suvFactor ?? 1)
    return info.unit === "HU" ? 1 : Math.max(range / 2048, 1e-4)
  }

  /** Millimetres across a pane, for pictures that must agree in size. */
  get span() { return length(this.plane.u) * this.width }
}
