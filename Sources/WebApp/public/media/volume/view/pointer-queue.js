/**
 * Pointer events of the panes, queued and handed out once a frame: a fast mouse sends hundreds a second, and nothing may be computed more often than it is drawn.
 *
 * Left button or a finger: the tool. Right button: window. Middle button, or Space held: move. Two fingers: move and zoom. Once a pen was seen a single finger moves the picture.
 *
 * @typedef {import("./viewport.js").Viewport} Viewport
 * @typedef {import("../contracts.js").Hand} Hand
 * @typedef {"tool" | "pan" | "window" | "zoom"} Mode
 * @typedef {"down" | "move" | "up" | "cancel" | "hover" | "leave"} Kind
 * @typedef {{ kind: Kind, mode: Mode, viewport: Viewport, x: number, y: number, dx: number, dy: number, factor: number, shift: boolean, ctrl: boolean, alt: boolean, pressure: number, erase: boolean, pointer: "mouse" | "pen" | "touch", time: number }} Sample
 */

/** A palm is a contact wider than this, in CSS pixels. */
const palm = 60

export class PointerQueue {
  /** @type {Sample[]} */
  #samples = []
  #used = 0
  #ask
  /** @type {Map<number, { x: number, y: number }>} */
  #fingers = new Map()
  /** @type {Mode | "pinch" | null} */
  #mode = null
  #active = -1
  #penSeen = false
  /** Space is held. */
  space = false
  #left = 0
  #top = 0
  #lastX = 0
  #lastY = 0

  /** @param {{ ask: () => void }} owner */
  constructor({ ask }) {
    this.#ask = ask
  }

