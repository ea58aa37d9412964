/**
 * Shapes in pixels of the image, unrotated as it lies in its file. Results hold percent; they meet only here.
 *
 * @typedef {Readonly<{ x: number, y: number }>} Point
 * @typedef {Readonly<{ minX: number, minY: number, maxX: number, maxY: number }>} Box ends exclusive
 * @typedef {Readonly<{ width: number, height: number }>} Size
 *
 * @typedef {Readonly<{ kind: "rectangle", x: number, y: number, width: number, height: number, rotation: number }>} Rectangle
 *   turned by `rotation` degrees clockwise about its top left corner, which is `x`, `y`
 * @typedef {Readonly<{ kind: "ellipse", x: number, y: number, radiusX: number, radiusY: number, rotation: number }>} Ellipse
 *   turned about its centre, which is `x`, `y`
 * @typedef {Readonly<{ kind: "polygon", points: readonly Point[], closed: boolean }>} Polygon
 * @typedef {Readonly<{ kind: "keypoint", x: number, y: number, width: number }>} KeyPoint `width` is its size in pixels
 * @typedef {Rectangle | Ellipse | Polygon | KeyPoint} Shape
 *
 * @typedef {"nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w"} Side
 */

const radians = Math.PI / 180

/**
 * Six decimals of a percent are a thousandth of a pixel in an image 100 000 wide; more would only be noise in the file.
 * @param {number} value
 */
const rounded = value => Math.round(value * 1e6) / 1e6

/**
 * @param {unknown} value
 * @param {number} [fallback]
 */
const number = (value, fallback = 0) => (typeof value === "number" && Number.isFinite(value) ? value : fallback)

/**
 * The shape that a result's value describes; undefined for those that are not drawn by outline.
 *
 * @param {string} kind
 * @param {Readonly<Record<string, unknown>>} value
 * @param {Size} size of the image
 * @returns {Shape | undefined}
 */
export function fromPercent(kind, value, { width, height }) {
  const x = number(value.x) * width / 100
  const y = number(value.y) * height / 100
  switch (kind) {
    case "rectangle": return {
      kind, x, y, rotation: number(value.rotation),
      width: number(value.width) * width / 100, height: number(value.height) * height / 100,
    }
    case "ellipse": return {
      kind, x, y, rotation: number(value.rotation),
      radiusX: number(value.radiusX) * width / 100, radiusY: number(value.radiusY) * height / 100,
    }
    case "keypoint": return { kind, x, y, width: number(value.width) * width / 100 }
    case "polygon": return {
      kind,
      points: (Array.isArray(value.points) ? value.points : []).filter(Array.isArray)
        .map(([px, py]) => ({ x: number(px) * width / 100, y: number(py) * height / 100 })),
      closed: value.closed !== false,
    }
    default: return undefined
  }
}

/**
 * The value of a result for `shape`.
 *
 * @param {Shape} shape
 * @param {Size} size of the image
 * @returns {Readonly<Record<string, unknown>>}
 */
export function toPercent(shape, { width, height }) {
  /** @param {number} x */
  const px = x => rounded(x * 100 / width)
  /** @param {number} y */
  const py = y => rounded(y * 100 / height)
  switch (shape.kind) {
    case "rectangle": return {
      x: px(shape.x), y: py(shape.y), width: px(shape.width), height: py(shape.height), rotation: rounded(shape.rotation),
    }
    case "ellipse": return {
      x: px(shape.x), y: py(shape.y), radiusX: px(shape.radiusX), radiusY: py(shape.radiusY), rotation: rounded(shape.rotation),
    }
    case "keypoint": return { x: px(shape.x), y: py(shape.y), width: px(shape.width) }
    case "polygon": return { points: shape.points.map(({ x, y }) => [px(x), py(y)]), closed: shape.closed }
  }
}

/**
 * `point` turned about `centre`, clockwise as seen on a screen (y points down).
 *
 * @param {Point} point
 * @param {Point} centre
 * @param {number} degrees
 * @returns {Point}
 */
export function turned(point, centre, degrees) {
  if (degrees === 0) return point
  const cos = Math.cos(degrees * radians)
  const sin = Math.sin(degrees * radians)
  const dx = point.x - centre.x
  const dy = point.y - centre.y
  return { x: centre.x + dx * cos - dy * sin, y: centre.y + dx * sin + dy * cos }
}

/**
 * From the top left clockwise.
 *
 * @param {Rectangle} rectangle
 * @returns {[Point, Point, Point, Point]}
 */
export function corners(rectangle) {
  const { x, y, width, height, rotation } = rectangle
  return [
    { x, y },
    turned({ x: x + width, y }, rectangle, rotation),
    turned({ x: x + width, y: y + height }, rectangle, rotation),
    turned({ x, y: y + height }, rectangle, rotation),
  ]
}

/**
 * @param {readonly Point[]} points
 * @returns {Box}
 */
