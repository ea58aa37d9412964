import { enVolume as t } from "../../locales/en-volume.js"
import { SeriesStore } from "./series/series-store.js"
import { along, dot, subtract } from "./series/vector.js"
import { makeRenderer } from "./render/choose.js"
import { crosshair } from "./tools/crosshair.js"
import { magnifier } from "./tools/magnifier.js"
import { Tools } from "./tools/registry.js"
import { viewTools } from "./tools/view-tools.js"
import { Hands } from "./view/hands.js"
import { Labels } from "./view/labels.js"
import { areLinked } from "./view/linking.js"
import { Painters } from "./view/painters.js"
import { PaneView } from "./view/pane-view.js"
import { PointerQueue } from "./view/pointer-queue.js"
import { probeAt } from "./view/probe.js"
import { Windowing } from "./view/windowing.js"

/**
 * @typedef {import("./contracts.js").VolumeContext} VolumeContext
 * @typedef {import("./series/vector.js").Vector3} Vector3
 * @typedef {import("./series/series.js").Series} Series
 * @typedef {import("./view/viewport.js").Viewport} Viewport
 * @typedef {import("./layout/hanging.js").Layout} Layout
 * @typedef {import("../../elements/contracts.js").MediaContext} MediaContext
 */

/**
 * The inside of `<volume-view>`: panes, what they show and how they go together, and the one animation frame in which everything happens. It is the context that measurements and segments see.
 */
