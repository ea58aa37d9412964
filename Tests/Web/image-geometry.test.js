import assert from "node:assert/strict"
import { test } from "node:test"
import {
  allowedMove, areaOf, boundsOf, centreOf, corners, frameOf, fromPercent, moved, nearestEdge, resized, rotated, rotationTowards, sidePoint, spanned, toPercent, touches, turned,
} from "../../Sources/WebApp/public/media/image/geometry.js"
import { centred, fitted, inSight, matrixOf, quarter, seen, toImage, toScreen, turnedBy, turnedSize, zoomed } from "../../Sources/WebApp/public/media/image/view.js"
import { GridIndex } from "../../Sources/WebApp/public/media/image/grid-index.js"
import { random } from "./image-support.js"

const image = { width: 640, height: 480 }
/** @param {{ x: number, y: number }} a @param {{ x: number, y: number }} b */
const near = (a, b) => assert.ok(Math.hypot(a.x - b.x, a.y - b.y) < 1e-6, `${JSON.stringify(a)} is not ${JSON.stringify(b)}`)

test("a rectangle turns clockwise about its top left corner, in pixels and not in percent", () => {
  const box = fromPercent("rectangle", { x: 50, y: 50, width: 10, height: 10, rotation: 90 }, image)
  assert.ok(box?.kind === "rectangle")
  const [a, b, c, d] = corners(box)
  near(a, { x: 320, y: 240 })
  near(b, { x: 320, y: 304 })
  near(c, { x: 272, y: 304 })
  near(d, { x: 272, y: 240 })
})

for (const [kind, value] of /** @type {[string, Record<string, unknown>][]} */ ([
  ["rectangle", { x: 12.5, y: 3.25, width: 40, height: 33.333333, rotation: 17.5 }],
  ["ellipse", { x: 12.5, y: 3.25, radiusX: 7, radiusY: 1.125, rotation: 300 }],
  ["polygon", { points: [[0, 0], [99.999999, 0.000001], [50, 100]], closed: true }],
  ["polygon", { points: [[1, 2], [3, 4]], closed: false }],
  ["keypoint", { x: 1, y: 99, width: 0.5 }],
])) {
  test(`percent of a ${kind} survives the way to pixels and back`, () => {
    const shape = fromPercent(kind, value, image)
    assert.ok(shape)
    assert.deepEqual(toPercent(shape, image), value)
  })
}

test("pulling a corner or side leaves the opposite one where it is, whatever the rotation", () => {
  const next = random(5)
  /** @type {[import("../../Sources/WebApp/public/media/image/geometry.js").Side, import("../../Sources/WebApp/public/media/image/geometry.js").Side][]} */
  const pairs = [["nw", "se"], ["ne", "sw"], ["se", "nw"], ["sw", "ne"], ["n", "s"], ["s", "n"], ["e", "w"], ["w", "e"]]
  for (let i = 0; i < 200; i++) {
    for (const [side, opposite] of pairs) {
      const frame = { kind: /** @type {const} */ ("rectangle"), x: next() * 300, y: next() * 300, width: 20 + next() * 100, height: 20 + next() * 100, rotation: next() * 360 }
      const handle = sidePoint(frame, side)
      const result = frameOf(resized(frame, side, { x: handle.x + next() * 10, y: handle.y + next() * 10 }))
      near(sidePoint(result, opposite), sidePoint(frame, opposite))
      near(sidePoint(resizedFrame(frame, side, handle), side), handle)
    }
  }
})

/** @param {any} frame @param {any} side @param {any} to */
const resizedFrame = (frame, side, to) => frameOf(resized(frame, side, to))

test("a corner pulled through the opposite one turns the box inside out and keeps a positive size", () => {
  assert.deepEqual(resized({ kind: "rectangle", x: 10, y: 10, width: 20, height: 20, rotation: 0 }, "se", { x: 0, y: 5 }),
    { kind: "rectangle", x: 0, y: 5, width: 10, height: 5, rotation: 0 })
})

