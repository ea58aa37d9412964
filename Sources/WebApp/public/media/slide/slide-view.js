/**
 * `<slide-view>`: the room of a whole slide. Asks the server what the slide is; tiles come through the cache and are painted
 * where an image would be. Besides: an overview, powers of the objective, lengths in micrometres.
 *
 * @typedef {import("../image/options-row.js").Look} Look
 * @typedef {import("../image/picture-element.js").Shown} Picture
 * @typedef {import("./slide-desk.js").SlideTool} SlideTool
 * @typedef {import("./slide-info.js").SlideInfo} SlideInfo
 * @typedef {Picture & Readonly<{ slide: SlideInfo, pyramid: Pyramid, cache: TileCache, desk: SlideDesk, objective: number | null }>} Shown
 */
import { flag } from "../../core/config.js"
import { enSlide as t } from "../../locales/en-slide.js"
import { APIError, api as page } from "../../net/api.js"
import { cursorStyle } from "../image/cursor-style.js"
import { toolChange } from "../image/drawing.js"
import { boundsOf } from "../image/geometry.js"
import { plainLook } from "../image/options-row.js"
import { PictureElement } from "../image/picture-element.js"
import { seen, toImage, toScreen } from "../image/view.js"
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

/** How far an arrow key moves the slide, in CSS pixels. */
const step = 40
/** Width of new points, in micrometres where the slide says how large a pixel is: a cell. */
const pointWidth = 10

