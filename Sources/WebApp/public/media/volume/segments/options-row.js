import { enSegments as t } from "../../../locales/en-segments.js"
import { h, icon, keys } from "../../../elements/dom.js"
import { act, actions, measureAxes } from "./actions.js"
import { largestRadius, positionOf, radiusAt, smallestRadius } from "./settings.js"

/**
 * The row above the image while a segment tool is in hand: what it can be set to, and what can be done to the whole structure.
 *
 * @typedef {import("./room.js").SegmentsRoom} SegmentsRoom
 * @typedef {import("./settings.js").Values} Values
 * @typedef {keyof typeof t.tools} ToolName
 */

/** Tools that stand in the menu, not in the rail. */
export const rareTools = /** @type {const} */ (["scissors", "grow", "threshold", "island"])

/**
 * A few choices of which one is taken.
 *
 * @param {string} label
 * @param {readonly (readonly [string, string])[]} choices value and title
 * @param {(value: string) => void} pick
 */
function segmented(label, choices, pick) {
  const buttons = choices.map(([value, title]) => h("button", { type: "button", role: "radio", "aria-checked": "false", "data-value": value, onclick: () => pick(value) }, title))
  const element = h("span", { class: "seg sg-seg", role: "radiogroup", "aria-label": label, onkeydown: (/** @type {KeyboardEvent} */ event) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
    if (by === 0) return
    const at = buttons.findIndex(button => button.getAttribute("aria-checked") === "true")
    const next = buttons[(at + by + buttons.length) % buttons.length]
    event.preventDefault()
    next?.click()
    next?.focus()
  } }, ...buttons)
  return { element, show: (/** @type {string} */ value) => {
    for (const button of buttons) {
      const on = button.dataset.value === value
      button.setAttribute("aria-checked", String(on))
      button.tabIndex = on ? 0 : -1
    }
  } }
}

/** @param {string} label @param {Readonly<Record<string, unknown>>} [more] */
const numberField = (label, more = {}) => h("input", { type: "number", class: "sg-number", "aria-label": label, title: label, step: "any", ...more })

export class OptionsRow {
  element = h("div", { class: "sg-options", role: "toolbar", "aria-label": "Segment tool" })
  #room
  /** @type {ToolName} */
  #tool = "brush"
  #name = h("b", { class: "sg-name" })
  #hint = h("span", { class: "sg-hint cut" })
  #radius = h("input", { type: "range", min: 0, max: 100, step: 0.5, "aria-label": t.radius })
  #radiusNumber = numberField(`${t.radius}, mm`, { min: smallestRadius, max: largestRadius })
  #low = numberField("From")
  #high = numberField("To")
  #unit = h("span", { class: "mute" })
  #gate = h("input", { type: "checkbox" })
  #adaptive = h("input", { type: "checkbox" })
  #canvas = h("canvas", { class: "sg-histogram", width: 216, height: 48, "aria-hidden": "true" })
  #over = h("select", { class: "sg-select", "aria-label": t.over })
  #tolerance = numberField(t.tolerance, { min: 0 })
  #factor = numberField(t.factor, { min: 0.5, max: 8, step: 0.1 })
  #reach
  #cut
  #depth
  #island
  /** @type {Readonly<Record<string, HTMLElement>>} */
  #parts
  #drawnOver = ""

