/**
 * What every room of a flat picture is, be it one image or a whole slide: a stage, a desk and a view that pointers, keys, labels and the window change.
 * The rooms say what is shown, and what they have besides.
 *
 * @typedef {import("../../elements/contracts.js").MediaContext} MediaContext
 * @typedef {import("../../core/config.js").ControlNode} ControlNode
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {import("./desk.js").Desk} Desk
 * @typedef {Readonly<{ picture: HTMLImageElement | import("./stage.js").PaintPixels, size: Size, desk: Desk, port: Viewport }>} Shown
 */
import { attribute, flag, numeric } from "../../core/config.js"
import { giveLabel } from "../../core/region-commands.js"
import { h } from "../../elements/dom.js"
import { enImage as t } from "../../locales/en-image.js"
import { HandleButtons, onScreen } from "./handle-buttons.js"
import { Notices } from "./notices.js"
import { plainLook } from "./options-row.js"
import { listenToPointers } from "./pointer-input.js"
import { Stage } from "./stage.js"
import { intoImage, quarter, toScreen } from "./view.js"
import { Viewport } from "./viewport.js"

/** How far a pointer may miss, in CSS pixels; fingers are thicker. */
const reach = 6
const touchReach = 14

/** @template {Shown} S */
export class PictureElement extends HTMLElement {
  /**
   * Set by the workbench before the element is connected.
   * @type {MediaContext}
   */
  context = /** @type {any} */ (undefined)
  #connected = new AbortController()
  /** @type {AbortController | undefined} */
  #loading
  /** @protected @type {S | null} */
  shown = null
  /** @protected @type {import("./options-row.js").Look} */
  look = plainLook
  /** @protected */
  grid = { step: 30, colour: "" }
  /** @protected The space bar is down. */
  space = false
  /** @protected Where the pointer is, in pixels of the picture; one object for every event. */
  place = { x: 0, y: 0, isOver: false }
  /** One object for every event, too: painting makes no garbage. */
  #hand = { reach: 0, even: false, centred: false, add: false, pressure: 0.5, erase: false }
  /** @protected */
  notices = new Notices()
  /** @protected */
  stage = new Stage(
    () => this.shown && { picture: this.shown.picture, size: this.shown.size, desk: this.shown.desk, view: this.shown.port.view },
    () => ({ look: this.look, pointer: this.place.isOver ? this.place : null, pressure: this.#hand.pressure, grid: this.grid }),
    () => this.painted(),
  )
  /** @protected */
  handles = new HandleButtons(() => this.shown?.desk ?? null)
  /** @type {import("../../core/commands.js").CommandSpec[]} */
  #specs = []
  /** @type {HTMLElement | null} */
  #options = null

  connectedCallback() {
    this.#connected = new AbortController()
    const { object, controls } = this.context
    const opaque = controls.find(control => attribute(control, "opacity") !== "" && control.shape !== "keypoint")
    const opacity = opaque ? Math.round(100 * Math.max(0, Math.min(0.8, numeric(opaque, "opacity", 0.2)))) : this.look.opacity
    this.look = { ...this.look, crosshair: flag(object, "crosshair"), opacity }
  }

  disconnectedCallback() {
    this.#connected.abort()
    this.#loading?.abort()
    this.stage.stop()
    this.notices.stop()
    this.shown = null
  }

  /** @protected Ends when the element leaves the page. */
  get signal() { return this.#connected.signal }

  /** @protected Keys that labels have, in lower case. */
  get labelKeys() { return new Set(this.context.interface.labels.map(label => label.code.toLowerCase())) }

  /** @protected */
  get screen() { return { width: this.stage.width, height: this.stage.height } }

  /**
   * Names the stage, and makes the words that explain it.
   *
   * @protected
   * @param {string} id
   * @param {string} name
   * @param {string} text
   */
  describe(id, name, text) {
    const help = h("p", { class: "sr", id }, text)
    this.stage.element.setAttribute("aria-label", name)
    this.stage.element.setAttribute("aria-describedby", help.id)
    return help
  }

  /**
   * From here on the room hears commands, the store, pointers and the window.
   *
   * @protected
   * @param {import("../../core/commands.js").CommandSpec[]} specs
   * @param {HTMLElement} options
   */
  listen(specs, options) {
    const { signal } = this
    const { store, commands } = this.context
    this.#specs = specs
    this.#options = options
    commands.add(specs, { signal })
    store.addEventListener("change", event => this.changed(/** @type {CustomEvent} */ (event).detail), { signal })
    this.addEventListener("focusin", () => this.#front(), { signal })
    listenToPointers(this.stage.element, this.#receiver(), signal)
    const observer = new ResizeObserver(() => this.#measure())
    observer.observe(this.stage.element)
    signal.addEventListener("abort", () => observer.disconnect())
    this.#measure()
    this.#offerOptions()
  }

  /**
   * Puts the keyboard on the picture.
   * @override
   */
  focus() {
    this.stage.element.focus({ preventScroll: true })
  }

  /** Of several pictures side by side, the one with the focus has the keys and the options. */
  #front() {
    const { commands } = this.context
    const [first] = this.#specs
    if (!first || commands.get(first.id) === first) return
    commands.add(this.#specs, { signal: this.signal })
    this.#offerOptions()
  }

  #offerOptions() {
    this.dispatchEvent(new CustomEvent("medium-options", { bubbles: true, detail: { element: this.#options } }))
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
    const desk = this.shown?.desk
    if (!desk || desk.tool === "select" || desk.tool === "pan" || !controls.some(control => control.name === label.control)) return false
    const isHeld = state.activeLabels?.control === label.control && state.activeLabels.values.includes(label.name)
    const nobody = new Set()
    if (isHeld && state.selection.size > 0) store.dispatch({ view: { selection: nobody } })
    else giveLabel(label)({ ...state, selection: nobody }, ({ view, ...rest }) => store.dispatch({ ...rest, view: { ...view, selection: nobody } }))
    return true
  }

  /**
   * Brings a region into view.
   * @param {string} id
   */
  reveal(id) {
    const item = this.shown?.desk.scene.get(id)
    if (item) this.see(port => port.bring(item.bounds))
  }

  /** @protected Loading begins, and what was being loaded is not waited for. */
  load() {
    this.#loading?.abort()
    return (this.#loading = new AbortController()).signal
  }

  /**
   * How a picture is looked at first. Regions remember how it was turned when they were made.
   *
   * @protected
   * @param {Desk} desk
   * @param {Size} size
   */
  firstPort(desk, size) {
    const turned = desk.scene.items.find(item => item.region.original.rotation)?.region.original.rotation ?? 0
    return new Viewport(size, this.screen, { turn: quarter(turned), zoom: attribute(this.context.object, "defaultZoom") })
  }

  #measure() {
    const { clientWidth: width, clientHeight: height } = this.stage.element
    if (width === 0 || height === 0) return
    this.shown?.port.resize({ width, height })
    this.stage.resize(width, height, devicePixelRatio || 1)
  }

  /**
   * Changes the view. Says whether there is a picture to look at.
   *
   * @protected
   * @param {(port: Viewport) => void} change
   */
  see(change) {
    if (!this.shown) return false
    change(this.shown.port)
    this.stage.markView()
    return true
  }

  /**
   * @protected
   * @param {Partial<import("./options-row.js").Look>} change
   */
  setLook(change) {
    this.look = { ...this.look, ...change }
    this.stage.mark("pixels", "shapes", "overlay")
  }

  /** @protected @param {import("../../core/store.js").Change} change */
  changed({ before, after }) {
    const desk = this.shown?.desk
    if (before.regions !== after.regions) {
      desk?.refresh()
      this.stage.mark("shapes")
    }
    if (before.activeLabels !== after.activeLabels) this.#followLabel(after)
    if (before.tool !== after.tool) {
      desk?.cancel()
      // With the select tool arrow keys move what is selected; a crosshair left from drawing would take them.
      if (desk && after.tool === "select") desk.cursor = null
    }
    this.stage.mark("overlay")
  }

  /**
   * Choosing a label takes up a tool that draws it. Later, not inside the change: listeners behind this one must see the two in order.
   * @param {import("../../core/state.js").State} state
   */
  #followLabel({ activeLabels, tool }) {
    const { controls, readonly, store } = this.context
    const control = activeLabels && controls.find(each => each.name === activeLabels.control)
    if (!control || readonly) return
    const wanted = this.toolFor(control, tool)
    if (wanted && wanted !== tool) queueMicrotask(() => store.dispatch({ view: { tool: wanted } }))
  }

  /**
   * The tool that draws a control's labels; none changes nothing.
   *
   * @protected
   * @param {ControlNode} _control
   * @param {string} _inHand
   * @returns {string | null | undefined}
   */
  toolFor(_control, _inHand) { return null }

  /** @protected What the commands of every picture need: looking, and the keyboard's hand. */
  keyboard() {
    const { store, announce } = this.context
    /** @param {(desk: Desk) => boolean} act on the desk, then paint */
    const atDesk = act => {
      const did = this.shown !== null && act(this.shown.desk)
      if (did) this.stage.mark("overlay")
      return did
    }
    return {
      zoomBy: (/** @type {number} */ factor) => this.see(port => port.zoom(factor, this.place.isOver ? toScreen(port.matrix, this.place) : port.middle)),
      fit: () => this.see(port => port.fit()),
      actual: () => this.see(port => port.actual()),
      turn: (/** @type {number} */ degrees) => this.see(port => port.turn(degrees)),
      arrow: (/** @type {number} */ dx, /** @type {number} */ dy) => atDesk(desk => {
        const move = onScreen(/** @type {S} */ (this.shown).port.matrix, dx * desk.nudgeStep, dy * desk.nudgeStep, desk.scale)
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
      handles: () => this.handles.focus(),
      ready: () => this.shown !== null,
      busy: () => this.shown !== null && (this.shown.desk.busy || this.shown.desk.cursor !== null),
    }
  }

  /** @protected The stage has painted. */
  painted() {}

  /**
   * Whether a wheel was used for something else than zooming.
   *
   * @protected
   * @param {WheelEvent} _event
   */
  wheeled(_event) { return false }

  /**
   * @protected
   * @param {PointerEvent | MouseEvent} event
   * @param {number} scale
   */
  handOf(event, scale) {
    const hand = this.#hand
    hand.reach = (kindOf(event) === "touch" ? touchReach : reach) / scale
    hand.even = event.shiftKey
    hand.centred = event.altKey
    hand.add = event.ctrlKey || event.metaKey || event.shiftKey
    return hand
  }

  /** @returns {import("./pointer-input.js").Receiver} */
  #receiver() {
    /** @param {"down" | "move" | "up" | "doubleClick" | "pass"} what @param {number} x @param {number} y @param {PointerEvent | MouseEvent} event */
    const give = (what, x, y, event) => {
      const shown = this.shown
      if (!shown) return
      const place = this.place
      intoImage(shown.port.matrix, x, y, place)
      place.isOver = true
      shown.desk[what](place.x, place.y, this.handOf(event, shown.port.view.scale))
      this.stage.mark("overlay")
    }
    return {
      down: (x, y, event) => give("down", x, y, event),
      move: (x, y, event) => give("move", x, y, event),
      up: (x, y, event) => give("up", x, y, event),
      doubleClick: (x, y, event) => give("doubleClick", x, y, event),
      hover: (x, y, event) => {
        // The keyboard's crosshair stays until the mouse is really used again.
        if (this.shown && Math.abs(event.movementX) + Math.abs(event.movementY) > 2) this.shown.desk.cursor = null
        give("pass", x, y, event)
      },
      leave: () => {
        this.place.isOver = false
        this.shown?.desk.leave()
        this.stage.mark("overlay")
      },
      cancel: () => {
        this.shown?.desk.cancel()
        this.stage.mark("overlay")
      },
      pan: (dx, dy) => { this.see(port => port.pan(dx, dy)) },
      zoom: (factor, x, y) => { this.see(port => port.zoom(factor, { x, y })) },
      wheel: event => this.wheeled(event),
      space: isDown => {
        this.space = isDown
        this.stage.mark("overlay")
      },
      wantsPan: () => this.shown?.desk.tool === "pan",
    }
  }
}

/** @param {PointerEvent | MouseEvent} event */
export const kindOf = event => ("pointerType" in event ? event.pointerType : "mouse")
