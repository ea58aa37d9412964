/**
 * `<volume-view>`: the room of a series. Opens what the task points at, lays out panes, and joins the parts: looking goes to the viewer, words and choices to the row above, keys to the workbench.
 *
 * @typedef {import("../../elements/contracts.js").MediaContext} MediaContext
 * @typedef {import("./layout/hanging.js").Layout} Layout
 * @typedef {import("./layout/hanging.js").Candidate} Candidate
 * @typedef {import("./series/series.js").Series} Series
 */
import { attribute } from "../../core/config.js"
import { h } from "../../elements/dom.js"
import { enVolume as t } from "../../locales/en-volume.js"
import { toolCommands, viewerCommands } from "./commands.js"
import { startExtensions } from "./extensions.js"
import { hang, ownLayouts, readHanging, usualLayout } from "./layout/hanging.js"
import { Cine } from "./panels/cine.js"
import { drawHuds } from "./panels/huds.js"
import { Note } from "./panels/note.js"
import { OptionsRow } from "./panels/options-row.js"
import { Problems } from "./panels/problems.js"
import { SeriesPicker, dragType } from "./panels/series-picker.js"
import { openTagBrowser } from "./panels/tag-browser.js"
import { sourcesOf } from "./series/sources.js"
import { presetsOf } from "./view/windows.js"
import { Viewer } from "./viewer.js"

/** After this long without scrolling the frame counts as the one that is worked on, ms. */
const restTime = 150
/** Steps of a slab by key, mm. */
const slabs = [0, 3, 5, 10, 15, 20, 30, 50]

