import test from "node:test"
import assert from "node:assert/strict"
import { boxBetween, ellipseIn, outline } from "../../Sources/WebApp/public/media/volume/measure/figures.js"
import { figureOf, frameOf, regionParts } from "../../Sources/WebApp/public/media/volume/measure/med.js"
import { turned } from "../../Sources/WebApp/public/media/volume/measure/edit.js"
import { inPlane, inSlice, statisticsOf } from "../../Sources/WebApp/public/media/volume/measure/statistics.js"
import { apart, axial, coronal, place } from "./measure-support.js"

const near = (a, b, by = 1e-6) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`)
const region = (shape, parts, more = {}) => ({ id: "r1", objectName: "ct", shape, labels: {}, answers: {}, order: 0, origin: "manual", rest: {}, ...parts, ...more })

test("a box on a frame is per cent of that frame, counted from the corner of the first pixel", () => {
  // Voxels 100…199 across, 50…99 down, edge to edge.
  const from = axial.toPatient([99.5, 49.5, 2])
  const to = axial.toPatient([199.5, 99.5, 2])
  const figure = { kind: "rectangle", points: boxBetween(from, to, axial.row, axial.column) }
  const { geometry, med, itemIndex, original } = regionParts(figure, "rectangle", place(axial), { frame: 2, isFrame: true })
  assert.deepEqual(geometry, { x: 25, y: 25, width: 25, height: 25, rotation: 0 })
  assert.deepEqual(original, { width: 400, height: 200, rotation: 0 })
  assert.equal(itemIndex, 2)
  assert.equal(med.sop, "1.2.840.1.3")
  assert.equal(med.for, "1.2.3")
  near(med.area, 100 * 0.5 * 50 * 0.8)
})

test("a box drawn from the lower right, or on a mirrored view, is the same box", () => {
  const [a, b] = [axial.toPatient([99.5, 49.5, 0]), axial.toPatient([199.5, 99.5, 0])]
  const wanted = { x: 25, y: 25, width: 25, height: 25, rotation: 0 }
  for (const [from, to] of [[a, b], [b, a]]) {
    for (const u of [[1, 0, 0], [-1, 0, 0]]) {
      const figure = { kind: "rectangle", points: boxBetween(from, to, u, [0, 1, 0]) }
      assert.deepEqual(regionParts(figure, "rectangle", place(axial), { frame: 0, isFrame: true }).geometry, wanted)
    }
  }
})

test("a turned box and ellipse keep their turn in Label Studio's terms", () => {
  const square = { ...axial, spacing: [1, 1, 3], columns: 400, rows: 200, slices: 5, toPatient: ([i, j, k]) => [i, j, 3 * k], toVoxel: ([x, y, z]) => [x, y, z / 3], sliceAt: () => 0, isCalibrated: true, frameOfReference: "" }
  const box = { kind: "rectangle", points: boxBetween([99.5, 49.5, 0], [139.5, 69.5, 0], [1, 0, 0], [0, 1, 0]) }
  const { geometry } = regionParts(turned(box, [0, 0, 1], 30), "rectangle", place(square), { frame: 0, isFrame: true })
  near(geometry.rotation, 30)
  near(geometry.width, 10)
  near(geometry.height, 10)
  const oval = { kind: "ellipse", points: ellipseIn(boxBetween([99.5, 49.5, 0], [139.5, 69.5, 0], [1, 0, 0], [0, 1, 0])) }
  const drawn = regionParts(turned(oval, [0, 0, 1], -20), "ellipse", place(square), { frame: 0, isFrame: true }).geometry
  near(drawn.rotation, -20)
  near(drawn.radiusX, 5)
  near(drawn.x, 30)
})

test("every kind comes back from its region point for point", () => {
  const at = (i, j) => coronal.toPatient([i, j, 1])
  const kinds = {
    length: [at(10, 10), at(80, 40)], bidirectional: [at(10, 10), at(80, 10), at(40, 0), at(40, 30)], angle: [at(1, 1), at(30, 30), at(90, 4)],
    cobb: [at(1, 1), at(50, 4), at(2, 90), at(60, 80)], freehand: [at(5, 5), at(50, 8), at(60, 70), at(9, 60)], probe: [at(12, 13)], arrow: [at(20, 20), at(60, 50)],
    ellipse: ellipseIn(boxBetween(at(10, 10), at(60, 50), coronal.row, coronal.column)),
  }
  for (const [kind, points] of Object.entries(kinds)) {
    const parts = regionParts({ kind, points }, "polygon", place(coronal), { frame: 1, isFrame: true })
    const back = figureOf(region("polygon", parts), place(coronal))
    assert.equal(back?.kind, kind)
    back.points.forEach((point, i) => assert.ok(apart(point, points[i]) < 1e-3, kind))
    assert.equal(parts.geometry.closed, ["freehand", "ellipse"].includes(kind))
  }
})

test("a shape of Label Studio without patient positions is found from its per cent", () => {
  const box = { geometry: { x: 25, y: 25, width: 25, height: 25, rotation: 0 }, itemIndex: 3, original: { width: 400, height: 200 } }
  const figure = figureOf(region("rectangle", box), place(axial))
  assert.equal(figure?.kind, "rectangle")
  assert.ok(apart(figure.points[0], axial.toPatient([99.5, 49.5, 3])) < 1e-9)
  assert.ok(apart(figure.points[2], axial.toPatient([199.5, 99.5, 3])) < 1e-9)
  const again = regionParts(figure, "rectangle", place(axial), { frame: 3, isFrame: true })
  assert.deepEqual(again.geometry, box.geometry)
  const point = figureOf(region("keypoint", { geometry: { x: 50, y: 50, width: 1 }, itemIndex: 0, original: {} }), place(axial))
  assert.deepEqual([point?.kind, point?.points.length], ["probe", 1])
})

test("a mark of another series is not shown here, and unknown words of medicine stay", () => {
  const figure = { kind: "length", points: [axial.toPatient([1, 1, 0]), axial.toPatient([9, 1, 0])] }
  const parts = regionParts(figure, "polygon", place(axial), { frame: 0, isFrame: true, before: { target: "T1", value: 3, points: [] } })
  assert.equal(parts.med.target, "T1")
  near(parts.med.value, 4)
  assert.equal(figureOf(region("polygon", parts), { ...place(axial), uid: "9.9" }), null)
})

test("in a reformat no frame is named, and the frame is that of its middle", () => {
  const figure = { kind: "length", points: [axial.toPatient([10, 10, 0]), axial.toPatient([10, 10, 4])] }
  const { med, itemIndex } = regionParts(figure, "polygon", place(axial), { frame: frameOf(figure, axial), isFrame: false })
  assert.deepEqual([itemIndex, "sop" in med, med.value], [2, false, 12])
})

test("grey values count where the voxel's centre is inside", () => {
  const sample = ([i, j]) => 10 * Math.round(j) + Math.round(i)
  const figure = { kind: "rectangle", points: boxBetween(axial.toPatient([1.5, 2.5, 0]), axial.toPatient([3.5, 4.5, 0]), axial.row, axial.column) }
  // Voxels (2,3) (3,3) (2,4) (3,4) = 32 33 42 43.
  const found = inSlice(figure, axial, 0, sample, "HU")
  assert.deepEqual({ ...found, sd: Math.round(found.sd * 1e6) / 1e6 }, { mean: 37.5, sd: 5.024938, min: 32, max: 43, n: 4, unit: "HU" })
})

test("in another plane the values are taken on a lattice as fine as the finest spacing", () => {
  const points = boxBetween(axial.toPatient([10, 20, 0]), axial.toPatient([50, 20, 4]), axial.row, axial.normal)
  const found = inPlane({ kind: "rectangle", points }, axial, () => 7, "HU")
  assert.deepEqual([found.mean, found.sd, found.min], [7, 0, 7])
  // 20 mm by 12 mm at half a millimetre, give or take an edge.
  assert.ok(Math.abs(found.n - 40 * 24) <= 70, String(found.n))
})

test("statistics of a constant have no scatter however large it is, and of nothing there are none", () => {
  assert.deepEqual(statisticsOf([1e9, 1e9, 1e9], "HU"), { mean: 1e9, sd: 0, min: 1e9, max: 1e9, n: 3, unit: "HU" })
  assert.equal(statisticsOf([], "HU"), null)
  assert.equal(outline({ kind: "probe", points: [[0, 0, 0]] }).length, 1)
})
