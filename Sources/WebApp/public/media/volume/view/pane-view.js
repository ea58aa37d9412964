import { h } from "../../../elements/dom.js"
import { enVolume as t } from "../../../locales/en-volume.js"
import { Hud, titleOf } from "./hud.js"
import { SliceSlider } from "./slice-slider.js"
import { Viewport } from "./viewport.js"

/** One pane on the page: its element, the canvas painters draw on, words and slider over it. */
export class PaneView {
  hud = new Hud()
  #named = ""

  /**
   * @param {string} id
   * @param {import("./viewport.js").Role} role
   * @param {{ changed: (viewport: Viewport, what: "view" | "series") => void, overlay: () => void, scroll: (viewport: Viewport, steps: number) => void, describedBy: string }} owner
   */
  constructor(id, role, owner) {
    this.canvas = h("canvas", { class: "vv-over", "aria-hidden": "true" })
    this.message = h("div", { class: "vv-empty", hidden: true })
    this.element = h("div", { class: "vv-pane", tabindex: 0, role: "application", "aria-roledescription": "viewport", "aria-describedby": owner.describedBy, "data-viewport": id }, this.canvas, this.hud.element, this.message)
    this.viewport = new Viewport({ id, role, element: this.element, canvas: this.canvas, changed: what => owner.changed(this.viewport, what), overlay: owner.overlay })
    this.slider = new SliceSlider(this.viewport, steps => owner.scroll(this.viewport, steps))
    this.element.append(this.slider.element)
  }

  /**
   * Sizes the canvas to the pane.
   *
   * @param {DOMRect} stage
   */
  measure(stage) {
    const box = this.element.getBoundingClientRect()
    this.viewport.resize({ left: box.left - stage.left, top: box.top - stage.top, width: box.width, height: box.height })
    const ratio = devicePixelRatio || 1
    const width = Math.round(box.width * ratio)
    const height = Math.round(box.height * ratio)
    if (this.canvas.width !== width) this.canvas.width = width
    if (this.canvas.height !== height) this.canvas.height = height
  }

  /** @param {readonly import("../contracts.js").Painter[]} painters @param {import("../contracts.js").Tool | null} tool */
  paint(painters, tool) {
    const pen = this.canvas.getContext("2d")
    if (!pen) return
    const ratio = devicePixelRatio || 1
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height)
    if (!this.viewport.series) return
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    for (const painter of painters) {
      pen.save()
      painter.draw(this.viewport, pen)
      pen.restore()
    }
    if (!tool?.draw) return
    pen.save()
    tool.draw(this.viewport, pen)
    pen.restore()
  }

  /** Says to screen readers what the pane shows. */
  name() {
    const { viewport } = this
    const { series } = viewport
    const { at, count } = viewport.position
    const name = series ? `${t.viewport(titleOf(viewport), series.info.description || series.info.modality)}, ${t.sliceOf(at + 1, count)}` : t.emptyTitle
    if (name === this.#named) return
    this.#named = name
    this.element.setAttribute("aria-label", name)
  }
}