function boxAround(points) {
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity
  for (const { x, y } of points) {
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return { minX, minY, maxX, maxY }
}

/**
 * @param {Shape} shape
 * @returns {Box}
 */
export function boundsOf(shape) {
  switch (shape.kind) {
    case "rectangle": return boxAround(corners(shape))
    case "polygon": return boxAround(shape.points)
    case "keypoint": return { minX: shape.x, minY: shape.y, maxX: shape.x, maxY: shape.y }
    case "ellipse": {
      const cos = Math.cos(shape.rotation * radians)
      const sin = Math.sin(shape.rotation * radians)
      const halfX = Math.hypot(shape.radiusX * cos, shape.radiusY * sin)
      const halfY = Math.hypot(shape.radiusX * sin, shape.radiusY * cos)
      return { minX: shape.x - halfX, minY: shape.y - halfY, maxX: shape.x + halfX, maxY: shape.y + halfY }
    }
  }
}

/** @param {Shape} shape */
export function areaOf(shape) {
  switch (shape.kind) {
    case "rectangle": return Math.abs(shape.width * shape.height)
    case "ellipse": return Math.PI * shape.radiusX * shape.radiusY
    case "keypoint": return 0
    case "polygon": {
      let twice = 0
      let last = shape.points.at(-1)
      for (const point of shape.points) {
        if (last) twice += last.x * point.y - point.x * last.y
        last = point
      }
      return Math.abs(twice) / 2
    }
  }
}

/**
 * Whether `point` is inside, or no further than `reach` from the outline.
 *
 * @param {Shape} shape
 * @param {Point} point
 * @param {number} reach
 */
export function touches(shape, point, reach) {
  switch (shape.kind) {
    case "rectangle": {
      const local = turned(point, shape, -shape.rotation)
      return local.x >= shape.x - reach && local.x <= shape.x + shape.width + reach
        && local.y >= shape.y - reach && local.y <= shape.y + shape.height + reach
    }
    case "ellipse": {
      const local = turned(point, shape, -shape.rotation)
      return Math.hypot((local.x - shape.x) / (shape.radiusX + reach), (local.y - shape.y) / (shape.radiusY + reach)) <= 1
    }
    case "keypoint": return Math.hypot(point.x - shape.x, point.y - shape.y) <= Math.max(reach, shape.width / 2)
    case "polygon": return (shape.closed && inside(shape.points, point)) || nearestEdge(shape, point).distance <= reach
  }
}

/**
 * Even-odd rule.
 *
 * @param {readonly Point[]} points
 * @param {Point} point
 */
function inside(points, { x, y }) {
  let is = false
  let last = points.at(-1)
  for (const point of points) {
    if (last && (point.y > y) !== (last.y > y) && x < (last.x - point.x) * (y - point.y) / (last.y - point.y) + point.x) is = !is
    last = point
  }
  return is
}

/**
 * The edge nearest to `point`; `after` is the number of its first corner, `at` the nearest place on it.
 *
 * @param {Polygon} polygon
 * @param {Point} point
 * @returns {{ after: number, at: Point, distance: number }}
 */
export function nearestEdge({ points, closed }, point) {
  let best = { after: 0, at: points[0] ?? { x: 0, y: 0 }, distance: points[0] ? Math.hypot(point.x - points[0].x, point.y - points[0].y) : Infinity }
  const edges = closed ? points.length : points.length - 1
  for (let i = 0; i < edges; i++) {
    const a = points[i]
    const b = points[(i + 1) % points.length]
    if (!a || !b) continue
    const dx = b.x - a.x
    const dy = b.y - a.y
    const square = dx * dx + dy * dy
    const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / square))
    const at = { x: a.x + t * dx, y: a.y + t * dy }
    const distance = Math.hypot(point.x - at.x, point.y - at.y)
    if (distance < best.distance) best = { after: i, at, distance }
  }
  return best
}

/**
 * @template {Shape} S
 * @param {S} shape
 * @param {number} dx
 * @param {number} dy
 * @returns {S}
 */
export function moved(shape, dx, dy) {
  if (shape.kind === "polygon") return { ...shape, points: shape.points.map(({ x, y }) => ({ x: x + dx, y: y + dy })) }
  return { ...shape, x: shape.x + dx, y: shape.y + dy }
}

/**
 * How much of `dx` and `dy` boxes may move and stay on the image. What is outside already may come back but not go further.
 *
 * @param {Box} box
 * @param {Size} size
 * @param {number} dx
 * @param {number} dy
 */
export function allowedMove({ minX, minY, maxX, maxY }, { width, height }, dx, dy) {
  return {
    dx: Math.max(Math.min(dx, Math.max(0, width - maxX)), Math.min(0, -minX)),
    dy: Math.max(Math.min(dy, Math.max(0, height - maxY)), Math.min(0, -minY)),
  }
}

/**
 * @param {Point} point
 * @param {Size} size
 * @returns {Point}
 */
export function onImage({ x, y }, { width, height }) {
  return { x: Math.max(0, Math.min(width, x)), y: Math.max(0, Math.min(height, y)) }
}

/**
 * The rectangle or ellipse between two corners, turned by nothing.
 *
 * @param {"rectangle" | "ellipse"} kind
 * @param {Point} a
 * @param {Point} b
 * @param {{ even?: boolean, centred?: boolean }} [how] `even`: square or circle; `centred`: `a` is the centre
 * @returns {Rectangle | Ellipse}
 */
