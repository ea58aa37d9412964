/**
 * `<image-editor>`: the room of an Image tag. Holds the view (zoom, turn, look) and passes everything on: points to the desk,
 * painting to the stage, commands to the workbench.
 *
 * @typedef {import("../../elements/contracts.js").MediaContext} MediaContext
 * @typedef {import("./view.js").View} View
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./tools/tool.js").Hand} Hand
 * @typedef {import("./drawing.js").Tool} Tool
 */
import { attribute, flag, numeric } from "../../core/config.js"
import { giveLabel } from "../../core/region-commands.js"
import { enImage as t } from "../../locales/en-image.js"
import { imageCommands } from "./commands.js"
import { Desk } from "./desk.js"
import { shapeOfTool, toolsFor } from "./drawing.js"
import { HandleButtons, onScreen } from "./handle-buttons.js"
import { cursorOf } from "./handles.js"
import { ImageStrip } from "./image-strip.js"
import { h } from "../../elements/dom.js"
import { OptionsRow, plainLook } from "./options-row.js"
import { loadPicture } from "./picture.js"
import { filterOf } from "./pixel-painter.js"
import { listenToPointers } from "./pointer-input.js"
import { imageSources } from "./sources.js"
import { Stage } from "./stage.js"
import { steppedRadius } from "./tools/brush-tool.js"
import { centred, fitted, inSight, matrixOf, quarter, toImage, toScreen, turnedBy, turnedSize, zoomed } from "./view.js"

/** How far a pointer may miss, in CSS pixels; fingers are thicker. */
const reach = 6
const touchReach = 14

export class ImageEditorElement extends HTMLElement {
  /**
   * Set by the workbench before the element is connected.
   * @type {MediaContext}
   */
  context = /** @type {never} */ (undefined)
  /** @type {AbortController | undefined} */
  #connected
  /** @type {Stage | undefined} */
  #stage
  /** @type {OptionsRow | undefined} */
  #options
  /** @type {HandleButtons | undefined} */
  #handles
  /** @type {ImageStrip | undefined} */
  #strip
  /** @type {import("./stage.js").Shown | null} */
  #shown = null
  /**
   * Views of the images that were open, by number.
   * @type {Map<number, View>}
   */
  #views = new Map()
  /** The view follows the window until somebody zooms. */
  #isFitted = true
  /** @type {readonly string[]} */
  #urls = []
  #isList = false
  #index = -1
  #look = { ...plainLook }
  /** @type {Point | null} */
  #pointer = null
  #pressure = 0.5
  #space = false
  /** @type {AbortController | undefined} */
  #loading
  #message = h("div", { class: "image-message" })
  #position = h("div", { class: "image-position", "aria-hidden": "true" })
  #note = h("div", { class: "image-note", role: "status" })
  #noteTimer = 0
  /** @type {Hand} one object for every event: painting allocates nothing */
  #hand = { reach: 0, even: false, centred: false, add: false, pressure: 0.5, erase: false }
  /** @type {Record<string, number>} */
  #radius = {}

