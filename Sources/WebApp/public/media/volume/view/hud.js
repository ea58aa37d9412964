import { h } from "../../../elements/dom.js"
import { enVolume as t } from "../../../locales/en-volume.js"
import { dot } from "../series/vector.js"
import { edgesOf, edgesOfPicture, nearestPlane } from "./orientation.js"

/** @typedef {import("./viewport.js").Viewport} Viewport */

/** Lengths a scale bar may have, in mm or pixels. */
const bars = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1, useGrouping: false })
const fine = new Intl.NumberFormat("en", { maximumFractionDigits: 2, useGrouping: false })

/** Below this width a pane has room for the most needed words only. */
const narrow = 420

/** What stands in words over a pane: corners, orientation letters, scale. Text nodes are written only when they change. */
export class Hud {
  #corners = { tl: h("div", { class: "hud tl" }), tr: h("div", { class: "hud tr" }), bl: h("div", { class: "hud bl" }), br: h("div", { class: "hud br" }) }
  #letters = { left: letter("left"), right: letter("right"), top: letter("top"), bottom: letter("bottom") }
  #bar = h("i", { class: "vv-bar" })
  #barText = h("span")
  #shown = ""
  element = h("div", { class: "vv-hud", "aria-hidden": "true" }, ...Object.values(this.#letters), ...Object.values(this.#corners))

  constructor() {
    this.#corners.br.append(this.#bar, this.#barText)
  }

  /**
   * @param {Viewport} viewport
   * @param {{ probe: { voxel: readonly number[], text: string } | null, presetName: string, presetKey: string, isSecondary: boolean, text: boolean }} more
   */
  draw(viewport, { probe, presetName, presetKey, isSecondary, text }) {
    const { series } = viewport
    this.element.hidden = !series
    if (!series) return
    const { info, geometry } = series
    const isSmall = isSecondary || viewport.width < narrow
    const { at, count } = viewport.position
    const { isAcquired } = viewport
    const slice = isAcquired ? (geometry.isPatient || series.volume ? t.sliceOf(at + 1, count) : t.frameOf(at + 1, count)) : ""
    const quality = isAcquired ? series.quality(viewport.frame) : 2
    const state = series.failures.has(viewport.frame) && isAcquired ? t.loadFailed : quality === 0 ? t.notLoaded : quality === 1 ? t.preview : ""
    const place = geometry.isPatient ? placeOf(viewport) : ""
    const spacing = geometry.isPatient && series.slices > 1 ? `${fine.format(geometry.sliceSpacing)} mm` : ""
    const lines = {
      tl: [[{ bold: titleOf(viewport) }], ...(isSmall ? [] : [[info.description === titleOf(viewport) ? "" : info.description], [[info.modality, spacing, series.times > 1 ? t.timeOf(series.time + 1, series.times) : ""].filter(Boolean).join(", ")]])],
      tr: isSmall
        ? [[isAcquired && !isSecondary ? { bold: this.#windowText(viewport) } : place || { bold: this.#windowText(viewport) }]]
        : [[{ bold: this.#windowText(viewport) }], series.info.palette || series.info.samples > 1 ? [] : [presetName, presetKey ? { dim: presetKey } : ""], [t.zoom(fine.format(viewport.magnification))]],
      bl: [
        [{ bold: slice }, isSmall ? "" : place, state ? { dim: state } : "", slabText(viewport), !isAcquired && (at <= 0 || at >= count - 1) ? { dim: t.endOfSeries } : ""],
        probe && !isSmall ? [t.cursor(Math.round(Number(probe.voxel[0])), Math.round(Number(probe.voxel[1]))), { bold: probe.text }] : [],
      ],
    }
    const edges = geometry.isPatient ? edgesOf(viewport.facing) : edgesOfPicture(info.patientOrientation, viewport.facing)
    const bar = barFor(viewport)
    const key = JSON.stringify([text ? lines : 0, edges, bar])
    if (key === this.#shown) return
    this.#shown = key
    for (const corner of /** @type {const} */ (["tl", "tr", "bl"])) write(this.#corners[corner], text ? lines[corner] : [])
    for (const edge of /** @type {const} */ (["left", "right", "top", "bottom"])) {
      this.#letters[edge].textContent = edges?.[edge] ?? ""
      this.#letters[edge].hidden = !edges?.[edge]
    }
    this.#corners.br.hidden = bar === null
    if (bar) {
      this.#bar.style.width = `${bar.pixels}px`
      this.#barText.textContent = bar.text
    }
  }

  /** @param {Viewport} viewport */
  #windowText({ window: { centre, width, table }, series }) {
    if (table) return table.name || t.presets.table(1)
    if (series && (series.info.palette || series.info.samples > 1)) return ""
    const format = Math.abs(width) < 20 ? fine : Math.abs(width) < 200 ? number : whole
    return t.windowText(minus(format.format(width)), minus(format.format(centre)))
  }
}

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0, useGrouping: false })
/**
 * A real minus sign.
 *
 * @param {string} text
 */
const minus = text => text.replace("-", "−")

/** @param {string} edge */
const letter = edge => h("span", { class: `orient ${edge}` })

/** @param {Viewport} viewport */
export function titleOf({ orientation, facing, series, plane }) {
  if (!series) return ""
  if (orientation === "oblique") return t.planes.oblique
  if (!series.geometry.isPatient) return [series.info.laterality, series.info.view].filter(Boolean).join(" ") || series.info.description || series.info.modality
  // An acquisition a few degrees off a standard plane still goes by its name, as radiologists call it.
  return t.planes[orientation === "stack" ? nearestPlane(facing ? plane.normal : plane.normal) : orientation]
}

/**
 * Where the plane lies in the patient.
 *
 * @param {Viewport} viewport
 */
function placeOf({ plane, centre }) {
  const axis = [0, 1, 2].reduce((a, b) => (Math.abs(plane.normal[b] ?? 0) > Math.abs(plane.normal[a] ?? 0) ? b : a))
  const isStraight = Math.abs(plane.normal[axis] ?? 0) > 0.999
  const value = isStraight ? centre[axis] ?? 0 : dot(centre, plane.normal)
  return `${isStraight ? "xyz"[axis] : "n"} ${minus(value.toFixed(1))} mm`
}

/** @param {Viewport} viewport */
const slabText = ({ thickness, slabMode }) => (thickness > 0 ? `${t.slab[slabMode]} ${number.format(thickness)} mm` : "")

/** @param {Viewport} viewport @returns {{ pixels: number, text: string } | null} */
function barFor({ scale, width, series }) {
  if (!series) return null
  const { geometry, info } = series
  if (!geometry.isCalibrated) return null
  const room = Math.min(120, width * 0.22)
  const size = bars.findLast(each => each * scale <= room)
  if (size === undefined) return null
  const unit = geometry.isPatient || info.spacingSource !== "imager" ? "mm" : "mm at the detector"
  return { pixels: Math.round(size * scale), text: `${size} ${unit}` }
}

/** @typedef {string | { bold: string } | { dim: string }} Part */

/** @param {HTMLElement} corner @param {readonly (readonly Part[])[]} lines */
function write(corner, lines) {
  const kept = lines.map(parts => parts.filter(part => (typeof part === "string" ? part : "bold" in part ? part.bold : part.dim) !== "")).filter(parts => parts.length > 0)
  corner.replaceChildren(...kept.map(parts => h("div", {}, ...parts.flatMap((part, n) => [
    n > 0 ? "\u2002" : "",
    typeof part === "string" ? part : "bold" in part ? h("b", {}, part.bold) : h("span", { class: "dim" }, part.dim),
  ]))))
  corner.hidden = kept.length === 0
}
