import { openJournal } from "../../../net/journal.js"
import { APIError } from "../../../net/api.js"
import { loadEngine } from "../../../engine/engine.js"
import { scan, warningsOf } from "./checks.js"
import { channels } from "./colours.js"
import { MaskDesk } from "./desk.js"
import { histogramOf } from "./histogram.js"
import { maskPort } from "./mask-engine.js"
import { MaskLog } from "./mask-log.js"
import { PlainLayer } from "./plain-layer.js"
import { Proposals } from "./proposals.js"
import { Settings } from "./settings.js"
import { isMaskControl } from "./segment-list.js"
import { announceRoom } from "./rooms.js"

/**
 * Segments of one volume view: opens the mask of its series, gives its labels to the renderer, and keeps panel, tools and checks supplied.
 *
 * @typedef {import("../contracts.js").VolumeContext} VolumeContext
 * @typedef {import("../contracts.js").Series} Series
 * @typedef {import("../contracts.js").LabelLayer} LabelLayer
 * @typedef {import("./checks.js").Warning} Warning
 * @typedef {import("./checks.js").Scan} Scan
 */

/** Milliseconds: counting begins after a short rest, checks after a longer one; both give the hand back after a slice of time. */
const rest = { count: 120, checks: 900, slice: 7 }

/** Fires `ready`, `count`, `warnings`, `active`, `status`, `look`. */
export class SegmentsRoom extends EventTarget {
  settings = new Settings()
  /** @type {MaskDesk | null} */
  desk = null
  /** @type {LabelLayer | null} */
  layer = null
  /** @type {readonly Warning[]} */
  warnings = []
  /** Why segments cannot be drawn; "" if they can. */
  problem = ""
  /** @type {Series | null} */
  series = null
  /**
   * Millimetres of a voxel.
   *
   * @type {readonly [number, number, number]}
   */
  spacing = [1, 1, 1]
  /** @type {import("./histogram.js").Histogram | null} */
  #histogram = null
  #context
  #signal
  #timer = 0
  #checkTimer = 0
  #isMade = false
  /** @type {Map<number, { voxels: number, hash: string, scan: Scan }>} */
  #scans = new Map()
  /** @type {Proposals} */
  proposals