  /** Pictures this element asks for, so that the next task's can be fetched ahead. */
  get resources() { return imageSources(this.context.object).urls }

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController())
    const { object, store, commands, controls } = this.context
    const { urls, isList } = imageSources(object)
    this.#urls = urls
    this.#isList = isList
    this.#look = {
      ...plainLook, smoothing: flag(object, "smoothing", true), crosshair: flag(object, "crosshair"), grid: flag(object, "grid"),
      opacity: Math.round(100 * Math.min(0.8, numeric(controls.find(control => attribute(control, "opacity")) ?? object, "opacity", plainLook.opacity / 100))),
    }
    this.classList.add("image-editor")
    const stage = (this.#stage = new Stage(() => this.#shown, () => ({
      look: this.#look, pointer: this.#pointer, pressure: this.#pressure,
      grid: { step: numeric(object, "gridSize", 30), colour: attribute(object, "gridColor") || "#EEEEF4" },
    }), () => this.#afterPaint()))
    const help = h("p", { class: "sr", id: `image-help-${object.name}` }, [t.stageHelp])
    stage.element.setAttribute("aria-label", t.stage(object.name))
    stage.element.setAttribute("aria-describedby", help.id)
    const handles = (this.#handles = new HandleButtons(() => this.#shown?.desk ?? null, signal))
    stage.element.append(handles.element, this.#position, this.#note, this.#message)
    this.#note.hidden = true
    this.replaceChildren(help, stage.element)
    if (isList && urls.length > 1) {
      this.#strip = new ImageStrip(urls, index => this.#choose(index), command => { commands.run(command) })
      this.append(this.#strip.element)
    }
    commands.add(imageCommands(this.#editor(), new Set(this.context.interface.labels.map(label => label.code.toLowerCase()))), { signal })
    this.#options = new OptionsRow({
      look: change => this.#setLook(change),
      radius: value => this.#setRadius(value),
      run: command => { commands.run(command) },
    })
    store.addEventListener("change", event => this.#changed(/** @type {CustomEvent} */ (event).detail), { signal })
    listenToPointers(stage.element, this.#receiver(), signal)
    this.#listenToSpace(signal)
    const observer = new ResizeObserver(() => this.#measure())
    observer.observe(stage.element)
    signal.addEventListener("abort", () => observer.disconnect())
    this.#measure()
    this.dispatchEvent(new CustomEvent("medium-options", { bubbles: true, detail: { element: this.#options.element } }))
    this.#open(isList ? store.state.itemIndex : 0)
    this.#showOptions()
  }

  disconnectedCallback() {
    this.#connected?.abort()
    this.#loading?.abort()
    this.#stage?.stop()
    clearTimeout(this.#noteTimer)
    this.#shown = null
    this.dispatchEvent(new CustomEvent("medium-options", { bubbles: true, detail: { element: null } }))
  }

  /**
   * Puts the keyboard on the image.
   * @override
   */
  focus() {
    this.#stage?.element.focus({ preventScroll: true })
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
    const stage = this.#stage
    if (!item || !this.#shown || !stage) return
    const matrix = matrixOf(this.#shown.view, this.#shown.size)
    const a = toScreen(matrix, { x: item.bounds.minX, y: item.bounds.minY })
    const b = toScreen(matrix, { x: item.bounds.maxX, y: item.bounds.maxY })
    const minX = Math.min(a.x, b.x), maxX = Math.max(a.x, b.x), minY = Math.min(a.y, b.y), maxY = Math.max(a.y, b.y)
    const isSeen = minX >= 0 && minY >= 0 && maxX <= stage.width && maxY <= stage.height
    if (isSeen || (maxX - minX > stage.width && maxX > 0 && minX < stage.width)) return
    this.#setView({ ...this.#shown.view, x: this.#shown.view.x + stage.width / 2 - (minX + maxX) / 2, y: this.#shown.view.y + stage.height / 2 - (minY + maxY) / 2 })
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
    const { store, object, controls, readonly } = this.context
    const at = Math.max(0, Math.min(this.#urls.length - 1, index))
    if (this.#shown) {
      this.#shown.desk.cancel()
      this.#views.set(this.#index, this.#shown.view)
    }
    this.#index = at
    this.#shown = null
    this.#loading?.abort()
    const { signal } = (this.#loading = new AbortController())
    this.#stage?.mark("pixels", "shapes", "overlay")
    this.#strip?.show(at, this.#counts())
    const url = this.#urls[at]
    if (url === undefined) {
      this.#say("empty", t.noImage, t.noImageText(object.source || "value"))
      return
    }
    this.#say("loading", t.loading)
    try {
      const picture = await loadPicture(url, attribute(object, "crossOrigin"), signal)
      if (signal.aborted || !this.#stage) return
      this.#message.hidden = true
      this.#stage.element.removeAttribute("aria-busy")
      const size = { width: picture.naturalWidth, height: picture.naturalHeight }
      this.#stage.use(size)
      const drawing = controls.filter(control => control.shape === "brush" || control.shape === "keypoint")
      const desk = new Desk({
        store, controls, readonly, objectName: object.name, image: size, itemIndex: this.#isList ? at : null, surface: this.#stage.surface,
        say: message => this.#tell(message),
        brushRadius: this.#radius.brush ?? numeric(drawing.find(control => control.shape === "brush") ?? object, "strokeWidth", 15),
        pointWidth: Math.max(1, size.width * numeric(drawing.find(control => control.shape === "keypoint") ?? object, "strokeWidth", 2) / 400),
      })
      desk.canRotate = controls.every(control => flag(control, "canRotate", true))
      const kept = this.#views.get(at)
      this.#isFitted = !kept
      this.#shown = { picture, size, desk, view: kept ?? this.#firstView(size) }
      this.#tellBroken(desk)
      this.#stage.mark("pixels", "shapes", "overlay")
      this.#showOptions()
    } catch (error) {
      if (!signal.aborted) this.#say("failed", t.failed, t.failedText)
    }
  }

  /** @param {import("./geometry.js").Size} size @returns {View} */
  #firstView(size) {
    const screen = this.#screen
    const { object, store } = this.context
    // Regions remember how the image was turned when they were made.
    const turned = [...store.state.regions.values()].find(region => region.objectName === object.name && region.original.rotation
      && (!this.#isList || (region.itemIndex ?? 0) === this.#index))
    const turn = quarter(turned?.original.rotation ?? 0)
    switch (attribute(object, "defaultZoom")) {
      case "original": return centred(size, screen, turn, 1)
      case "auto": return fitted(size, screen, turn, { largest: 1 })
      default: return fitted(size, screen, turn)
    }
  }

  get #screen() { return { width: this.#stage?.width ?? 0, height: this.#stage?.height ?? 0 } }

  #measure() {
    const stage = this.#stage
    if (!stage) return
    const { clientWidth, clientHeight } = stage.element
    if (clientWidth === 0 || clientHeight === 0) return
    const dx = (clientWidth - stage.width) / 2
    const dy = (clientHeight - stage.height) / 2
    stage.width = clientWidth
    stage.height = clientHeight
    if (this.#shown) {
      const { view, size } = this.#shown
      this.#shown = { ...this.#shown, view: this.#isFitted ? fitted(size, this.#screen, view.quarter) : inSight({ ...view, x: view.x + dx, y: view.y + dy }, size, this.#screen) }
    }
    stage.resize(clientWidth, clientHeight, devicePixelRatio || 1)
  }

  /** @param {View} view @param {boolean} [isFitted] */
  #setView(view, isFitted = false) {
    if (!this.#shown) return false
    this.#isFitted = isFitted
    this.#shown = { ...this.#shown, view: isFitted ? view : inSight(view, this.#shown.size, this.#screen) }
    this.#stage?.markView()
    return true
  }

  /** @param {import("../../core/store.js").Change} change */
  #changed({ before, after }) {
    const desk = this.#shown?.desk
    if (before.itemIndex !== after.itemIndex && this.#isList) this.#open(after.itemIndex)
    if (before.regions !== after.regions) {
      desk?.refresh()
      this.#strip?.show(this.#index, this.#counts())
      this.#stage?.mark("shapes", "overlay")
    }
    if (before.activeLabels !== after.activeLabels) this.#followLabel(after)
    if (before.tool !== after.tool) {
      desk?.cancel()
      this.#showOptions()
    }
    this.#stage?.mark("overlay")
  }

  /**
   * Choosing a label takes up a tool that draws it. Later, not inside the change: listeners behind this one must see the two in order.
   * @param {import("../../core/state.js").State} state
   */
  #followLabel({ activeLabels, tool }) {
    const control = activeLabels && this.context.controls.find(each => each.name === activeLabels.control)
    if (!control || this.context.readonly) return
    const shapes = toolsFor(this.context.controls)
    const wanted = control.shape ? shapes.find(each => each === control.shape) : shapeOfTool(tool) ? undefined : shapes.find(shapeOfTool)
    if (wanted && wanted !== tool) queueMicrotask(() => this.context.store.dispatch({ view: { tool: wanted } }))
  }

  #counts() {
    const counts = this.#urls.map(() => 0)
    if (!this.#strip) return counts
    for (const region of this.context.store.state.regions.values()) {
      const at = region.itemIndex ?? 0
      if (region.objectName === this.context.object.name) counts[at] = (counts[at] ?? 0) + 1
    }
    return counts
  }

  /** @returns {import("./commands.js").Editor} */
  #editor() {
    const desk = () => this.#shown?.desk ?? null
    /**
     * Runs what changes the picture, and paints it.
     * @param {boolean} did
     */
    const drawn = did => {
      if (did) this.#stage?.mark("overlay")
      return did
    }
    const middle = () => ({ x: this.#screen.width / 2, y: this.#screen.height / 2 })
    return {
      tools: this.context.readonly ? ["select", "pan"] : toolsFor(this.context.controls),
      use: tool => this.#use(tool),
      zoomBy: factor => this.#zoom(factor, this.#pointer && this.#shown ? toScreen(matrixOf(this.#shown.view, this.#shown.size), this.#pointer) : middle()),
      fit: () => this.#shown !== null && this.#setView(fitted(this.#shown.size, this.#screen, this.#shown.view.quarter), true),
      actual: () => this.#shown !== null && this.#zoom(1 / this.#shown.view.scale, middle()),
      turn: degrees => this.#shown !== null && this.#setView(this.#isFitted
        ? fitted(this.#shown.size, this.#screen, quarter(this.#shown.view.quarter + degrees))
        : turnedBy(this.#shown.view, this.#shown.size, this.#screen, degrees), this.#isFitted),
      toggle: what => {
        this.#setLook({ [what]: !this.#look[what] })
        return true
      },
      radius: direction => {
        const brush = desk()?.brush
        if (brush) this.#setRadius(steppedRadius(brush.radius, direction))
        return brush !== undefined
      },
      arrow: (dx, dy) => {
        if (!this.#shown) return false
        const step = this.#shown.desk.nudgeStep
        const move = onScreen(matrixOf(this.#shown.view, this.#shown.size), dx * step, dy * step, this.#shown.view.scale)
        return drawn(this.#shown.desk.arrow(move.x, move.y))
      },
      mark: () => drawn(desk()?.mark() ?? false),
      back: () => drawn(desk()?.back() ?? false),
      stop: () => {
        const at = desk()
        const had = at?.cancel() ?? false
        if (at) at.cursor = null
        if (had) this.context.announce(t.stopped)
        return drawn(true)
      },
      bring: () => {
        const [id] = this.context.store.state.selection
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
      busy: () => (desk()?.busy ?? false) || (desk()?.cursor ?? null) !== null,
      brushing: () => desk()?.tool === "brush" || desk()?.tool === "eraser",
      handles: () => this.#handles?.focus() ?? false,
      isList: () => this.#isList && this.#urls.length > 1,
    }
  }

  /**
   * Takes up a tool. When the active label cannot be drawn with it, the label of the same name that can becomes active.
   * @param {Tool} tool
   */
  #use(tool) {
    const { store, controls } = this.context
    const { activeLabels } = store.state
    const shape = shapeOfTool(tool)
    const active = activeLabels && controls.find(control => control.name === activeLabels.control)
    const fits = !shape || !active || active.shape === shape || (active.shape === null && controls.some(control => control.shape === shape && !control.hasLabels))
    if (fits) store.dispatch({ view: { tool } })
    else {
      const other = controls.find(control => control.shape === shape && control.hasLabels)
      const values = other?.labels.map(label => label.name).filter(name => activeLabels?.values.includes(name)) ?? []
      store.dispatch({ view: { tool, activeLabels: other && values.length > 0 ? { control: other.name, values } : null } })
    }
    return true
  }

  /** @param {number} factor @param {Point} at on the screen */
  #zoom(factor, at) {
    if (!this.#shown) return false
    const { view, size } = this.#shown
    const { width, height } = turnedSize(size, view.quarter)
    const smallest = Math.min(1, 0.2 * Math.min(this.#screen.width / width, this.#screen.height / height))
    return this.#setView(zoomed(view, factor, at, { smallest }))
  }

  /** @param {Partial<import("./options-row.js").Look>} change */
  #setLook(change) {
    this.#look = { ...this.#look, ...change }
    if (this.#stage) this.#stage.pixels.style.filter = filterOf(this.#look)
    this.#stage?.mark("pixels", "shapes", "overlay")
    this.#showOptions()
  }

  /** @param {number} radius */
  #setRadius(radius) {
    this.#radius.brush = radius
    if (this.#shown) this.#shown.desk.brush.radius = radius
    this.#stage?.mark("overlay")
    this.#showOptions()
  }

  #showOptions() {
    this.#options?.show({
      tool: this.#shown?.desk.tool ?? "select", radius: this.#shown?.desk.brush.radius ?? 15, scale: this.#shown?.view.scale ?? 1, look: this.#look,
    })
  }

  #shownScale = 0

  #afterPaint() {
    const shown = this.#shown
    const stage = this.#stage
    if (!shown || !stage) return
    this.#handles?.show(matrixOf(shown.view, shown.size))
    if (shown.view.scale !== this.#shownScale) {
      this.#shownScale = shown.view.scale
      this.#showOptions()
    }
    stage.element.style.cursor = this.#cursor(shown.desk)
    const at = shown.desk.cursor ?? this.#pointer
    const isOn = at !== null && at.x >= 0 && at.y >= 0 && at.x < shown.size.width && at.y < shown.size.height
    this.#position.textContent = isOn ? `${Math.floor(at.x)}, ${Math.floor(at.y)}  of ${shown.size.width} × ${shown.size.height}` : `${shown.size.width} × ${shown.size.height}`
  }

  /** @param {Desk} desk */
  #cursor(desk) {
    if (this.#space || desk.tool === "pan") return "grab"
    if (desk.tool === "brush" || desk.tool === "eraser") return "none"
    if (desk.tool !== "select") return "crosshair"
    if (desk.hoveredHandle) {
      const shape = desk.selectedItem()?.shape
      return cursorOf(desk.hoveredHandle, (shape && "rotation" in shape ? shape.rotation : 0) + desk.rotation)
    }
    return desk.hovered ? (desk.state.selection.has(desk.hovered.id) && !desk.hovered.fixed && desk.hovered.shape ? "move" : "pointer") : "default"
  }

  /** @param {PointerEvent | MouseEvent} event @returns {Hand} */
  #handOf(event) {
    const hand = this.#hand
    const type = "pointerType" in event ? event.pointerType : "mouse"
    hand.reach = (type === "touch" ? touchReach : reach) / (this.#shown?.view.scale ?? 1)
    hand.even = event.shiftKey
    hand.centred = event.altKey
    hand.add = event.ctrlKey || event.metaKey || event.shiftKey
    hand.pressure = type === "pen" && "pressure" in event ? event.pressure : 0.5
    hand.erase = type === "pen" && (event.buttons & 32) !== 0
    this.#pressure = hand.pressure
    return hand
  }

  /** @param {number} x on the screen @param {number} y */
  #at(x, y) {
    const shown = this.#shown
    this.#pointer = shown ? toImage(matrixOf(shown.view, shown.size), { x, y }) : null
    return this.#pointer
  }

  /** @returns {import("./pointer-input.js").Receiver} */
  #receiver() {
    /** @param {"down" | "move" | "up" | "doubleClick"} what @param {number} x @param {number} y @param {PointerEvent | MouseEvent} event */
    const pass = (what, x, y, event) => {
      const at = this.#at(x, y)
      const desk = this.#shown?.desk
      if (!at || !desk) return
      desk[what](at.x, at.y, this.#handOf(event))
      this.#stage?.mark("overlay")
    }
    return {
      down: (x, y, event) => {
        pass("down", x, y, event)
        return true
      },
      move: (x, y, event) => pass("move", x, y, event),
      up: (x, y, event) => pass("up", x, y, event),
      doubleClick: (x, y, event) => pass("doubleClick", x, y, event),
      hover: (x, y, event) => {
        const at = this.#at(x, y)
        const desk = this.#shown?.desk
        if (!at || !desk) return
        // The keyboard's crosshair stays until the mouse is really used again.
        if (desk.cursor && (Math.abs(event.movementX) + Math.abs(event.movementY) > 2)) desk.cursor = null
        if (desk.busy && !desk.cursor) desk.move(at.x, at.y, this.#handOf(event))
        else desk.hover(at.x, at.y, this.#handOf(event).reach)
        this.#stage?.mark("overlay")
      },
      leave: () => {
        this.#pointer = null
        this.#shown?.desk.hover(-1e9, -1e9, 0)
        this.#stage?.mark("overlay")
      },
      cancel: () => {
        this.#shown?.desk.cancel()
        this.#stage?.mark("overlay")
      },
      pan: (dx, dy) => { if (this.#shown) this.#setView({ ...this.#shown.view, x: this.#shown.view.x + dx, y: this.#shown.view.y + dy }) },
      zoom: (factor, x, y) => { this.#zoom(factor, { x, y }) },
      wheel: event => {
        const desk = this.#shown?.desk
        if (!desk || !event.altKey || (desk.tool !== "brush" && desk.tool !== "eraser")) return false
        this.#setRadius(steppedRadius(desk.brush.radius, event.deltaY < 0 ? 1 : -1))
        return true
      },
      wantsPan: () => this.#space || this.#shown?.desk.tool === "pan",
    }
  }

  /** @param {AbortSignal} signal */
  #listenToSpace(signal) {
    const stage = this.#stage?.element
    /** @param {boolean} on */
    const hold = on => {
      if (this.#space === on) return
      this.#space = on
      this.#stage?.mark("overlay")
    }
    stage?.addEventListener("keydown", event => {
      if (event.key !== " " || event.target !== stage || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      hold(true)
    }, { signal })
    stage?.addEventListener("keyup", event => { if (event.key === " ") hold(false) }, { signal })
    stage?.addEventListener("blur", () => hold(false), { signal })
  }

  /** @param {Desk} desk */
  #tellBroken(desk) {
    if (desk.scene.broken.length > 0) this.#tell(t.unreadable(desk.scene.broken.length))
  }

  /**
   * A short word over the image, and to screen readers.
   * @param {string} message
   */
  #tell(message) {
    this.#note.textContent = message
    this.#note.hidden = false
    clearTimeout(this.#noteTimer)
    this.#noteTimer = window.setTimeout(() => { this.#note.hidden = true }, 4000)
  }

  /**
   * What stands in the place of an image.
   * @param {"empty" | "loading" | "failed"} kind
   * @param {string} title
   * @param {string} [text]
   */
  #say(kind, title, text = "") {
    this.#message.hidden = false
    this.#message.dataset.kind = kind
    this.#message.replaceChildren(h("b", {}, [title]), ...(text ? [h("p", {}, [text])] : []))
    if (kind === "loading") this.#stage?.element.setAttribute("aria-busy", "true")
    else this.#stage?.element.removeAttribute("aria-busy")
    if (kind !== "failed") return
    const again = h("button", { type: "button", class: "wbtn" }, [t.tryAgain])
    again.addEventListener("click", () => { this.#open(this.#index) }, { once: true })
    this.#message.append(again)
  }
}
