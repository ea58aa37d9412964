/**
 * The hands on a slide: the image's, with an outline drawn freehand and a ruler besides. What they put on the slide is measured in micrometres.
 *
 * @typedef {import("../image/tools/tool.js").Hand} Hand
 * @typedef {import("../image/tools/tool.js").Outcome} Outcome
 * @typedef {import("../image/tools/tool.js").DrawingTool} DrawingTool
 * @typedef {import("../image/geometry.js").Polygon} Polygon
 * @typedef {import("../../core/config.js").ControlNode} ControlNode
 * @typedef {import("./slide-info.js").SlideInfo} SlideInfo
 * @typedef {"freehand" | "ruler"} OwnTool
 * @typedef {import("../image/drawing.js").Tool | OwnTool} SlideTool
 */
import { Desk } from "../image/desk.js"
import { inkFor, newRegion, shapeOfTool, toolsFor } from "../image/drawing.js"
import { toPercent } from "../image/geometry.js"
import { enImage } from "../../locales/en-image.js"
import { measured } from "./med.js"
import { FreehandTool } from "./tools/freehand-tool.js"
import { RulerTool } from "./tools/ruler-tool.js"

/**
 * Controls whose regions are measurements.
 *
 * @param {ControlNode} control
 */
const measures = control => control.attributes.medical?.toLowerCase() === "measure"

/**
 * What the image's own tools draw with: a slide is not painted on, and lines come from the ruler.
 *
 * @param {readonly ControlNode[]} controls
 */
const drawing = controls => controls.filter(control => control.shape !== "brush" && !measures(control))

/**
 * The tools of a slide, down the rail. The ruler is always there: without a control for it, it measures and leaves nothing behind.
 *
 * @param {readonly ControlNode[]} controls
 * @param {boolean} readonly
 * @returns {SlideTool[]}
 */
export function slideTools(controls, readonly) {
  if (readonly) return ["select", "pan", "ruler"]
  const tools = toolsFor(drawing(controls))
  return [...tools.flatMap(tool => (tool === "polygon" ? /** @type {SlideTool[]} */ (["freehand", tool]) : [tool])), "ruler"]
}

/**
 * The tool that draws with a control's labels; the one in hand if it does.
 *
 * @param {ControlNode} control
 * @param {string} inHand
 * @param {readonly SlideTool[]} tools
 * @returns {SlideTool | null}
 */
export function toolFor(control, inHand, tools) {
  if (measures(control)) return "ruler"
  const fit = tools.filter(tool => control.shape === null ? tool === "freehand" || shapeOfTool(tool) !== null : tool === control.shape || (tool === "freehand" && control.shape === "polygon"))
  return fit.find(tool => tool === inHand) ?? fit[0] ?? null
}

export class SlideDesk extends Desk {
  #setting
  #slide
  /** @type {DrawingTool | null} */
  #own = null
  /** @type {OwnTool | null} */
  #ownTool = null
  #held = false
  /**
   * The last line the ruler measured and did not keep.
   *
   * @type {Polygon | null}
   */
  #line = null

  /** @param {ConstructorParameters<typeof Desk>[0] & { slide: SlideInfo }} setting */
  constructor({ slide, ...setting }) {
    const { store, objectName, controls } = setting
    // Whatever changes regions goes through here, and comes out measured.
    const measuring = /** @type {import("../../core/store.js").Store} */ (/** @type {unknown} */ ({
      get state() { return store.state },
      dispatch: (/** @type {import("../../core/store.js").Transaction} */ transaction) => store.dispatch(measured(transaction, objectName, slide)),
    }))
    const own = { ...setting, store: measuring }
    super({ ...own, controls: drawing(controls) })
    this.#setting = own
    this.#slide = slide
  }

  /** @returns {OwnTool | null} */
  get ownTool() {
    const { tool } = this.state
    return tool === "ruler" || (tool === "freehand" && !this.#setting.readonly) ? tool : null
  }

  /**
   * To the image's parts both are outlines.
   *
   * @override
   * @returns {import("../image/drawing.js").Tool}
   */
  get tool() { return this.ownTool ? "polygon" : super.tool }

  /** @override */
  get busy() { return super.busy || (this.#own?.busy ?? false) }

  /** @override */
  get drawn() { return this.#own?.preview ?? (this.ownTool === "ruler" ? this.#line : null) ?? super.drawn }

  /** @override @param {number} x @param {number} y @param {Hand} hand */
  down(x, y, hand) {
    const { ownTool } = this
    if (!ownTool) return super.down(x, y, hand)
    this.cursor = null
    if (this.#ownTool !== ownTool || !this.#own) {
      this.#own?.cancel()
      this.#own = ownTool === "ruler" ? new RulerTool(this.image) : new FreehandTool(this.image)
      this.#ownTool = ownTool
    }
    // Said before the first point, not after the last.
    if (!this.#own.busy && !this.#mayBegin(ownTool)) return false
    this.#line = null
    this.#held = true
    return this.#settleOwn(this.#own.down(x, y, hand))
  }

  /** @override @param {number} x @param {number} y @param {Hand} hand */
  move(x, y, hand) {
    if (!this.#own?.busy) return super.move(x, y, hand)
    return this.#own.move(x, y, hand) === "preview"
  }

  /** @override @param {number} x @param {number} y @param {Hand} hand */
  up(x, y, hand) {
    if (!this.#own?.busy || !this.#held) return super.up(x, y, hand)
    this.#held = false
    return this.#settleOwn(this.#own.up(x, y, hand))
  }

  /** @override */
  cancel() {
    this.#held = false
    const had = this.#line !== null
    this.#line = null
    if (this.#own?.cancel() === "cancelled") return true
    return super.cancel() || had
  }

  /** @override */
  finish() { return this.#own?.busy ? this.#settleOwn(this.#own.finish()) : super.finish() }

  /** @override */
  back() { return this.#own?.busy ? this.#own.back() !== "none" : super.back() }

  /** @param {OwnTool} tool */
  #inkOf(tool) {
    const controls = this.#setting.controls.filter(control => control.shape !== "brush" && measures(control) === (tool === "ruler"))
    return inkFor(this.state, controls, "polygon")
  }

  /** @param {OwnTool} tool */
  #mayBegin(tool) {
    if (tool === "ruler" && (this.#setting.readonly || !this.#setting.controls.some(measures))) return true
    const ink = this.#inkOf(tool)
    if (ink.kind === "ready") return true
    this.#setting.say(ink.kind === "needs-label" ? enImage.pickLabel : ink.kind === "used-up" ? enImage.usedUp(ink.label, ink.most) : enImage.cannotDraw)
    return false
  }

  /** @param {Outcome} outcome */
  #settleOwn(outcome) {
    if (outcome !== "done" || !this.#own || !this.#ownTool) return outcome !== "none"
    const shape = /** @type {Polygon | null} */ (this.#own.take())
    if (!shape) return true
    const ink = this.#setting.readonly ? null : this.#inkOf(this.#ownTool)
    if (ink?.kind !== "ready") {
      this.#line = shape
      return true
    }
    const region = newRegion(this.state, ink, {
      objectName: this.#setting.objectName, shape: "polygon", geometry: toPercent(shape, this.#slide.size), itemIndex: this.#setting.itemIndex,
      image: this.#slide.size, rotation: this.rotation,
    })
    this.#setting.store.dispatch({ steps: [{ op: "put", region }], view: { selection: new Set([region.id]) }, title: enImage.titles.draw })
    return true
  }
}
