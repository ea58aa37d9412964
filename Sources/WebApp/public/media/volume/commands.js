import { enVolume as t } from "../../locales/en-volume.js"

/**
 * What can be done while looking, as commands. Keys, rail, options row and palette run the same.
 *
 * @typedef {import("../../core/commands.js").CommandSpec} CommandSpec
 * @typedef {import("./viewer.js").Viewer} Viewer
 *
 * @typedef {object} Acts what the element around the viewer does
 * @property {() => boolean} nextLayout
 * @property {() => boolean} maximise
 * @property {() => boolean} openSeries
 * @property {() => boolean} openTags
 * @property {() => boolean} comparePrior
 * @property {() => boolean} toggleCine
 * @property {(factor: number) => boolean} speed
 * @property {(index: number) => boolean} preset
 * @property {(change: number) => boolean} slab
 * @property {(tool: import("./contracts.js").Tool) => void} take
 */

/** A step of the window by key, as a part of its width. */
const windowPart = 0.1

/**
 * @param {Viewer} viewer
 * @param {Acts} acts
 * @param {ReadonlySet<string>} taken keys that labels have, in lower case: they win
 * @param {string} scope
 * @returns {CommandSpec[]}
 */
export function viewerCommands(viewer, acts, taken, scope) {
  const c = t.commands
  const ready = () => viewer.active?.series !== null && viewer.active !== null
  /**
   * @param {string} id
   * @param {string} title
   * @param {readonly string[]} keys
   * @param {() => boolean | void} act
   * @param {Partial<CommandSpec> & { when?: () => boolean }} [more]
   * @returns {CommandSpec}
   */
  const spec = (id, title, keys, act, more = {}) => {
    const { when = ready, ...others } = more
    return {
      id: `volume.${id}`, title, keys: keys.filter(key => !taken.has(key.toLowerCase())), scope, group: t.group, ...others,
      run: (_state, dispatch) => when() && (dispatch === undefined || act() !== false),
    }
  }
  const view = () => viewer.active
  const quiet = { hidden: true, repeat: true }
  const has4D = () => ready() && (view().series?.times ?? 1) > 1
  /** @param {"width" | "centre"} what @param {number} way */
  const shift = (what, way) => {
    const { window, windowStep } = view()
    const by = Math.max(windowStep, Math.abs(window.width) * windowPart) * way
    viewer.setWindow(view(), { [what]: what === "width" ? Math.max(windowStep, window.width + by) : window.centre + by, table: null, preset: "own" })
  }
  const zoom = (/** @type {number} */ factor) => {
    const { pointer } = viewer
    const at = pointer?.viewport === view() && pointer.x >= 0 ? pointer : { x: view().width / 2, y: view().height / 2 }
    view().zoom(factor, at.x, at.y)
  }
  return [
    spec("slice-previous", c.slicePrevious, ["ArrowUp"], () => viewer.scroll(view(), -1), quiet),
    spec("slice-next", c.sliceNext, ["ArrowDown"], () => viewer.scroll(view(), 1), quiet),
    spec("slice-back", c.sliceBack, ["PageUp", "Shift+ArrowUp"], () => viewer.scroll(view(), -10), quiet),
    spec("slice-far", c.sliceFar, ["PageDown", "Shift+ArrowDown"], () => viewer.scroll(view(), 10), quiet),
    spec("slice-first", c.sliceFirst, ["Home"], () => viewer.scroll(view(), -1e6), quiet),
    spec("slice-last", c.sliceLast, ["End"], () => viewer.scroll(view(), 1e6), quiet),
    spec("time-previous", c.timePrevious, ["ArrowLeft"], () => viewer.setTime((view().series?.time ?? 0) - 1), { ...quiet, when: has4D }),
    spec("time-next", c.timeNext, ["ArrowRight"], () => viewer.setTime((view().series?.time ?? 0) + 1), { ...quiet, when: has4D }),
    spec("zoom-in", c.zoomIn, ["+", "="], () => zoom(1.25)),
    spec("zoom-out", c.zoomOut, ["-"], () => zoom(0.8)),
    spec("fit", c.fit, ["0", "Shift+0", "Alt+0"], () => view().fit()),
    spec("actual", c.actual, ["Shift+1"], () => view().actual()),
    spec("wider", c.wider, ["Alt+W"], () => shift("width", 1)),
    spec("narrower", c.narrower, ["Alt+Shift+W"], () => shift("width", -1)),
    spec("brighter", c.brighter, ["Alt+L"], () => shift("centre", -1)),
    spec("darker", c.darker, ["Alt+Shift+L"], () => shift("centre", 1)),
    ...Array.from({ length: 9 }, (_, n) => spec(`preset-${n + 1}`, c.preset(n + 1), [`Alt+${n + 1}`], () => acts.preset(n), { hidden: true })),
    spec("window-slice", t.presets.slice, ["Alt+A"], () => viewer.windowToSlice(view())),
    spec("invert", c.invert, ["Alt+I"], () => {
      const next = !view().invert
      for (const each of viewer.viewports) if (each.series === view().series) each.invert = next
      viewer.requestDraw()
    }),
    spec("turn", c.turn, ["Shift+R"], () => view().turn("right")),
    spec("turn-back", c.turnBack, ["Alt+R"], () => view().turn("left")),
    spec("flip-horizontal", c.flipHorizontal, ["Shift+H"], () => view().flip("horizontal")),
    spec("flip-vertical", c.flipVertical, ["Shift+V"], () => view().flip("vertical")),
    spec("reset", c.reset, ["Shift+Z"], () => view().reset()),
    spec("smooth", c.smooth, ["Shift+S"], () => {
      const next = !view().smooth
      for (const each of viewer.viewports) each.smooth = next
      viewer.requestDraw()
    }),
    spec("crosshair", c.crosshair, ["C"], () => {
      viewer.isCrosshairShown = !viewer.isCrosshairShown
      viewer.requestDraw()
    }),
    spec("centre-crosshair", c.centreCrosshair, ["Shift+C"], () => viewer.setCrosshair(view().toPatient(view().width / 2, view().height / 2))),
    spec("overlay", c.overlay, ["Alt+O"], () => {
      viewer.isTextShown = !viewer.isTextShown
      viewer.requestDraw()
    }),
    spec("magnify", c.magnify, ["G"], () => {
      viewer.isMagnified = !viewer.isMagnified
      viewer.requestDraw()
    }),
    spec("thicker", c.thicker, ["Shift+T"], () => acts.slab(1), { when: () => ready() && view().volume !== null }),
    spec("thinner", c.thinner, ["Alt+T"], () => acts.slab(-1), { when: () => ready() && view().thickness > 0 }),
    spec("pane", c.pane, ["Shift+P"], () => {
      const next = viewer.panes[(viewer.panes.findIndex(pane => pane.viewport === view()) + 1) % viewer.panes.length]
      next?.element.focus()
    }, { when: () => viewer.panes.length > 1 }),
    spec("maximise", c.maximise, ["Shift+M"], () => acts.maximise()),
    spec("layout", c.layout, ["Shift+N"], () => acts.nextLayout()),
    spec("sync", c.sync, ["Shift+K"], () => {
      viewer.isSynced = !viewer.isSynced
      viewer.afterDraw()
    }, { when: () => viewer.panes.length > 1 }),
    spec("series", c.series, ["Shift+E"], () => acts.openSeries()),
    spec("prior", c.prior, ["Alt+P"], () => acts.comparePrior()),
    spec("tags", c.tags, ["Alt+D"], () => acts.openTags()),
    spec("cine", c.cine, ["Shift+Space"], () => acts.toggleCine()),
    spec("faster", c.faster, ["Shift+."], () => acts.speed(1.25), { hidden: true }),
    spec("slower", c.slower, ["Shift+,"], () => acts.speed(0.8), { hidden: true }),
  ]
}

/**
 * The tools of a viewer as commands of the rail.
 *
 * @param {Viewer} viewer
 * @param {Acts} acts
 * @param {ReadonlySet<string>} taken
 * @param {string} scope
 * @returns {CommandSpec[]}
 */
export const toolCommands = (viewer, acts, taken, scope) => viewer.tools.all.map(tool => ({
  id: `tool.${tool.name}`, title: tool.title, keys: (tool.keys ?? []).filter(key => !taken.has(key.toLowerCase())), scope, group: "Tools", ...(tool.hidden ? {} : { icon: tool.icon }),
  pressed: () => viewer.tools.active === tool,
  run: (_state, dispatch) => {
    if (dispatch !== undefined) acts.take(tool)
    return true
  },
}))
