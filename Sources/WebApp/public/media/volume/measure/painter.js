import { amount, captionOf, placeCaption } from "./caption.js"
import { figures, measure } from "./figures.js"
import { boxOf, seenIn } from "./scene.js"

/**
 * Draws figures over the image: every line has a dark casing, so that it is seen on bone and on air; the value stands beside it with a leader.
 *
 * @typedef {import("./scene.js").Item} Item
 * @typedef {import("./scene.js").Seen} Seen
 * @typedef {import("./scene.js").Point} Point
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("./caption.js").Rect} Rect
 * @typedef {import("../contracts.js").Viewport} Viewport
 * @typedef {Readonly<{
 *   items: readonly Item[], selection: ReadonlySet<string>, hovered: string | null, changing: ReadonlyMap<string, Figure>, neighbours: number, lengthUnit: string,
 * }>} Shown `changing`: figures as they are under the hand
 */

const casing = "#000000b3"
const focus = "#8fdbe7"
const font = "12px system-ui, sans-serif"
const strongFont = "600 12px system-ui, sans-serif"

/**
 * @param {Viewport} viewport
 * @param {CanvasRenderingContext2D} pen
 * @param {Shown} shown
 */
export function drawFigures(viewport, pen, { items, selection, hovered, changing, neighbours, lengthUnit }) {
  /** @type {Rect[]} */
  const taken = []
  /** @type {{ seen: Seen, figure: Figure | undefined, selected: boolean }[]} */
  const captions = []
  for (const item of items) {
    const figure = changing.get(item.region.id)
    const seen = seenIn(item, viewport, { figure, slices: neighbours })
    if (!seen || !isNear(seen.points, viewport)) continue
    const selected = selection.has(item.region.id)
    pen.save()
    if (seen.away > 0) pen.globalAlpha = 0.35
    drawLine(pen, figure ?? item.figure, seen, { colour: item.colour, selected: selected || hovered === item.region.id, dashed: item.region.suggestion === true })
    if (selected && seen.away === 0 && item.isFree) for (const point of seen.points) drawHandle(pen, point)
    pen.restore()
    taken.push(boxOf(seen.points))
    if (seen.away === 0) captions.push({ seen, figure, selected })
  }
  for (const { seen, figure, selected } of captions) drawCaption(viewport, pen, seen, { figure, selected, taken, lengthUnit })
}

/** @param {readonly Point[]} points @param {{ width: number, height: number }} screen */
function isNear(points, { width, height }) {
  const box = boxOf(points)
  return box.x < width + 40 && box.y < height + 40 && box.x + box.width > -40 && box.y + box.height > -40
}

/**
 * The line of a figure, casing first.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Figure} figure
 * @param {{ points: readonly Point[], outline: readonly Point[] }} seen
 * @param {{ colour: string, selected?: boolean, dashed?: boolean }} look
 */
export function drawLine(pen, figure, { points, outline }, { colour, selected = false, dashed = false }) {
  pen.lineJoin = pen.lineCap = "round"
  pen.beginPath()
  const { kind } = figure
  if (kind === "probe") {
    const [{ x, y } = { x: 0, y: 0 }] = points
    pen.moveTo(x - 7, y)
    pen.lineTo(x - 2, y)
    pen.moveTo(x + 2, y)
    pen.lineTo(x + 7, y)
    pen.moveTo(x, y - 7)
    pen.lineTo(x, y - 2)
    pen.moveTo(x, y + 2)
    pen.lineTo(x, y + 7)
  } else if (kind === "bidirectional" || kind === "cobb") {
    trace(pen, points.slice(0, 2), false)
    trace(pen, points.slice(2, 4), false)
  } else if (kind === "arrow") arrow(pen, points)
  else trace(pen, outline, figures[kind].closed && outline.length > 2)
  pen.strokeStyle = casing
  pen.lineWidth = selected ? 4.5 : 3.5
  pen.setLineDash([])
  pen.stroke()
  pen.strokeStyle = figures[kind].roi || dashed ? colour : "#fff"
  pen.lineWidth = selected ? 2 : 1.5
  if (dashed) pen.setLineDash([5, 4])
  pen.stroke()
  if (kind === "bidirectional" && points.length === 4) {
    // The short axis is told by its dashes, not by its colour.
    pen.beginPath()
    trace(pen, points.slice(2, 4), false)
    pen.setLineDash([4, 4])
    pen.strokeStyle = "#000"
    pen.lineWidth = 1
    pen.stroke()
  }
  pen.setLineDash([])
  if (!figures[kind].roi && kind !== "probe") for (const point of points) drawEnd(pen, point, colour)
  if (kind === "angle" && points.length === 3) drawArc(pen, points)
}

