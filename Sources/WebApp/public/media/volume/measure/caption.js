import { enMeasure as t } from "../../../locales/en-measure.js"
import { figures } from "./figures.js"

/**
 * What stands beside a figure, and where.
 *
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("../../../core/state.js").JSONObject} JSONObject
 * @typedef {Readonly<{ strong: string, plain: string }>} Line
 * @typedef {{ x: number, y: number, width: number, height: number }} Rect
 */

const tenths = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false })
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0, useGrouping: false })

/**
 * A length or an angle in words: tenths, as readers report them.
 *
 * @param {unknown} value
 * @param {unknown} unit
 */
export function amount(value, unit) {
  if (typeof value !== "number") return ""
  const text = (unit === "mm2" && value >= 1000 ? whole : tenths).format(value)
  const sign = unit === "deg" ? "°" : unit === "mm2" ? " mm²" : unit === "px2" ? " px²" : typeof unit === "string" && unit !== "" ? ` ${unit}` : ""
  return text.replace("-", "−") + sign
}

/**
 * @param {JSONObject} med of the region
 * @param {{ name?: string, note?: string, score?: number | undefined }} about
 * @returns {readonly Line[]}
 */
export function captionOf(med, { name = "", note = "", score } = {}) {
  const kind = /** @type {import("./figures.js").Kind} */ (med.kind)
  /** @type {Line[]} */
  const lines = []
  const unit = typeof med.stats_unit === "string" ? med.stats_unit : ""
  if (kind === "arrow") lines.push({ strong: note || name, plain: "" })
  else if (figures[kind]?.roi) {
    const level = typeof med.mean === "number" ? `${t.lines.mean} ${amount(med.mean, unit)} ± ${amount(med.sd, "")}` : ""
    lines.push({ strong: name, plain: amount(med.area, med.unit ?? "mm2") })
    if (level) lines.push({ strong: "", plain: level })
  } else {
    lines.push({ strong: [name, amount(med.value, med.unit)].filter(Boolean).join("  "), plain: "" })
    if (typeof med.short === "number") lines.push({ strong: "", plain: `${t.lines.short} ${amount(med.short, med.unit)}` })
    if (med.perpendicular === false) lines.push({ strong: "", plain: t.notSquare })
  }
  if (score !== undefined) lines.push({ strong: "", plain: score.toFixed(2).replace(/^0/, "") })
  return lines
}

/**
 * A place for a caption beside a figure: right below, else another corner, where it hides nothing that stands already.
 *
 * @param {Rect} around the figure
 * @param {{ width: number, height: number }} size of the caption
 * @param {{ width: number, height: number }} screen
 * @param {readonly Rect[]} taken
 * @returns {Rect}
 */
export function placeCaption(around, { width, height }, screen, taken) {
  const gap = 18
  const [left, right] = [around.x - gap - width, around.x + around.width + gap]
  const [above, below] = [around.y - gap - height, around.y + around.height + gap]
  const middle = around.y + (around.height - height) / 2
  const corners = [[right, below], [right, above], [right, middle], [left, below], [left, above], [left, middle]]
  const candidates = [0, 1, 2].flatMap(shift => corners.map(([x = 0, y = 0]) => ({ x, y: y + shift * (height + 4) * (y < around.y ? -1 : 1), width, height })))
  const fits = (/** @type {Rect} */ rect) => rect.x >= 4 && rect.y >= 4 && rect.x + width <= screen.width - 4 && rect.y + height <= screen.height - 4 && !taken.some(each => meet(each, rect))
  const found = candidates.find(fits)
  if (found) return found
  const first = /** @type {Rect} */ (candidates[0])
  return { ...first, x: Math.max(4, Math.min(screen.width - width - 4, first.x)), y: Math.max(4, Math.min(screen.height - height - 4, first.y)) }
}

/** @param {Rect} a @param {Rect} b */
const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
