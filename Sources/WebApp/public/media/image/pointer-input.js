/**
 * Pointer and wheel events as gestures: one pointer works, two fingers pinch and pan, Space or the middle button pans.
 * Once a pen was seen, a finger pans.
 *
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./tools/tool.js").Hand} Hand
 * @typedef {object} Receiver
 * @property {(x: number, y: number, event: PointerEvent) => void} down
 * @property {(x: number, y: number, event: PointerEvent) => void} move of a pointer that is down; one call for each coalesced point
 * @property {(x: number, y: number, event: PointerEvent) => void} up
 * @property {(x: number, y: number, event: PointerEvent) => void} hover
 * @property {() => void} leave
 * @property {() => void} cancel what the first finger began, when a second one comes
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, x: number, y: number) => void} zoom
 * @property {(event: WheelEvent, x: number, y: number) => boolean} wheel whether it was used for something else
 * @property {(x: number, y: number, event: MouseEvent) => void} doubleClick
 * @property {(isDown: boolean) => void} space the space bar, with which any tool pans
 * @property {() => boolean} wantsPan the pan tool is in hand
 */

/** Pixels of a wheel notch in browsers that count lines. */
const lineHeight = 16
/** A palm is a contact wider than this, in CSS pixels. */
const palm = 60

/**
 * @param {HTMLElement} element
 * @param {Receiver} receiver
 * @param {AbortSignal} signal
 */
export function listenToPointers(element, receiver, signal) {
  /**
   * Fingers on the element.
   * @type {Map<number, { x: number, y: number }>}
   */
  const fingers = new Map()
  /** @type {"none" | "work" | "pan" | "pinch"} */
  let mode = "none"
  let active = -1
  let penSeen = false
  let space = false
  let lastX = 0
  let lastY = 0
  /** Where the element lies; read when a pointer comes, never while it moves. */
  let left = 0
  let top = 0
  const locate = () => {
    const box = element.getBoundingClientRect()
    left = box.left
    top = box.top
  }

  element.addEventListener("pointerdown", event => {
    if (event.pointerType === "pen") penSeen = true
    if (event.pointerType === "touch" && Math.max(event.width, event.height) > palm) return
    locate()
    const x = event.clientX - left
    const y = event.clientY - top
    if (event.pointerType === "touch") fingers.set(event.pointerId, { x, y })
    if (fingers.size === 2) {
      if (mode === "work") receiver.cancel()
      mode = "pinch"
      return
    }
    if (mode !== "none") return
    element.focus({ preventScroll: true })
    // A canvas has nothing to select, and the focus was set already.
    event.preventDefault()
    element.setPointerCapture(event.pointerId)
    active = event.pointerId
    lastX = x
    lastY = y
    const pans = event.button === 1 || space || receiver.wantsPan() || (event.pointerType === "touch" && penSeen)
    if (pans) mode = "pan"
    else if (event.button === 0 || event.button === 5) {
      mode = "work"
      receiver.down(x, y, event)
    }
  }, { signal })

  element.addEventListener("pointermove", event => {
    const x = event.clientX - left
    const y = event.clientY - top
    const finger = fingers.get(event.pointerId)
    if (mode === "pinch" && finger) {
      const [a, b] = fingers.values()
      if (!a || !b) return
      const before = Math.hypot(a.x - b.x, a.y - b.y)
      const midX = (a.x + b.x) / 2
      const midY = (a.y + b.y) / 2
      finger.x = x
      finger.y = y
      receiver.pan((a.x + b.x) / 2 - midX, (a.y + b.y) / 2 - midY)
      if (before > 0) receiver.zoom(Math.hypot(a.x - b.x, a.y - b.y) / before, (a.x + b.x) / 2, (a.y + b.y) / 2)
      return
    }
    if (finger) {
      finger.x = x
      finger.y = y
    }
    if (mode === "none") {
      locate()
      receiver.hover(event.clientX - left, event.clientY - top, event)
    } else if (event.pointerId !== active) return
    else if (mode === "pan") {
      receiver.pan(x - lastX, y - lastY)
      lastX = x
      lastY = y
    } else {
      // The browser joins pointer events to one a frame; a stroke wants all of them.
      const points = event.getCoalescedEvents?.() ?? []
      if (points.length === 0) receiver.move(x, y, event)
      else for (const point of points) receiver.move(point.clientX - left, point.clientY - top, point)
    }
  }, { signal })

  /** @param {PointerEvent} event @param {boolean} isLost */
  const end = (event, isLost) => {
    fingers.delete(event.pointerId)
    if (mode === "pinch") {
      if (fingers.size === 0) mode = "none"
      return
    }
    if (event.pointerId !== active) return
    active = -1
    if (mode === "work") {
      if (isLost) receiver.cancel()
      else receiver.up(event.clientX - left, event.clientY - top, event)
    }
    mode = "none"
  }
  element.addEventListener("pointerup", event => end(event, false), { signal })
  element.addEventListener("pointercancel", event => end(event, true), { signal })
  element.addEventListener("pointerleave", () => { if (mode === "none") receiver.leave() }, { signal })
  element.addEventListener("dblclick", event => {
    locate()
    receiver.doubleClick(event.clientX - left, event.clientY - top, event)
  }, { signal })
  // The right button has no menu here; the middle one must not start the browser's own scrolling.
  element.addEventListener("contextmenu", event => event.preventDefault(), { signal })

  /** @param {boolean} isDown */
  const hold = isDown => {
    if (space === isDown) return
    space = isDown
    receiver.space(isDown)
  }
  element.addEventListener("keydown", event => {
    if (event.key !== " " || event.target !== element || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    hold(true)
  }, { signal })
  element.addEventListener("keyup", event => { if (event.key === " ") hold(false) }, { signal })
  element.addEventListener("blur", () => hold(false), { signal })

  element.addEventListener("wheel", event => {
    event.preventDefault()
    locate()
    const x = event.clientX - left
    const y = event.clientY - top
    if (receiver.wheel(event, x, y)) return
    const unit = event.deltaMode === 1 ? lineHeight : 1
    if (event.shiftKey && !event.ctrlKey) receiver.pan(-(event.deltaX || event.deltaY) * unit, 0)
    // A pinch on a touchpad comes as a wheel with Ctrl and small steps.
    else receiver.zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0016)), x, y)
  }, { signal, passive: false })
}