  /** Something is held down. */
  get isBusy() { return this.#mode !== null }

  /** @param {(sample: Sample) => void} handle everything queued since the last frame, oldest first */
  flush(handle) {
    for (let n = 0; n < this.#used; n++) handle(/** @type {Sample} */ (this.#samples[n]))
    this.#used = 0
  }

  /**
   * @param {Kind} kind
   * @param {Mode} mode
   * @param {Viewport} viewport
   * @param {PointerEvent | null} event
   * @param {{ x: number, y: number, dx?: number, dy?: number, factor?: number }} where
   */
  #push(kind, mode, viewport, event, { x, y, dx = 0, dy = 0, factor = 1 }) {
    let sample = this.#samples[this.#used]
    // Only the last place of a hovering pointer counts.
    if (kind === "hover") {
      const last = this.#samples[this.#used - 1]
      if (this.#used > 0 && last?.kind === "hover" && last.viewport === viewport) {
        sample = last
        this.#used--
      }
    }
    if (!sample) {
      sample = { kind, mode, viewport, x, y, dx, dy, factor, shift: false, ctrl: false, alt: false, pressure: 0.5, erase: false, pointer: "mouse", time: 0 }
      this.#samples[this.#used] = sample
    }
    sample.kind = kind
    sample.mode = mode
    sample.viewport = viewport
    sample.x = x
    sample.y = y
    sample.dx = dx
    sample.dy = dy
    sample.factor = factor
    sample.shift = event?.shiftKey ?? false
    sample.ctrl = (event?.ctrlKey ?? false) || (event?.metaKey ?? false)
    sample.alt = event?.altKey ?? false
    sample.pressure = event && event.pointerType !== "mouse" && event.pressure > 0 ? event.pressure : 0.5
    // The eraser end of a pen is button 5, which is bit 32.
    sample.erase = event ? (event.buttons & 32) !== 0 : false
    sample.pointer = event?.pointerType === "pen" ? "pen" : event?.pointerType === "touch" ? "touch" : "mouse"
    sample.time = event?.timeStamp ?? 0
    this.#used++
    this.#ask()
  }

  /** @param {HTMLElement} element of a pane @param {Viewport} viewport @param {AbortSignal} signal */
  listen(element, viewport, signal) {
    element.addEventListener("pointerdown", event => this.#down(element, viewport, event), { signal })
    element.addEventListener("pointermove", event => this.#move(element, viewport, event), { signal })
    element.addEventListener("pointerup", event => this.#end(viewport, event, false), { signal })
    element.addEventListener("pointercancel", event => this.#end(viewport, event, true), { signal })
    element.addEventListener("pointerleave", event => { if (this.#mode === null) this.#push("leave", "tool", viewport, event, { x: -1, y: -1 }) }, { signal })
    element.addEventListener("contextmenu", event => event.preventDefault(), { signal })
    element.addEventListener("keydown", event => this.#hold(element, event, true), { signal })
    element.addEventListener("keyup", event => this.#hold(element, event, false), { signal })
    element.addEventListener("blur", () => { this.space = false }, { signal })
  }

  /** @param {HTMLElement} element @param {KeyboardEvent} event @param {boolean} isDown */
  #hold(element, event, isDown) {
    if (event.key !== " " || event.target !== element || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    this.space = isDown
    element.classList.toggle("panning", isDown)
  }

  /** @param {HTMLElement} element */
  #locate(element) {
    const box = element.getBoundingClientRect()
    this.#left = box.left
    this.#top = box.top
  }

  /** @param {HTMLElement} element @param {Viewport} viewport @param {PointerEvent} event */
  #down(element, viewport, event) {
    if (event.target instanceof Element && event.target.closest("button, a, input")) return
    if (event.pointerType === "pen") this.#penSeen = true
    if (event.pointerType === "touch" && Math.max(event.width, event.height) > palm) return
    this.#locate(element)
    const x = event.clientX - this.#left
    const y = event.clientY - this.#top
    if (event.pointerType === "touch") this.#fingers.set(event.pointerId, { x, y })
    if (this.#fingers.size === 2) {
      if (this.#mode === "tool") this.#push("cancel", "tool", viewport, event, { x, y })
      this.#mode = "pinch"
      return
    }
    if (this.#mode !== null) return
    element.focus({ preventScroll: true })
    event.preventDefault()
    element.setPointerCapture(event.pointerId)
    this.#active = event.pointerId
    this.#lastX = x
    this.#lastY = y
    const pans = event.button === 1 || this.space || (event.pointerType === "touch" && this.#penSeen)
    this.#mode = pans ? "pan" : event.button === 2 ? (event.ctrlKey || event.shiftKey ? "zoom" : "window") : event.button === 0 || event.button === 5 ? "tool" : null
    if (this.#mode) this.#push("down", this.#mode, viewport, event, { x, y })
  }

  /** @param {HTMLElement} element @param {Viewport} viewport @param {PointerEvent} event */
  #move(element, viewport, event) {
    const finger = this.#fingers.get(event.pointerId)
    if (this.#mode === null) {
      this.#locate(element)
      this.#push("hover", "tool", viewport, event, { x: event.clientX - this.#left, y: event.clientY - this.#top })
      return
    }
    const x = event.clientX - this.#left
    const y = event.clientY - this.#top
    if (this.#mode === "pinch" && finger) {
      const [a, b] = this.#fingers.values()
      if (!a || !b) return
      const before = { wide: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
      finger.x = x
      finger.y = y
      const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
      this.#push("move", "pan", viewport, event, { ...middle, dx: middle.x - before.x, dy: middle.y - before.y })
      if (before.wide > 0) this.#push("move", "zoom", viewport, event, { ...middle, factor: Math.hypot(a.x - b.x, a.y - b.y) / before.wide })
      return
    }
    if (finger) {
      finger.x = x
      finger.y = y
    }
    if (event.pointerId !== this.#active || this.#mode === "pinch") return
    if (this.#mode === "tool") {
      // The browser joins pointer events to one a frame; a stroke wants all of them.
      const points = event.getCoalescedEvents?.() ?? []
      for (const point of points.length > 0 ? points : [event]) this.#push("move", "tool", viewport, point, { x: point.clientX - this.#left, y: point.clientY - this.#top })
    } else {
      this.#push("move", this.#mode, viewport, event, { x, y, dx: x - this.#lastX, dy: y - this.#lastY })
      this.#lastX = x
      this.#lastY = y
    }
  }

  /** @param {Viewport} viewport @param {PointerEvent} event @param {boolean} isLost */
  #end(viewport, event, isLost) {
    this.#fingers.delete(event.pointerId)
    if (this.#mode === "pinch") {
      if (this.#fingers.size === 0) this.#mode = null
      return
    }
    if (event.pointerId !== this.#active) return
    this.#active = -1
    if (this.#mode) this.#push(isLost ? "cancel" : "up", this.#mode, viewport, event, { x: event.clientX - this.#left, y: event.clientY - this.#top })
    this.#mode = null
  }
}
