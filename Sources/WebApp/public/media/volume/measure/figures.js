import { cross, degrees, distance, dot, foot, middle, minus, newell, norm, plus, times, unit } from "./vector.js"

/**
 * What can be measured, and what it comes to. Points are patient millimetres (pixels, where a series has no spacing); what each stands for is said with {@link figures}.
 *
 * @typedef {import("./vector.js").Vector3} Vector3
 * @typedef {"length" | "bidirectional" | "angle" | "cobb" | "ellipse" | "rectangle" | "freehand" | "polygon" | "probe" | "arrow"} Kind
 * @typedef {Readonly<{ kind: Kind, points: readonly Vector3[] }>} Figure
 * @typedef {Readonly<{ points: number | null, closed: boolean, roi: boolean, icon: string, key: string, title: string }>} FigureKind
 *   `points`: how many it has, null for as many as are set; `roi`: it has an area, and grey values inside it count
 * @typedef {Readonly<{ value?: number, unit?: string, short?: number, area?: number, perpendicular?: boolean }>} Measured
 */

/**
 * The points of each kind, in order:
 * length and arrow: two ends (of an arrow the tip first) · bidirectional: the ends of the long axis, then of the short · angle: end, vertex, end · cobb: the ends of one line, then of the other ·
 * ellipse: the ends of one axis, then of the other · rectangle: its corners, one after the other · freehand and polygon: the outline · probe: one point.
 *
 * @type {Readonly<Record<Kind, FigureKind>>}
 */
export const figures = Object.freeze({
  length: { points: 2, closed: false, roi: false, icon: "measure", key: "D", title: "Length" },
  bidirectional: { points: 4, closed: false, roi: false, icon: "bidirectional", key: "Shift+D", title: "Long and short axis (RECIST)" },
  angle: { points: 3, closed: false, roi: false, icon: "angle", key: "Shift+G", title: "Angle" },
  cobb: { points: 4, closed: false, roi: false, icon: "cobb", key: "Alt+G", title: "Cobb angle" },
  ellipse: { points: 4, closed: true, roi: true, icon: "ellipse", key: "O", title: "Ellipse" },
  rectangle: { points: 4, closed: true, roi: true, icon: "box", key: "R", title: "Rectangle" },
  freehand: { points: null, closed: true, roi: true, icon: "freehand", key: "Shift+U", title: "Outline by hand" },
  polygon: { points: null, closed: true, roi: true, icon: "polygon", key: "P", title: "Polygon" },
  probe: { points: 1, closed: false, roi: false, icon: "point", key: "K", title: "Probe" },
  arrow: { points: 2, closed: false, roi: false, icon: "arrow-right", key: "Shift+J", title: "Arrow with text" },
})

/** @type {readonly Kind[]} */
export const measureKinds = Object.freeze(["length", "bidirectional", "angle", "cobb", "ellipse", "rectangle", "freehand", "probe", "arrow"])

/** Two axes count as perpendicular within this many degrees; a hand that draws them freely seldom does better. */
export const perpendicularTolerance = 5

/**
 * Whether there are as many points as the figure needs, and they are not all one.
 *
 * @param {Figure} figure
 */
export function isWhole({ kind, points }) {
  const needed = figures[kind].points
  if (needed === null ? points.length < 3 : points.length !== needed) return false
  const [first] = points
  return kind === "probe" || (first !== undefined && points.some(point => distance(point, first) > 1e-9))
}

/**
 * What a figure comes to, grey values aside.
 *
 * @param {Figure} figure
 * @param {string} lengthUnit "mm", or "px" where a series has no spacing
 * @returns {Measured}
 */
export function measure(figure, lengthUnit = "mm") {
  if (!isWhole(figure)) return {}
  const [a, b, c, d] = /** @type {readonly [Vector3, Vector3, Vector3, Vector3]} */ (figure.points)
  switch (figure.kind) {
    case "length": return { value: distance(a, b), unit: lengthUnit }
    case "bidirectional": {
      const [first, second] = [distance(a, b), distance(c, d)]
      return {
        value: Math.max(first, second), short: Math.min(first, second), unit: lengthUnit,
        perpendicular: Math.abs(90 - degrees(minus(b, a), minus(d, c))) <= perpendicularTolerance,
      }
    }
    case "angle": return { value: degrees(minus(a, b), minus(c, b)), unit: "deg" }
    case "cobb": {
      // Between the lines, not between the strokes: whichever end of a line was set first says nothing.
      const between = degrees(minus(b, a), minus(d, c))
      return { value: Math.min(between, 180 - between), unit: "deg" }
    }
    case "ellipse": return withArea(Math.PI * distance(a, b) * distance(c, d) / 4, lengthUnit)
    case "rectangle": return withArea(distance(a, b) * distance(b, c), lengthUnit)
    case "freehand":
    case "polygon": return withArea(norm(newell(figure.points)) / 2, lengthUnit)
    default: return {}
  }
}