test("turning keeps the centre", () => {
  const box = { kind: /** @type {const} */ ("rectangle"), x: 100, y: 100, width: 50, height: 20, rotation: 0 }
  for (const degrees of [1, 90, 200, -30]) near(centreOf(frameOf(rotated(box, degrees))), centreOf(box))
})

test("the handle for turning looks where the pointer is", () => {
  const box = { kind: /** @type {const} */ ("rectangle"), x: 0, y: 0, width: 10, height: 10, rotation: 0 }
  assert.equal(Math.round(rotationTowards(box, { x: 5, y: -50 })), 0)
  assert.equal(Math.round(rotationTowards(box, { x: 50, y: 5 })), 90)
})

test("bounds hold every point of a shape", () => {
  const next = random(9)
  for (let i = 0; i < 100; i++) {
    const ellipse = { kind: /** @type {const} */ ("ellipse"), x: next() * 100, y: next() * 100, radiusX: next() * 50 + 1, radiusY: next() * 20 + 1, rotation: next() * 360 }
    const box = boundsOf(ellipse)
    for (let a = 0; a < 360; a += 7) {
      const point = turned({ x: ellipse.x + ellipse.radiusX * Math.cos(a), y: ellipse.y + ellipse.radiusY * Math.sin(a) }, ellipse, ellipse.rotation)
      assert.ok(point.x >= box.minX - 1e-9 && point.x <= box.maxX + 1e-9 && point.y >= box.minY - 1e-9 && point.y <= box.maxY + 1e-9)
    }
  }
})

test("a point is inside a turned rectangle, a ring-shaped polygon is not inside its hole", () => {
  const box = { kind: /** @type {const} */ ("rectangle"), x: 100, y: 100, width: 100, height: 10, rotation: 45 }
  assert.ok(touches(box, { x: 130, y: 137 }, 0))
  assert.ok(!touches(box, { x: 190, y: 105 }, 0))
  const u = fromPercent("polygon", { points: [[0, 0], [100, 0], [100, 100], [70, 100], [70, 30], [30, 30], [30, 100], [0, 100]] }, { width: 100, height: 100 })
  assert.ok(u && touches(u, { x: 15, y: 80 }, 0))
  assert.ok(u && !touches(u, { x: 50, y: 80 }, 0))
  assert.ok(u && touches(u, { x: 32, y: 80 }, 3))
})

test("an open polygon is hit on its line only", () => {
  const line = fromPercent("polygon", { points: [[0, 0], [100, 0], [100, 100]], closed: false }, { width: 100, height: 100 })
  assert.ok(line && touches(line, { x: 50, y: 1 }, 2))
  assert.ok(line && !touches(line, { x: 60, y: 40 }, 2))
})

test("the nearest edge of a polygon says where a new corner belongs", () => {
  const triangle = { kind: /** @type {const} */ ("polygon"), closed: true, points: [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 0, y: 10 }] }
  assert.deepEqual(nearestEdge(triangle, { x: -1, y: 5 }), { after: 2, at: { x: 0, y: 5 }, distance: 1 })
})

test("a box made from its centre is twice as large, a square one takes the longer side", () => {
  assert.deepEqual(spanned("rectangle", { x: 50, y: 50 }, { x: 60, y: 55 }, { centred: true }), { kind: "rectangle", x: 40, y: 45, width: 20, height: 10, rotation: 0 })
  assert.deepEqual(spanned("rectangle", { x: 50, y: 50 }, { x: 60, y: 45 }, { even: true }), { kind: "rectangle", x: 50, y: 40, width: 10, height: 10, rotation: 0 })
  assert.equal(areaOf(spanned("ellipse", { x: 0, y: 0 }, { x: 2, y: 2 })), Math.PI)
})

test("shapes stop at the border, and those outside may come back", () => {
  const size = { width: 100, height: 100 }
  assert.deepEqual(allowedMove({ minX: 80, minY: 10, maxX: 95, maxY: 20 }, size, 20, -20), { dx: 5, dy: -10 })
  assert.deepEqual(allowedMove({ minX: -20, minY: 0, maxX: -5, maxY: 5 }, size, 10, 0), { dx: 10, dy: 0 })
  assert.deepEqual(moved({ kind: "keypoint", x: 1, y: 2, width: 1 }, 3, 4), { kind: "keypoint", x: 4, y: 6, width: 1 })
})

