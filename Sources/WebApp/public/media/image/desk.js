/**
 * The hands on the image: passes points to the tool in use, shows its preview to who draws, and turns what is finished into
 * one transaction. Knows the store and the tools, not the DOM; all points are image pixels.
 *
 * @typedef {import("../../core/store.js").Store} Store
 * @typedef {import("../../core/state.js").State} State
 * @typedef {import("../../core/config.js").ControlNode} ControlNode
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./geometry.js").Shape} Shape
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {import("./handles.js").Handle} Handle
 * @typedef {import("./scene.js").Item} Item
 * @typedef {import("./drawing.js").Tool} Tool
 * @typedef {import("./tools/tool.js").Hand} Hand
 * @typedef {import("./tools/tool.js").Outcome} Outcome
 *
 * @typedef {object} Setting
 * @property {Store} store
 * @property {string} objectName
 * @property {readonly ControlNode[]} controls
 * @property {Size} image
 * @property {number | null} itemIndex of a multi-image task
 * @property {boolean} readonly
 * @property {import("./strokes.js").Surface | null} surface
 * @property {(message: string) => void} say
 */
import { enImage as t } from "../../locales/en-image.js"
import { link } from "../../core/region-commands.js"
import { editSteps, inkFor, newRegion, shapeOfTool, toolsFor } from "./drawing.js"
import { centreOf, frameOf, onImage, toPercent } from "./geometry.js"
import { handleAt, handlesOf } from "./handles.js"
import { SceneMaker } from "./scene.js"
import { Strokes } from "./strokes.js"
import { BoxTool } from "./tools/box-tool.js"
import { PointTool } from "./tools/point-tool.js"
import { PolygonTool } from "./tools/polygon-tool.js"
import { insertedAt, pulled, SelectTool, shifted, withoutPoint } from "./tools/select-tool.js"
import { plainHand } from "./tools/tool.js"

/** @type {ReadonlySet<string>} */
const nobody = new Set()

export class Desk {
  #setting
  #maker
  #select
  #strokes
  /** @type {import("./tools/tool.js").DrawingTool | null} */
  #drawing = null
  /** @type {Tool | null} */
  #drawingTool = null
  /** A pointer is down for the drawing tool. */
  #held = false
  /** CSS pixels an image pixel, and how far the image is turned: the view tells. */
  scale = 1
  rotation = 0
  /** @type {Item | null} */
  hovered = null
  /** @type {Handle | null} */
  hoveredHandle = null
  /**
   * The crosshair that the keyboard moves; null while the pointer is in use.
   * @type {Point | null}
   */
  cursor = null
  canRotate = true
  /** Size of new key points, in image pixels. */
  pointWidth

