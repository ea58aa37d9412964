import { enMeasure as t } from "../../../locales/en-measure.js"
import { touched } from "../../../core/region-commands.js"
import { inkFor, newRegion } from "../../image/drawing.js"
import { figures, measureKinds } from "./figures.js"
import { frameOf, regionParts } from "./med.js"
import { Scene } from "./scene.js"
import { inPlane, inSlice, statisticsOf } from "./statistics.js"
import { middle } from "./vector.js"

/**
 * Figures of one viewer and the store: what can be drawn, what a finished one becomes, what a changed one.
 *
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("./figures.js").Kind} Kind
 * @typedef {import("../contracts.js").VolumeContext} VolumeContext
 * @typedef {import("../contracts.js").Viewport} Viewport
 * @typedef {import("../../../core/config.js").ControlNode} ControlNode
 * @typedef {import("../../../core/state.js").Region} Region
 * @typedef {import("../../../core/steps.js").Step} Step
 * @typedef {Readonly<{ name: string, kind: Kind, shape: import("../../image/drawing.js").Drawn, controls: readonly ControlNode[] }>} Drawable `name` of the tool
 */

/**
 * The kinds controls of Label Studio draw by their shape.
 *
 * @type {readonly (readonly [Kind, "rectangle" | "ellipse" | "polygon" | "keypoint"])[]}
 */
const plain = [["rectangle", "rectangle"], ["ellipse", "ellipse"], ["polygon", "polygon"], ["probe", "keypoint"]]

/** @param {ControlNode} control */
const isMeasure = control => control.attributes.medical?.toLowerCase() === "measure"

/**
 * Kinds a Measure control asks for; all of them where it names none.
 *
 * @param {ControlNode} control
 * @returns {readonly Kind[]}
 */
export function kindsOf({ attributes }) {
  const asked = (attributes.kinds ?? "").toLowerCase().split(/[\s,]+/).filter(Boolean)
  const known = /** @type {Kind[]} */ (asked.filter(kind => kind in figures))
  return known.length > 0 ? known : measureKinds
}

/**
 * What can be drawn with these controls, down the rail.
 *
 * @param {readonly ControlNode[]} controls
 * @returns {readonly Drawable[]}
 */
