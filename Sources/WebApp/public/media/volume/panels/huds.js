import { enVolume as t } from "../../../locales/en-volume.js"
import { presetsOf } from "../view/windows.js"

/**
 * The words over every pane, and the cursor of the tool in hand.
 *
 * @param {import("../viewer.js").Viewer} viewer
 */
export function drawHuds(viewer) {
  const cursor = viewer.tools.active.cursor ?? "crosshair"
  viewer.panes.forEach((pane, n) => {
    const { viewport } = pane
    const { preset } = viewport.window
    const presets = viewport.series ? presetNames(viewport.series) : []
    const at = presets.findIndex(([id]) => id === preset)
    pane.hud.draw(viewport, {
      probe: viewer.probe(viewport), presetName: presets[at]?.[1] ?? (preset === "slice" ? t.presets.slice : preset === "own" ? t.presets.own : ""), presetKey: at >= 0 && at < 9 ? `Alt ${at + 1}` : "",
      isSecondary: n > 0 && viewport.orientation !== "stack", text: viewer.isTextShown,
    })
    if (pane.canvas.style.cursor !== cursor) pane.canvas.style.cursor = cursor
  })
}

/** @type {WeakMap<import("../series/series.js").Series, [string, string][]>} */
const names = new WeakMap()

/** @param {import("../series/series.js").Series} series */
function presetNames(series) {
  const before = names.get(series)
  if (before) return before
  const found = presetsOf(series.info).map(({ id, name }) => /** @type {[string, string]} */ ([id, name]))
  names.set(series, found)
  return found
}
