import { loadStyles } from "../../../elements/styles.js"
import { accept as acceptRegions, currentSuggestions, sureSuggestions } from "../../../core/region-commands.js"
import { enSegments as t } from "../../../locales/en-segments.js"
import { registerExtension } from "../extensions.js"
import { act } from "./actions.js"
import { brushTool } from "./brush-tool.js"
import { livewireTool } from "./livewire-tool.js"
import { OptionsRow, rareTools } from "./options-row.js"
import { cuttingTool, pointTool, thresholdTool } from "./region-tools.js"
import { SegmentsRoom, drawsSegments } from "./room.js"
import { statuses } from "./segment-list.js"

/**
 * Plugs segmenting into every volume view whose interface asks for masks.
 *
 * @typedef {import("../../../core/commands.js").Command} Command
 * @typedef {import("../../../core/commands.js").CommandSpec} CommandSpec
 */
registerExtension(async (context, signal) => {
  await loadStyles(["/styles/segments.css"])
  const { media } = context
  if (!drawsSegments(media.controls)) return
  const room = new SegmentsRoom(context, signal)
  const { commands, store } = media
  const row = new OptionsRow(room, signal)
  const tools = [
    brushTool(room, { erases: false, order: 200, key: "B" }), brushTool(room, { erases: true, order: 205, key: "E" }),
    cuttingTool(room, { name: "lasso", order: 210, key: "Shift+Q", icon: "lasso" }), cuttingTool(room, { name: "scissors", order: 212, key: "Alt+Q", icon: "scissors" }),
    pointTool(room, { name: "flood", order: 215, key: "Shift+F", icon: "fill" }), pointTool(room, { name: "grow", order: 220, key: "Alt+F", icon: "spark" }),
    livewireTool(room, { order: 225, key: "Shift+W" }), thresholdTool(room, { order: 230, key: "T" }), pointTool(room, { name: "island", order: 235, key: "Shift+I", icon: "island" }),
  ]
  // Beside a full set of measurements the rail has no room for all: these are taken by key, or from the row above.
  /** @type {ReadonlySet<string>} */
  const rare = new Set(rareTools)
  const taken = new Set(media.interface.labels.map(label => label.code.toLowerCase()))
  for (const tool of tools) {
    const { take, drop } = tool
    context.tools.register({
      ...tool,
      hidden: rare.has(tool.name),
      keys: (tool.keys ?? []).filter(key => !taken.has(key.toLowerCase())),
      take() {
        take?.call(tool)
        row.show(/** @type {import("./options-row.js").ToolName} */ (tool.name))
        context.setOptions(row.element)
      },
      drop() {
        drop?.call(tool)
        context.setOptions(null)
      },
    }, signal)
  }

  // A label in hand is a structure in hand; without a segment tool the brush is taken up.
  const { takeLabel } = context.hooks
  context.hooks.takeLabel = label => {
    const segment = room.desk?.segments.find(each => each.control === label.control && each.label.name === label.name)
    if (!segment) return takeLabel?.(label) ?? false
    room.desk?.choose(segment.number)
    const names = new Set(tools.map(tool => tool.name))
    if (!names.has(store.state.tool) && !media.readonly) store.dispatch({ view: { tool: "brush" } })
    return true
  }
  const { reveal } = context.hooks
  context.hooks.reveal = id => {
    const segment = room.desk?.segments.find(each => each.region?.id === id)
    const extent = segment && room.desk?.tally.extent(segment.number)
    if (!segment) reveal?.(id)
    else {
      if (room.desk?.active?.number !== segment.number) room.desk?.choose(segment.number)
      const k = room.series ? room.series.sliceOf(context.active.frame) : 0
      if (extent && (k < extent[0] || k > extent[1])) context.goToFrame(room.series?.frameAt(k < extent[0] ? extent[0] : extent[1]) ?? 0)
    }
  }
  // A click with the select tool on a structure takes it in hand.
  context.addEventListener("pick", event => {
    const { viewport, x, y } = /** @type {CustomEvent} */ (event).detail
    const { desk } = room
    if (!desk || viewport.series?.uid !== desk.seriesUID) return
    const [i, j, k] = viewport.toVoxel(viewport.toPatient(x, y)).map(Math.round)
    const { columns, rows, slices } = desk.grid
    if (i < 0 || j < 0 || k < 0 || i >= columns || j >= rows || k >= slices) return
    const number = desk.labels()[(k * rows + j) * columns + i]
    if (number) desk.choose(number)
  }, { signal })

  /**
   * Suggestions that are masks are taken over into ours; the others as they always were.
   *
   * @param {(state: import("../../../core/state.js").State) => readonly import("../../../core/state.js").Region[]} which
   * @returns {Command}
   */
  const accept = which => (state, dispatch) => {
    const regions = which(state).filter(region => region.suggestion)
    if (regions.length === 0) return false
    if (!dispatch) return true
    const masks = regions.filter(region => room.proposals.proposal(region.id))
    room.proposals.accept(masks)
    const others = new Set(regions.filter(region => !masks.includes(region)).map(region => region.id))
    if (others.size > 0) acceptRegions(now => [...now.regions.values()].filter(region => others.has(region.id)))(store.state, dispatch)
    return true
  }
  /** @param {1 | -1} by @returns {Command} */
  const walk = by => (_state, dispatch) => {
    const list = room.desk?.segments ?? []
    if (list.length === 0) return false
    const at = list.findIndex(each => each.number === room.desk?.active?.number)
    const next = list[(at + by + list.length) % list.length]
    if (dispatch && next) room.desk?.choose(next.number)
    return true
  }
  const original = ["suggestion.accept", "suggestion.accept-sure"].flatMap(id => commands.get(id) ?? [])
  /** @type {CommandSpec[]} */
  const specs = [
    ...original.map(spec => ({ ...spec, run: accept(spec.id === "suggestion.accept" ? currentSuggestions : sureSuggestions) })),
    { id: "segments.fill-between", title: t.commands.fillBetween, keys: ["I"], scope: "volume", group: "Segments", run: (_state, dispatch) => Boolean(room.desk?.active) && (!dispatch || act(room, "fillBetween") || true) },
    { id: "segments.reach", title: t.commands.reach, keys: ["Shift+B"], scope: "volume", group: "Segments", run: (_state, dispatch) => {
      if (dispatch) room.settings.set({ reach: room.settings.values.reach === "2d" ? "3d" : "2d" })
      return true
    } },
    { id: "segments.outline", title: t.commands.outline, keys: ["Shift+O"], scope: "volume", group: "Segments", run: (_state, dispatch) => {
      const { opacity } = room.settings.values
      if (dispatch) room.settings.set({ opacity: opacity > 0 ? 0 : 0.34, outline: true })
      return true
    } },
    { id: "segments.next", title: t.commands.next, keys: ["Alt+]"], scope: "volume", group: "Segments", run: walk(1) },
    { id: "segments.previous", title: t.commands.previous, keys: ["Alt+["], scope: "volume", group: "Segments", run: walk(-1) },
    ...statuses.map(({ status, title, key }) => ({
      id: `segments.status-${status}`, title: `${title}: say of the structure in hand`, keys: [key], group: "Segments",
      run: /** @type {Command} */ ((_state, dispatch) => {
        const active = room.desk?.active
        if (!active) return false
        if (dispatch) room.desk?.answer(active.number, status)
        return true
      }),
    })),
  ]
  commands.add(specs, { signal })
  // When the room closes, the workbench's own commands take their place again.
  signal.addEventListener("abort", () => { if (original.length > 0) commands.add(original) })
})