export class Viewer extends EventTarget {
  /** @type {PaneView[]} */
  panes = []
  /** @type {Layout | null} */
  layout = null
  /** @type {Viewport} */
  active = /** @type {any} */ (null)
  /** @type {Series | null} */
  main = null
  /** @type {Vector3 | null} */
  crosshair = null
  isCrosshairShown = true
  isTextShown = true
  isMagnified = false
  /** Panes scroll and are windowed together. */
  isSynced = false
  series = /** @type {readonly Series[]} */ ([])
  /** @type {import("./contracts.js").Hooks} */
  hooks = {}
  store = new SeriesStore()
  labels = new Labels(() => this.requestDraw(), layer => this.#renderer?.dropLabels(layer), (layer, box) => this.#labelsChanged(layer, box))
  painters = new Painters(() => this.requestDraw())
  /** @type {import("./render/renderer.js").Renderer | null} */
  #renderer = null
  #asked = 0
  #pixelsDirty = true
  #quietTimer = 0
  #isQuick = false
  #hands = new Hands(this)
  #windowing = new Windowing({ viewports: () => this.viewports, isSynced: () => this.isSynced })
  queue
  tools
  #signal
  /**
   * Drawn after each frame, by whoever shows state elsewhere.
   *
   * @type {() => void}
   */
  afterDraw = () => {}
  /** @type {(element: HTMLElement | null) => void} */
  setOptions = () => {}
  /** @type {(message: string, kind?: "note" | "warning") => void} */
  say = () => {}

  /** @param {{ media: MediaContext, host: HTMLElement, grid: HTMLElement, describedBy: string, signal: AbortSignal }} parts */
  constructor({ media, host, grid, describedBy, signal }) {
    super()
    this.media = media
    this.host = host
    this.grid = grid
    this.describedBy = describedBy
    this.#signal = signal
    this.tools = new Tools({ wanted: () => media.store.state.tool, readonly: media.readonly })
    this.queue = new PointerQueue({ ask: () => this.#ask() })
    const cross = crosshair({
      get point() { return viewer.crosshair },
      move: (point, from) => this.setCrosshair(point, from),
      others: viewport => this.viewports.filter(each => each !== viewport && each.series !== null && areLinked(each, viewport)),
      get visible() { return viewer.isCrosshairShown },
      isHeld: () => this.tools.active.name === "crosshair",
    })
    const viewer = this
    this.tools.register(cross.tool)
    for (const tool of viewTools({
      window: (viewport, change) => this.dragWindow(viewport, change), pan: (viewport, dx, dy) => viewport.pan(dx, dy),
      zoom: (viewport, factor, x, y) => viewport.zoom(factor, x, y), scroll: (viewport, steps) => this.scroll(viewport, steps),
    })) this.tools.register(tool)
    this.painters.add(cross.painter)
    this.painters.add(magnifier(() => (this.isMagnified && this.pointer && this.#renderer ? { canvas: this.#renderer.canvas, ...this.pointer } : null)))
  }

  get viewports() { return this.panes.map(pane => pane.viewport) }
  get renderer() { return this.#renderer }

  /** @param {HTMLElement} stage where the canvas of all panes goes, under them */
  start(stage) {
    const renderer = makeRenderer({ lost: () => this.#fallBack(stage), back: () => this.requestDraw(), onlyCanvas: this.#renderer !== null })
    renderer.canvas.classList.add("vv-pixels")
    renderer.canvas.setAttribute("aria-hidden", "true")
    stage.prepend(renderer.canvas)
    this.#renderer = renderer
    this.host.dataset.renderer = renderer.kind
    this.measure()
  }

  /**
   * The graphics card went away: the processor takes over where it stood.
   *
   * @param {HTMLElement} stage
   */
  #fallBack(stage) {
    this.#renderer?.dispose()
    this.start(stage)
    this.say(t.contextLost, "warning")
  }

  stop() {
    cancelAnimationFrame(this.#asked)
    clearTimeout(this.#quietTimer)
    this.store.close()
    this.#renderer?.dispose()
  }

  // Panes

  /**
   * Lays out panes anew; what they show comes after.
   *
   * @param {Layout} layout
   * @returns {readonly PaneView[]}
   */
  lay(layout) {
    const before = new Map(this.panes.map(pane => [pane.viewport.id, pane]))
    this.layout = layout
    this.isSynced = layout.sync
    const { style } = this.grid
    style.gridTemplateColumns = layout.columns
    style.gridTemplateRows = layout.rows
    this.panes = layout.panes.map(plan => {
      const kept = before.get(plan.id)
      /** @type {import("./view/viewport.js").Role} */
      const role = { orientation: plan.orientation, ...(plan.side ? { side: plan.side } : {}), isExact: layout.id === "own" }
      const pane = kept ?? new PaneView(plan.id, role, { changed: (viewport, what) => this.#changed(viewport, what), overlay: () => this.#ask(), scroll: (viewport, steps) => this.scroll(viewport, steps), describedBy: this.describedBy })
      // Another part to play: it is shown anew.
      if (kept && (kept.viewport.role.orientation !== role.orientation || kept.viewport.role.side !== role.side || kept.viewport.role.isExact !== role.isExact)) kept.viewport.series = null
      pane.viewport.role = role
      const [row, column, rows, columns] = plan.area
      pane.element.style.gridArea = `${row} / ${column} / span ${rows} / span ${columns}`
      if (!kept) this.#listen(pane)
      return pane
    })
    this.grid.replaceChildren(...this.panes.map(pane => pane.element))
    if (!this.panes.some(pane => pane.viewport === this.active)) this.activate(/** @type {PaneView} */ (this.panes[0]).viewport)
    this.measure()
    this.#tell("layout-change", {})
    return this.panes
  }

  /** @param {PaneView} pane */
  #listen(pane) {
    const signal = this.#signal
    this.queue.listen(pane.element, pane.viewport, signal)
    pane.element.addEventListener("focus", () => this.activate(pane.viewport), { signal })
    pane.element.addEventListener("wheel", event => this.#hands.wheel(pane.viewport, event), { signal, passive: false })
    pane.element.addEventListener("dblclick", event => this.#hands.doubleClick(pane.viewport, event), { signal })
    pane.element.addEventListener("keydown", event => {
      if (event.target === pane.element && this.tools.active.key?.(pane.viewport, event)) {
        event.preventDefault()
        event.stopPropagation()
      }
    }, { signal })
  }

  measure() {
    const stage = this.grid.getBoundingClientRect()
    if (stage.width === 0) return
    const ratio = devicePixelRatio || 1
    this.#renderer?.resize(Math.round(stage.width * ratio), Math.round(stage.height * ratio))
    for (const pane of this.panes) pane.measure(stage)
    this.requestDraw()
  }

  /** @param {Viewport} viewport */
  activate(viewport) {
    if (this.active === viewport) return
    this.active = viewport
    for (const pane of this.panes) pane.element.classList.toggle("on", pane.viewport === viewport)
    this.#tell("active-change", { viewport })
    this.#want()
    this.requestDraw()
  }

  /**
   * Shows series in panes; null leaves one empty.
   *
   * @param {readonly (Series | null)[]} shown
   * @param {{ frame?: number }} at
   */
  showAll(shown, { frame } = {}) {
    this.panes.forEach((pane, n) => {
      const series = shown[n] ?? null
      // What is shown already stays as it is looked at.
      if (series && pane.viewport.series === series && frame === undefined) return
      pane.viewport.show(series, { ...(frame === undefined || series !== this.main ? {} : { frame: series?.sliceOf(frame) ?? frame }), point: this.crosshair })
    })
    this.#windowing.share()
    // A frame may have come before anybody looked.
    for (const { series, frame: seen } of this.viewports) if (series) this.#windowing.settle(series, seen)
    const first = this.panes[0]?.viewport
    if (first?.series?.geometry.isPatient && !this.crosshair) this.crosshair = first.centre
    if (this.crosshair) for (const viewport of this.viewports) if (viewport.series?.geometry.isPatient) viewport.through(this.crosshair)
    this.series = [...new Set([...(this.main ? [this.main] : []), ...shown.flatMap(each => each ?? [])])]
    this.#want()
    this.requestDraw()
  }

  /** @param {Viewport} viewport @param {Series} series */
  show(viewport, series) {
    viewport.show(series, { point: this.crosshair })
    this.#windowing.share()
    this.#windowing.settle(series, viewport.frame)
    this.series = [...new Set([...(this.main ? [this.main] : []), ...this.viewports.flatMap(each => each.series ?? [])])]
    this.#want()
  }

  #want() {
    const order = [this.active, ...this.viewports].flatMap(each => each?.series ?? [])
    for (const viewport of this.viewports) viewport.series?.look(viewport.frame, performance.now())
    this.store.want([...new Set(order)])
  }

  /** @param {Series} series */
  adopt(series) {
    const told = { series }
    series.addEventListener("frame", event => {
      const { frame, preview } = /** @type {CustomEvent<{ frame: number, preview: boolean }>} */ (event).detail
      this.#windowing.settle(series, frame)
      this.#tell("slice-loaded", { ...told, frame, preview })
      this.requestDraw()
    }, { signal: this.#signal })
    series.addEventListener("complete", () => this.#tell("series-complete", told), { signal: this.#signal })
    series.addEventListener("trouble", () => this.requestDraw(), { signal: this.#signal })
    this.#tell("series-ready", told)
  }

  // Looking

  /** @param {Viewport} viewport @param {"view" | "series"} what */
  #changed(viewport, what) {
    if (what === "view" && viewport.series) {
      this.#followScroll(viewport)
      viewport.series.look(viewport.frame, performance.now())
      this.store.pump()
    }
    const { frame } = viewport
    if (viewport.series && viewport.lastFrame !== frame) {
      viewport.lastFrame = frame
      this.#tell("frame-change", { series: viewport.series, frame })
    }
    this.#tell("viewport-change", { viewport })
    this.requestDraw()
  }

  /**
   * The shared point stays on the plane that was moved.
   *
   * @param {Viewport} viewport
   */
  #followScroll(viewport) {
    if (!this.crosshair || viewport !== this.active || !viewport.series?.geometry.isPatient || this.#isMoving) return
    if (!this.crosshairSeries || !areLinked(this.crosshairSeries, viewport)) return
    const { normal } = viewport.plane
    const off = dot(subtract(viewport.centre, this.crosshair), normal)
    if (Math.abs(off) < 1e-6) return
    this.crosshair = along(this.crosshair, normal, off)
    this.#tell("crosshair-change", { point: this.crosshair })
  }

  #isMoving = false

  /** The pane whose frame of reference the crosshair is in. */
  get crosshairSeries() { return this.viewports.find(each => each.series?.geometry.isPatient) ?? null }

  /** @param {Vector3} point @param {import("./contracts.js").Viewport} [from] */
  setCrosshair(point, from) {
    this.crosshair = point
    this.#isMoving = true
    for (const viewport of this.viewports) {
      if (viewport === from || !viewport.series?.geometry.isPatient || (from && !areLinked(viewport, /** @type {Viewport} */ (from)))) continue
      if (!viewport.isAcquired || viewport.series.geometry.contains(point)) viewport.through(point)
    }
    this.#isMoving = false
    this.#tell("crosshair-change", { point })
    this.requestDraw()
  }

  /** @param {Viewport} viewport @param {number} steps */
  scroll(viewport, steps) {
    const before = viewport.position.at
    viewport.scroll(steps)
    const moved = viewport.position.at - before
    if (!this.isSynced || moved === 0) return
    for (const other of this.viewports) {
      if (other === viewport || !other.series) continue
      if (areLinked(other, viewport)) {
        if (other.isAcquired) other.through(viewport.centre)
      } else other.scroll(moved)
    }
  }

  /** @param {Viewport} viewport @param {{ dx: number, dy: number }} change in CSS pixels */
  dragWindow(viewport, change) { this.#windowing.drag(viewport, change) }
  /** @param {Viewport} viewport @param {Partial<import("./view/viewport.js").Window>} window */
  setWindow(viewport, window) { this.#windowing.set(viewport, window) }
  /** @param {Viewport} viewport @param {string} [preset] */
  windowToSlice(viewport, preset = "slice") { this.#windowing.fit(viewport, preset, viewport.frame) }

  /** @param {number} frame of the main series */
  goToFrame(frame) {
    const viewport = this.viewports.find(each => each.series === this.main && each.isAcquired)
    if (!viewport || !this.main) return
    if (this.main.times > 1) this.setTime(Math.floor(frame / this.main.slices))
    viewport.goTo(this.main.sliceOf(frame))
  }

  /** @param {number} time */
  setTime(time) {
    const { series } = this.active
    if (!series || series.times < 2) return
    series.time = time
    this.#want()
    this.#changed(this.active, "view")
  }

  /** @param {Series} series @param {Vector3} voxel */
  storedAt(series, voxel) { return series.stored(voxel) }
  /** @param {Series} series @param {number} stored @param {number} frame */
  realValue(series, stored, frame) { return series.reading(stored, frame) }

  /**
   * What stands under the pointer.
   *
   * @param {Viewport} viewport
   */
  probe(viewport) {
    const { pointer } = this
    return pointer?.viewport === viewport ? probeAt(viewport, pointer.x, pointer.y) : null
  }

  get pointer() { return this.#hands.pointer }

  // Drawing

  requestDraw() {
    this.#pixelsDirty = true
    this.#ask()
  }

  #ask() {
    this.#asked ||= requestAnimationFrame(() => this.#frame())
  }

  #frame() {
    this.#asked = 0
    this.queue.flush(sample => this.#hands.take(sample))
    if (this.tools.settle()) this.#tell("tool-change", { tool: this.tools.active })
    // What the handlers asked for is drawn in this very frame.
    cancelAnimationFrame(this.#asked)
    this.#asked = 0
    if (this.#pixelsDirty) {
      this.#pixelsDirty = false
      const quick = this.queue.isBusy
      this.#drawPixels(quick)
      if (quick) this.#isQuick = true
    } else if (this.isMagnified) this.#drawPixels(false)
    if (this.#isQuick && !this.queue.isBusy) {
      this.#isQuick = false
      this.#drawPixels(false)
    }
    const tool = this.tools.active
    for (const pane of this.panes) {
      pane.paint(this.painters.list, tool)
      pane.slider.extent = pane.viewport.series === this.main ? this.labels.extent : null
      pane.slider.draw()
      pane.name()
    }
    this.afterDraw()
  }

  /** @param {boolean} quick */
  #drawPixels(quick) {
    const ratio = devicePixelRatio || 1
    const unfinished = this.#renderer?.draw(this.viewports.map(viewport => viewport.pane(ratio, this.labels.of(viewport.series?.uid ?? ""), this.labels.stamp)), quick)
    // The rest of a volume goes to the card in the next frames.
    if (unfinished) this.requestDraw()
  }

  /** @param {import("./contracts.js").LabelLayer} layer @param {import("./contracts.js").VoxelBox | null} box */
  #labelsChanged(layer, box) {
    const grid = this.series.find(each => each.uid === layer.series)?.volume
    if (grid) this.#renderer?.labelsChanged(layer, grid, box)
  }

  /** @param {keyof import("./contracts.js").VolumeEvents} name @param {object} detail */
  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })) }
}
