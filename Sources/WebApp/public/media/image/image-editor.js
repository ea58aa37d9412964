/**
 * `<image-editor>`: the room of an Image tag. Loads the image and joins the parts: points go to the desk, painting to the
 * stage, looking to the viewport, commands to the workbench.
 *
 * @typedef {import("../../elements/contracts.js").MediaContext} MediaContext
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {import("./drawing.js").Tool} Tool
 * @typedef {Readonly<{ picture: HTMLImageElement, size: Size, desk: Desk, port: Viewport }>} Shown
 */
import { attribute, flag, numeric } from "../../core/config.js"
import { giveLabel } from "../../core/region-commands.js"
import { h } from "../../elements/dom.js"
import { enImage as t } from "../../locales/en-image.js"
import { imageCommands } from "./commands.js"
import { cursorStyle } from "./cursor-style.js"
import { Desk } from "./desk.js"
import { shapeOfTool, toolChange, toolsFor } from "./drawing.js"
import { HandleButtons, onScreen } from "./handle-buttons.js"
import { ImageStrip } from "./image-strip.js"
import { Notices } from "./notices.js"
import { OptionsRow, plainLook } from "./options-row.js"
import { loadPicture } from "./picture.js"
import { filterOf } from "./pixel-painter.js"
import { listenToPointers } from "./pointer-input.js"
import { imageSources } from "./sources.js"
import { Stage } from "./stage.js"
import { steppedRadius } from "./tools/brush-tool.js"
import { intoImage, quarter, toScreen } from "./view.js"
import { Viewport } from "./viewport.js"

/** How far a pointer may miss, in CSS pixels; fingers are thicker. */
const reach = 6
const touchReach = 14
const defaultRadius = 15

