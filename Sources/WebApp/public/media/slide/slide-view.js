/**
 * `<slide-view>`: the room of a whole slide. Asks the server what the slide is, and joins the parts: tiles come through the cache, points go to the desk, painting to the
 * stage of the image room, commands to the workbench.
 *
 * @typedef {import("../../elements/contracts.js").MediaContext} MediaContext
 * @typedef {import("./slide-desk.js").SlideTool} SlideTool
 * @typedef {import("./slide-info.js").SlideInfo} SlideInfo
 * @typedef {Readonly<{ slide: SlideInfo, pyramid: Pyramid, cache: TileCache, desk: SlideDesk, port: Viewport, objective: number | null }>} Shown
 */
import { attribute, flag, numeric } from "../../core/config.js"
import { giveLabel } from "../../core/region-commands.js"
import { h } from "../../elements/dom.js"
import { enSlide as t } from "../../locales/en-slide.js"
import { APIError, api as page } from "../../net/api.js"
import { cursorStyle } from "../image/cursor-style.js"
import { toolChange } from "../image/drawing.js"
import { boundsOf } from "../image/geometry.js"
import { HandleButtons, onScreen } from "../image/handle-buttons.js"
import { Notices } from "../image/notices.js"
import { plainLook } from "../image/options-row.js"
import { listenToPointers } from "../image/pointer-input.js"
import { Stage } from "../image/stage.js"
import { intoImage, quarter, seen, toImage, toScreen } from "../image/view.js"
import { Viewport } from "../image/viewport.js"
import { sourcesOf } from "../volume/series/sources.js"
import { slideCommands } from "./commands.js"
import { Hud } from "./hud.js"
import { SlideOptions } from "./options-row.js"
import { Overview } from "./overview.js"
import { Pyramid } from "./pyramid.js"
import { SlideDesk, slideTools, toolFor } from "./slide-desk.js"
import { objectiveOf, readSlide } from "./slide-info.js"
import { TileCache } from "./tile-cache.js"
import { paintTiles } from "./tile-painter.js"
import { Warnings } from "./warnings.js"

/** How far a pointer may miss, in CSS pixels; fingers are thicker. */
const reach = 6
const touchReach = 14
/** How far an arrow key moves the slide, in CSS pixels. */
const step = 40
/** Width of new points, in micrometres where the slide says how large a pixel is: a cell. */
const pointWidth = 10