export function drawables(controls) {
  /** @type {Map<Kind, Drawable>} */
  const found = new Map()
  for (const [kind, shape] of plain) {
    const own = controls.filter(control => control.shape === shape && !isMeasure(control))
    if (own.length > 0) found.set(kind, { name: shape, kind, shape, controls: own })
  }
  for (const control of controls.filter(isMeasure)) {
    for (const kind of kindsOf(control)) {
      const known = found.get(kind)
      found.set(kind, known ? { ...known, controls: [...known.controls, control] } : { name: kind, kind, shape: "polygon", controls: [control] })
    }
  }
  const order = Object.keys(figures)
  return [...found.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

export class MeasureDesk {
  scene = new Scene()
  /**
   * Figures as they are under the hand.
   *
   * @type {Map<string, Figure>}
   */
  changing = new Map()
  /** @type {string | null} */
  hovered = null
  /** Slices on which figures of neighbours are shown faintly. */
  neighbours = 0
  #context

  /** @param {VolumeContext} context */
  constructor(context) {
    this.#context = context
    this.drawables = drawables(context.media.controls)
    this.refresh()
  }

  get context() { return this.#context }
  get store() { return this.#context.media.store }
  get lengthUnit() { return this.#context.main?.geometry.isCalibrated === false ? "px" : "mm" }

  /** @returns {import("./med.js").Place | null} */
  get place() {
    const series = this.#context.main
    return series ? { uid: series.uid, geometry: series.geometry, frames: series.info.frames } : null
  }

  refresh() {
    this.scene.read(this.store.state, this.#context.media.object.name, this.place)
  }

  /**
   * With what a kind would be drawn now; says why not where it cannot.
   *
   * @param {Drawable} drawable
   */
  ink({ shape, controls }) {
    const { state } = this.store
    const active = state.activeLabels?.control
    const own = controls.find(control => control.name === active) ?? controls.find(control => control.shape === shape) ?? controls[0]
    if (!own) return null
    const drawn = /** @type {import("../../image/drawing.js").Drawn} */ (own.shape)
    const others = this.#context.media.controls.filter(control => control.shape === null)
    const ink = inkFor(state, [...controls.filter(control => control.shape === drawn), ...others], drawn)
    if (ink.kind === "ready") return { ink, shape: drawn }
    this.#context.say(ink.kind === "needs-label" ? t.pickLabel : ink.kind === "used-up" ? t.usedUp(ink.label, ink.most) : t.cannot, "warning")
    return null
  }

  /**
   * The colour the next figure gets.
   *
   * @param {Drawable} drawable
   */
  colourOf({ controls }) {
    const { state } = this.store
    const labels = controls.flatMap(control => control.labels)
    const held = labels.find(label => label.control === state.activeLabels?.control && state.activeLabels.values.includes(label.name))
    return held?.colour ?? (labels.length === 1 ? labels[0]?.colour : undefined) ?? "#a9aeb4"
  }

  /**
   * A drawn figure becomes a region.
   *
   * @param {Drawable} drawable
   * @param {Figure} figure
   * @param {Viewport} viewport
   */
  add(drawable, figure, viewport) {
    const way = this.ink(drawable)
    const { place } = this
    if (!way || !place) return
    const { state } = this.store
    const parts = this.#parts(figure, way.shape, viewport)
    const region = {
      ...newRegion(state, way.ink, { objectName: this.#context.media.object.name, shape: way.shape, geometry: parts.geometry, image: { width: place.geometry.columns, height: place.geometry.rows }, rotation: 0, itemIndex: parts.itemIndex }),
      med: parts.med,
    }
    this.store.dispatch({ steps: [{ op: "put", region }], view: { selection: new Set([region.id]) }, title: `${figures[figure.kind].title}` })
    if (figure.kind === "arrow") this.#context.say(t.arrowText)
  }

  /**
   * Figures took another form or place.
   *
   * @param {ReadonlyMap<string, Figure>} changed
   * @param {Viewport | null} viewport the one it was done in; null where no plane tells
   * @param {{ title: string, group?: string }} how
   */
  edit(changed, viewport, { title, group }) {
    const steps = [...changed].flatMap(([id, figure]) => {
      const region = this.store.state.regions.get(id)
      return region ? [/** @type {Step} */ ({ op: "put", region: this.reshaped(region, figure, viewport) })] : []
    })
    if (steps.length > 0) this.store.dispatch({ steps, title, ...(group === undefined ? {} : { group }) })
  }

  /**
   * The region with another figure.
   *
   * @param {Region} region
   * @param {Figure} figure
   * @param {Viewport | null} viewport
   * @returns {Region}
   */
  reshaped(region, figure, viewport) {
    const parts = this.#parts(figure, region.shape, viewport, region)
    return { ...touched(region), geometry: { ...region.geometry, ...parts.geometry }, itemIndex: parts.itemIndex, original: { ...region.original, ...parts.original }, med: parts.med }
  }

  /**
   * @param {Figure} figure
   * @param {import("../../../core/tags.js").Shape} shape
   * @param {Viewport | null} viewport
   * @param {Region} [region] that had another figure
   */
  #parts(figure, shape, viewport, region) {
    const series = /** @type {import("../contracts.js").Series} */ (this.#context.main)
    const place = /** @type {import("./med.js").Place} */ (this.place)
    const k = frameOf(figure, place.geometry)
    const flat = figure.points.every(point => Math.abs(place.geometry.toVoxel(point)[2] - k) < 0.05)
    // Without a place in the patient a stack's frames lie side by side in nothing but their order.
    const frame = series.volume || series.geometry.isPatient ? series.frameAt(k) : viewport?.frame ?? region?.itemIndex ?? k
    return regionParts(figure, shape, place, { frame, isFrame: flat, statistics: this.#statistics(figure, k, frame, flat), before: region?.med, pointWidth: Math.max(1, place.geometry.columns / 200) })
  }

  /** @param {Figure} figure @param {number} k @param {number} frame @param {boolean} flat */
  #statistics(figure, k, frame, flat) {
    const { main: series } = this.#context
    const { kind } = figure
    if (!series || (!figures[kind].roi && kind !== "probe") || (series.info.samples > 1 && series.info.photometric !== "PALETTE COLOR")) return null
    const { unit } = series.reading(0, frame)
    /** @param {import("./vector.js").Vector3} voxel */
    const sample = voxel => {
      const stored = series.stored(voxel, flat ? frame : undefined)
      return stored === null ? null : series.reading(stored, flat ? frame : series.frameAt(Math.round(voxel[2]))).value
    }
    if (kind === "probe") {
      const value = sample(series.geometry.toVoxel(middle(figure.points)))
      return value === null ? null : statisticsOf([value], unit)
    }
    return flat ? inSlice(figure, series.geometry, k, sample, unit) : inPlane(figure, series.geometry, sample, unit)
  }

  /** @returns {readonly import("./scene.js").Item[]} selected figures that may be changed */
  get movable() {
    return [...this.store.state.selection].flatMap(id => this.scene.get(id) ?? []).filter(item => item.isFree && !item.region.suggestion && !this.#context.media.readonly)
  }
}