  /** @param {SegmentsRoom} room @param {AbortSignal} signal */
  constructor(room, signal) {
    this.#room = room
    const { settings } = room
    const set = (/** @type {Partial<Values>} */ change) => settings.set(change)
    this.#reach = segmented("Brush", [["2d", "2D"], ["3d", "3D"]], value => set({ reach: /** @type {"2d" | "3d"} */ (value) }))
    this.#cut = segmented("Effect", Object.entries(t.cut), value => set({ cut: /** @type {Values["cut"]} */ (value) }))
    this.#depth = segmented("Depth", Object.entries(t.depth), value => set({ depth: /** @type {Values["depth"]} */ (value) }))
    this.#island = segmented("Effect", Object.entries(t.island), value => set({ island: /** @type {Values["island"]} */ (value) }))
    this.#radius.addEventListener("input", () => set({ radius: radiusAt(Number(this.#radius.value)) }))
    const typed = (/** @type {HTMLInputElement} */ field, /** @type {(value: number) => Partial<Values>} */ make) => field.addEventListener("change", () => {
      if (Number.isFinite(field.valueAsNumber)) set(make(field.valueAsNumber))
    })
    typed(this.#radiusNumber, radius => ({ radius }))
    typed(this.#low, low => ({ low, gated: true }))
    typed(this.#high, high => ({ high, gated: true }))
    typed(this.#tolerance, tolerance => ({ tolerance }))
    typed(this.#factor, factor => ({ factor }))
    this.#gate.addEventListener("change", () => set({ gated: this.#gate.checked }))
    this.#adaptive.addEventListener("change", () => set({ adaptive: this.#adaptive.checked }))
    this.#over.addEventListener("change", () => {
      const { value } = this.#over
      set(value === "anything" || value === "unlabelled" ? { over: value } : { over: "inside", inside: Number(value) })
    })
    this.#dragGate()
    this.#parts = {
      reach: this.#reach.element,
      radius: h("span", { class: "sg-group sg-radius" }, h("span", { class: "sg-label" }, t.radius), this.#radius, h("span", { class: "sg-field" }, this.#radiusNumber, "mm")),
      gate: h("span", { class: "sg-group sg-gate" }, h("label", { class: "sg-check" }, this.#gate, t.between), this.#canvas, this.#low, h("span", { class: "mute" }, t.to), h("span", { class: "sg-field" }, this.#high, this.#unit)),
      tolerance: h("span", { class: "sg-group" }, h("span", { class: "sg-label" }, t.tolerance), h("span", { class: "sg-field" }, "±", this.#tolerance)),
      factor: h("span", { class: "sg-group" }, h("span", { class: "sg-label" }, t.factor), h("span", { class: "sg-field" }, this.#factor, "σ")),
      cut: this.#cut.element, depth: this.#depth.element, island: this.#island.element,
      over: h("label", { class: "sg-group" }, h("span", { class: "sg-label sg-wide" }, t.over), this.#over),
    }
    this.element.append(this.#name, ...Object.values(this.#parts), this.#hint, this.#menu())
    settings.addEventListener("change", () => this.show(), { signal })
    for (const type of ["look", "ready", "active"]) room.addEventListener(type, () => this.show(), { signal })
  }

  /** Everything that is not a tool. */
  #menu() {
    const room = this.#room
    const panel = h("div", { class: "sg-menu", popover: "auto", role: "menu", "aria-label": t.more })
    const others = h("div", { class: "sg-others", hidden: true })
    const choose = (/** @type {() => void} */ work) => () => {
      panel.hidePopover()
      work()
    }
    panel.append(
      h("button", { type: "button", role: "menuitem", "data-action": "fillBetween", onclick: choose(() => act(room, "fillBetween")) }, h("span", { class: "grow" }, t.fillBetween), ...keys(["I"])),
      ...(room.context.media.controls.some(control => control.attributes.medical?.toLowerCase() === "measure")
        ? [h("button", { type: "button", role: "menuitem", "data-action": "axes", onclick: choose(() => { measureAxes(room) }) }, t.menu.axes)] : []),
      h("button", { type: "button", role: "menuitem", "data-action": "adopt", onclick: choose(() => { room.plain.adopt() || room.context.say(t.nothing) }) }, t.menu.adopt),
      h("label", { class: "sg-check" }, this.#adaptive, t.adaptiveLong), h("hr"),
      ...rareTools.map(tool => h("button", { type: "button", role: "menuitem", onclick: choose(() => room.store.dispatch({ view: { tool } })) }, t.tools[tool])), h("hr"))
    let group = -1
    for (const action of actions) {
      if (group >= 0 && action.group !== group) panel.append(h("hr"))
      group = action.group
      panel.append(h("button", { type: "button", role: "menuitem", "data-action": action.name, onclick: () => {
        if (!action.needsOther) {
          choose(() => act(room, action.name))()
          return
        }
        const active = room.desk?.active?.number
        const choices = (room.desk?.segments ?? []).filter(each => each.number !== active && (room.desk?.tally.voxels(each.number) ?? 0) > 0)
        others.hidden = false
        others.replaceChildren(h("b", {}, `${t.menu[action.name]}. ${t.of}`), ...choices.map(each => {
          const button = h("button", { type: "button", onclick: () => {
            panel.hidePopover()
            act(room, action.name, each.number)
          } }, h("span", { class: "key" }, each.key || each.name.charAt(0)), each.name)
          button.style.setProperty("--c", each.colour)
          return button
        }), ...(choices.length === 0 ? [h("span", { class: "mute" }, t.empty)] : []))
      } }, t.menu[action.name]))
    }
    panel.append(others)
    const opener = h("button", { type: "button", class: "wbtn quiet", "aria-haspopup": "menu", title: t.more, onclick: () => {
      const box = opener.getBoundingClientRect()
      others.hidden = true
      const adopt = panel.querySelector("[data-action=adopt]")
      if (adopt instanceof HTMLElement) adopt.hidden = room.plain.regions.length === 0
      panel.style.top = `${box.bottom + 6}px`
      panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 300))}px`
      panel.togglePopover()
    } }, t.more, icon("chevron-down"))
    return h("span", {}, opener, panel)
  }

  /** The gate's limits are dragged on the histogram. */
  #dragGate() {
    const canvas = this.#canvas
    canvas.addEventListener("pointerdown", event => {
      const { histogram, settings } = this.#room
      if (!histogram) return
      canvas.setPointerCapture(event.pointerId)
      const box = canvas.getBoundingClientRect()
      const at = (/** @type {PointerEvent} */ moved) => Math.round(histogram.low + (histogram.high - histogram.low) * Math.max(0, Math.min(1, (moved.clientX - box.left) / box.width)))
      const { low, high } = settings.values
      const nearer = Math.abs(at(event) - low) <= Math.abs(at(event) - high) ? "low" : "high"
      const move = (/** @type {PointerEvent} */ moved) => settings.set({ gated: true, [nearer]: nearer === "low" ? Math.min(at(moved), settings.values.high) : Math.max(at(moved), settings.values.low) })
      move(event)
      canvas.addEventListener("pointermove", move)
      canvas.addEventListener("lostpointercapture", () => canvas.removeEventListener("pointermove", move), { once: true })
    })
  }

  /** @param {ToolName} [tool] */
  show(tool = this.#tool) {
    this.#tool = tool
    const { settings, unit, desk } = this.#room
    const { values } = settings
    this.#name.textContent = t.tools[tool]
    this.#hint.textContent = tool in t.hints ? t.hints[/** @type {keyof typeof t.hints} */ (tool)] : ""
    const isBrush = tool === "brush" || tool === "eraser"
    /** @type {Record<string, boolean>} */
    const shown = {
      reach: isBrush || tool === "flood" || tool === "grow" || tool === "threshold", radius: isBrush, gate: tool === "brush" || tool === "flood" || tool === "threshold",
      tolerance: tool === "flood" && !values.gated, factor: tool === "grow", cut: tool === "lasso" || tool === "scissors", depth: tool === "lasso" || tool === "scissors", island: tool === "island",
      over: tool !== "eraser" && tool !== "island",
    }
    for (const [name, part] of Object.entries(this.#parts)) part.hidden = !shown[name]
    this.#reach.show(values.reach)
    this.#cut.show(values.cut)
    this.#depth.show(values.depth)
    this.#island.show(values.island)
    this.#radius.value = String(positionOf(values.radius))
    write(this.#radiusNumber, values.radius)
    write(this.#low, Math.round(values.low * 100) / 100)
    write(this.#high, Math.round(values.high * 100) / 100)
    write(this.#tolerance, values.tolerance)
    write(this.#factor, values.factor)
    this.#unit.textContent = unit
    this.#gate.checked = values.gated || tool === "threshold"
    this.#gate.disabled = tool === "threshold"
    this.#adaptive.checked = values.adaptive
    const segments = desk?.segments ?? []
    const drawn = JSON.stringify(segments.map(each => each.name))
    if (drawn !== this.#drawnOver) {
      this.#drawnOver = drawn
      this.#over.replaceChildren(h("option", { value: "unlabelled" }, t.unlabelled), h("option", { value: "anything" }, t.anything), ...segments.map(each => h("option", { value: each.number }, t.inside(each.name))))
    }
    this.#over.value = values.over === "inside" ? String(values.inside) : values.over
    // In the next frame: colours are known once the row is on the page.
    if (shown.gate) requestAnimationFrame(() => this.#paint())
  }

  #paint() {
    const { histogram, settings } = this.#room
    const pen = this.#canvas.getContext("2d")
    if (!pen) return
    const { width, height } = this.#canvas
    pen.clearRect(0, 0, width, height)
    if (!histogram) return
    const { low, high } = settings.values
    if (low === 0 && high === 0) {
      // The first look: the upper half of what is there, which on a CT is soft tissue and more.
      const { low: from, high: to } = histogram
      queueMicrotask(() => settings.set({ low: Math.round(from + (to - from) * 0.55), high: Math.round(from + (to - from) * 0.85) }))
    }
    const style = getComputedStyle(this.#canvas)
    // A canvas takes no variables: the style sheet resolves them in properties that draw nothing here.
    const [on, off, line] = [style.color, style.outlineColor, style.textDecorationColor]
    const span = histogram.high - histogram.low
    const x = (/** @type {number} */ value) => (value - histogram.low) / span * width
    histogram.bars.forEach((bar, i) => {
      const at = histogram.low + (i + 0.5) / histogram.bars.length * span
      pen.fillStyle = at >= low && at <= high ? on : off
      const left = Math.floor(i * width / histogram.bars.length)
      pen.fillRect(left, height - bar * (height - 2), Math.ceil(width / histogram.bars.length), bar * (height - 2))
    })
    pen.fillStyle = line
    for (const value of [low, high]) pen.fillRect(Math.max(0, Math.min(width - 3, x(value) - 1)), 0, 3, height)
  }
}

/** @param {HTMLInputElement} field @param {number} value */
function write(field, value) {
  if (document.activeElement !== field) field.value = String(value)
}