export class VolumeViewElement extends HTMLElement {
  /**
   * Set by the workbench before the element is connected.
   *
   * @type {MediaContext}
   */
  context = /** @type {any} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  /** @type {Viewer | null} */
  #viewer = null
  /** @type {Cine | null} */
  #cine = null
  #layouts = ownLayouts(t.layouts)
  #row = new OptionsRow({
    run: command => { this.context.commands.run(command) }, preset: id => this.#preset(id), layout: id => { void this.#useLayout(id) },
    window: window => { if (this.#viewer?.active) this.#viewer.setWindow(this.#viewer.active, { ...window, table: null, preset: "own" }) },
    slabMode: mode => this.#setSlab(mode === "" ? 0 : this.#viewer?.active.thickness || 10, mode), slab: mm => this.#setSlab(mm),
    fps: fps => { if (this.#cine) this.#cine.fps = fps }, time: time => this.#viewer?.setTime(time),
  })
  #problems = new Problems(frame => this.#viewer?.goToFrame(frame))
  #picker = new SeriesPicker(offer => { void this.#showSeries(offer.id) }, () => { this.#picker.element.hidden = true })
  #note = new Note()
  #restTimer = 0
  /** @type {import("../../core/commands.js").CommandSpec[]} */
  #specs = []
  #offered = false

  /** The viewer, for measurements and segments and for tests. */
  get viewer() { return this.#viewer }

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    const { object, store } = this.context
    const help = h("p", { class: "sr", id: `volume-help-${object.name}` }, t.viewportHelp)
    const grid = h("div", { class: "vv-grid" })
    const stage = h("div", { class: "vv-stage", "aria-label": t.viewer(object.name), role: "group" }, grid, this.#note.element)
    this.replaceChildren(help, this.#problems.element, stage, this.#picker.element)
    const viewer = (this.#viewer = new Viewer({ media: this.context, host: this, grid, describedBy: help.id, signal }))
    this.#cine = new Cine(viewer, () => this.#showOptions())
    viewer.say = (message, kind) => this.#note.say(message, kind)
    viewer.setOptions = element => this.#row.setTool(element)
    viewer.afterDraw = () => this.#afterDraw()
    viewer.lay(/** @type {Layout} */ (this.#layouts[0]))
    viewer.start(stage)
    this.#addCommands(viewer, signal)
    viewer.tools.addEventListener("change", () => this.#addCommands(viewer, signal), { signal })
    store.addEventListener("change", event => this.#changed(/** @type {CustomEvent} */ (event).detail), { signal })
    viewer.addEventListener("frame-change", event => this.#rest(/** @type {CustomEvent} */ (event).detail), { signal })
    viewer.addEventListener("active-change", () => this.#showOptions(), { signal })
    this.addEventListener("focusin", () => this.#front(), { signal })
    this.addEventListener("pane-maximise", () => { this.#maximise() }, { signal })
    this.addEventListener("dragover", event => { if (event.dataTransfer?.types.includes(dragType)) event.preventDefault() }, { signal })
    this.addEventListener("drop", event => this.#drop(event), { signal })
    const observer = new ResizeObserver(() => viewer.measure())
    observer.observe(grid)
    signal.addEventListener("abort", () => observer.disconnect())
    this.#offerOptions()
    void this.#begin(viewer, signal)
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#cine?.stop()
    this.#viewer?.stop()
    this.#note.stop()
    clearTimeout(this.#restTimer)
  }

  /** @override */
  focus() { this.#viewer?.active?.element.focus({ preventScroll: true }) }

  /** @param {string} regionId */
  reveal(regionId) { this.#viewer?.hooks.reveal?.(regionId) }
  /** @param {import("../../core/config.js").LabelNode} label */
  takeLabel(label) { return this.#viewer?.hooks.takeLabel?.(label) ?? false }

  // Opening

  /** @param {Viewer} viewer @param {AbortSignal} signal */
  async #begin(viewer, signal) {
    // The first slice is on its way while measurements and segments set themselves up.
    const [first] = sourcesOf(this.context.object.value)
    const { itemIndex } = this.context.store.state
    if (first) viewer.store.open(first.series, first.frame ?? (itemIndex > 0 ? itemIndex : null)).catch(() => {})
    await startExtensions(viewer, signal)
    if (!signal.aborted) await this.#open(viewer)
  }

  /** @param {Viewer} viewer */
  async #open(viewer) {
    const { object, store } = this.context
    const wanted = sourcesOf(object.value)
    const [first] = wanted
    if (!first) {
      this.#fail(viewer, t.emptyTitle, object.value ? t.notImaging : t.emptyText(object.source || "value"), null)
      return
    }
    this.setAttribute("aria-busy", "true")
    try {
      const main = await viewer.store.open(first.series)
      if (main.info.kind === "slide" && customElements.get("slide-view")) {
        this.#giveWay()
        return
      }
      viewer.main = main
      viewer.adopt(main)
      const rest = wanted.slice(1).map(each => viewer.store.open(each.series))
      const others = (await Promise.allSettled(rest)).flatMap(each => (each.status === "fulfilled" ? [each.value] : []))
      for (const series of others) viewer.adopt(series)
      const own = [main, ...others]
      const hanging = readHanging(attribute(object, "hanging"), this.#layouts, t.layouts.own)
      if (hanging.error) this.#note.say(hanging.error, "warning")
      if (hanging.layout && !this.#layouts.includes(hanging.layout)) this.#layouts = [hanging.layout, ...this.#layouts]
      const layout = hanging.layout ?? usualLayout(own.map(candidateOf), this.#layouts)
      viewer.lay(layout)
      const frame = first.frame ?? (store.state.itemIndex > 0 ? store.state.itemIndex : undefined)
      await this.#hang(layout, own.map(candidateOf), frame)
      this.#showOptions()
      this.focusIfFree()
      void this.#picker.load(main.info).then(async () => {
        // Panes that want other series of the study, or an earlier study, wait for the list.
        if (layout.panes.some(pane => pane.match) && viewer.layout === layout) await this.#hang(layout, this.#candidates(own), undefined)
        this.#drawPicker()
        this.#showOptions()
      })
    } catch (error) {
      this.#fail(viewer, t.failedTitle, error instanceof Error ? error.message : String(error), () => void this.#open(viewer))
      viewer.dispatchEvent(new CustomEvent("series-failed", { detail: { series: null, message: String(error) } }))
    } finally {
      this.removeAttribute("aria-busy")
    }
  }

  /** The keyboard goes to the image, unless the person is at work elsewhere. */
  focusIfFree() {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) this.focus()
  }

  /** Slides have a room of their own. */
  #giveWay() {
    const slide = /** @type {import("../../elements/contracts.js").MediaElement} */ (document.createElement("slide-view"))
    slide.context = this.context
    slide.className = this.className
    slide.dataset.scope = this.dataset.scope ?? ""
    this.replaceWith(slide)
  }

  /** @param {readonly Series[]} own @returns {Candidate[]} */
  #candidates(own) {
    const known = new Set(own.map(series => series.id))
    return [...own.map(candidateOf), ...this.#picker.offers.filter(offer => !known.has(offer.id)).map(offer => ({ ...offer, canReformat: false }))]
  }

  /** @param {Layout} layout @param {readonly Candidate[]} candidates @param {number | undefined} frame */
  async #hang(layout, candidates, frame) {
    const viewer = /** @type {Viewer} */ (this.#viewer)
    const ids = hang(layout, candidates)
    const before = new Set(viewer.series)
    const shown = await Promise.all(ids.map(id => (id === null ? null : viewer.store.open(id).catch(() => null))))
    if (viewer.layout !== layout) return
    for (const series of shown) {
      if (series && series !== viewer.main && !before.has(series)) viewer.adopt(series)
    }
    const same = viewer.viewports.every((viewport, n) => viewport.series === (shown[n] ?? null))
    if (!same || frame !== undefined || viewer.viewports.every(viewport => viewport.series === null)) viewer.showAll(shown, frame === undefined ? {} : { frame })
    viewer.panes.forEach((pane, n) => {
      pane.message.hidden = (shown[n] ?? null) !== null
      pane.message.textContent = t.emptyTitle
    })
    this.#drawPicker()
  }

  /** @param {Viewer} viewer @param {string} title @param {string} text @param {(() => void) | null} again */
  #fail(viewer, title, text, again) {
    const [pane] = viewer.panes
    if (!pane) return
    pane.message.hidden = false
    pane.message.replaceChildren(h("b", {}, title), h("p", {}, text), ...(again ? [h("button", { type: "button", class: "wbtn", onclick: () => {
      pane.message.hidden = true
      again()
    } }, t.tryAgain)] : []))
  }

  // Layouts and series

  /** @param {string} id */
  async #useLayout(id) {
    const viewer = this.#viewer
    const layout = this.#layouts.find(each => each.id === id)
    if (!viewer?.main || !layout) return
    this.classList.remove("alone")
    const kept = viewer.viewports.map(viewport => viewport.series)
    viewer.lay(layout)
    await this.#hang(layout, this.#candidates([viewer.main, ...kept.flatMap(series => (series && series !== viewer.main ? [series] : []))]), undefined)
    this.#showOptions()
  }

  #nextLayout() {
    const at = this.#layouts.findIndex(each => each.id === this.#viewer?.layout?.id)
    const next = this.#layouts[(at + 1) % this.#layouts.length]
    if (next) void this.#useLayout(next.id)
    return next !== undefined
  }

  /** The active pane alone, or all of them again. */
  #maximise() {
    const viewer = this.#viewer
    if (!viewer?.layout) return false
    const single = this.classList.toggle("alone")
    if (single && viewer.panes.length < 2) {
      this.classList.remove("alone")
      return false
    }
    for (const pane of viewer.panes) pane.element.classList.toggle("solo", single && pane.viewport === viewer.active)
    viewer.measure()
    return true
  }

  /** @param {number} id @param {import("./view/viewport.js").Viewport} [into] */
  async #showSeries(id, into = this.#viewer?.active) {
    const viewer = this.#viewer
    if (!viewer || !into) return
    try {
      const known = viewer.series.find(series => series.id === id)
      const series = known ?? await viewer.store.open(id)
      if (!known) viewer.adopt(series)
      const pane = viewer.panes.find(each => each.viewport === into)
      if (pane) pane.message.hidden = true
      viewer.show(into, series)
      viewer.activate(into)
      this.#drawPicker()
    } catch (error) {
      this.#note.say(error instanceof Error ? error.message : String(error), "warning")
    }
  }

  /** @param {DragEvent} event */
  #drop(event) {
    const id = Number(event.dataTransfer?.getData(dragType))
    const pane = this.#viewer?.panes.find(each => event.target instanceof Node && each.element.contains(event.target))
    if (!id || !pane) return
    event.preventDefault()
    void this.#showSeries(id, pane.viewport)
  }

  #drawPicker() {
    const viewer = this.#viewer
    if (!viewer || this.#picker.element.hidden) return
    this.#picker.draw(new Set(viewer.viewports.flatMap(viewport => viewport.series?.id ?? [])), viewer.active.series?.id ?? -1)
  }

  #togglePicker() {
    const { element } = this.#picker
    element.hidden = !element.hidden
    this.#drawPicker()
    return true
  }

  // Commands

  /** @param {Viewer} viewer @param {AbortSignal} signal */
  #addCommands(viewer, signal) {
    const taken = new Set(this.context.interface.labels.map(label => label.code.toLowerCase()))
    const scope = this.dataset.scope ?? "volume"
    const acts = {
      nextLayout: () => this.#nextLayout(), maximise: () => this.#maximise(), openSeries: () => this.#togglePicker(), toggleCine: () => this.#cine?.toggle() ?? false,
      openTags: () => {
        const { series, frame } = viewer.active
        if (series) void openTagBrowser(series, frame, this.closest("label-workbench") instanceof HTMLElement ? /** @type {HTMLElement} */ (this.closest("label-workbench")) : this)
        return series !== null
      },
      comparePrior: () => {
        if (!this.#picker.offers.some(offer => offer.isPrior)) {
          this.#note.say(t.noPriors)
          return true
        }
        void this.#useLayout(viewer.layout?.id === "prior" ? usualLayout(viewer.main ? [candidateOf(viewer.main)] : [], this.#layouts).id : "prior")
        return true
      },
      speed: (/** @type {number} */ factor) => {
        if (this.#cine) this.#cine.fps *= factor
        return true
      },
      preset: (/** @type {number} */ n) => {
        const preset = viewer.active.series && presetsOf(viewer.active.series.info)[n]
        if (preset) this.#preset(preset.id)
        return Boolean(preset)
      },
      slab: (/** @type {number} */ change) => {
        const { thickness } = viewer.active
        const next = change > 0 ? slabs.find(each => each > thickness) : slabs.findLast(each => each < thickness)
        if (next !== undefined) this.#setSlab(next)
        return next !== undefined
      },
      take: (/** @type {import("./contracts.js").Tool} */ tool) => this.context.store.dispatch({ view: { tool: tool.name } }),
    }
    this.#specs = [...toolCommands(viewer, acts, taken, scope), ...viewerCommands(viewer, acts, taken, scope)]
    this.context.commands.add(this.#specs, { signal })
  }

  /** Of several media side by side, the one with the focus has the keys and the options. */
  #front() {
    const { commands } = this.context
    const [first] = this.#specs
    if (!first || !this.#connected || commands.get(first.id) === first) return
    commands.add(this.#specs, { signal: this.#connected.signal })
    this.#offerOptions()
  }

  /** @param {string} id */
  #preset(id) {
    const viewer = this.#viewer
    const series = viewer?.active.series
    if (!viewer || !series) return
    const preset = presetsOf(series.info).find(each => each.id === id)
    if (id === "slice" || (id === "auto" && series.windowed)) viewer.windowToSlice(viewer.active, id)
    else if (preset) viewer.setWindow(viewer.active, { centre: preset.centre, width: preset.width, curve: preset.curve, table: preset.table, preset: preset.id })
  }

  /** @param {number} mm @param {"" | "max" | "min" | "mean"} [mode] */
  #setSlab(mm, mode) {
    const viewer = this.#viewer
    if (!viewer) return
    for (const viewport of viewer.viewports) {
      // Thick slices are a way of seeing the whole layout, as windows are.
      if (viewport.series !== viewer.active.series || viewport.volume === null) continue
      viewport.thickness = Math.max(0, Math.min(400, mm))
      if (mode) viewport.slabMode = mode
    }
    viewer.requestDraw()
  }

  // Showing

  #offerOptions() {
    this.dispatchEvent(new CustomEvent("medium-options", { bubbles: true, detail: { element: this.#row.element } }))
  }

  #showOptions() {
    const viewer = this.#viewer
    if (!viewer?.active || !this.#cine) return
    const hasSeveral = this.#picker.offers.length > 1 || viewer.series.length > 1
    this.#row.offerLayouts(this.#layouts.filter(each => each.needs === "any" || (each.needs === "volume" ? viewer.main?.canReformat : each.needs === "priors" ? this.#picker.offers.some(offer => offer.isPrior) : hasSeveral)), viewer.layout?.id ?? "")
    this.#row.draw(viewer, this.#cine)
  }

  #afterDraw() {
    const viewer = this.#viewer
    if (!viewer || !this.#cine) return
    drawHuds(viewer)
    const { series } = viewer.active
    this.#problems.show(series, () => {
      series?.retry()
      viewer.store.pump()
    })
    this.#row.draw(viewer, this.#cine)
    if (!this.#offered && viewer.main?.isComplete) {
      this.#offered = true
      // Everything in sight is here: what may be looked at next goes into the browser's cache, compressed.
      const shown = new Set(viewer.series.map(each => each.id))
      viewer.store.warm(this.#picker.offers.filter(offer => !shown.has(offer.id) && !offer.isPrior))
    }
  }

  /**
   * The frame the reader rests on is the one regions are listed for.
   *
   * @param {{ series: Series, frame: number }} moved
   */
  #rest({ series, frame }) {
    if (series !== this.#viewer?.main || series.count < 2) return
    clearTimeout(this.#restTimer)
    this.#restTimer = window.setTimeout(() => {
      const { store } = this.context
      if (store.state.itemIndex !== frame) store.dispatch({ view: { itemIndex: frame } })
    }, restTime)
  }

  /** @param {import("../../core/store.js").Change} change */
  #changed({ before, after }) {
    const viewer = this.#viewer
    if (!viewer) return
    if (before.itemIndex !== after.itemIndex && viewer.main) {
      const seen = viewer.viewports.find(each => each.series === viewer.main && each.isAcquired)
      if (seen && seen.frame !== after.itemIndex && after.itemIndex < viewer.main.count) viewer.goToFrame(after.itemIndex)
    }
    viewer.requestDraw()
  }
}

/** @param {Series} series @returns {Candidate} */
const candidateOf = series => ({
  id: series.id, modality: series.info.modality, laterality: series.info.laterality, view: series.info.view, description: series.info.description, isPrior: false, canReformat: series.canReformat,
})