export function spanned(kind, a, b, how = {}) {
  const { even = false, centred = false } = how
  let dx = b.x - a.x
  let dy = b.y - a.y
  if (even) {
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    dx = dx < 0 ? -side : side
    dy = dy < 0 ? -side : side
  }
  const start = centred ? { x: a.x - dx, y: a.y - dy } : a
  const x = Math.min(start.x, a.x + dx)
  const y = Math.min(start.y, a.y + dy)
  const width = Math.abs(a.x + dx - start.x)
  const height = Math.abs(a.y + dy - start.y)
  return kind === "rectangle"
    ? { kind, x, y, width, height, rotation: 0 }
    : { kind, x: x + width / 2, y: y + height / 2, radiusX: width / 2, radiusY: height / 2, rotation: 0 }
}

/**
 * The frame around a rectangle or ellipse that handles sit on.
 *
 * @param {Rectangle | Ellipse} shape
 * @returns {Rectangle}
 */
export function frameOf(shape) {
  if (shape.kind === "rectangle") return shape
  const { x, y, radiusX, radiusY, rotation } = shape
  const corner = turned({ x: x - radiusX, y: y - radiusY }, { x, y }, rotation)
  return { kind: "rectangle", x: corner.x, y: corner.y, width: 2 * radiusX, height: 2 * radiusY, rotation }
}

/**
 * @param {Rectangle} frame
 * @returns {Point}
 */
export function centreOf(frame) {
  return turned({ x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 }, frame, frame.rotation)
}

/**
 * The shape that fills `frame`.
 *
 * @template {Rectangle | Ellipse} S
 * @param {S} shape
 * @param {Rectangle} frame
 * @returns {Rectangle | Ellipse}
 */
function fitted(shape, frame) {
  if (shape.kind === "rectangle") return frame
  const { x, y } = centreOf(frame)
  return { kind: "ellipse", x, y, radiusX: frame.width / 2, radiusY: frame.height / 2, rotation: frame.rotation }
}

/**
 * Where the handle of a side lies.
 *
 * @param {Rectangle} frame
 * @param {Side} side
 * @returns {Point}
 */
export function sidePoint(frame, side) {
  const fx = side.includes("w") ? 0 : side.includes("e") ? 1 : 0.5
  const fy = side.includes("n") ? 0 : side.includes("s") ? 1 : 0.5
  return turned({ x: frame.x + fx * frame.width, y: frame.y + fy * frame.height }, frame, frame.rotation)
}

/**
 * The shape with one side or corner pulled to `point`; the opposite stays where it is. Pulled through, it turns inside out.
 *
 * @param {Rectangle | Ellipse} shape
 * @param {Side} side
 * @param {Point} point
 * @param {{ even?: boolean }} [how] `even` keeps the proportions at a corner
 * @returns {Rectangle | Ellipse}
 */
export function resized(shape, side, point, how = {}) {
  const { even = false } = how
  const frame = frameOf(shape)
  const local = turned(point, frame, -frame.rotation)
  let left = 0, top = 0, right = frame.width, bottom = frame.height
  if (side.includes("w")) left = local.x - frame.x
  if (side.includes("e")) right = local.x - frame.x
  if (side.includes("n")) top = local.y - frame.y
  if (side.includes("s")) bottom = local.y - frame.y
  if (even && side.length === 2 && frame.width > 0 && frame.height > 0) {
    const scale = Math.max(Math.abs(right - left) / frame.width, Math.abs(bottom - top) / frame.height)
    const width = Math.sign(right - left || 1) * scale * frame.width
    const height = Math.sign(bottom - top || 1) * scale * frame.height
    if (side.includes("w")) left = right - width
    else right = left + width
    if (side.includes("n")) top = bottom - height
    else bottom = top + height
  }
  const corner = turned({ x: frame.x + Math.min(left, right), y: frame.y + Math.min(top, bottom) }, frame, frame.rotation)
  return fitted(shape, {
    kind: "rectangle", x: corner.x, y: corner.y, rotation: frame.rotation, width: Math.abs(right - left), height: Math.abs(bottom - top),
  })
}

/**
 * The shape turned about its centre.
 *
 * @param {Rectangle | Ellipse} shape
 * @param {number} degrees what its rotation becomes
 * @returns {Rectangle | Ellipse}
 */
export function rotated(shape, degrees) {
  const rotation = ((degrees % 360) + 360) % 360
  if (shape.kind === "ellipse") return { ...shape, rotation }
  const centre = centreOf(shape)
  const corner = turned({ x: centre.x - shape.width / 2, y: centre.y - shape.height / 2 }, centre, rotation)
  return { ...shape, ...corner, rotation }
}

/**
 * The rotation at which the middle of the top side looks at `point`.
 *
 * @param {Rectangle | Ellipse} shape
 * @param {Point} point
 */
export function rotationTowards(shape, point) {
  const centre = centreOf(frameOf(shape))
  return Math.atan2(point.x - centre.x, centre.y - point.y) / radians
}
