import { h, icon, iconButton } from "../../../elements/dom.js"
import { enVolume as t } from "../../../locales/en-volume.js"

/**
 * What a reader must know of a series before trusting it: irregular or missing slices, a gantry tilt, why there are no reformats. Closed by hand, and then for that series only.
 */
export class Problems {
  element = h("div", { class: "vv-problems", role: "status", hidden: true })
  /** @type {Set<number>} */
  #closed = new Set()
  #shown = ""
  #go

  /** @param {(frame: number) => void} go shows a frame */
  constructor(go) {
    this.#go = go
  }

  /** @param {import("../series/series.js").Series | null} series @param {() => void} retry */
  show(series, retry) {
    const failed = series?.failures.size ?? 0
    const key = `${series?.id} ${failed} ${this.#closed.has(series?.id ?? -1)}`
    if (key === this.#shown) return
    this.#shown = key
    const lines = series ? linesOf(series) : []
    this.element.hidden = series === null || (lines.length === 0 && failed === 0) || (this.#closed.has(series.id) && failed === 0)
    if (this.element.hidden || !series) return
    const [first] = lines
    const list = lines.length > 1 ? h("details", {}, h("summary", {}, t.problems(lines.length)), h("ul", {}, ...lines.map(line => h("li", {}, this.#line(line))))) : first ? this.#line(first) : null
    this.element.replaceChildren(...[
      icon("warning"), h("div", { class: "grow" }, list, failed > 0 && h("div", { class: "row" }, t.framesFailed(failed), h("button", { type: "button", class: "wbtn", onclick: retry }, t.tryAgain))),
      iconButton("close", t.dismiss, { onclick: () => {
        this.#closed.add(series.id)
        this.show(series, retry)
      } }),
    ])
  }

  /** @param {{ text: string, frames: readonly number[] }} line */
  #line({ text, frames }) {
    const [first] = frames
    return h("span", {}, text, frames.length > 0 && ` (${t.problemFrames(frames)})`, first !== undefined && h("button", { type: "button", class: "vv-link", onclick: () => this.#go(first) }, t.goThere))
  }
}

/** @param {import("../series/series.js").Series} series */
function linesOf({ info, reason, geometry, slices }) {
  const lines = info.problems.map(({ message, frames }) => ({ text: message, frames: frames ?? [] }))
  if (reason === "sizes" || reason === "large") lines.push({ text: t.reasons[reason], frames: [] })
  if (!geometry.isCalibrated && slices > 0 && info.modality !== "US" && info.modality !== "OT" && info.modality !== "XC") lines.push({ text: t.uncalibrated, frames: [] })
  return lines
}
