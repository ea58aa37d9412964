/**
 * From pointers and wheel to what happens: the tool in hand, the window under the right button, moving and zooming. Called once a frame with what was queued.
 *
 * @typedef {import("../viewer.js").Viewer} Viewer
 * @typedef {import("./viewport.js").Viewport} Viewport
 */

/** CSS pixels of a drag that double the zoom. */
const zoomDouble = 160
/** How far a pointer may miss, in CSS pixels; fingers are thicker. */
const reach = 6
const touchReach = 14

export class Hands {
  #viewer
  #hand = {
    x: 0, y: 0, patient: /** @type {import("../series/vector.js").Vector3} */ ([0, 0, 0]), shift: false, ctrl: false, alt: false, pressure: 0.5, erase: false,
    pointer: /** @type {"mouse" | "pen" | "touch"} */ ("mouse"), reach, time: 0,
  }
  #isWorking = false
  #wheelRest = 0
  /**
   * Where the pointer is.
   *
   * @type {{ viewport: Viewport, x: number, y: number } | null}
   */
  pointer = null

  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.#viewer = viewer
  }

  /** @param {import("./pointer-queue.js").Sample} sample */
  take(sample) {
    const { viewport, mode, kind } = sample
    const hand = this.#hand
    hand.x = sample.x
    hand.y = sample.y
    hand.patient = viewport.toPatient(sample.x, sample.y)
    hand.shift = sample.shift
    hand.ctrl = sample.ctrl
    hand.alt = sample.alt
    hand.pressure = sample.pressure
    hand.erase = sample.erase
    hand.pointer = sample.pointer
    hand.reach = sample.pointer === "touch" ? touchReach : reach
    hand.time = sample.time
    this.pointer = kind === "leave" ? null : { viewport, x: sample.x, y: sample.y }
    if (!viewport.series) return
    if (mode === "tool") this.#work(viewport, kind)
    else if (kind !== "move") return
    else if (mode === "pan") viewport.pan(sample.dx, sample.dy)
    else if (mode === "window") this.#viewer.dragWindow(viewport, sample)
    // Two fingers zoom about the point between them, a drag about the middle.
    else if (sample.factor !== 1) viewport.zoom(sample.factor, sample.x, sample.y)
    else viewport.zoom(2 ** (-sample.dy / zoomDouble), viewport.width / 2, viewport.height / 2)
  }

  #lastX = 0
  #lastY = 0

  /**
   * @param {Viewport} viewport
   * @param {import("./pointer-queue.js").Kind} kind
   */
  #work(viewport, kind) {
    const tool = this.#viewer.tools.active
    const hand = this.#hand
    switch (kind) {
      case "down": this.#isWorking = tool.down(viewport, hand) !== false; break
      case "move":
        if (this.#isWorking) tool.move(viewport, hand)
        // The tool was not interested: the drag moves the picture.
        else viewport.pan(hand.x - this.#lastX, hand.y - this.#lastY)
        break
      case "up":
        if (this.#isWorking) tool.up(viewport, hand)
        this.#isWorking = false
        break
      case "cancel":
        tool.cancel?.()
        this.#isWorking = false
        break
      case "hover": tool.hover?.(viewport, hand); break
      case "leave": tool.leave?.(viewport); break
    }
    this.#lastX = hand.x
    this.#lastY = hand.y
  }

  /**
   * @param {Viewport} viewport
   * @param {WheelEvent} event
   */
  wheel(viewport, event) {
    event.preventDefault()
    if (!viewport.series) return
    // Pixels, lines or pages; a notch of a mouse wheel is 100 to 120 pixels.
    const notches = event.deltaY * (event.deltaMode === 1 ? 40 : event.deltaMode === 2 ? 400 : 1) / 100
    this.#stand(viewport, event)
    if (event.altKey && this.#viewer.tools.active.wheel?.(viewport, this.#hand, notches)) return
    if (event.ctrlKey || event.metaKey) {
      viewport.zoom(2 ** (-notches / 4), this.#hand.x, this.#hand.y)
      return
    }
    this.#wheelRest += notches
    // One notch is one slice, however fine the device counts.
    const steps = Math.abs(notches) >= 1 ? Math.round(notches) : Math.trunc(this.#wheelRest)
    if (steps === 0) return
    this.#wheelRest = 0
    this.#viewer.activate(viewport)
    this.#viewer.scroll(viewport, event.shiftKey ? steps * 5 : steps)
  }

  /**
   * @param {Viewport} viewport
   * @param {MouseEvent} event
   */
  doubleClick(viewport, event) {
    this.#stand(viewport, event)
    const { tools, host } = this.#viewer
    if (tools.active.doubleClick?.(viewport, this.#hand) || tools.active.edits) return
    host.dispatchEvent(new CustomEvent("pane-maximise", { detail: { id: viewport.id } }))
  }

  /**
   * @param {Viewport} viewport
   * @param {MouseEvent} event
   */
  #stand(viewport, event) {
    const box = viewport.element.getBoundingClientRect()
    this.#hand.x = event.clientX - box.left
    this.#hand.y = event.clientY - box.top
    this.#hand.patient = viewport.toPatient(this.#hand.x, this.#hand.y)
  }
}
