/**
 * The row above the slide: the tool, the magnification, turning, and what is shown.
 *
 * @typedef {object} Actions
 * @property {(command: string) => void} run a command by id
 * @property {(power: number | null) => void} magnify to a power, or the whole slide
 * @property {(opacity: number) => void} opacity percent
 */
import { h } from "../../elements/dom.js"
import { enSlide as t } from "../../locales/en-slide.js"
import { optionButton } from "../image/option-button.js"
import { powerText } from "./units.js"

const powers = Object.freeze([1.25, 2.5, 5, 10, 20, 40, 60])

export class SlideOptions {
  element = h("div", { class: "image-options", role: "toolbar", "aria-label": t.options })
  #tool = h("b")
  #hint = h("span", { class: "image-hint cut" })
  #power = h("select", { class: "slide-power", "aria-label": t.magnification, title: t.magnification })
  #now = h("option", { value: "now" })
  #overview
  #opacity = h("input", { type: "range", min: "0", max: "80", step: "1", "aria-label": t.opacity, title: t.opacity })

  /** @param {Actions} actions */
  constructor(actions) {
    /** @param {string} command */
    const run = command => () => actions.run(command)
    this.#overview = h("button", { type: "button", class: "wbtn quiet", title: t.toggleOverview, "aria-pressed": "true", onclick: run("slide.overview") }, t.toggleOverview)
    this.#power.addEventListener("change", () => {
      if (this.#power.value !== "now") actions.magnify(this.#power.value === "whole" ? null : Number(this.#power.value))
    })
    this.#opacity.addEventListener("input", () => actions.opacity(Number(this.#opacity.value)))
    this.element.append(
      this.#tool, this.#hint, h("span", { class: "grow" }),
      optionButton(t.zoomOut, "−", run("slide.zoom-out"), { isText: true }), this.#power, optionButton(t.zoomIn, "+", run("slide.zoom-in"), { isText: true }),
      optionButton(t.fit, t.fitShort, run("slide.fit"), { isText: true }),
      h("span", { class: "vr" }),
      optionButton(t.turnLeft, "turn-left", run("slide.turn-left")), optionButton(t.turnRight, "turn-right", run("slide.turn-right")),
      h("span", { class: "vr" }), this.#overview,
      h("label", { class: "slide-opacity" }, [h("span", {}, t.opacity), this.#opacity]),
    )
  }

  /**
   * A slide is shown, scanned with an objective, or one of which nobody knows.
   *
   * @param {number | null} objective
   */
  offer(objective) {
    const offered = objective === null ? [] : powers.filter(power => power <= objective * 1.01)
    this.#power.replaceChildren(this.#now, h("option", { value: "whole" }, t.wholeSlide), ...offered.map(power => h("option", { value: String(power) }, powerText(power))))
  }

  /** @param {{ tool: import("./slide-desk.js").SlideTool, scale: number, objective: number | null, overview: boolean, opacity: number }} now */
  show({ tool, scale, objective, overview, opacity }) {
    this.#tool.textContent = t.tools[/** @type {"select"} */ (tool)]
    this.#hint.textContent = t.hints[/** @type {"select"} */ (tool)]
    this.#now.textContent = objective === null ? `${scale >= 0.1 ? Math.round(scale * 100) : Math.round(scale * 1000) / 10} %` : powerText(objective * scale)
    // At a power that is offered, that one is chosen: no two entries say the same.
    const offered = objective === null ? undefined : powers.find(power => Math.abs(objective * scale / power - 1) < 1e-3)
    const isOffered = offered !== undefined && [...this.#power.options].some(option => option.value === String(offered))
    this.#now.hidden = isOffered
    this.#power.value = isOffered ? String(offered) : "now"
    this.#overview.setAttribute("aria-pressed", String(overview))
    if (document.activeElement !== this.#opacity) this.#opacity.value = String(opacity)
  }
}