export class ImageEditorElement extends HTMLElement {
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
  /**
   * Views of the images that were open, by number.
   * @type {Map<number, Viewport>}
   */
  #ports = new Map()
  /** @type {readonly string[]} */
  #urls = []
  #isList = false
  #index = -1
  #look = { ...plainLook }
  #radius = 0
  #space = false
  #scaleShown = 0
  /** Where the pointer is, in image pixels; one object for every event. */
  #place = { x: 0, y: 0, isOver: false }
  /** One object for every event, too: painting makes no garbage. */
  #hand = { reach: 0, even: false, centred: false, add: false, pressure: 0.5, erase: false }
  #notices = new Notices()
  #position = h("div", { class: "image-position", "aria-hidden": "true" })
  #stage = new Stage(
    () => this.#shown && { picture: this.#shown.picture, size: this.#shown.size, desk: this.#shown.desk, view: this.#shown.port.view },
    () => ({ look: this.#look, pointer: this.#place.isOver ? this.#place : null, pressure: this.#hand.pressure, grid: this.#grid }),
    () => this.#afterPaint(),
  )
  #grid = { step: 30, colour: "" }
  #handles = new HandleButtons(() => this.#shown?.desk ?? null)
  /** @type {ImageStrip | null} */
  #strip = null
  #options = new OptionsRow({
    look: change => this.#setLook(change), radius: value => this.#setRadius(value), run: command => { this.context.commands.run(command) },
  })
  /** @type {import("../../core/commands.js").CommandSpec[]} */
  #specs = []

  /** Pictures this element asks for, so that the next task's can be fetched ahead. */
  get resources() { return imageSources(this.context.object).urls }

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    const { object, store, commands, controls } = this.context
    const { urls, isList } = imageSources(object)
    const { element } = this.#stage
    this.#urls = urls
    this.#isList = isList
    this.#radius = numeric(controls.find(control => control.shape === "brush") ?? object, "strokeWidth", defaultRadius)
    this.#grid = { step: numeric(object, "gridSize", 30), colour: attribute(object, "gridColor") || "#EEEEF4" }
    const opaque = controls.find(control => attribute(control, "opacity") !== "" && control.shape !== "keypoint")
    this.#look = {
      ...plainLook, smoothing: flag(object, "smoothing", true), crosshair: flag(object, "crosshair"), grid: flag(object, "grid"),
      opacity: opaque ? Math.round(100 * Math.max(0, Math.min(0.8, numeric(opaque, "opacity", 0.2)))) : plainLook.opacity,
    }
    const help = h("p", { class: "sr", id: `image-help-${object.name}` }, t.stageHelp)
    element.setAttribute("aria-label", t.stage(object.name))
    element.setAttribute("aria-describedby", help.id)
    element.append(this.#handles.element, this.#position, this.#notices.note, this.#notices.panel)
    this.replaceChildren(help, element)
    this.#strip = isList && urls.length > 1 ? new ImageStrip(urls, index => this.#choose(index), command => { commands.run(command) }) : null
    if (this.#strip) this.append(this.#strip.element)

    this.#specs = imageCommands(this.#editor(), new Set(this.context.interface.labels.map(label => label.code.toLowerCase())))
    commands.add(this.#specs, { signal })
    store.addEventListener("change", event => this.#changed(/** @type {CustomEvent} */ (event).detail), { signal })
    this.addEventListener("focusin", () => this.#front(), { signal })
    listenToPointers(element, this.#receiver(), signal)
    const observer = new ResizeObserver(() => this.#measure())
    observer.observe(element)
    signal.addEventListener("abort", () => observer.disconnect())
    this.#measure()
    this.#offerOptions()
    void this.#open(isList ? store.state.itemIndex : 0)
    this.#showOptions()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#loading?.abort()
    this.#stage.stop()
    this.#notices.stop()
    this.#shown = null
  }

  /**
   * Puts the keyboard on the image.
   * @override
   */
  focus() {
    this.#stage.element.focus({ preventScroll: true })
  }

  /** Of several images side by side, the one with the focus has the keys and the options. */
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
   * The label that is in hand already begins another region.
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

  /**
   * Brings a region into view; opens the image it is on.
   * @param {string} id
   */
  reveal(id) {
    const region = this.context.store.state.regions.get(id)
    if (!region || region.objectName !== this.context.object.name) return
    if (this.#isList && (region.itemIndex ?? 0) !== this.#index) this.#choose(region.itemIndex ?? 0)
    const item = this.#shown?.desk.scene.get(id)
    if (item) this.#see(port => port.bring(item.bounds))
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
    this.#shown?.desk.cancel()
    this.#shown = null
    this.#index = Math.max(0, Math.min(this.#urls.length - 1, index))
    this.#loading?.abort()
    const { signal } = (this.#loading = new AbortController())
    this.#stage.mark("pixels", "shapes", "overlay")
    this.#strip?.show(this.#index, this.#counts())
    const url = this.#urls[this.#index]
    if (url === undefined) {
      this.#notices.empty(object.source || "value")
      return
    }
    this.#notices.loading()
    this.#stage.element.setAttribute("aria-busy", "true")
    try {
      const picture = await loadPicture(url, attribute(object, "crossOrigin"), signal)
      if (!signal.aborted) this.#show(picture)
    } catch {
      // The browser does not say why; the address may be private, so it is not shown.
      if (!signal.aborted) this.#notices.failed(() => void this.#open(this.#index))
    } finally {
      if (!signal.aborted) this.#stage.element.removeAttribute("aria-busy")
    }
  }

  /** @param {HTMLImageElement} picture */
  #show(picture) {
    const { store, object, controls, readonly } = this.context
    const size = { width: picture.naturalWidth, height: picture.naturalHeight }
    const itemIndex = this.#isList ? this.#index : null
    this.#notices.clear()
    this.#stage.use(size)
    const points = controls.find(control => control.shape === "keypoint")
    const desk = new Desk({
      store, controls, readonly, objectName: object.name, image: size, itemIndex, surface: this.#stage.surface,
      say: message => this.#notices.tell(message), brushRadius: this.#radius,
      // Label Studio's stroke width counts screen pixels of a stage some 400 wide.
      pointWidth: Math.max(1, size.width * numeric(points ?? object, "strokeWidth", 2) / 400),
    })
    desk.canRotate = controls.every(control => flag(control, "canRotate", true))
    // Regions remember how the image was turned when they were made.
    const turned = desk.scene.items.find(item => item.region.original.rotation)?.region.original.rotation ?? 0
    const port = this.#ports.get(this.#index) ?? new Viewport(size, this.#screen, { turn: quarter(turned), zoom: attribute(object, "defaultZoom") })
    port.resize(this.#screen)
    this.#ports.set(this.#index, port)
    this.#shown = { picture, size, desk, port }
    if (desk.scene.broken.length > 0) this.#notices.tell(t.unreadable(desk.scene.broken.length))
    this.#stage.mark("pixels", "shapes", "overlay")
    this.#showOptions()
  }

  get #screen() { return { width: this.#stage.width, height: this.#stage.height } }

  #measure() {
    const { clientWidth: width, clientHeight: height } = this.#stage.element
    if (width === 0 || height === 0) return
    this.#shown?.port.resize({ width, height })
    this.#stage.resize(width, height, devicePixelRatio || 1)
  }

  /**
   * Changes the view. Says whether there is an image to look at.
   * @param {(port: Viewport) => void} change
   */
  #see(change) {
    if (!this.#shown) return false
    change(this.#shown.port)
    this.#stage.markView()
    return true
  }

  /** @param {import("../../core/store.js").Change} change */
  #changed({ before, after }) {
    const desk = this.#shown?.desk
    if (before.itemIndex !== after.itemIndex && this.#isList) void this.#open(after.itemIndex)
    if (before.regions !== after.regions) {
      desk?.refresh()
      this.#strip?.show(this.#index, this.#counts())
      this.#stage.mark("shapes")
    }
    if (before.activeLabels !== after.activeLabels) this.#followLabel(after)
    if (before.tool !== after.tool) {
      desk?.cancel()
      // With the select tool arrow keys move what is selected; a crosshair left from drawing would take them.
      if (desk && after.tool === "select") desk.cursor = null
      this.#showOptions()
    }
    this.#stage.mark("overlay")
  }

  /**
   * Choosing a label takes up a tool that draws it. Later, not inside the change: listeners behind this one must see the two in order.
   * @param {import("../../core/state.js").State} state
   */
  #followLabel({ activeLabels, tool }) {
    const control = activeLabels && this.context.controls.find(each => each.name === activeLabels.control)
    if (!control || this.context.readonly) return
    const tools = toolsFor(this.context.controls)
    const wanted = control.shape ? tools.find(each => each === control.shape) : shapeOfTool(tool) ? undefined : tools.find(shapeOfTool)
    if (wanted && wanted !== tool) queueMicrotask(() => this.context.store.dispatch({ view: { tool: wanted } }))
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
    const { store, controls, readonly, announce } = this.context
    /** @param {(desk: Desk) => boolean} act on the desk, then paint */
    const atDesk = act => {
      const did = this.#shown !== null && act(this.#shown.desk)
      if (did) this.#stage.mark("overlay")
      return did
    }
    return {
      tools: readonly ? ["select", "pan"] : toolsFor(controls),
      use: tool => {
        store.dispatch({ view: toolChange(store.state, controls, tool) })
        return true
      },
      zoomBy: factor => this.#see(port => port.zoom(factor, this.#place.isOver ? toScreen(port.matrix, this.#place) : port.middle)),
      fit: () => this.#see(port => port.fit()),
      actual: () => this.#see(port => port.actual()),
      turn: degrees => this.#see(port => port.turn(degrees)),
      toggle: what => {
        this.#setLook({ [what]: !this.#look[what] })
        return true
      },
      radius: direction => {
        this.#setRadius(steppedRadius(this.#radius, direction))
        return true
      },
      arrow: (dx, dy) => atDesk(desk => {
        const move = onScreen(/** @type {Shown} */ (this.#shown).port.matrix, dx * desk.nudgeStep, dy * desk.nudgeStep, desk.scale)
        return desk.arrow(move.x, move.y)
      }),
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
      page: by => {
        const next = this.#index + by
        if (next < 0 || next >= this.#urls.length) return false
        this.#choose(next)
        return true
      },
      ready: () => this.#shown !== null,
      busy: () => this.#shown !== null && (this.#shown.desk.busy || this.#shown.desk.cursor !== null),
      brushing: () => this.#isBrushing,
      handles: () => this.#handles.focus(),
      isList: () => this.#isList && this.#urls.length > 1,
    }
  }

  get #isBrushing() { return this.#shown !== null && (this.#shown.desk.tool === "brush" || this.#shown.desk.tool === "eraser") }

  /** @param {Partial<import("./options-row.js").Look>} change */
  #setLook(change) {
    this.#look = { ...this.#look, ...change }
    this.#stage.pixels.style.filter = filterOf(this.#look)
    this.#stage.mark("pixels", "shapes", "overlay")
    this.#showOptions()
  }

  /** @param {number} radius */
  #setRadius(radius) {
    this.#radius = radius
    if (this.#shown) this.#shown.desk.brush.radius = radius
    this.#stage.mark("overlay")
    this.#showOptions()
  }

  #showOptions() {
    this.#options.show({ tool: this.#shown?.desk.tool ?? "select", radius: this.#radius, scale: this.#shown?.port.view.scale ?? 1, look: this.#look })
  }

  #afterPaint() {
    if (!this.#shown) return
    const { desk, port, size } = this.#shown
    this.#handles.show(port.matrix)
    if (port.view.scale !== this.#scaleShown) {
      this.#scaleShown = port.view.scale
      this.#showOptions()
    }
    this.#stage.element.style.cursor = cursorStyle(desk, this.#space)
    const at = desk.cursor ?? (this.#place.isOver ? this.#place : null)
    const isOn = at !== null && at.x >= 0 && at.y >= 0 && at.x < size.width && at.y < size.height
    this.#position.textContent = `${isOn ? `${Math.floor(at.x)}, ${Math.floor(at.y)}  of ` : ""}${size.width} × ${size.height}`
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
    hand.pressure = type === "pen" && "pressure" in event ? event.pressure : 0.5
    // The other end of a pen. Pointer Events, 4.2.1: bit 5 of `buttons`.
    hand.erase = type === "pen" && (event.buttons & 32) !== 0
    return hand
  }

  /** @returns {import("./pointer-input.js").Receiver} */
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
      wheel: event => {
        if (!event.altKey || !this.#isBrushing) return false
        this.#setRadius(steppedRadius(this.#radius, event.deltaY < 0 ? 1 : -1))
        return true
      },
      space: isDown => {
        this.#space = isDown
        this.#stage.mark("overlay")
      },
      wantsPan: () => this.#shown?.desk.tool === "pan",
    }
  }
}