  /** @param {Setting & { brushRadius?: number, pointWidth?: number }} setting */
  constructor(setting) {
    this.#setting = setting
    this.#maker = new SceneMaker(setting.image)
    this.pointWidth = setting.pointWidth ?? 0
    this.tools = setting.readonly ? /** @type {Tool[]} */ (["select", "pan"]) : toolsFor(setting.controls)
    this.scene = this.#maker.make(this.state, setting.objectName, setting.itemIndex)
    this.#strokes = new Strokes({
      image: setting.image, surface: setting.surface, store: setting.store, say: setting.say,
      selected: () => [...this.state.selection].flatMap(id => this.scene.get(id) ?? []).find(item => item.mask) ?? null,
      under: point => this.scene.at(point, 0),
      ready: () => this.#ready("brush") !== null,
      colour: () => this.colour,
      region: (id, geometry) => this.#newRegion("brush", geometry, id),
    }, setting.brushRadius ?? 15)
    this.#select = new SelectTool({
      image: setting.image,
      regionAt: (point, reach) => this.scene.at(point, reach)?.id ?? null,
      handleAt: (point, reach) => handleAt(this.handles(), point, reach),
      selection: () => this.state.selection,
      movable: () => this.#movable(),
      regionsIn: box => this.scene.inside(box),
    })
  }

  get state() { return this.#setting.store.state }
  get image() { return this.#setting.image }
  get brush() { return this.#strokes.brush }

  /**
   * The tool in use: the one asked for, if this image has it.
   * @returns {Tool}
   */
  get tool() {
    return this.tools.find(tool => tool === this.state.tool) ?? "select"
  }

  get busy() { return this.#select.busy || this.#strokes.busy || (this.#drawing?.busy ?? false) }

  /**
   * The shape being drawn.
   * @returns {Shape | null}
   */
  get drawn() { return this.#drawing?.preview ?? null }
  /** @returns {PolygonTool | null} */
  get polygon() { return this.#drawing instanceof PolygonTool && this.#drawing.busy ? this.#drawing : null }
  /**
   * Selected shapes as they would be on release.
   * @returns {ReadonlyMap<string, Shape>}
   */
  get changing() { return this.#select.preview }
  get band() { return this.#select.band }
  get phase() { return this.#select.phase }
  /**
   * Regions that stand in the preview instead of at rest.
   * @returns {ReadonlySet<string>}
   */
  get lifted() {
    if (this.#strokes.lifted !== null) return new Set([this.#strokes.lifted])
    return this.#select.preview.size > 0 ? new Set(this.#select.preview.keys()) : nobody
  }
  get painting() { return this.#strokes.busy }

  /** Reads the state again; called after every change of regions. */
  refresh() {
    this.scene = this.#maker.make(this.state, this.#setting.objectName, this.#setting.itemIndex)
    if (this.hovered) this.hovered = this.scene.get(this.hovered.id) ?? null
  }

  /**
   * The colour the next shape gets.
   * @returns {string}
   */
  get colour() {
    const active = this.state.activeLabels
    const label = active && this.state.config.controls.get(active.control)?.labels.find(each => active.values.includes(each.name))
    return label?.colour ?? "#a9aeb4"
  }

  /**
   * The one selected region with a shape, if it is one.
   * @returns {Item | null}
   */
  selectedItem() {
    const [id, ...others] = this.state.selection
    return (id !== undefined && others.length === 0 && this.scene.get(id)) || null
  }

  /** @returns {Handle[]} of the selected region, where the tool in use has handles */
  handles() {
    const item = this.selectedItem()
    if (!item?.shape || item.fixed || this.#setting.readonly || this.tool !== "select") return []
    return handlesOf(item.id, this.changing.get(item.id) ?? item.shape, { scale: this.scale, canRotate: this.canRotate })
  }

  /** @returns {Map<string, Shape>} */
  #movable() {
    /** @type {Map<string, Shape>} */
    const shapes = new Map()
    if (this.#setting.readonly) return shapes
    for (const id of this.state.selection) {
      const item = this.scene.get(id)
      if (item?.shape && !item.fixed) shapes.set(id, item.shape)
    }
    return shapes
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {boolean} whether to draw again */
  down(x, y, hand) {
    this.cursor = null
    const { tool } = this
    if (tool === "pan") return false
    if (this.state.tool === "relate") return this.#relate({ x, y }, hand.reach)
    if (tool === "select") {
      if (hand.centred && this.#removeCornerAt({ x, y }, hand.reach * 2)) return true
      return this.#follow(this.#select.down(x, y, hand))
    }
    this.#held = true
    if (tool === "brush" || tool === "eraser") return this.#strokes.begin(x, y, hand, tool === "eraser" || hand.erase || hand.even)
    return this.#draw(tool, drawing => drawing.down(x, y, hand))
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {boolean} whether to draw again */
  move(x, y, hand) {
    if (this.#strokes.busy) {
      this.#strokes.move(x, y, hand)
      return true
    }
    if (this.#select.busy) return this.#follow(this.#select.move(x, y, hand))
    if (this.#drawing?.busy) return this.#drawing.move(x, y, hand) === "preview"
    return false
  }

  /** @param {number} x @param {number} y @param {Hand} hand @returns {boolean} whether to draw again */
  up(x, y, hand) {
    if (this.#strokes.busy) {
      this.#strokes.move(x, y, hand)
      this.#strokes.end()
      return true
    }
    if (this.#select.busy) return this.#follow(this.#select.up(x, y, hand))
    if (!this.#held || !this.#drawing?.busy) return false
    this.#held = false
    return this.#settle(this.#drawing.up(x, y, hand))
  }

  /**
   * A pointer that is not down: stretches what was begun with a click, or points at something.
   *
   * @param {number} x
   * @param {number} y
   * @param {Hand} hand
   */
  pass(x, y, hand) {
    if (this.cursor) return
    if (this.busy) {
      this.move(x, y, hand)
      return
    }
    this.hoveredHandle = this.tool === "select" ? handleAt(this.handles(), { x, y }, hand.reach * 2) : null
    this.hovered = (this.tool === "select" || this.tool === "eraser") && !this.hoveredHandle ? this.scene.at({ x, y }, hand.reach) : null
  }

  /** The pointer is gone. */
  leave() {
    this.hovered = null
    this.hoveredHandle = null
  }

  /** @returns {boolean} whether there was something to stop */
  cancel() {
    this.#held = false
    if (this.#strokes.cancel()) return true
    if (this.#select.cancel().type === "cancelled") return true
    if (this.#drawing?.cancel() === "cancelled") return true
    return false
  }

  /** Ends a polygon, or a box that was begun with a click. */
  finish() {
    if (this.#strokes.busy) {
      this.#strokes.end()
      return true
    }
    return this.#drawing?.busy ? this.#settle(this.#drawing.finish()) : false
  }

  /** Takes the last corner away. */
  back() {
    return this.#drawing?.busy ? this.#drawing.back() !== "none" : false
  }

  /**
   * A double click with the select tool adds a corner to the selected polygon.
   * @param {number} x
   * @param {number} y
   * @param {Hand} hand
   */
  doubleClick(x, y, hand) {
    const item = this.selectedItem()
    if (this.tool !== "select" || item?.shape?.kind !== "polygon" || item.fixed || this.#setting.readonly) return false
    const shape = insertedAt(item.shape, { x, y }, hand.reach * 2)
    if (!shape) return false
    this.#edit(new Map([[item.id, shape]]), t.titles.shape)
    return true
  }

  /**
   * An arrow key: moves the shape being drawn, or the selected regions, or the crosshair.
   *
   * @param {number} dx image pixels
   * @param {number} dy
   * @returns {boolean}
   */
  arrow(dx, dy) {
    const shapes = this.tool === "select" && !this.cursor ? this.#movable() : null
    if (shapes && shapes.size > 0) {
      const ids = [...shapes.keys()].sort().join()
      this.#edit(shifted(shapes, this.image, dx, dy), t.titles.move, `nudge ${ids}`)
      return true
    }
    const from = this.cursor ?? this.#cursorStart()
    this.cursor = onImage({ x: from.x + dx, y: from.y + dy }, this.image)
    this.move(this.cursor.x, this.cursor.y, this.#keyboardHand())
    return true
  }

  /**
   * Where the crosshair appears when the keyboard asks for it first.
   * @type {Point | null}
   */
  centre = null

  #cursorStart() {
    const item = this.selectedItem()
    if (item?.shape && (item.shape.kind === "rectangle" || item.shape.kind === "ellipse") && this.tool === "select") return centreOf(frameOf(item.shape))
    return this.centre ?? { x: this.image.width / 2, y: this.image.height / 2 }
  }

  #keyboardHand() {
    return { ...plainHand, reach: 6 / this.scale }
  }

  /** Enter: what a click at the crosshair would do; for a stroke, pen down and pen up. */
  mark() {
    if (this.tool === "pan") return false
    const at = this.cursor ?? this.#cursorStart()
    const hand = this.#keyboardHand()
    if (this.#strokes.busy) return this.finish()
    this.down(at.x, at.y, hand)
    this.cursor = at
    if (!this.#strokes.busy) this.up(at.x, at.y, hand)
    // What was just selected is what the arrow keys move from here on.
    if (this.tool === "select" && this.#movable().size > 0) this.cursor = null
    return true
  }

  /**
   * Moves a handle by the keyboard.
   *
   * @param {Handle} handle
   * @param {number} dx image pixels
   * @param {number} dy
   */
  nudgeHandle(handle, dx, dy) {
    const item = this.scene.get(handle.region)
    if (handle.kind === "rotate" && (item?.shape?.kind === "rectangle" || item?.shape?.kind === "ellipse")) {
      const centre = centreOf(frameOf(item.shape))
      // One key press turns by one degree, ten with Shift: `dx` and `dy` come in image pixels.
      const degrees = Math.sign(dx + dy) * (Math.max(Math.abs(dx), Math.abs(dy)) > this.nudgeStep ? 10 : 1)
      const angle = (item.shape.rotation + degrees) * Math.PI / 180
      const to = { x: centre.x + Math.sin(angle) * 1000, y: centre.y - Math.cos(angle) * 1000 }
      return this.#pull(handle, to)
    }
    return this.#pull(handle, { x: handle.at.x + dx, y: handle.at.y + dy })
  }

  /** How far an arrow key goes without Shift: an image pixel, or a CSS pixel where that is more. */
  get nudgeStep() { return Math.max(1, 1 / this.scale) }

  /** @param {Handle} handle @param {Point} to */
  #pull(handle, to) {
    const shape = pulled({ image: this.image, movable: () => this.#movable() }, handle, to, { even: false })
    if (!shape) return false
    this.#edit(new Map([[handle.region, shape]]), t.titles.shape, `handle ${handle.region} ${handle.kind} ${"index" in handle ? handle.index : "side" in handle ? handle.side : ""}`)
    return true
  }

  /**
   * Sets a corner where the handle in the middle of an edge is.
   * @param {Handle} handle
   */
  addCorner(handle) {
    return handle.kind === "edge" && this.#pull(handle, handle.at)
  }

  /** @param {Handle} handle */
  removeCorner(handle) {
    const shape = handle.kind === "corner" ? this.#movable().get(handle.region) : undefined
    const less = shape?.kind === "polygon" && handle.kind === "corner" ? withoutPoint(shape, handle.index) : null
    if (!less) return false
    this.#edit(new Map([[handle.region, less]]), t.titles.corner)
    return true
  }

  /** @param {Point} point @param {number} reach */
  #removeCornerAt(point, reach) {
    const handle = handleAt(this.handles().filter(each => each.kind === "corner"), point, reach)
    return handle !== null && this.removeCorner(handle)
  }

  /** @param {import("./tools/select-tool.js").Effect} effect */
  #follow(effect) {
    const { store } = this.#setting
    switch (effect.type) {
      case "none": return false
      case "select":
        store.dispatch({ view: { selection: new Set([...(effect.add ? this.state.selection : []), ...effect.ids]) } })
        return true
      case "toggle": {
        const selection = new Set(this.state.selection)
        if (!selection.delete(effect.id)) selection.add(effect.id)
        store.dispatch({ view: { selection } })
        return true
      }
      case "edit":
        this.#edit(effect.shapes, effect.how === "move" ? t.titles.move : t.titles.shape)
        return true
      default: return true
    }
  }

  /**
   * @param {ReadonlyMap<string, Shape>} shapes
   * @param {string} title
   * @param {string} [group]
   */
  #edit(shapes, title, group) {
    const steps = editSteps(this.state, shapes, this.image)
    if (steps.length > 0) this.#setting.store.dispatch({ steps, title, ...(group ? { group } : {}) })
  }

  /**
   * @param {Tool} tool
   * @param {(drawing: import("./tools/tool.js").DrawingTool) => Outcome} act
   */
  #draw(tool, act) {
    const shape = shapeOfTool(tool)
    if (!shape) return false
    if (this.#drawingTool !== tool || !this.#drawing) {
      this.#drawing?.cancel()
      this.#drawing = tool === "polygon" ? new PolygonTool(this.image)
        : tool === "keypoint" ? new PointTool(this.image, this.pointWidth)
        : new BoxTool(tool === "ellipse" ? "ellipse" : "rectangle", this.image)
      this.#drawingTool = tool
    }
    // Said before the first point, not after the last.
    if (!this.#drawing.busy && !this.#ready(shape)) return false
    return this.#settle(act(this.#drawing))
  }

  /**
   * @param {import("./drawing.js").Drawn} shape
   * @returns {Extract<import("./drawing.js").Ink, { kind: "ready" }> | null}
   */
  #ready(shape) {
    const ink = inkFor(this.state, this.#setting.controls, shape)
    if (ink.kind === "ready") return ink
    this.#setting.say(ink.kind === "needs-label" ? t.pickLabel : ink.kind === "used-up" ? t.usedUp(ink.label, ink.most) : t.cannotDraw)
    return null
  }

  /** @param {Outcome} outcome */
  #settle(outcome) {
    const drawing = this.#drawing
    if (outcome !== "done" || !drawing) return outcome !== "none"
    const shape = drawing.take()
    const region = shape && this.#newRegion(shape.kind, toPercent(shape, this.image))
    if (region) this.#setting.store.dispatch({ steps: [{ op: "put", region }], view: { selection: new Set([region.id]) }, title: t.titles.draw })
    return true
  }

  /**
   * @param {import("./drawing.js").Drawn} shape
   * @param {Readonly<Record<string, unknown>>} geometry
   * @param {string} [id]
   */
  #newRegion(shape, geometry, id) {
    const ink = this.#ready(shape)
    const { objectName, itemIndex } = this.#setting
    return ink && newRegion(this.state, ink, {
      objectName, shape, geometry, itemIndex, image: this.image, rotation: this.rotation, ...(id === undefined ? {} : { id }),
    })
  }

  /**
   * The other end of a relation that was begun with a selected region.
   *
   * @param {Point} point
   * @param {number} reach
   */
  #relate(point, reach) {
    const from = [...this.state.selection].at(-1)
    const to = this.scene.at(point, reach)?.id
    return from !== undefined && to !== undefined && link(from, to)(this.state, this.#setting.store.dispatch)
  }
}
