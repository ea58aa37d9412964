import { Draft, isOpenEnded } from "./draft.js"
import { figures, outline } from "./figures.js"
import { pulled, shifted, withPoint, withoutPoint } from "./edit.js"
import { drawDraft } from "./painter.js"
import { distanceTo, handleAt, seenIn } from "./scene.js"
import { distance, minus } from "./vector.js"
import { enMeasure as t } from "../../../locales/en-measure.js"

/**
 * The pointer's side of measuring: a tool for each kind, and the one that selects and moves.
 *
 * @typedef {import("./measure-desk.js").MeasureDesk} MeasureDesk
 * @typedef {import("./measure-desk.js").Drawable} Drawable
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("./vector.js").Vector3} Vector3
 * @typedef {import("../contracts.js").Tool} Tool
 * @typedef {import("../contracts.js").Viewport} Viewport
 * @typedef {import("../contracts.js").Hand} Hand
 */

/** A press that moved less is a click: CSS pixels. */
const clickSlip = 4

/** @param {Hand} hand @returns {Vector3} */
const placeOf = ({ patient: [x, y, z] }) => [x, y, z]

/**
 * The tool that draws one kind: by drags, by clicks, or by both.
 *
 * @param {MeasureDesk} desk
 * @param {Drawable} drawable
 * @param {number} order
 * @returns {Tool}
 */
export function drawingTool(desk, drawable, order) {
  const { kind } = drawable
  /** @type {{ draft: Draft, viewport: Viewport } | null} */
  let now = null
  /**
   * Where the button went down; null while it is up.
   *
   * @type {{ x: number, y: number } | null}
   */
  let pressed = null
  let slipped = false

  /** @param {Hand} hand */
  const follow = hand => {
    if (!now) return
    now.draft.move(placeOf(hand), { even: hand.shift, centred: hand.alt })
    now.viewport.requestOverlay()
  }
  /** @param {Figure | null} figure */
  const settle = figure => {
    const viewport = now?.viewport
    now = null
    if (viewport && figure) desk.add(drawable, figure, viewport)
    viewport?.requestOverlay()
  }
  const finish = () => {
    if (now) settle(now.draft.finish(0.5 / now.viewport.scale))
  }

  return {
    name: drawable.name, title: figures[kind].title, icon: figures[kind].icon, keys: [figures[kind].key], edits: true, order, cursor: "crosshair",
    down(viewport, hand) {
      if (now && now.viewport !== viewport) settle(null)
      pressed = { x: hand.x, y: hand.y }
      slipped = false
      if (now) {
        follow(hand)
        return
      }
      if (!viewport.series || viewport.series.uid !== desk.place?.uid || !desk.ink(drawable)) return false
      now = { viewport, draft: new Draft(kind, viewport.plane, placeOf(hand)) }
    },
    move(viewport, hand) {
      if (!now || now.viewport !== viewport) return
      if (pressed && Math.hypot(hand.x - pressed.x, hand.y - pressed.y) > clickSlip) slipped = true
      if (kind === "freehand") now.draft.trace(placeOf(hand), 1 / viewport.scale)
      follow(hand)
    },
    up(viewport, hand) {
      if (!now || now.viewport !== viewport) return
      const begun = now.draft.count === 1 && !slipped
      pressed = null
      follow(hand)
      if (kind === "probe" || kind === "freehand") return finish()
      // The first press was a click: the next point follows the pointer until it is set too.
      if (begun && now.draft.first && distance(now.draft.first, placeOf(hand)) * viewport.scale <= clickSlip) return
      if (isOpenEnded(kind)) {
        const first = viewport.toCanvas(now.draft.first)
        if (now.draft.count > 2 && Math.hypot(first.x - hand.x, first.y - hand.y) <= hand.reach) return finish()
        now.draft.fix()
      } else if (now.draft.fix()) finish()
      else if (kind === "bidirectional" && hand.pointer === "touch") settle(now.draft.shortcut())
    },
    hover(viewport, hand) {
      if (now?.viewport === viewport) follow(hand)
    },
    doubleClick() {
      if (!now || !isOpenEnded(kind)) return false
      now.draft.back()
      finish()
      return true
    },
    key(viewport, event) {
      if (!now || now.viewport !== viewport) return false
      if (event.key === "Enter") {
        if (isOpenEnded(kind)) finish()
        else if (now.draft.shortcut()) settle(now.draft.shortcut())
        else return false
        return true
      }
      if (event.key !== "Backspace") return false
      if (!now.draft.back()) settle(null)
      else viewport.requestOverlay()
      return true
    },
    cancel() {
      pressed = null
      if (!now) return false
      settle(null)
      return true
    },
    draw(viewport, pen) {
      if (now?.viewport !== viewport) return
      const figure = now.draft.preview
      drawDraft(viewport, pen, figure, { colour: desk.colourOf(drawable), lengthUnit: desk.lengthUnit, line: outline(figure) })
    },
  }
}

/**
 * Selects, moves, pulls by handles. What it does not meet is left to the viewer, which pans.
 *
 * @param {MeasureDesk} desk
 * @param {{ pick: (viewport: Viewport, hand: Hand) => void }} others `pick`: nothing was met; segments may want it
 * @returns {Tool}
 */