test("screen and image points agree in every quarter turn", () => {
  for (const degrees of [0, 90, 180, 270]) {
    const view = { scale: 1.7, x: 31, y: -12, quarter: quarter(degrees) }
    const matrix = matrixOf(view, image)
    near(toImage(matrix, toScreen(matrix, { x: 12, y: 300 })), { x: 12, y: 300 })
    const { width, height } = turnedSize(image, view.quarter)
    const all = [{ x: 0, y: 0 }, { x: 640, y: 0 }, { x: 0, y: 480 }, { x: 640, y: 480 }].map(point => toScreen(matrix, point))
    assert.equal(Math.min(...all.map(p => p.x)), 31)
    assert.ok(Math.abs(Math.max(...all.map(p => p.x)) - (31 + width * 1.7)) < 1e-9)
    assert.ok(Math.abs(Math.max(...all.map(p => p.y)) - (-12 + height * 1.7)) < 1e-9)
  }
})

test("a quarter turn to the right takes the top left to the top right", () => {
  const view = centred(image, { width: 1000, height: 1000 }, 90, 1)
  near(toScreen(matrixOf(view, image), { x: 0, y: 0 }), { x: 740, y: 180 })
})

test("zooming keeps the point under the pointer, turning the one in the middle", () => {
  const screen = { width: 800, height: 600 }
  let view = fitted(image, screen, 0)
  const at = { x: 123, y: 456 }
  const before = toImage(matrixOf(view, image), at)
  view = zoomed(view, 3.3, at, { smallest: 0.1 })
  near(toImage(matrixOf(view, image), at), before)
  const middle = { x: 400, y: 300 }
  const there = toImage(matrixOf(view, image), middle)
  near(toImage(matrixOf(turnedBy(view, image, screen, 90), image), middle), there)
})

test("an image cannot be pushed out of sight", () => {
  const screen = { width: 800, height: 600 }
  const box = seen(matrixOf(inSight({ scale: 1, x: 5000, y: -5000, quarter: 0 }, image, screen), image), screen)
  assert.ok(box.minX <= 0 && box.maxX >= 48 && box.maxY > 480 && box.minY <= 480 - 48)
})

test("the grid finds exactly the boxes that touch", () => {
  const next = random(11)
  const boxes = Array.from({ length: 3000 }, () => {
    const minX = next() * 700 - 30
    const minY = next() * 500 - 10
    return { minX, minY, maxX: minX + next() * next() * 300, maxY: minY + next() * 30 }
  })
  const index = new GridIndex(boxes, image)
  for (let i = 0; i < 300; i++) {
    const x = next() * 640, y = next() * 480, w = next() * 60, h = next() * 60
    /** @type {number[]} */
    const found = []
    index.query(x, y, x + w, y + h, item => found.push(item))
    const expected = boxes.flatMap((box, n) => (box.minX <= x + w && box.maxX >= x && box.minY <= y + h && box.maxY >= y ? [n] : []))
    assert.deepEqual(found.sort((a, b) => a - b), expected)
  }
})

test("a point on an image of 5 000 boxes is compared with few of them, and finds all it is in", () => {
  const next = random(3)
  const boxes = Array.from({ length: 5000 }, () => ({ minX: next() * 600, minY: next() * 440, maxX: 0, maxY: 0 }))
    .map(box => ({ ...box, maxX: box.minX + 20, maxY: box.minY + 20 }))
  const index = new GridIndex(boxes, image)
  for (let i = 0; i < 200; i++) {
    const [x, y] = [next() * 640, next() * 480]
    /** @type {Set<number>} */
    const found = new Set()
    index.query(x, y, x, y, at => { found.add(at) })
    const holding = boxes.flatMap((box, at) => (box.minX <= x && x <= box.maxX && box.minY <= y && y <= box.maxY ? [at] : []))
    assert.ok(holding.every(at => found.has(at)))
    assert.ok(found.size < 250, `${found.size} of 5000`)
  }
})
