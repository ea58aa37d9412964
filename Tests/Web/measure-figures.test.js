import test from "node:test"
import assert from "node:assert/strict"
import { boxBetween, ellipseIn, isWhole, measure, outline, shortAxisThrough, withShortAxis } from "../../Sources/WebApp/public/media/volume/measure/figures.js"
import { pulled, shifted, simplified, turned, withPoint, withoutPoint } from "../../Sources/WebApp/public/media/volume/measure/edit.js"
import { degrees, distance, minus } from "../../Sources/WebApp/public/media/volume/measure/vector.js"
import { generator } from "./random.js"

const near = (a, b, by = 1e-9) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`)

test("a length is the distance in the patient, whatever the plane", () => {
  near(measure({ kind: "length", points: [[1, 2, 3], [4, 6, 15]] }).value, 13)
  assert.equal(measure({ kind: "length", points: [[0, 0, 0], [3, 4, 0]] }, "px").unit, "px")
})

test("of a bidirectional the longer axis is the value, whichever was drawn first", () => {
  const figure = { kind: "bidirectional", points: [[0, -2, 0], [0, 2, 0], [-5, 0, 0], [5, 0, 0]] }
  assert.deepEqual(measure(figure), { value: 10, short: 4, unit: "mm", perpendicular: true })
  const askew = { kind: "bidirectional", points: [[-5, 0, 0], [5, 0, 0], [-1, -2, 0], [1, 2, 0]] }
  assert.equal(measure(askew).perpendicular, false)
})

test("an angle is at its middle point", () => {
  near(measure({ kind: "angle", points: [[10, 0, 0], [0, 0, 0], [0, 5, 0]] }).value, 90)
  near(measure({ kind: "angle", points: [[1, 0, 0], [0, 0, 0], [-1, 1e-9, 0]] }).value, 180, 1e-6)
  near(measure({ kind: "angle", points: [[2, 0, 0], [0, 0, 0], [Math.sqrt(3), 1, 0]] }).value, 30)
})

test("a Cobb angle is between the lines, whichever end of them was set first", () => {
  const [a, b] = [[0, 0, 0], [10, 0, 0]]
  const [c, d] = [[0, 30, 0], [10 * Math.cos(Math.PI / 9), 30 + 10 * Math.sin(Math.PI / 9), 0]]
  for (const points of [[a, b, c, d], [b, a, c, d], [a, b, d, c], [c, d, b, a]]) near(measure({ kind: "cobb", points }).value, 20)
})

test("areas are in square millimetres", () => {
  near(measure({ kind: "rectangle", points: boxBetween([0, 0, 0], [4, 3, 0], [1, 0, 0], [0, 1, 0]) }).area, 12)
  near(measure({ kind: "ellipse", points: [[-3, 0, 0], [3, 0, 0], [0, -2, 0], [0, 2, 0]] }).area, 6 * Math.PI)
  // A triangle that lies in no plane of the axes: half of |(1,0,1) × (0,2,0)|.
  near(measure({ kind: "freehand", points: [[500, 500, 500], [501, 500, 501], [500, 502, 500]] }).area, Math.sqrt(2))
  assert.equal(measure({ kind: "polygon", points: [[0, 0, 0], [2, 0, 0], [2, 2, 0]] }).unit, "mm2")
})

test("what is not whole comes to nothing", () => {
  assert.deepEqual(measure({ kind: "length", points: [[1, 1, 1]] }), {})
  assert.equal(isWhole({ kind: "length", points: [[1, 1, 1], [1, 1, 1]] }), false)
  assert.equal(isWhole({ kind: "probe", points: [[1, 1, 1]] }), true)
})

test("a box can be even, centred and mirrored", () => {
  const [u, v] = [[2, 0, 0], [0, 0, -3]]
  const box = boxBetween([1, 1, 1], [5, 1, -1], u, v)
  assert.deepEqual(box, [[1, 1, 1], [5, 1, 1], [5, 1, -1], [1, 1, -1]])
  const even = boxBetween([0, 0, 0], [-4, 0, -1], u, v, { even: true })
  near(distance(even[0], even[1]), distance(even[1], even[2]))
  const centred = boxBetween([0, 0, 0], [2, 0, 1], u, v, { centred: true })
  assert.deepEqual(centred[2], [2, 0, 1])
  const [a, b, c, d] = ellipseIn(box)
  near(distance(a, b), 4)
  near(distance(c, d), 2)
})

test("the outline of an ellipse runs within a hundredth of it", () => {
  const line = outline({ kind: "ellipse", points: [[-30, 0, 0], [30, 0, 0], [0, -10, 0], [0, 10, 0]] })
  for (const [x, y] of line) near((x / 30) ** 2 + (y / 10) ** 2, 1, 1e-9)
  assert.equal(line.length, 64)
})

test("a short axis stands across the long one", () => {
  const [a, b, c, d] = withShortAxis([0, 0, 0], [10, 0, 0], [0, 0, 1])
  near(degrees(minus(b, a), minus(d, c)), 90)
  near(distance(c, d), 6)
  const through = shortAxisThrough([0, 0, 0], [10, 0, 0], [4, 3, 0])
  assert.deepEqual(through.slice(2), [[4, -3, 0], [4, 3, 0]])
})

test("pulling keeps a bidirectional perpendicular, and the short axis on the long one", () => {
  const next = (() => { const draw = generator(7); return () => draw(1e6) / 1e6 })()
  let figure = { kind: "bidirectional", points: withShortAxis([0, 0, 0], [40, 10, 0], [0, 0, 1]) }
  for (let turn = 0; turn < 200; turn++) {
    figure = pulled(figure, Math.floor(next() * 4), [next() * 100 - 50, next() * 100 - 50, 0])
    const [a, b, c, d] = figure.points
    if (distance(a, b) < 1 || distance(c, d) < 1) continue
    near(degrees(minus(b, a), minus(d, c)), 90, 1e-4)
  }
})

test("a pulled end is where the pointer is", () => {
  const figure = { kind: "bidirectional", points: withShortAxis([0, 0, 0], [40, 0, 0], [0, 0, 1]) }
  assert.deepEqual(pulled(figure, 1, [30, 30, 0]).points[1], [30, 30, 0])
  assert.deepEqual(pulled(figure, 3, [10, 7, 0]).points[3], [10, 7, 0])
})

test("a pulled corner leaves the opposite one, and the box square", () => {
  const figure = { kind: "rectangle", points: boxBetween([0, 0, 0], [4, 3, 0], [1, 0, 0], [0, 1, 0]) }
  const { points } = pulled(figure, 1, [9, -2, 0])
  assert.deepEqual(points[3], [0, 3, 0])
  assert.deepEqual(points[1], [9, -2, 0])
  near(degrees(minus(points[1], points[0]), minus(points[3], points[0])), 90)
})

test("a pulled axis of an ellipse leaves its far end and the other axis's length", () => {
  const figure = { kind: "ellipse", points: [[-3, 0, 0], [3, 0, 0], [0, -2, 0], [0, 2, 0]] }
  const { points } = pulled(figure, 1, [7, 5, 0])
  assert.deepEqual(points, [[-3, 0, 0], [7, 0, 0], [2, -2, 0], [2, 2, 0]])
  const circle = pulled(figure, 1, [7, 0, 0], { even: true }).points
  near(distance(circle[0], circle[1]), distance(circle[2], circle[3]))
})

test("moving and turning change no measure", () => {
  const figure = { kind: "freehand", points: [[0, 0, 0], [5, 0, 0], [6, 4, 0], [1, 7, 0]] }
  const moved = turned(shifted(figure, [10, -3, 2]), [0, 0, 1], 37)
  near(measure(moved).area, measure(figure).area)
})

test("outlines gain and lose points; a triangle loses none", () => {
  const figure = { kind: "polygon", points: [[0, 0, 0], [10, 0, 0], [10, 10, 0]] }
  const more = withPoint(figure, [5, 1, 0])
  assert.deepEqual(more?.points, [[0, 0, 0], [5, 1, 0], [10, 0, 0], [10, 10, 0]])
  assert.deepEqual(withoutPoint(more, 1), figure)
  assert.equal(withoutPoint(figure, 0), null)
  assert.equal(withPoint({ kind: "length", points: [[0, 0, 0], [1, 0, 0]] }, [0, 0, 0]), null)
})

test("a simplified line keeps its ends and stays within the tolerance", () => {
  const line = Array.from({ length: 500 }, (_, i) => [i / 10, Math.sin(i / 40) * 5, 0])
  const few = simplified(line, 0.1)
  assert.ok(few.length < 60, `${few.length} points`)
  assert.deepEqual([few[0], few.at(-1)], [line[0], line.at(-1)])
  for (const [x, y] of line) {
    const at = Math.max(1, few.findIndex(point => point[0] >= x))
    const [a, b] = [few[at - 1], few[at]]
    near(a[1] + (x - a[0]) / (b[0] - a[0]) * (b[1] - a[1]), y, 0.17)
  }
})
