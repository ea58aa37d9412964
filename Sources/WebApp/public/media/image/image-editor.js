/**
 * `<image-editor>`: the room of an Image tag. Loads the images, and has what a picture of pixels has besides: a list of them, brushes, and how they look.
 *
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {import("./viewport.js").Viewport} Viewport
 * @typedef {Readonly<{ picture: HTMLImageElement, size: Size, desk: Desk, port: Viewport }>} Shown
 */
import { attribute, flag, numeric } from "../../core/config.js"
import { h } from "../../elements/dom.js"
import { enImage as t } from "../../locales/en-image.js"
import { imageCommands } from "./commands.js"
import { cursorStyle } from "./cursor-style.js"
import { Desk } from "./desk.js"
import { shapeOfTool, toolChange, toolsFor } from "./drawing.js"
import { ImageStrip } from "./image-strip.js"
import { OptionsRow, plainLook } from "./options-row.js"
import { kindOf, PictureElement } from "./picture-element.js"
import { loadPicture } from "./picture.js"
import { filterOf } from "./pixel-painter.js"
import { imageSources } from "./sources.js"
import { steppedRadius } from "./tools/brush-tool.js"

const defaultRadius = 15

/** @extends {PictureElement<Shown>} */
export class ImageEditorElement extends PictureElement {
  /**
   * Views of the images that were open, by number.
   * @type {Map<number, Viewport>}
   */
  #ports = new Map()
  /** @type {readonly string[]} */
  #urls = []
  #isList = false
  #index = -1
  #radius = 0
  #scaleShown = 0
  #position = h("div", { class: "image-position", "aria-hidden": "true" })
  /** @type {ImageStrip | null} */
  #strip = null
  #options = new OptionsRow({
    look: change => this.setLook(change), radius: value => this.#setRadius(value), run: command => { this.context.commands.run(command) },
  })

  /** Pictures this element asks for, so that the next task's can be fetched ahead. */
  get resources() { return imageSources(this.context.object).urls }

  /** @override */
  connectedCallback() {
    const { object, store, commands, controls } = this.context
    const { urls, isList } = imageSources(object)
    const { element } = this.stage
    this.#urls = urls
    this.#isList = isList
    this.#radius = numeric(controls.find(control => control.shape === "brush") ?? object, "strokeWidth", defaultRadius)
    this.grid = { step: numeric(object, "gridSize", 30), colour: attribute(object, "gridColor") || "#EEEEF4" }
    this.look = { ...plainLook, smoothing: flag(object, "smoothing", true), grid: flag(object, "grid") }
    super.connectedCallback()
    const help = this.describe(`image-help-${object.name}`, t.stage(object.name), t.stageHelp)
    element.append(this.handles.element, this.#position, this.notices.note, this.notices.panel)
    this.replaceChildren(help, element)
    this.#strip = isList && urls.length > 1 ? new ImageStrip(urls, index => this.#choose(index), command => { commands.run(command) }) : null
    if (this.#strip) this.append(this.#strip.element)

    this.listen(imageCommands(this.#editor(), this.labelKeys), this.#options.element)
    void this.#open(isList ? store.state.itemIndex : 0)
    this.#showOptions()
  }

  /**
   * Brings a region into view; opens the image it is on.
   *
   * @override
   * @param {string} id
   */
  reveal(id) {
    const region = this.context.store.state.regions.get(id)
    if (!region || region.objectName !== this.context.object.name) return
    if (this.#isList && (region.itemIndex ?? 0) !== this.#index) this.#choose(region.itemIndex ?? 0)
    super.reveal(id)
  }

  /** @param {number} index */
  #choose(index) {
    if (index !== this.#index && index >= 0 && index < this.#urls.length) this.context.store.dispatch({ view: { itemIndex: index } })
  }

  /**
   * Loads an image and puts the desk before it.
   * @param {number} index
   */
  async #open(index) {
    const { object } = this.context
    this.shown?.desk.cancel()
    this.shown = null
    this.#index = Math.max(0, Math.min(this.#urls.length - 1, index))
    const signal = this.load()
    this.stage.mark("pixels", "shapes", "overlay")
    this.#strip?.show(this.#index, this.#counts())
    const url = this.#urls[this.#index]
    if (url === undefined) {
      this.notices.empty(object.source || "value")
      return
    }
    this.notices.loading()
    this.stage.element.setAttribute("aria-busy", "true")
    try {
      const picture = await loadPicture(url, attribute(object, "crossOrigin"), signal)
      if (!signal.aborted) this.#show(picture)
    } catch {
      // The browser does not say why; the address may be private, so it is not shown.
      if (!signal.aborted) this.notices.failed(() => void this.#open(this.#index))
    } finally {
      if (!signal.aborted) this.stage.element.removeAttribute("aria-busy")
    }
  }

  /** @param {HTMLImageElement} picture */
  #show(picture) {
    const { store, object, controls, readonly } = this.context
    const size = { width: picture.naturalWidth, height: picture.naturalHeight }
    const itemIndex = this.#isList ? this.#index : null
    this.notices.clear()
    this.stage.use(size)
    const points = controls.find(control => control.shape === "keypoint")
    const desk = new Desk({
      store, controls, readonly, objectName: object.name, image: size, itemIndex, surface: this.stage.surface,
      say: message => this.notices.tell(message), brushRadius: this.#radius,
      // Label Studio's stroke width counts screen pixels of a stage some 400 wide.
      pointWidth: Math.max(1, size.width * numeric(points ?? object, "strokeWidth", 2) / 400),
    })
    desk.canRotate = controls.every(control => flag(control, "canRotate", true))
    const port = this.#ports.get(this.#index) ?? this.firstPort(desk, size)
    port.resize(this.screen)
    this.#ports.set(this.#index, port)
    this.shown = { picture, size, desk, port }
    if (desk.scene.broken.length > 0) this.notices.tell(t.unreadable(desk.scene.broken.length))
    this.stage.mark("pixels", "shapes", "overlay")
    this.#showOptions()
  }

  /** @protected @override @param {import("../../core/store.js").Change} change */
  changed(change) {
    const { before, after } = change
    super.changed(change)
    if (before.itemIndex !== after.itemIndex && this.#isList) void this.#open(after.itemIndex)
    if (before.regions !== after.regions) this.#strip?.show(this.#index, this.#counts())
    if (before.tool !== after.tool) this.#showOptions()
  }

  /** @protected @override @param {import("../../core/config.js").ControlNode} control @param {string} inHand */
  toolFor(control, inHand) {
    const tools = toolsFor(this.context.controls)
    return control.shape ? tools.find(each => each === control.shape) : shapeOfTool(inHand) ? undefined : tools.find(shapeOfTool)
  }

  /** How many regions each image has. */
  #counts() {
    const counts = this.#urls.map(() => 0)
    if (!this.#strip) return counts
    for (const { objectName, itemIndex = 0 } of this.context.store.state.regions.values()) {
      if (objectName === this.context.object.name) counts[itemIndex] = (counts[itemIndex] ?? 0) + 1
    }
    return counts
  }

  /** @returns {import("./commands.js").Editor} */
  #editor() {
    const { store, controls, readonly } = this.context
    return {
      ...this.keyboard(),
      tools: readonly ? ["select", "pan"] : toolsFor(controls),
      use: tool => {
        store.dispatch({ view: toolChange(store.state, controls, tool) })
        return true
      },
      toggle: what => {
        this.setLook({ [what]: !this.look[what] })
        return true
      },
      radius: direction => {
        this.#setRadius(steppedRadius(this.#radius, direction))
        return true
      },
      page: by => {
        const next = this.#index + by
        if (next < 0 || next >= this.#urls.length) return false
        this.#choose(next)
        return true
      },
      brushing: () => this.#isBrushing,
      isList: () => this.#isList && this.#urls.length > 1,
    }
  }

  get #isBrushing() { return this.shown !== null && (this.shown.desk.tool === "brush" || this.shown.desk.tool === "eraser") }

  /** @protected @override @param {Partial<import("./options-row.js").Look>} change */
  setLook(change) {
    super.setLook(change)
    this.stage.pixels.style.filter = filterOf(this.look)
    this.#showOptions()
  }

  /** @param {number} radius */
  #setRadius(radius) {
    this.#radius = radius
    if (this.shown) this.shown.desk.brush.radius = radius
    this.stage.mark("overlay")
    this.#showOptions()
  }

  #showOptions() {
    this.#options.show({ tool: this.shown?.desk.tool ?? "select", radius: this.#radius, scale: this.shown?.port.view.scale ?? 1, look: this.look })
  }

  /** @protected @override */
  painted() {
    if (!this.shown) return
    const { desk, port, size } = this.shown
    this.handles.show(port.matrix)
    if (port.view.scale !== this.#scaleShown) {
      this.#scaleShown = port.view.scale
      this.#showOptions()
    }
    this.stage.element.style.cursor = cursorStyle(desk, this.space)
    const at = desk.cursor ?? (this.place.isOver ? this.place : null)
    const isOn = at !== null && at.x >= 0 && at.y >= 0 && at.x < size.width && at.y < size.height
    this.#position.textContent = `${isOn ? `${Math.floor(at.x)}, ${Math.floor(at.y)}  of ` : ""}${size.width} × ${size.height}`
  }

  /**
   * A brush feels how hard a pen is pressed.
   *
   * @protected
   * @override
   * @param {PointerEvent | MouseEvent} event
   * @param {number} scale
   */
  handOf(event, scale) {
    const hand = super.handOf(event, scale)
    const isPen = kindOf(event) === "pen"
    hand.pressure = isPen && "pressure" in event ? event.pressure : 0.5
    // The other end of a pen. Pointer Events, 4.2.1: bit 5 of `buttons`.
    hand.erase = isPen && (event.buttons & 32) !== 0
    return hand
  }

  /** @protected @override @param {WheelEvent} event */
  wheeled(event) {
    if (!event.altKey || !this.#isBrushing) return false
    this.#setRadius(steppedRadius(this.#radius, event.deltaY < 0 ? 1 : -1))
    return true
  }
}