  /** @param {VolumeContext} context @param {AbortSignal} signal */
  constructor(context, signal) {
    super()
    this.#context = context
    this.#signal = signal
    this.proposals = new Proposals(this, signal)
    this.plain = new PlainLayer(this, signal)
    const { store } = context.media
    context.addEventListener("series-ready", event => {
      const { series } = /** @type {CustomEvent} */ (event).detail
      if (series === context.main && !this.series) void this.#open(series)
    }, { signal })
    context.addEventListener("series-complete", () => { this.#histogram = null; this.dispatchEvent(new Event("look")); this.#ask() }, { signal })
    store.addEventListener("change", event => {
      const { before, after } = /** @type {CustomEvent<import("../../../core/store.js").Change>} */ (event).detail
      if (before.regions !== after.regions) {
        this.#paint()
        this.#ask()
      } else if (before.activeLabels !== after.activeLabels || before.selection !== after.selection) this.#extent()
    }, { signal })
    this.settings.addEventListener("change", () => this.#paint(), { signal })
    signal.addEventListener("abort", () => this.#close())
    announceRoom(context.media.store, context.media.object.name, this, signal)
  }

  get context() { return this.#context }
  get store() { return this.#context.media.store }
  get readonly() { return this.#context.media.readonly }

  /** @param {Series} series */
  async #open(series) {
    this.series = series
    try {
      const { media } = this.#context
      const { info, geometry, volume } = series
      const engine = volume?.engine ?? await loadEngine()
      const spacing = (this.spacing = gridSpacing(info))
      const grid = { columns: info.columns, rows: info.rows, slices: info.slices, spacing }
      const count = grid.columns * grid.rows * grid.slices
      const port = maskPort(engine, grid, () => (volume?.engine && series.isComplete && series.failures.size === 0 ? { pointer: volume.pointer, count } : null))
      const journal = await openJournal()
      const { id: mask, isMade, at } = this.#maskID()
      this.#isMade = isMade
      const api = media.api ?? offline
      const log = new MaskLog({ api, journal, mask, about: { series: String(series.id), task: media.task.id, object: media.object.name }, ...(media.api ? {} : { later: () => 0 }) })
      log.addEventListener("status", () => {
        this.#made()
        this.dispatchEvent(new Event("status"))
      }, { signal: this.#signal })
      const desk = new MaskDesk({
        store: media.store, mask: port, log, objectName: media.object.name, controls: media.controls, seriesUID: series.uid, readonly: media.readonly,
        grid: { columns: grid.columns, rows: grid.rows, slices: grid.slices, voxelVolume: spacing[0] * spacing[1] * Math.abs(geometry.sliceSpacing || spacing[2]) },
        // What is only looked at is shown as it was handed in, whatever was added since.
        load: async () => (this.#isMade || this.desk ? this.load(mask, media.readonly && typeof at === "number" ? at : undefined) : null), say: (message, kind) => this.#context.say(message, kind),
      })
      if (this.#signal.aborted) return
      await desk.open()
      if (this.#signal.aborted) {
        desk.close()
        return
      }
      this.desk = desk
      this.#show(desk, series)
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error)
      this.#context.say(`Segments cannot be shown: ${this.problem}`, "warning")
      this.dispatchEvent(new Event("ready"))
    }
  }

  /** @param {MaskDesk} desk @param {Series} series */
  #show(desk, series) {
    const layer = (this.layer = /** @type {LabelLayer} */ ({
      series: series.uid, values: () => desk.labels(), palette: new Uint8ClampedArray(1024), opacity: this.settings.values.opacity, outline: true, visible: true, dashed: new Uint8Array(256), hover: 0,
    }))
    this.#paint()
    this.#context.labels.add(layer, this.#signal)
    desk.addEventListener("edit", event => {
      const box = /** @type {CustomEvent<import("./records.js").Box | null>} */ (event).detail
      if (box) this.#context.labels.changed(layer, { i0: box.minI, i1: box.endI, j0: box.minJ, j1: box.endJ, k0: box.minK, k1: box.endK })
      else this.#context.labels.changed(layer)
      this.#ask()
    }, { signal: this.#signal })
    desk.addEventListener("active", () => {
      this.#extent()
      this.dispatchEvent(new Event("active"))
    }, { signal: this.#signal })
    const gate = () => desk.finish()
    this.#context.media.gates?.add(gate)
    this.#signal.addEventListener("abort", () => this.#context.media.gates?.delete(gate))
    addEventListener("online", () => desk.log.retry(), { signal: this.#signal })
    addEventListener("pagehide", () => void desk.log.flush().catch(() => {}), { signal: this.#signal })
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") void desk.log.flush().catch(() => {}) }, { signal: this.#signal })
    void this.proposals.load()
    this.plain.draw()
    this.dispatchEvent(new Event("ready"))
    this.#ask()
  }

  #close() {
    clearTimeout(this.#timer)
    clearTimeout(this.#checkTimer)
    this.desk?.close()
  }

  /**
   * A mask as the server has it; null where it has none.
   *
   * @param {string} mask
   * @param {number} [at] after so many operations
   * @returns {Promise<{ operations: number, hash: string, state: ArrayBuffer } | null>}
   */
  async load(mask, at) {
    const { api } = this.#context.media
    if (!api) return null
    let about
    try {
      about = await api.get(`/api/imaging/masks/${mask}`)
    } catch (error) {
      if (error instanceof APIError && error.status === 404) return null
      throw error
    }
    const operations = at ?? Number(about.operations)
    const response = await fetch(`/api/imaging/masks/${mask}/state?at=${operations}`, { credentials: "same-origin" })
    if (!response.ok) throw new APIError({ status: response.status, detail: `The server answered ${response.status} for the mask.` })
    return { operations, hash: String(about.hash), state: await response.arrayBuffer() }
  }

  /** The mask that the regions speak of; else the one this browser began for the task, so that two windows meet in one. */
  #maskID() {
    const { store, object, task } = this.#context.media
    for (const region of store.state.regions.values()) {
      if (region.objectName === object.name && !region.suggestion && region.med?.kind === "segment" && typeof region.med.mask === "string") return { id: region.med.mask, isMade: true, at: region.med.operations }
    }
    try {
      const known = task.id > 0 ? localStorage.getItem(this.#key) : null
      if (known) return { id: known, at: undefined, isMade: localStorage.getItem(`${this.#key}.made`) !== null }
      const id = uuid()
      if (task.id > 0) localStorage.setItem(this.#key, id)
      return { id, isMade: false, at: undefined }
    } catch {
      return { id: uuid(), isMade: false, at: undefined }
    }
  }

  get #key() {
    const { object, task, user } = this.#context.media
    return `vesalius.mask.${user ?? 0}.${task.id}.${object.name}`
  }

  /** The server has it now: another visit may ask for it. */
  #made() {
    const { desk } = this
    if (this.#isMade || !desk || desk.log.length === 0 || desk.log.status.state !== "clean") return
    this.#isMade = true
    try {
      if (this.#context.media.task.id > 0) localStorage.setItem(`${this.#key}.made`, "1")
    } catch {
      // Without a store the draft remembers which mask it is.
    }
  }

  // What is seen

  /** Colours and styles of the layer, from the structures as they are now. */
  #paint() {
    const { layer, desk } = this
    if (!layer || !desk) return
    const { opacity, outline } = this.settings.values
    layer.palette.fill(0)
    for (const { number, colour, hidden, suggestion } of desk.segments) {
      const [r, g, b] = channels(colour)
      layer.palette.set([r, g, b, hidden || suggestion ? 0 : 255], number * 4)
    }
    layer.opacity = opacity
    layer.outline = outline
    this.#context.labels.restyled(layer)
    this.#extent()
    this.dispatchEvent(new Event("look"))
  }

  #extent() {
    const active = this.desk?.active
    this.#context.labels.setExtent(active && this.desk ? this.desk.tally.extent(active.number) : null)
  }

  /** Grey values of the volume, for the gate. */
  get histogram() {
    const { series } = this
    const volume = series?.volume
    if (!series || !volume || !series.isComplete) return null
    return (this.#histogram ??= histogramOf(volume.values(), stored => series.reading(stored - series.shift, 0).value))
  }

  /**
   * A real value as the engine holds it.
   *
   * @param {number} value
   */
  storedOf(value) {
    const info = this.series?.info
    if (!info) return 0
    return (value / (info.suvFactor ?? 1) - info.intercept) / (info.slope || 1) + (this.series?.shift ?? 0)
  }

  get unit() { return this.series?.reading(0, 0).unit ?? "" }

  /** @param {readonly [number, number, number]} voxel shown in every pane */
  goTo(voxel) {
    const { series } = this
    if (!series) return
    const point = series.geometry.toPatient(voxel)
    this.#context.setCrosshair(point)
    this.#context.goToFrame(series.frameAt(voxel[2]))
    for (const viewport of this.#context.viewports) if (viewport.series === series) viewport.reveal(point)
  }

  // Counting and checking, while the hand rests

  #ask() {
    clearTimeout(this.#timer)
    clearTimeout(this.#checkTimer)
    this.#timer = window.setTimeout(() => this.#count(), rest.count)
  }

  #count() {
    const { desk } = this
    if (!desk || this.#signal.aborted) return
    const end = performance.now() + rest.slice
    if (!desk.settle(() => performance.now() < end)) {
      this.#timer = window.setTimeout(() => this.#count(), 0)
      return
    }
    this.#extent()
    this.#warn()
    this.dispatchEvent(new Event("count"))
    this.#checkTimer = window.setTimeout(() => this.#check(), rest.checks)
  }

  #warn() {
    const { desk } = this
    if (!desk) return
    this.warnings = warningsOf(desk.segments, desk.tally, desk.grid, new Map([...this.#scans].map(([number, each]) => [number, each.scan])))
    this.dispatchEvent(new Event("warnings"))
  }

  /** Looks through the slices of the structures that changed, one after the other. */
  #check() {
    const { desk, series } = this
    if (!desk || !series) return
    const stale = desk.tally.present().find(number => this.#scans.get(number)?.voxels !== desk.tally.voxels(number))
    for (const number of this.#scans.keys()) if (desk.tally.voxels(number) === 0) this.#scans.delete(number)
    const extent = stale === undefined ? null : desk.tally.extent(stale)
    if (stale === undefined || !extent) {
      this.#warn()
      return
    }
    const voxels = desk.tally.voxels(stale)
    const body = series.info.modality === "CT" && series.volume && series.isComplete ? { intensities: () => /** @type {any} */ (series.volume).values(), limit: this.storedOf(-350) } : null
    const work = scan(stale, extent, desk.grid, () => desk.labels(), body)
    const step = () => {
      if (this.#signal.aborted || desk.tally.voxels(stale) !== voxels) return
      const end = performance.now() + rest.slice
      for (let next = work.next(); ; next = work.next()) {
        if (next.done) {
          this.#scans.set(stale, { voxels, hash: "", scan: next.value })
          this.#check()
          return
        }
        if (performance.now() > end) break
      }
      this.#checkTimer = window.setTimeout(step, 0)
    }
    step()
  }
}

/**
 * Whether an object's controls draw segments.
 *
 * @param {readonly import("../../../core/config.js").ControlNode[]} controls
 */
export const drawsSegments = controls => controls.some(isMaskControl)

/**
 * Millimetres of a voxel as the server has them for its replay: both must say the same to the last bit.
 *
 * @param {import("../series/series-info.js").SeriesInfo} info
 * @returns {readonly [number, number, number]}
 */
export function gridSpacing({ geometry, planeSpacing }) {
  const own = geometry?.spacing
  if (Array.isArray(own) && own.length === 3) return [own[0], own[1], own[2]]
  const [x, y] = planeSpacing ?? [1, 1]
  return [x, y, 1]
}

/** Version 4. `crypto.randomUUID` is missing where a page came without TLS. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (/** @type {number} */ (bytes[6]) & 0x0f) | 0x40
  bytes[8] = (/** @type {number} */ (bytes[8]) & 0x3f) | 0x80
  const hex = Array.from(bytes, each => each.toString(16).padStart(2, "0")).join("")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** In a preview there is no server: everything stays in the window. */
const offline = { request: () => Promise.reject(new APIError({ status: 0, detail: "A preview keeps nothing." })) }