/** @extends {PictureElement<Shown>} */
export class SlideViewElement extends PictureElement {
  /** @protected @override @type {Look} */
  look = { ...plainLook, opacity: 12 }
  #hasOverview = true
  #version = 0
  #optionsShown = ""
  #hud = new Hud()
  #warnings = new Warnings(() => this.shown?.cache.tryAgain())
  /** @type {Overview | null} */
  #overview = null
  #options = new SlideOptions({
    run: command => { this.context.commands.run(command) },
    magnify: power => this.#magnify(power),
    opacity: opacity => this.setLook({ opacity }),
  })

  /** @override */
  connectedCallback() {
    super.connectedCallback()
    const { object } = this.context
    const { element } = this.stage
    const help = this.describe(`slide-help-${object.name}`, t.stage(object.name), t.stageHelp)
    this.#overview = new Overview(point => this.#lookAt(point), this.signal)
    this.#overview.element.hidden = true
    this.#hud.element.hidden = true
    element.append(this.handles.element, this.#hud.caption, this.#hud.element, this.#overview.element, this.notices.note, this.notices.panel)
    this.replaceChildren(help, this.#warnings.element, element)
    this.listen(slideCommands(this.#viewer(), this.labelKeys), this.#options.element)
    this.#options.offer(null)
    void this.#open()
  }

  /** @override */
  disconnectedCallback() {
    const cache = this.shown?.cache
    super.disconnectedCallback()
    cache?.close()
  }

  /** Whether every tile in sight has come: what shows the slide can be looked at. */
  get settled() { return this.shown !== null && this.#version > 0 && this.shown.cache.open === 0 }

  /**
   * Where a pixel of level 0 is, in CSS pixels of the stage.
   * @param {number} x
   * @param {number} y
   */
  onScreen(x, y) {
    const at = this.shown ? toScreen(this.shown.port.matrix, { x, y }) : { x: 0, y: 0 }
    return [at.x, at.y]
  }

  /**
   * The pixel of level 0 at a place of the stage.
   * @param {number} x CSS pixels
   * @param {number} y
   */
  onLevel(x, y) {
    const at = this.shown ? toImage(this.shown.port.matrix, { x, y }) : { x: 0, y: 0 }
    return [at.x, at.y]
  }

  async #open() {
    const { object } = this.context
    const signal = this.load()
    const [source] = sourcesOf(object.value)
    if (!source) {
      this.notices.empty(object.source || "value")
      return
    }
    this.notices.loading()
    this.stage.element.setAttribute("aria-busy", "true")
    try {
      const slide = readSlide(await (this.context.api ?? page).get(`/api/imaging/series/${source.series}`, { signal }))
      if (signal.aborted) return
      if (slide) {
        this.#show(slide)
        return
      }
      this.notices.failed(() => void this.#open())
      this.notices.tell(t.notSlide)
    } catch (error) {
      if (!signal.aborted && (error instanceof APIError || error instanceof TypeError)) this.notices.failed(() => void this.#open())
      else if (!signal.aborted) throw error
    } finally {
      if (!signal.aborted) this.stage.element.removeAttribute("aria-busy")
    }
  }

  /** @param {SlideInfo} slide */
  #show(slide) {
    const { store, object, controls, readonly } = this.context
    this.notices.clear()
    this.stage.use(slide.size)
    const pyramid = new Pyramid(slide.levels)
    const cache = new TileCache(async ({ level, column, row }, signal) => {
      const answer = await fetch(`/api/imaging/series/${slide.id}/tiles/${level}/${column}/${row}`, { signal })
      if (!answer.ok) throw new Error(`Tile ${level}/${column}/${row}: ${answer.status}`)
      return createImageBitmap(await answer.blob())
    })
    cache.addEventListener("tile", () => {
      this.#version += 1
      this.stage.mark("pixels")
    })
    for (const news of ["tile", "trouble"]) cache.addEventListener(news, () => this.#warnings.show(slide.problems, cache.lost))
    const desk = new SlideDesk({
      slide, store, controls, readonly, objectName: object.name, image: slide.size, itemIndex: null, surface: null,
      say: message => this.notices.tell(message), pointWidth: Math.max(1, pointWidth / (slide.spacing?.x ?? 1)),
    })
    desk.canRotate = controls.every(control => flag(control, "canRotate", true))
    const port = this.firstPort(desk, slide.size)
    port.resize(this.screen)
    const objective = objectiveOf(slide)
    this.shown = { picture: this.#paintTiles, size: slide.size, slide, pyramid, cache, desk, port, objective }
    this.#options.offer(objective)
    this.#hud.element.hidden = false
    this.stage.mark("pixels", "shapes", "overlay")
    this.#warnings.show(slide.problems, 0)
  }

  /** @type {import("../image/stage.js").PaintPixels} */
  #paintTiles = (context, frame) => {
    const shown = this.shown
    if (!shown) return
    shown.cache.want(shown.pyramid.wanted(seen(frame.matrix, frame), frame.scale * frame.ratio))
    paintTiles(context, shown.pyramid, shown.cache, frame)
  }

  /** @param {import("../image/geometry.js").Point} point of level 0 */
  #lookAt(point) {
    this.see(port => {
      const at = toScreen(port.matrix, point)
      port.pan(port.middle.x - at.x, port.middle.y - at.y)
    })
  }

  /** @param {number | null} power null: the whole slide */
  #magnify(power) {
    const objective = this.shown?.objective
    if (power === null) this.see(port => port.fit())
    else if (objective) this.see(port => port.zoom(power / objective / port.view.scale, port.middle))
    this.focus()
  }

  /** @returns {SlideTool} */
  get #tool() { return this.shown ? this.shown.desk.ownTool ?? this.shown.desk.tool : "select" }

  /** @protected @override @param {import("../../core/config.js").ControlNode} control @param {string} inHand */
  toolFor(control, inHand) { return toolFor(control, inHand, slideTools(this.context.controls, this.context.readonly)) }

  /** @returns {import("./commands.js").Viewer} */
  #viewer() {
    const { store, controls, readonly } = this.context
    const keyboard = this.keyboard()
    return {
      ...keyboard,
      tools: slideTools(controls, readonly),
      use: tool => {
        const drawn = tool === "freehand" ? "polygon" : tool
        const view = drawn === "ruler" ? this.#takeUpRuler() : { ...toolChange(store.state, controls, drawn), tool }
        store.dispatch({ view })
        return true
      },
      toggle: what => {
        if (what === "overview") this.#hasOverview = !this.#hasOverview
        else this.look = { ...this.look, crosshair: !this.look.crosshair }
        this.stage.mark("overlay")
        return true
      },
      arrow: (dx, dy) => this.shown?.desk.tool === "pan" ? this.see(port => port.pan(-dx * step, -dy * step)) : keyboard.arrow(dx, dy),
      screenful: (dx, dy) => this.see(port => port.pan(-dx * this.stage.width, -dy * this.stage.height)),
      askAgain: () => {
        this.shown?.cache.tryAgain()
        return this.shown !== null
      },
      busy: () => keyboard.busy() || (this.shown !== null && this.shown.desk.drawn !== null),
    }
  }

  /** With the ruler a measuring label stays, or its only one is taken up. */
  #takeUpRuler() {
    const { store, controls } = this.context
    const active = store.state.activeLabels
    const measuring = controls.filter(control => control.attributes.medical?.toLowerCase() === "measure")
    return { tool: "ruler", activeLabels: active && measuring.some(control => control.name === active.control) ? active : null }
  }

  /** @protected @override */
  painted() {
    const shown = this.shown
    if (!shown) return
    const { slide, pyramid, cache, desk, port, objective } = shown
    const { matrix, view } = port
    this.handles.show(matrix)
    this.stage.element.style.cursor = cursorStyle(desk, this.space)
    this.#hud.show(slide, view.scale, view.quarter, desk.cursor ?? (this.place.isOver ? this.place : null))
    const item = desk.selectedItem()
    const shape = desk.drawn ?? (item && !desk.busy || item && desk.changing.has(item.id) ? desk.changing.get(item.id) ?? item.shape : null)
    this.#hud.measure(shape, shape && boundsOf(shape), slide, matrix, this.screen)
    if (this.#overview) {
      this.#overview.element.hidden = !this.#hasOverview
      if (this.#hasOverview) this.#overview.show({ pyramid, cache, matrix, quarter: view.quarter, screen: this.screen, version: this.#version, ratio: devicePixelRatio || 1 })
    }
    const tool = this.#tool
    const options = `${tool} ${view.scale} ${this.#hasOverview} ${this.look.opacity}`
    if (options === this.#optionsShown) return
    this.#optionsShown = options
    this.#options.show({ tool, scale: view.scale, objective, overview: this.#hasOverview, opacity: this.look.opacity })
  }
}
