/**
 * The row above the image: what the tool in use can be set to, zoom, and the look of the pixels.
 *
 * @typedef {object} Look how the pixels are shown; never part of the labels
 * @property {number} brightness percent, 100 is as in the file
 * @property {number} contrast percent
 * @property {boolean} invert
 * @property {boolean} smoothing
 * @property {boolean} crosshair
 * @property {boolean} grid
 * @property {number} opacity of regions, percent
 *
 * @typedef {object} Actions
 * @property {(change: Partial<Look>) => void} look
 * @property {(radius: number) => void} radius
 * @property {(command: string) => void} run a command by id
 */
import { enImage as t } from "../../locales/en-image.js"
import { h, icon } from "../../elements/dom.js"
import { optionButton } from "./option-button.js"
import { largestRadius, smallestRadius } from "./tools/brush-tool.js"

/** @type {Readonly<Look>} */
export const plainLook = Object.freeze({ brightness: 100, contrast: 100, invert: false, smoothing: true, crosshair: false, grid: false, opacity: 16 })

export class OptionsRow {
  element = h("div", { class: "image-options", role: "toolbar", "aria-label": t.options })
  #tool = h("b")
  #hint = h("span", { class: "image-hint cut" })
  #brush
  #radius
  #radiusNumber
  #zoom
  #look
  /** @type {Map<keyof Look, HTMLInputElement>} */
  #sliders = new Map()
  /** @type {Map<keyof Look, HTMLButtonElement>} */
  #switches = new Map()

  /** @param {Actions} actions */
  constructor(actions) {
    /** @param {string} command */
    const run = command => () => actions.run(command)
    this.#radius = h("input", { type: "range", min: "0", max: "100", step: "1", "aria-label": t.radius })
    this.#radiusNumber = h("input", {
      type: "number", min: String(smallestRadius), max: String(largestRadius), step: "0.5", "aria-label": `${t.radius}, ${t.pixels}`,
    })
    this.#radius.addEventListener("input", () => actions.radius(radiusAt(Number(this.#radius.value))))
    this.#radiusNumber.addEventListener("change", () => {
      const value = Number(this.#radiusNumber.value)
      if (Number.isFinite(value)) actions.radius(Math.max(smallestRadius, Math.min(largestRadius, value)))
    })
    this.#brush = h("span", { class: "image-radius" }, [t.radius, this.#radius, h("span", { class: "image-number" }, [this.#radiusNumber, t.pixels])])
    this.#zoom = optionButton(t.actual, t.actualShort, run("image.actual"), { isText: true })
    this.#zoom.classList.add("image-zoom")
    this.#look = this.#lookMenu(actions)
    this.element.append(
      this.#tool, this.#brush, this.#hint, h("span", { class: "grow" }),
      optionButton(t.zoomOut, "−", run("image.zoom-out"), { isText: true }), this.#zoom,
      optionButton(t.zoomIn, "+", run("image.zoom-in"), { isText: true }),
      optionButton(t.fit, t.fitShort, run("image.fit"), { isText: true }),
      h("span", { class: "vr" }),
      optionButton(t.turnLeft, "turn-left", run("image.turn-left")), optionButton(t.turnRight, "turn-right", run("image.turn-right")),
      h("span", { class: "vr" }), this.#look,
    )
  }

  /** @param {Actions} actions */
  #lookMenu(actions) {
    const panel = h("div", { class: "image-look", popover: "auto", role: "group", "aria-label": t.lookLabel })
    panel.id = `image-look-${crypto.randomUUID()}`
    /** @type {[keyof Look, string, string, string][]} */
    const sliders = [["brightness", t.brightness, "20", "300"], ["contrast", t.contrast, "20", "500"], ["opacity", t.opacity, "0", "80"]]
    for (const [name, label, min, max] of sliders) {
      const input = h("input", { type: "range", min, max, step: "1" })
      const output = h("output")
      input.addEventListener("input", () => actions.look({ [name]: Number(input.value) }))
      panel.append(h("label", { class: "image-slider" }, [h("span", {}, [label]), input, output]))
      this.#sliders.set(name, input)
    }
    /** @type {[keyof Look, string, string][]} */
    const switches = [["invert", t.invert, "image.invert"], ["smoothing", t.smoothing, "image.smoothing"], ["crosshair", t.crosshair, "image.crosshair"], ["grid", t.grid, "image.grid"]]
    const row = h("div", { class: "image-switches" })
    for (const [name, label, command] of switches) {
      const toggle = h("button", { type: "button", class: "wbtn", "aria-pressed": "false" }, [label])
      toggle.addEventListener("click", () => actions.run(command))
      this.#switches.set(name, toggle)
      row.append(toggle)
    }
    const reset = h("button", { type: "button", class: "wbtn quiet" }, [t.resetPixels])
    reset.addEventListener("click", () => actions.look({ brightness: 100, contrast: 100, invert: false }))
    panel.append(row, reset)
    const opener = h("button", { type: "button", class: "wbtn quiet", title: t.lookLabel, "aria-haspopup": "true" }, [icon("window-level"), t.view])
    opener.addEventListener("click", () => {
      // Placed by hand: CSS anchors are not in every browser that hospitals run.
      const box = opener.getBoundingClientRect()
      panel.style.top = `${box.bottom + 6}px`
      panel.style.right = `${Math.max(8, innerWidth - box.right)}px`
      panel.togglePopover()
    })
    return h("span", {}, [opener, panel])
  }

  /**
   * @param {{ tool: import("./drawing.js").Tool, radius: number, scale: number, look: Look }} now
   */
  show({ tool, radius, scale, look }) {
    this.#tool.textContent = t.tools[tool]
    this.#hint.textContent = t.hints[tool]
    this.#brush.hidden = tool !== "brush" && tool !== "eraser"
    this.#radius.value = String(positionOf(radius))
    if (document.activeElement !== this.#radiusNumber) this.#radiusNumber.value = String(Math.round(radius * 10) / 10)
    this.#zoom.textContent = `${scale >= 0.1 ? Math.round(scale * 100) : Math.round(scale * 1000) / 10} %`
    for (const [name, input] of this.#sliders) {
      input.value = String(look[name])
      const output = input.nextElementSibling
      if (output) output.textContent = `${look[name]} %`
    }
    for (const [name, toggle] of this.#switches) toggle.setAttribute("aria-pressed", String(look[name]))
  }
}

/**
 * The slider is logarithmic: fine where brushes are small.
 * @param {number} position 0…100
 */
const radiusAt = position => {
  const radius = smallestRadius * (largestRadius / smallestRadius) ** (position / 100)
  return radius < 10 ? Math.round(radius * 2) / 2 : Math.round(radius)
}

/** @param {number} radius */
const positionOf = radius => 100 * Math.log(radius / smallestRadius) / Math.log(largestRadius / smallestRadius)