export class SlideViewElement extends HTMLElement {
  /**
   * Set by the workbench before the element is connected.
   * @type {MediaContext}
   */
  context = /** @type {any} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  /** @type {AbortController | undefined} */
  #loading
  /** @type {Shown | null} */
  #shown = null
  #look = { ...plainLook, opacity: 12 }
  #space = false
  #hasOverview = true
  #version = 0
  #optionsShown = ""
  /** Where the pointer is, in pixels of level 0; one object for every event. */
  #place = { x: 0, y: 0, isOver: false }
  #hand = { reach: 0, even: false, centred: false, add: false, pressure: 0.5, erase: false }
  #notices = new Notices()
  #hud = new Hud()
  #warnings = new Warnings(() => this.#shown?.cache.tryAgain())
  /** @type {Overview | null} */
  #overview = null
  #stage = new Stage(
    () => this.#shown && { picture: this.#paintTiles, size: this.#shown.slide.size, desk: this.#shown.desk, view: this.#shown.port.view },
    () => ({ look: this.#look, pointer: this.#place.isOver ? this.#place : null, pressure: 0.5, grid: { step: 0, colour: "" } }),
    () => this.#afterPaint(),
  )
  #handles = new HandleButtons(() => this.#shown?.desk ?? null)
  #options = new SlideOptions({
    run: command => { this.context.commands.run(command) },
    magnify: power => this.#magnify(power),
    opacity: opacity => this.#setLook({ opacity }),
  })
  /** @type {import("../../core/commands.js").CommandSpec[]} */
  #specs = []

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    const { object, store, commands, controls } = this.context
    const { element } = this.#stage
    const opaque = controls.find(control => attribute(control, "opacity") !== "" && control.shape !== "keypoint")
    if (opaque) this.#look.opacity = Math.round(100 * Math.max(0, Math.min(0.8, numeric(opaque, "opacity", 0.2))))
    this.#look.crosshair = flag(object, "crosshair")
    const help = h("p", { class: "sr", id: `slide-help-${object.name}` }, t.stageHelp)
    element.setAttribute("aria-label", t.stage(object.name))
    element.setAttribute("aria-describedby", help.id)
    this.#overview = new Overview(point => this.#lookAt(point), signal)
    this.#overview.element.hidden = true
    this.#hud.element.hidden = true
    element.append(this.#handles.element, this.#hud.caption, this.#hud.element, this.#overview.element, this.#notices.note, this.#notices.panel)
    this.replaceChildren(help, this.#warnings.element, element)
    this.#specs = slideCommands(this.#viewer(), new Set(this.context.interface.labels.map(label => label.code.toLowerCase())))
    commands.add(this.#specs, { signal })
    store.addEventListener("change", event => this.#changed(/** @type {CustomEvent} */ (event).detail), { signal })
    this.addEventListener("focusin", () => this.#front(), { signal })
    listenToPointers(element, this.#receiver(), signal)
    const observer = new ResizeObserver(() => this.#measure())
    observer.observe(element)
    signal.addEventListener("abort", () => observer.disconnect())
    this.#measure()
    this.#offerOptions()
    this.#options.offer(null)
    void this.#open()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#loading?.abort()
    this.#stage.stop()
    this.#notices.stop()
    this.#shown?.cache.close()
    this.#shown = null
  }

  /**
   * Puts the keyboard on the slide.
   * @override
   */
  focus() {
    this.#stage.element.focus({ preventScroll: true })
  }

  /** Of several objects side by side, the one with the focus has the keys and the options. */
  #front() {
    const { commands } = this.context
    const [first] = this.#specs
    if (!first || !this.#connected || commands.get(first.id) === first) return
    commands.add(this.#specs, { signal: this.#connected.signal })
    this.#offerOptions()
  }

  #offerOptions() {
    this.dispatchEvent(new CustomEvent("medium-options", { bubbles: true, detail: { element: this.#options.element } }))
  }

  /**
   * With a drawing tool in hand a label is for what comes next, not for what was drawn last: the selection is put down first.
   *
   * @param {import("../../core/config.js").LabelNode} label
   */
  takeLabel(label) {
    const { store, controls } = this.context
    const { state } = store
    const desk = this.#shown?.desk
    if (!desk || desk.tool === "select" || desk.tool === "pan" || !controls.some(control => control.name === label.control)) return false
    const isHeld = state.activeLabels?.control === label.control && state.activeLabels.values.includes(label.name)
    const nobody = new Set()
    if (isHeld && state.selection.size > 0) store.dispatch({ view: { selection: nobody } })
    else giveLabel(label)({ ...state, selection: nobody }, ({ view, ...rest }) => store.dispatch({ ...rest, view: { ...view, selection: nobody } }))
    return true
  }

  /** Whether every tile in sight has come: what shows the slide can be looked at. */
  get settled() { return this.#shown !== null && this.#version > 0 && this.#shown.cache.open === 0 }

  /**
   * Where a pixel of level 0 is, in CSS pixels of the stage.
   * @param {number} x
   * @param {number} y
   */
  onScreen(x, y) {
    const at = this.#shown ? toScreen(this.#shown.port.matrix, { x, y }) : { x: 0, y: 0 }
    return [at.x, at.y]
  }

  /**
   * The pixel of level 0 at a place of the stage.
   * @param {number} x CSS pixels
   * @param {number} y
   */
  onLevel(x, y) {
    const at = this.#shown ? toImage(this.#shown.port.matrix, { x, y }) : { x: 0, y: 0 }
    return [at.x, at.y]
  }

  /**
   * Brings a region into view.
   * @param {string} id
   */
  reveal(id) {
    const item = this.#shown?.desk.scene.get(id)
    if (item) this.#see(port => port.bring(item.bounds))
  }

  async #open() {
    const { object } = this.context
    this.#loading?.abort()
    const { signal } = (this.#loading = new AbortController())
    const [source] = sourcesOf(object.value)
    if (!source) {
      this.#notices.empty(object.source || "value")
      return
    }
    this.#notices.loading()
    this.#stage.element.setAttribute("aria-busy", "true")
    try {
      const slide = readSlide(await (this.context.api ?? page).get(`/api/imaging/series/${source.series}`, { signal }))
      if (signal.aborted) return
      if (slide) {
        this.#show(slide)
        return
      }
      this.#notices.failed(() => void this.#open())
      this.#notices.tell(t.notSlide)
    } catch (error) {
      if (!signal.aborted && (error instanceof APIError || error instanceof TypeError)) this.#notices.failed(() => void this.#open())
      else if (!signal.aborted) throw error
    } finally {
      if (!signal.aborted) this.#stage.element.removeAttribute("aria-busy")
    }
  }

  /** @param {SlideInfo} slide */
  #show(slide) {
    const { store, object, controls, readonly } = this.context
    this.#notices.clear()
    this.#stage.use(slide.size)
    const pyramid = new Pyramid(slide.levels)
    const cache = new TileCache(async ({ level, column, row }, signal) => {
      const answer = await fetch(`/api/imaging/series/${slide.id}/tiles/${level}/${column}/${row}`, { signal })
      if (!answer.ok) throw new Error(`Tile ${level}/${column}/${row}: ${answer.status}`)
      return createImageBitmap(await answer.blob())
    })
    cache.addEventListener("tile", () => {
      this.#version += 1
      this.#stage.mark("pixels")
    })
    for (const news of ["tile", "trouble"]) cache.addEventListener(news, () => this.#warnings.show(slide.problems, cache.lost))
    const desk = new SlideDesk({
      slide, store, controls, readonly, objectName: object.name, image: slide.size, itemIndex: null, surface: null,
      say: message => this.#notices.tell(message), pointWidth: Math.max(1, pointWidth / (slide.spacing?.x ?? 1)),
    })
    desk.canRotate = controls.every(control => flag(control, "canRotate", true))
    const turned = desk.scene.items.find(item => item.region.original.rotation)?.region.original.rotation ?? 0
    const port = new Viewport(slide.size, this.#screen, { turn: quarter(turned), zoom: attribute(object, "defaultZoom") })
    port.resize(this.#screen)
    const objective = objectiveOf(slide)
    this.#shown = { slide, pyramid, cache, desk, port, objective }
    this.#options.offer(objective)
    this.#hud.element.hidden = false
    this.#stage.mark("pixels", "shapes", "overlay")
    this.#warnings.show(slide.problems, 0)
  }

  /** @type {import("../image/stage.js").PaintPixels} */
  #paintTiles = (context, frame) => {
    const shown = this.#shown
    if (!shown) return
    shown.cache.want(shown.pyramid.wanted(seen(frame.matrix, frame), frame.scale * frame.ratio))
    paintTiles(context, shown.pyramid, shown.cache, frame)
  }

  get #screen() { return { width: this.#stage.width, height: this.#stage.height } }

  #measure() {
    const { clientWidth: width, clientHeight: height } = this.#stage.element
    if (width === 0 || height === 0) return
    this.#shown?.port.resize({ width, height })
    this.#stage.resize(width, height, devicePixelRatio || 1)
  }

  /**
   * Changes the view. Says whether there is a slide to look at.
   * @param {(port: Viewport) => void} change
   */
  #see(change) {
    if (!this.#shown) return false
    change(this.#shown.port)
    this.#stage.markView()
    return true
  }

  /** @param {import("../image/geometry.js").Point} point of level 0 */
  #lookAt(point) {
    this.#see(port => {
      const at = toScreen(port.matrix, point)
      port.pan(port.middle.x - at.x, port.middle.y - at.y)
    })
  }

  /** @param {number | null} power null: the whole slide */
  #magnify(power) {
    const objective = this.#shown?.objective
    if (power === null) this.#see(port => port.fit())
    else if (objective) this.#see(port => port.zoom(power / objective / port.view.scale, port.middle))
    this.focus()
  }

  /** @param {Partial<import("../image/options-row.js").Look>} change */
  #setLook(change) {
    this.#look = { ...this.#look, ...change }
    this.#stage.mark("pixels", "shapes", "overlay")
  }

  /** @returns {SlideTool} */
  get #tool() { return this.#shown ? this.#shown.desk.ownTool ?? this.#shown.desk.tool : "select" }

  /** @param {import("../../core/store.js").Change} change */
  #changed({ before, after }) {
    const desk = this.#shown?.desk
    if (before.regions !== after.regions) {
      desk?.refresh()
      this.#stage.mark("shapes")
    }
    if (before.activeLabels !== after.activeLabels) this.#followLabel(after)
    if (before.tool !== after.tool) {
      desk?.cancel()
      if (desk && after.tool === "select") desk.cursor = null
    }
    this.#stage.mark("overlay")
  }

  /**
   * Choosing a label takes up a tool that draws it. Later, not inside the change: listeners behind this one must see the two in order.
   * @param {import("../../core/state.js").State} state
   */
  #followLabel({ activeLabels, tool }) {
    const { controls, readonly, store } = this.context
    const control = activeLabels && controls.find(each => each.name === activeLabels.control)
    if (!control || readonly) return
    const wanted = toolFor(control, tool, slideTools(controls, readonly))
    if (wanted && wanted !== tool) queueMicrotask(() => store.dispatch({ view: { tool: wanted } }))
  }

  /** @returns {import("./commands.js").Viewer} */
  #viewer() {
    const { store, controls, readonly, announce } = this.context
    /** @param {(desk: SlideDesk) => boolean} act on the desk, then paint */
    const atDesk = act => {
      const did = this.#shown !== null && act(this.#shown.desk)
      if (did) this.#stage.mark("overlay")
      return did
    }
    return {
      tools: slideTools(controls, readonly),
      use: tool => {
        const drawn = tool === "freehand" ? "polygon" : tool
        const view = drawn === "ruler" ? this.#takeUpRuler() : { ...toolChange(store.state, controls, drawn), tool }
        store.dispatch({ view })
        return true
      },
      zoomBy: factor => this.#see(port => port.zoom(factor, this.#place.isOver ? toScreen(port.matrix, this.#place) : port.middle)),
      fit: () => this.#see(port => port.fit()),
      actual: () => this.#see(port => port.actual()),
      turn: degrees => this.#see(port => port.turn(degrees)),
      toggle: what => {
        if (what === "overview") this.#hasOverview = !this.#hasOverview
        else this.#look.crosshair = !this.#look.crosshair
        this.#stage.mark("overlay")
        return true
      },
      arrow: (dx, dy) => atDesk(desk => {
        if (desk.tool === "pan") return this.#see(port => port.pan(-dx * step, -dy * step))
        const move = onScreen(/** @type {Shown} */ (this.#shown).port.matrix, dx * desk.nudgeStep, dy * desk.nudgeStep, desk.scale)
        return desk.arrow(move.x, move.y)
      }),
      screenful: (dx, dy) => this.#see(port => port.pan(-dx * this.#stage.width, -dy * this.#stage.height)),
      mark: () => atDesk(desk => desk.mark()),
      back: () => atDesk(desk => desk.back()),
      stop: () => atDesk(desk => {
        if (desk.cancel()) announce(t.stopped)
        desk.cursor = null
        return true
      }),
      bring: () => {
        const [id] = store.state.selection
        if (id !== undefined) this.reveal(id)
        return id !== undefined
      },
      askAgain: () => {
        this.#shown?.cache.tryAgain()
        return this.#shown !== null
      },
      handles: () => this.#handles.focus(),
      ready: () => this.#shown !== null,
      busy: () => this.#shown !== null && (this.#shown.desk.busy || this.#shown.desk.cursor !== null || this.#shown.desk.drawn !== null),
    }
  }

  /** With the ruler a measuring label stays, or its only one is taken up. */
  #takeUpRuler() {
    const { store, controls } = this.context
    const active = store.state.activeLabels
    const measuring = controls.filter(control => control.attributes.medical?.toLowerCase() === "measure")
    return { tool: "ruler", activeLabels: active && measuring.some(control => control.name === active.control) ? active : null }
  }

  #afterPaint() {
    const shown = this.#shown
    if (!shown) return
    const { slide, pyramid, cache, desk, port, objective } = shown
    const { matrix, view } = port
    this.#handles.show(matrix)
    this.#stage.element.style.cursor = cursorStyle(desk, this.#space)
    this.#hud.show(slide, view.scale, view.quarter, desk.cursor ?? (this.#place.isOver ? this.#place : null))
    const item = desk.selectedItem()
    const shape = desk.drawn ?? (item && !desk.busy || item && desk.changing.has(item.id) ? desk.changing.get(item.id) ?? item.shape : null)
    this.#hud.measure(shape, shape && boundsOf(shape), slide, matrix, this.#screen)
    if (this.#overview) {
      this.#overview.element.hidden = !this.#hasOverview
      if (this.#hasOverview) this.#overview.show({ pyramid, cache, matrix, quarter: view.quarter, screen: this.#screen, version: this.#version, ratio: devicePixelRatio || 1 })
    }
    const tool = this.#tool
    const options = `${tool} ${view.scale} ${this.#hasOverview} ${this.#look.opacity}`
    if (options === this.#optionsShown) return
    this.#optionsShown = options
    this.#options.show({ tool, scale: view.scale, objective, overview: this.#hasOverview, opacity: this.#look.opacity })
  }

  /**
   * @param {PointerEvent | MouseEvent} event
   * @param {number} scale
   */
  #handOf(event, scale) {
    const hand = this.#hand
    const type = "pointerType" in event ? event.pointerType : "mouse"
    hand.reach = (type === "touch" ? touchReach : reach) / scale
    hand.even = event.shiftKey
    hand.centred = event.altKey
    hand.add = event.ctrlKey || event.metaKey || event.shiftKey
    return hand
  }

  /** @returns {import("../image/pointer-input.js").Receiver} */
  #receiver() {
    /** @param {"down" | "move" | "up" | "doubleClick" | "pass"} what @param {number} x @param {number} y @param {PointerEvent | MouseEvent} event */
    const give = (what, x, y, event) => {
      const shown = this.#shown
      if (!shown) return
      const place = this.#place
      intoImage(shown.port.matrix, x, y, place)
      place.isOver = true
      shown.desk[what](place.x, place.y, this.#handOf(event, shown.port.view.scale))
      this.#stage.mark("overlay")
    }
    return {
      down: (x, y, event) => give("down", x, y, event),
      move: (x, y, event) => give("move", x, y, event),
      up: (x, y, event) => give("up", x, y, event),
      doubleClick: (x, y, event) => give("doubleClick", x, y, event),
      hover: (x, y, event) => {
        // The keyboard's crosshair stays until the mouse is really used again.
        if (this.#shown && Math.abs(event.movementX) + Math.abs(event.movementY) > 2) this.#shown.desk.cursor = null
        give("pass", x, y, event)
      },
      leave: () => {
        this.#place.isOver = false
        this.#shown?.desk.leave()
        this.#stage.mark("overlay")
      },
      cancel: () => {
        this.#shown?.desk.cancel()
        this.#stage.mark("overlay")
      },
      pan: (dx, dy) => { this.#see(port => port.pan(dx, dy)) },
      zoom: (factor, x, y) => { this.#see(port => port.zoom(factor, { x, y })) },
      wheel: () => false,
      space: isDown => {
        this.#space = isDown
        this.#stage.mark("overlay")
      },
      wantsPan: () => this.#shown?.desk.tool === "pan",
    }
  }
}
