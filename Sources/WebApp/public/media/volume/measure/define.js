import { newID } from "../../../core/ids.js"
import { nextOrder } from "../../../core/state.js"
import { enMeasure as t } from "../../../locales/en-measure.js"
import { registerExtension } from "../extensions.js"
import { shifted } from "./edit.js"
import { frameOf } from "./med.js"
import { MeasureDesk } from "./measure-desk.js"
import { drawFigures } from "./painter.js"
import { stepOf } from "./scene.js"
import { drawingTool, nudge, selectTool } from "./tools.js"
import { middle, times } from "./vector.js"

/** Plugs measuring into every volume view. */
registerExtension((context, signal) => {
  const desk = new MeasureDesk(context)
  const { store, commands } = context.media
  const redraw = () => {
    desk.refresh()
    for (const viewport of context.viewports) viewport.requestOverlay()
  }
  context.tools.register(selectTool(desk, { pick: (viewport, hand) => { context.dispatchEvent(new CustomEvent("pick", { detail: { viewport, x: hand.x, y: hand.y } })) } }), signal)
  desk.drawables.forEach((drawable, i) => context.tools.register(drawingTool(desk, drawable, 110 + i), signal))
  context.painters.add({
    order: 20,
    draw: (viewport, pen) => {
      if (viewport.series === null || viewport.series.uid !== desk.place?.uid) return
      const shown = { items: desk.scene.items, selection: store.state.selection, hovered: desk.hovered, changing: desk.changing, neighbours: desk.neighbours, lengthUnit: desk.lengthUnit }
      drawFigures(viewport, pen, shown)
    },
  }, signal)
  store.addEventListener("change", event => {
    const { before, after } = /** @type {CustomEvent<import("../../../core/store.js").Change>} */ (event).detail
    if (before.regions !== after.regions || before.selection !== after.selection) redraw()
  }, { signal })
  context.addEventListener("series-ready", redraw, { signal })
  // With a measuring tool in hand a label is for what comes next, not for what was drawn last; without one, the first that draws with it is taken up.
  const { takeLabel } = context.hooks
  context.hooks.takeLabel = label => {
    const own = desk.drawables.filter(drawable => drawable.controls.some(control => control.name === label.control))
    const { tool, activeLabels, selection } = store.state
    const draws = own.some(drawable => drawable.name === tool)
    if (own.length === 0 || context.media.readonly) return takeLabel?.(label) ?? false
    if (!draws && tool === "select" && desk.movable.length > 0) return false
    const isHeld = activeLabels?.control === label.control && activeLabels.values.includes(label.name)
    store.dispatch({ view: {
      selection: new Set(), activeLabels: isHeld && draws && selection.size === 0 ? null : { control: label.control, values: [label.name] }, ...(draws ? {} : { tool: own[0]?.name ?? tool }),
    } })
    return true
  }
  // Somebody else measured something: the axes of a segment.
  context.addEventListener("measured", event => {
    const { figure, name } = /** @type {CustomEvent<{ figure: import("./figures.js").Figure, name: string }>} */ (event).detail
    const drawable = desk.drawables.find(each => each.kind === figure.kind)
    const labels = drawable?.controls.flatMap(control => control.labels) ?? []
    const label = labels.find(each => each.name === name) ?? labels.find(each => store.state.activeLabels?.values.includes(each.name)) ?? labels[0]
    if (!drawable || !context.active) return
    const { activeLabels } = store.state
    if (label) store.dispatch({ view: { activeLabels: { control: label.control, values: [label.name] } } })
    desk.add(drawable, figure, context.active)
    store.dispatch({ view: { activeLabels } })
  }, { signal })
  // The workbench asks to see a region that was selected elsewhere.
  const { reveal } = context.hooks
  context.hooks.reveal = id => {
    const item = desk.scene.get(id)
    if (!item) {
      reveal?.(id)
      return
    }
    const at = middle(item.figure.points)
    context.active.reveal(at)
    context.setCrosshair(at)
  }

  /**
   * The selected figures again, so many slices on.
   *
   * @param {1 | -1} by
   * @returns {import("../../../core/commands.js").Command}
   */
  const copy = by => (state, dispatch) => {
    const items = desk.movable
    const viewport = context.active
    const { place } = desk
    if (items.length === 0 || !place || !viewport) return false
    if (!dispatch) return true
    const step = times(viewport.plane.normal, by * stepOf(viewport))
    const order = nextOrder(state)
    const made = items.map((item, i) => {
      const figure = shifted(item.figure, step)
      return { figure, region: desk.reshaped({ ...item.region, id: newID(), order: order + i, rest: {} }, figure, viewport) }
    })
    dispatch({ steps: made.map(({ region }) => ({ op: "put", region })), view: { selection: new Set(made.map(({ region }) => region.id)) }, title: t.titles.copy })
    const [first] = made
    if (first) {
      context.goToFrame(frameOf(first.figure, place.geometry))
      viewport.reveal(middle(first.figure.points))
    }
    return true
  }
  const nudges = /** @type {const} */ (["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]).flatMap(key => [1, 5].map(millimetres => ({
    id: `measure.nudge-${key.slice(5).toLowerCase()}${millimetres > 1 ? "-far" : ""}`, title: `Move the measurement ${key.slice(5).toLowerCase()} by ${millimetres} mm`,
    keys: [`Alt+${millimetres > 1 ? "Shift+" : ""}${key}`], scope: "volume", group: "Measurements", hidden: true,
    run: (/** @type {import("../../../core/state.js").State} */ _state, /** @type {import("../../../core/store.js").Dispatch | undefined} */ dispatch) => (dispatch && context.active ? nudge(desk, context.active, key, millimetres) : desk.movable.length > 0),
  })))
  commands.add([
    { id: "measure.copy-next", title: t.copyNext, keys: ["Alt+C"], scope: "volume", group: "Measurements", run: copy(1) },
    { id: "measure.copy-previous", title: t.copyPrevious, keys: ["Alt+Shift+C"], scope: "volume", group: "Measurements", run: copy(-1) },
    { id: "measure.neighbours", title: t.neighbours, keys: ["Alt+N"], scope: "volume", group: "Measurements", run: (_state, dispatch) => {
      if (dispatch) {
        desk.neighbours = desk.neighbours > 0 ? 0 : 2
        redraw()
      }
      return true
    } },
    ...nudges,
  ], { signal })
})