/** @param {number} area @param {string} unit @returns {Measured} */
const withArea = (area, unit) => ({ area, value: area, unit: `${unit}2` })

/**
 * The figure as a line: closed ones end where they begin, but for the last point. An ellipse becomes as many edges as keep it within a hundredth of its shorter axis.
 *
 * @param {Figure} figure
 * @param {number} [edges] of an ellipse
 * @returns {readonly Vector3[]}
 */
export function outline({ kind, points }, edges = 64) {
  if (kind !== "ellipse" || points.length !== 4) return points
  const [a, b, c, d] = /** @type {readonly [Vector3, Vector3, Vector3, Vector3]} */ (points)
  const centre = middle([a, b, c, d])
  const [first, second] = [times(minus(b, a), 0.5), times(minus(d, c), 0.5)]
  return Array.from({ length: edges }, (_, i) => {
    const turn = i / edges * 2 * Math.PI
    return plus(centre, plus(times(first, Math.cos(turn)), times(second, Math.sin(turn))))
  })
}

/**
 * A box between two opposite corners, its sides along `u` and `v`.
 *
 * @param {Vector3} from
 * @param {Vector3} to
 * @param {Vector3} u
 * @param {Vector3} v
 * @param {{ even?: boolean, centred?: boolean }} how `even`: as high as wide; `centred`: `from` is the middle
 * @returns {readonly [Vector3, Vector3, Vector3, Vector3]} corners, one after the other
 */
export function boxBetween(from, to, u, v, { even = false, centred = false } = {}) {
  const [right, down] = [unit(u), unit(v)]
  const way = minus(to, from)
  let [x, y] = [dot(way, right), dot(way, down)]
  if (even) {
    const side = Math.max(Math.abs(x), Math.abs(y))
    x = side * (x < 0 ? -1 : 1)
    y = side * (y < 0 ? -1 : 1)
  }
  const begin = centred ? minus(from, plus(times(right, x), times(down, y))) : from
  const [wide, high] = centred ? [2 * x, 2 * y] : [x, y]
  return [begin, plus(begin, times(right, wide)), plus(begin, plus(times(right, wide), times(down, high))), plus(begin, times(down, high))]
}

/**
 * The ends of both axes of the ellipse inside a box.
 *
 * @param {readonly [Vector3, Vector3, Vector3, Vector3]} corners
 * @returns {readonly [Vector3, Vector3, Vector3, Vector3]}
 */
export const ellipseIn = ([a, b, c, d]) => [middle([a, d]), middle([b, c]), middle([a, b]), middle([d, c])]

/**
 * A short axis for a long one: across its middle, this share of its length.
 *
 * @param {Vector3} a
 * @param {Vector3} b
 * @param {Vector3} normal of the plane
 * @param {number} [share]
 * @returns {readonly [Vector3, Vector3, Vector3, Vector3]}
 */
export function withShortAxis(a, b, normal, share = 0.6) {
  const half = times(unit(cross(minus(b, a), normal)), distance(a, b) * share / 2)
  const centre = middle([a, b])
  return [a, b, minus(centre, half), plus(centre, half)]
}

/**
 * A short axis through `towards`, across the long one, as long on either side.
 *
 * @param {Vector3} a
 * @param {Vector3} b
 * @param {Vector3} towards
 * @returns {readonly [Vector3, Vector3, Vector3, Vector3]}
 */
export function shortAxisThrough(a, b, towards) {
  const at = Math.min(1, Math.max(0, foot(towards, a, b)))
  const on = plus(a, times(minus(b, a), at))
  const line = unit(minus(b, a))
  const across = minus(minus(towards, on), times(line, dot(minus(towards, on), line)))
  return [a, b, minus(on, across), plus(on, across)]
}