export function selectTool(desk, others) {
  /** @type {{ viewport: Viewport, from: Vector3, before: ReadonlyMap<string, Figure>, handle: number, moved: boolean } | null} */
  let drag = null

  /** @param {Viewport} viewport @param {Hand} hand */
  const under = (viewport, hand) => {
    let [found, nearest] = [/** @type {import("./scene.js").Item | null} */ (null), hand.reach]
    for (const item of desk.scene.items) {
      const seen = seenIn(item, viewport)
      const away = seen ? distanceTo(seen, hand) : Infinity
      if (away <= nearest) [found, nearest] = [item, away]
    }
    return found
  }
  /** @param {Viewport} viewport @param {Hand} hand */
  const handleUnder = (viewport, hand) => {
    const [item, ...more] = desk.movable
    const seen = item && more.length === 0 ? seenIn(item, viewport) : null
    const handle = seen ? handleAt(seen, hand, hand.reach * 1.5) : -1
    return item && handle >= 0 ? { item, handle } : null
  }
  const stop = () => {
    drag = null
    desk.changing = new Map()
    desk.context.requestDraw()
  }

  return {
    name: "select", title: t.select, icon: "pointer", keys: ["V"], order: 100, cursor: "default",
    down(viewport, hand) {
      const pull = handleUnder(viewport, hand)
      if (pull && hand.alt) {
        const less = withoutPoint(pull.item.figure, pull.handle)
        if (less) desk.edit(new Map([[pull.item.region.id, less]]), viewport, { title: t.titles.corner })
        return
      }
      const item = pull?.item ?? under(viewport, hand)
      const { selection } = desk.store.state
      if (!item) {
        if (!hand.shift && !hand.ctrl && selection.size > 0) desk.store.dispatch({ view: { selection: new Set() } })
        others.pick(viewport, hand)
        return false
      }
      const { id } = item.region
      if (hand.shift || hand.ctrl) {
        const next = new Set(selection)
        if (!next.delete(id)) next.add(id)
        desk.store.dispatch({ view: { selection: next } })
        return
      }
      if (!selection.has(id)) desk.store.dispatch({ view: { selection: new Set([id]) } })
      const movable = pull ? [pull.item] : desk.movable
      if (movable.length > 0) drag = { viewport, from: placeOf(hand), before: new Map(movable.map(each => [each.region.id, each.figure])), handle: pull?.handle ?? -1, moved: false }
    },
    move(viewport, hand) {
      if (!drag || drag.viewport !== viewport) return
      const by = minus(placeOf(hand), drag.from)
      if (!drag.moved && distance(placeOf(hand), drag.from) * viewport.scale < 2) return
      drag.moved = true
      const { handle } = drag
      // The pointer is on the plane that is looked at; a figure half a slice away stays in its own.
      desk.changing = new Map([...drag.before].map(([id, figure]) => {
        if (handle < 0) return [id, shifted(figure, by)]
        const old = /** @type {Vector3} */ (figure.points[handle])
        return [id, pulled(figure, handle, [old[0] + by[0], old[1] + by[1], old[2] + by[2]], { even: hand.shift })]
      }))
      viewport.requestOverlay()
    },
    up(viewport) {
      if (!drag) return
      const { moved, handle } = drag
      const changed = desk.changing
      stop()
      if (moved) desk.edit(changed, viewport, { title: handle < 0 ? t.titles.move : t.titles.shape })
    },
    hover(viewport, hand) {
      const over = under(viewport, hand)?.region.id ?? null
      viewport.element.style.cursor = handleUnder(viewport, hand) ? "grab" : over ? "pointer" : ""
      if (over === desk.hovered) return
      desk.hovered = over
      viewport.requestOverlay()
    },
    leave(viewport) {
      viewport.element.style.cursor = ""
      desk.hovered = null
    },
    drop() {
      desk.hovered = null
      for (const viewport of desk.context.viewports) viewport.element.style.cursor = ""
    },
    doubleClick(viewport, hand) {
      const [item, ...more] = desk.movable
      const figure = item && more.length === 0 ? withPoint(item.figure, placeOf(hand)) : null
      if (!figure || !item || !seenIn(item, viewport)) return false
      desk.edit(new Map([[item.region.id, figure]]), viewport, { title: t.titles.shape })
      return true
    },
    key(viewport, event) {
      if (!event.altKey || event.ctrlKey || event.metaKey || !event.key.startsWith("Arrow")) return false
      return nudge(desk, viewport, event.key, event.shiftKey ? 5 : 1)
    },
    cancel() {
      if (!drag) return false
      stop()
      return true
    },
  }
}

/**
 * Moves what is selected by millimetres along the screen.
 *
 * @param {MeasureDesk} desk
 * @param {Viewport} viewport
 * @param {string} key "ArrowLeft" …
 * @param {number} millimetres
 */
export function nudge(desk, viewport, key, millimetres) {
  const items = desk.movable
  if (items.length === 0) return false
  const { u, v } = viewport.plane
  const way = key === "ArrowLeft" || key === "ArrowRight" ? u : v
  const by = (key === "ArrowLeft" || key === "ArrowUp" ? -millimetres : millimetres) / Math.hypot(...way)
  const step = /** @type {Vector3} */ ([way[0] * by, way[1] * by, way[2] * by])
  desk.edit(new Map(items.map(item => [item.region.id, shifted(item.figure, step)])), viewport, { title: t.titles.move, group: `nudge ${items.map(item => item.region.id).sort().join()}` })
  return true
}
