import { h, icon, iconButton } from "../../../elements/dom.js"
import { enVolume as t } from "../../../locales/en-volume.js"
import { presetsOf } from "../view/windows.js"

/**
 * The row over the stage: what the tool in hand offers first, then how the active pane is looked at.
 *
 * @typedef {import("../viewer.js").Viewer} Viewer
 * @typedef {object} Actions
 * @property {(command: string) => void} run
 * @property {(preset: string) => void} preset
 * @property {(window: { centre?: number, width?: number }) => void} window
 * @property {(mode: "" | "max" | "min" | "mean") => void} slabMode
 * @property {(mm: number) => void} slab
 * @property {(fps: number) => void} fps
 * @property {(time: number) => void} time
 * @property {(layout: string) => void} layout
 */

export class OptionsRow {
  #tool = h("div", { class: "vv-toolslot" })
  #preset = h("select", { class: "vv-select", "aria-label": t.window.choose })
  #width = numberField(t.window.width)
  #centre = numberField(t.window.centre)
  #slab = h("select", { class: "vv-select", "aria-label": t.slab.mode })
  #thickness = numberField(t.slab.thickness)
  #thick = h("span", { class: "vv-field" }, this.#thickness, "mm")
  #play = iconButton("play", t.cine.play)
  #fps = numberField(t.cine.speed)
  #cine = h("span", { class: "vv-cine" }, this.#play, h("span", { class: "vv-field" }, this.#fps, "/s"))
  #timeSlider = h("input", { type: "range", min: 0, max: 1, step: 1, "aria-label": t.time })
  #timeText = h("span", { class: "mute" })
  #time = h("span", { class: "vv-time" }, this.#timeSlider, this.#timeText)
  #layouts = h("div", { class: "vv-menu", popover: "auto", role: "menu", "aria-label": t.layout })
  #layoutName = h("span", { class: "vv-wide" })
  #shown = ""
  #actions
  #windows = h("span", { class: "vv-windows" }, this.#preset, h("span", { class: "vv-field vv-wide" }, "W", this.#width), h("span", { class: "vv-field vv-wide" }, "L", this.#centre))
  #slabs = h("span", { class: "vv-windows" }, this.#slab, this.#thick)

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions
    for (const [value, text] of [["", t.slab.off], ["max", t.slab.max], ["min", t.slab.min], ["mean", t.slab.mean]]) this.#slab.append(h("option", { value }, String(text)))
    this.#preset.addEventListener("change", () => actions.preset(this.#preset.value))
    this.#slab.addEventListener("change", () => actions.slabMode(/** @type {"" | "max"} */ (this.#slab.value)))
    onNumber(this.#width, width => actions.window({ width }))
    onNumber(this.#centre, centre => actions.window({ centre }))
    onNumber(this.#thickness, mm => actions.slab(mm))
    onNumber(this.#fps, fps => actions.fps(fps))
    this.#play.addEventListener("click", () => actions.run("volume.cine"))
    this.#timeSlider.addEventListener("input", () => actions.time(Number(this.#timeSlider.value)))
    this.#layouts.id = `vv-layouts-${Math.random().toString(36).slice(2)}`
    const opener = h("button", { type: "button", class: "wbtn quiet", title: t.layout, "aria-haspopup": "menu", "aria-label": t.layout }, icon("grid"), this.#layoutName)
    opener.addEventListener("click", () => {
      const box = opener.getBoundingClientRect()
      this.#layouts.style.top = `${box.bottom + 6}px`
      this.#layouts.style.right = `${Math.max(8, innerWidth - box.right)}px`
      this.#layouts.togglePopover()
    })
    this.element = h("div", { class: "vv-options", slot: "options", role: "toolbar", "aria-label": t.group },
      this.#tool, this.#windows, h("span", { class: "vr" }), this.#slabs, this.#cine, this.#time, h("span", { class: "grow" }),
      h("button", { type: "button", class: "wbtn quiet", title: t.comparePrior, "aria-label": t.comparePrior, onclick: () => actions.run("volume.prior") }, icon("columns"), h("span", { class: "vv-wide" }, t.comparePrior)),
      iconButton("folder", t.seriesOfStudy, { onclick: () => actions.run("volume.series") }), iconButton("table", t.tags, { onclick: () => actions.run("volume.tags") }), opener, this.#layouts)
  }

  /** @param {HTMLElement | null} element */
  setTool(element) {
    this.#tool.replaceChildren(...(element ? [element, h("span", { class: "vr" })] : []))
  }

  /** @param {readonly import("../layout/hanging.js").Layout[]} layouts @param {string} current */
  offerLayouts(layouts, current) {
    this.#layoutName.textContent = layouts.find(each => each.id === current)?.name ?? ""
    this.#layouts.replaceChildren(...layouts.map(layout => h("button", {
      type: "button", role: "menuitemradio", "aria-checked": String(layout.id === current), class: "vv-layout",
      onclick: () => {
        this.#layouts.hidePopover()
        this.#actions.layout(layout.id)
      },
    }, sketch(layout), layout.name)))
  }

  /** @param {Viewer} viewer @param {{ isPlaying: boolean, fps: number }} cine */
  draw(viewer, cine) {
    const viewport = viewer.active
    const series = viewport?.series
    if (!series) {
      this.#windows.hidden = this.#slabs.hidden = this.#cine.hidden = this.#time.hidden = true
      this.#shown = ""
      return
    }
    const { window, thickness, slabMode } = viewport
    const key = [series.id, window.preset, window.width, window.centre, thickness, slabMode, cine.isPlaying, cine.fps, series.time, viewport.position.count].join()
    if (key === this.#shown) return
    this.#shown = key
    this.#windows.hidden = series.info.samples > 1 || series.info.palette !== null
    this.#offerPresets(series, window.preset)
    set(this.#width, window.width)
    set(this.#centre, window.centre)
    this.#slabs.hidden = series.volume === null || series.slices < 2
    this.#slab.value = thickness > 0 ? slabMode : ""
    this.#thick.hidden = thickness === 0
    set(this.#thickness, thickness)
    this.#cine.hidden = series.times < 2 && viewport.position.count < 2
    this.#play.replaceChildren(icon(cine.isPlaying ? "pause" : "play"))
    this.#play.setAttribute("aria-pressed", String(cine.isPlaying))
    this.#play.title = cine.isPlaying ? t.cine.stop : t.cine.play
    this.#play.setAttribute("aria-label", this.#play.title)
    set(this.#fps, Math.round(cine.fps * 10) / 10)
    this.#time.hidden = series.times < 2
    this.#timeSlider.max = String(series.times - 1)
    this.#timeSlider.value = String(series.time)
    this.#timeText.textContent = `${series.time + 1} / ${series.times}`
  }

  #offered = ""

  /** @param {import("../series/series.js").Series} series @param {string} chosen */
  #offerPresets(series, chosen) {
    const presets = presetsOf(series.info)
    const key = `${series.id}`
    if (key !== this.#offered) {
      this.#offered = key
      this.#preset.replaceChildren(...presets.map(({ id, name }, n) => h("option", { value: id }, n < 9 ? `${name}  Alt ${n + 1}` : name)), h("option", { value: "slice" }, t.presets.slice), h("option", { value: "own", hidden: true }, t.presets.own))
    }
    this.#preset.value = presets.some(preset => preset.id === chosen) || chosen === "slice" ? chosen : "own"
  }
}

/**
 * A layout, drawn small.
 *
 * @param {import("../layout/hanging.js").Layout} layout
 */
function sketch(layout) {
  const box = h("span", { class: "vv-sketch", "aria-hidden": "true" }, ...layout.panes.map(pane => {
    const cell = h("i")
    const [row, column, rows, columns] = pane.area
    cell.style.gridArea = `${row} / ${column} / span ${rows} / span ${columns}`
    return cell
  }))
  box.style.gridTemplateColumns = layout.id === "one-two" ? "2fr 1fr" : layout.columns
  box.style.gridTemplateRows = layout.rows
  return box
}

/** @param {string} name */
const numberField = name => h("input", { type: "number", class: "vv-number", "aria-label": name, title: name, step: "any" })

/** @param {HTMLInputElement} input @param {(value: number) => void} use */
const onNumber = (input, use) => input.addEventListener("change", () => {
  const value = Number(input.value)
  if (input.value !== "" && Number.isFinite(value)) use(value)
})

/** @param {HTMLInputElement} input @param {number} value */
const set = (input, value) => {
  if (document.activeElement !== input) input.value = String(Math.abs(value) >= 20 ? Math.round(value) : Math.round(value * 100) / 100)
}