/** @param {CanvasRenderingContext2D} pen @param {readonly Point[]} points @param {boolean} closed */
function trace(pen, points, closed) {
  points.forEach(({ x, y }, i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
  if (closed) pen.closePath()
}

/** @param {CanvasRenderingContext2D} pen @param {readonly Point[]} points the tip first */
function arrow(pen, [tip, tail]) {
  if (!tip || !tail) return
  const angle = Math.atan2(tail.y - tip.y, tail.x - tip.x)
  trace(pen, [tail, tip], false)
  for (const turn of [-0.4, 0.4]) trace(pen, [tip, { x: tip.x + 11 * Math.cos(angle + turn), y: tip.y + 11 * Math.sin(angle + turn) }], false)
}

/** @param {CanvasRenderingContext2D} pen @param {readonly Point[]} points */
function drawArc(pen, [a, vertex, b]) {
  if (!a || !vertex || !b) return
  const [from, to] = [Math.atan2(a.y - vertex.y, a.x - vertex.x), Math.atan2(b.y - vertex.y, b.x - vertex.x)]
  const turn = ((to - from) % (2 * Math.PI) + 2 * Math.PI) % (2 * Math.PI)
  pen.beginPath()
  pen.arc(vertex.x, vertex.y, 16, from, to, turn > Math.PI)
  pen.strokeStyle = "#ffffffb3"
  pen.lineWidth = 1
  pen.stroke()
}

/** @param {CanvasRenderingContext2D} pen @param {Point} point @param {string} colour */
function drawEnd(pen, { x, y }, colour) {
  pen.beginPath()
  pen.arc(x, y, 3, 0, 2 * Math.PI)
  pen.fillStyle = "#000"
  pen.fill()
  pen.strokeStyle = colour
  pen.lineWidth = 1.5
  pen.stroke()
}

/** @param {CanvasRenderingContext2D} pen @param {Point} point */
function drawHandle(pen, { x, y }) {
  pen.beginPath()
  pen.arc(x, y, 4, 0, 2 * Math.PI)
  pen.fillStyle = "#fff"
  pen.fill()
  pen.lineWidth = 1.5
  pen.strokeStyle = "#000"
  pen.stroke()
}

/**
 * @param {Viewport} viewport
 * @param {CanvasRenderingContext2D} pen
 * @param {Seen} seen
 * @param {{ figure: Figure | undefined, selected: boolean, taken: Rect[], lengthUnit: string }} how
 */
function drawCaption(viewport, pen, { item, points }, { figure, selected, taken, lengthUnit }) {
  const { region, name } = item
  // Under the hand only what is quick to find is told; grey values follow when it lets go.
  const med = figure ? { kind: figure.kind, ...measure(figure, lengthUnit) } : region.med ?? { kind: item.figure.kind, ...measure(item.figure, lengthUnit) }
  const lines = captionOf(med, { name, note: region.note?.[0] ?? "", score: region.suggestion ? region.score : undefined }).filter(line => line.strong || line.plain)
  if (lines.length === 0) return
  const widths = lines.map(({ strong, plain }) => {
    pen.font = strongFont
    const first = strong ? pen.measureText(strong).width : 0
    pen.font = font
    return { first, all: first + (plain ? (first > 0 ? 8 : 0) + pen.measureText(plain).width : 0) }
  })
  const size = { width: Math.ceil(Math.max(...widths.map(width => width.all))) + 16, height: lines.length * 16 + 8 }
  const around = boxOf(points)
  const rect = placeCaption(around, size, viewport, taken)
  taken.push(rect)
  drawLeader(pen, points, rect)
  pen.fillStyle = "#000000c8"
  pen.strokeStyle = selected ? focus : "#ffffff59"
  pen.lineWidth = 1
  pen.beginPath()
  pen.roundRect(rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1, 3)
  pen.fill()
  pen.stroke()
  pen.textBaseline = "middle"
  lines.forEach(({ strong, plain }, i) => {
    const y = rect.y + 12 + i * 16
    pen.font = strongFont
    pen.fillStyle = "#fff"
    if (strong) pen.fillText(strong, rect.x + 8, y)
    pen.font = font
    pen.fillStyle = "#d5d8db"
    const { first } = /** @type {{ first: number }} */ (widths[i])
    if (plain) pen.fillText(plain, rect.x + 8 + (first > 0 ? first + 8 : 0), y)
  })
}

/** @param {CanvasRenderingContext2D} pen @param {readonly Point[]} points @param {Rect} rect */
function drawLeader(pen, points, rect) {
  const end = { x: Math.min(Math.max(rect.x, (points[0]?.x ?? 0)), rect.x + rect.width), y: Math.min(Math.max(rect.y, points[0]?.y ?? 0), rect.y + rect.height) }
  const from = points.reduce((best, point) => (Math.hypot(point.x - end.x, point.y - end.y) < Math.hypot(best.x - end.x, best.y - end.y) ? point : best), /** @type {Point} */ (points[0] ?? end))
  const to = { x: Math.min(Math.max(rect.x, from.x), rect.x + rect.width), y: Math.min(Math.max(rect.y, from.y), rect.y + rect.height) }
  pen.beginPath()
  pen.moveTo(from.x, from.y)
  pen.lineTo(to.x, to.y)
  pen.strokeStyle = "#ffffff8c"
  pen.lineWidth = 1
  pen.stroke()
}

/**
 * The figure being drawn, with its value at the pointer.
 *
 * @param {Viewport} viewport
 * @param {CanvasRenderingContext2D} pen
 * @param {Figure} figure
 * @param {{ colour: string, lengthUnit: string, line: readonly import("./vector.js").Vector3[] }} look
 */
export function drawDraft(viewport, pen, figure, { colour, lengthUnit, line }) {
  const points = figure.points.map(viewport.toCanvas.bind(viewport))
  const kind = figure.kind === "cobb" && points.length < 3 ? "length" : figure.kind === "bidirectional" && points.length < 4 ? "length" : figure.kind
  drawLine(pen, { ...figure, kind }, { points, outline: line.map(viewport.toCanvas.bind(viewport)) }, { colour, selected: true })
  const { value, unit, short } = measure({ ...figure, kind }, lengthUnit)
  const last = points.at(-1)
  if (value === undefined || !last) return
  const text = [amount(value, unit), short === undefined ? "" : amount(short, unit)].filter(Boolean).join("  ×  ")
  pen.font = strongFont
  pen.textBaseline = "middle"
  const width = pen.measureText(text).width + 12
  const x = Math.min(last.x + 16, viewport.width - width - 4)
  const y = Math.max(14, Math.min(last.y + 18, viewport.height - 14))
  pen.fillStyle = "#000000c8"
  pen.beginPath()
  pen.roundRect(x, y - 10, width, 20, 3)
  pen.fill()
  pen.fillStyle = "#fff"
  pen.fillText(text, x + 6, y)
}
