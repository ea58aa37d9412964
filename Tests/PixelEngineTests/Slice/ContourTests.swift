import PixelEngine
import Testing

struct ContourTests {
    private func contours(_ rows: [String]) -> [Contour] {
        let cells = rows.flatMap { $0.map { $0 == "#" ? UInt8(1) : 0 } }
        return cells.withUnsafeBufferPointer {
            ContourTracer.contours(of: $0, width: rows[0].count, height: rows.count)
        }
    }

    @Test func `one pixel is a diamond of half its area, with corners half a pixel away`() {
        let found = contours(["...", ".#.", "..."])
        #expect(found.count == 1)
        #expect(
            Set(found[0].points.map { [$0.u, $0.v] }) == [[128, 256], [384, 256], [256, 128], [256, 384]])
        #expect(found[0].doubledArea == 256 * 256)
        #expect(found[0].parent == nil)
    }

    @Test func `a hole runs the other way and an island in it is its child`() {
        let found = contours([
            "#######",
            "#.....#",
            "#.###.#",
            "#.#.#.#",
            "#.###.#",
            "#.....#",
            "#######",
            ".......",
            "##...#.",
        ])
        #expect(found.map(\.isHole) == [false, true, false, true, false, false])
        #expect(found.map(\.parent) == [nil, 0, 1, 2, nil, nil])
    }

    @Test func `pixels that touch at a corner have contours of their own`() {
        #expect(contours(["#.", ".#"]).count == 2)
        #expect(contours([".#", "#."]).count == 2)
        #expect(contours(["##.", "#.#", ".##"]).filter(\.isHole).isEmpty == true)
    }

    @Test func `contours filled again are the mask, simplified by up to a third of a pixel as well`() {
        var random = Seeded(1)
        for turn in 0..<200 {
            let scene = Scene(&random, sides: 3...20, fill: [20, 50, 80][random.below(3)])
            let axis = turn % 3
            let ends = [scene.grid.columns, scene.grid.rows, scene.grid.slices]
            let slice = random.below(ends[axis])
            let tolerance = [0.0, 64, 85][random.below(3)]
            let found = scene.labels.withUnsafeBufferPointer {
                MaskContours.trace(1, in: $0, of: scene.grid, axis: axis, slice: slice, tolerance: tolerance)
            }
            var filled = [UInt8](repeating: 0, count: scene.grid.count)
            let field = MaskContours.inside(found.map(\.points), of: scene.grid, axis: axis, slice: slice)
            for place in scene.places where field.box.contains(place.i, place.j, place.k) {
                filled[scene.grid.index(place.i, place.j, place.k)] =
                    field.cells[field.index(place.i, place.j, place.k)]
            }
            let expected = zip(scene.places, scene.labels).map { place, label in
                [place.i, place.j, place.k][axis] == slice ? label : 0
            }
            #expect(filled == expected)
        }
    }

    @Test func `a staircase is simplified to its ends`() {
        let size = 40
        let rows = (0..<size).map { y in String(repeating: "#", count: y + 1) + String(repeating: ".", count: size - y)
        }
        let all = contours(rows)[0]
        let few = Simplify.closed(all.points, tolerance: 64)
        #expect(all.points.count > 100)
        #expect(few.count <= 8)
        #expect(abs(Contour(points: few).doubledArea - all.doubledArea) < 256 * 256)
    }

    @Test func `a polygon fills the centres inside it by the even-odd rule`() {
        var random = Seeded(2)
        for _ in 0..<200 {
            let lines = (0..<random.within(1...2)).map { _ in
                (0..<random.within(3...7)).map { _ in
                    Contour.Point(u: Int32(random.within(-700...4000)), v: Int32(random.within(-700...4000)))
                }
            }
            let (width, height) = (12, 10)
            var cells = [UInt8](repeating: 0, count: width * height)
            cells.withUnsafeMutableBufferPointer {
                PolygonFill.fill(lines, into: $0, width: width, height: height, origin: (1, 2))
            }
            for y in 0..<height {
                for x in 0..<width {
                    let (u, v) = (Double(x + 1) * 256, Double(y + 2) * 256)
                    var inside = false
                    for line in lines {
                        for (index, a) in line.enumerated() {
                            let b = line[(index + 1) % line.count]
                            guard (Double(a.v) <= v) != (Double(b.v) <= v) else { continue }
                            let part = (v - Double(a.v)) / (Double(b.v) - Double(a.v))
                            if Double(a.u) + part * (Double(b.u) - Double(a.u)) <= u { inside.toggle() }
                        }
                    }
                    #expect(cells[y * width + x] == (inside ? 1 : 0))
                }
            }
        }
    }

    @Test func `two triangles of a square share no pixel and leave none out`() {
        let (a, b, c, d) = (
            Contour.Point(u: 0, v: 0), Contour.Point(u: 2560, v: 0), Contour.Point(u: 2560, v: 2560),
            Contour.Point(u: 0, v: 2560)
        )
        var counts = [Int](repeating: 0, count: 100)
        for triangle in [[a, b, c], [a, c, d]] {
            var cells = [UInt8](repeating: 0, count: 100)
            cells.withUnsafeMutableBufferPointer {
                PolygonFill.fill([triangle], into: $0, width: 10, height: 10)
            }
            for index in cells.indices { counts[index] += Int(cells[index]) }
        }
        #expect(counts.allSatisfy { $0 == 1 })
    }

    @Test func `corners at the ends of what a number holds do not trap`() {
        let ends: [Int32] = [.min, .max, 0, 255, -1]
        var random = Seeded(3)
        for _ in 0..<100 {
            let line = (0..<4).map { _ in Contour.Point(u: ends[random.below(5)], v: ends[random.below(5)]) }
            var cells = [UInt8](repeating: 0, count: 9)
            cells.withUnsafeMutableBufferPointer { PolygonFill.fill([line], into: $0, width: 3, height: 3) }
            #expect(Simplify.closed(line, tolerance: 1).count >= 3)
        }
    }
}
