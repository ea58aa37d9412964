import PixelEngine
import Testing

struct StatisticsTests {
    @Test func `sums, spread and percentiles are those of the sorted list`() {
        var random = Seeded(1)
        for _ in 0..<100 {
            let values = (0..<random.within(1...60)).map { _ in Int16(random.within(-32_768...32_767)) }
            var statistics = IntensityStatistics()
            for value in values { statistics.add(value) }
            let mean = values.map(Double.init).reduce(0, +) / Double(values.count)
            let squares = values.map { (Double($0) - mean) * (Double($0) - mean) }.reduce(0, +)
            let sorted = values.sorted()
            #expect(statistics.count == values.count)
            #expect(abs(statistics.mean - mean) < 1e-6)
            let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
            #expect(abs(statistics.standardDeviation - deviation) < 1e-3)
            #expect(statistics.minimum == Int32(sorted[0]))
            #expect(statistics.maximum == Int32(sorted[sorted.count - 1]))
            #expect(statistics.median == Int32(sorted[(sorted.count - 1) / 2]))
            let rank = max(1, (values.count * 9 + 9) / 10)
            #expect(statistics.percentile(900) == Int32(sorted[rank - 1]))
        }
        #expect(IntensityStatistics().median == 0)
    }

    @Test func `a ball of 20 mm has 33.5 ml, wherever its voxels are long`() {
        for spacing in [(1.0, 1.0, 1.0), (0.7, 0.7, 1.25), (1.5, 0.5, 2)] {
            let scene = Scene.ball(side: 101, radius: 20, spacing: spacing)
            let statistics = scene.labels.withUnsafeBufferPointer {
                SegmentStatistics(of: 1, in: $0, scene.grid, intensities: .none, within: Box(whole: scene.grid))
            }
            let expected = 4.0 / 3 * Double.pi * 8
            #expect(abs(statistics.millilitres - expected) / expected < 0.005)
            #expect(statistics.centre.map { [$0.i, $0.j, $0.k] } == [50, 50, 50])
            #expect(statistics.intensities.count == 0)
        }
    }

    @Test func `a rectangle on the voxels takes their values, and the same on a turned plane`() throws {
        var random = Seeded(2)
        let scene = Scene(&random, sides: 12...12, values: 500)
        let square = [(2, 3), (6, 3), (6, 8), (2, 8)].map { Contour.Point(u: $0.0 * 256 - 128, v: $0.1 * 256 - 128) }
        try scene.intensities.withUnsafeBufferPointer { intensities in
            for axis in 0..<3 {
                var expected: [Int16] = []
                for v in 3..<8 {
                    for u in 2..<6 {
                        let (i, j, k) = axis == 0 ? (4, u, v) : axis == 1 ? (u, 4, v) : (u, v, 4)
                        expected.append(intensities[scene.grid.index(i, j, k)])
                    }
                }
                let plane = PlaneStatistics.Plane(
                    origin: axis == 0 ? (4, 0, 0) : axis == 1 ? (0, 4, 0) : (0, 0, 4),
                    right: axis == 0 ? (0, 1, 0) : (1, 0, 0), down: axis == 2 ? (0, 1, 0) : (0, 0, 1))
                let found = try #require(PlaneStatistics.polygon(square, plane, scene.grid, intensities))
                #expect(found.count == 20)
                #expect(found.maximum == Int32(expected.max() ?? 0))
                #expect(abs(found.mean - expected.map(Double.init).reduce(0, +) / 20) < 1e-9)
            }
            let ramp = (0..<scene.grid.count).map { Int16($0 % 12 * 100) }
            let diagonal = PlaneStatistics.Plane(origin: (0, 0, 0), right: (0.5, 0.5, 0), down: (0, 0, 0.5))
            let found = try ramp.withUnsafeBufferPointer {
                try #require(PlaneStatistics.polygon(square, diagonal, scene.grid, $0))
            }
            #expect(found.count == 20)
            #expect(found.mean == 175)
            #expect(found.minimum == 100 && found.maximum == 250)
        }
    }

    @Test func `an ellipse has the area of an ellipse, and what lies outside the volume does not count`() throws {
        let grid = Grid(columns: 100, rows: 100, slices: 1, spacingX: 1, spacingY: 1, spacingZ: 1)
        let intensities = [Int16](repeating: 7, count: grid.count)
        let plane = PlaneStatistics.Plane(origin: (0, 0, 0), right: (1, 0, 0), down: (0, 1, 0))
        try intensities.withUnsafeBufferPointer { intensities in
            let whole = try #require(
                PlaneStatistics.ellipse(
                    centre: Contour.Point(u: 50 * 256, v: 50 * 256), halfWidth: 30 * 256, halfHeight: 20 * 256, plane,
                    grid, intensities))
            #expect(abs(Double(whole.count) - .pi * 600) < 12)
            #expect(whole.mean == 7 && whole.standardDeviation == 0)
            let half = try #require(
                PlaneStatistics.ellipse(
                    centre: Contour.Point(u: 0, v: 50 * 256), halfWidth: 30 * 256, halfHeight: 20 * 256, plane, grid,
                    intensities))
            #expect(half.count > whole.count / 2 && half.count < whole.count * 11 / 20)
            let huge = PlaneStatistics.ellipse(
                centre: Contour.Point(u: .min, v: .max), halfWidth: .max, halfHeight: .max, plane, grid, intensities)
            #expect(huge == nil)
        }
    }

    @Test func `axes are those of the shape: long, and short across it`() throws {
        let grid = Grid(columns: 60, rows: 60, slices: 3, spacingX: 0.5, spacingY: 2, spacingZ: 1)
        var labels = [UInt8](repeating: 0, count: grid.count)
        // 40 pixels of 0.5 mm by 6 of 2 mm.
        for j in 10..<16 { for i in 5..<45 { labels[grid.index(i, j, 1)] = 4 } }
        labels[grid.index(50, 50, 2)] = 4
        let found = try labels.withUnsafeBufferPointer {
            try #require(Diameter.longest(of: 4, in: $0, grid, axis: 2))
        }
        #expect(found.slice == 1)
        // From the corner of the outline to the other: 20 by 10 mm, or 19.5 by 12 mm.
        #expect(abs(found.diameter.long.millimetres - (19.5 * 19.5 + 144).squareRoot()) < 1e-9)
        #expect(found.diameter.short.millimetres < 20)
        // The ends of the short axis are as far apart as it says, and at a right angle to the long one.
        func vector(_ axis: Diameter.Axis) -> (Double, Double) {
            (Double(axis.end.u - axis.start.u) / 256 * 0.5, Double(axis.end.v - axis.start.v) / 256 * 2)
        }
        let (long, short) = (vector(found.diameter.long), vector(found.diameter.short))
        let length = (short.0 * short.0 + short.1 * short.1).squareRoot()
        #expect(abs(length - found.diameter.short.millimetres) < 0.02)
        #expect(abs(long.0 * short.0 + long.1 * short.1) < 0.5)
    }

    @Test func `the long axis is the greatest distance of any two corners`() throws {
        var random = Seeded(4)
        for _ in 0..<60 {
            let scene = Scene(&random, sides: 3...9, fill: 60)
            try scene.labels.withUnsafeBufferPointer { labels in
                let contours = MaskContours.trace(1, in: labels, of: scene.grid, axis: 2, slice: 0, tolerance: 0)
                guard !contours.isEmpty else { return }
                let spacing = scene.grid.pixelSpacing(across: 2)
                var expected = 0.0
                for contour in contours where !contour.isHole {
                    for a in contour.points {
                        for b in contour.points {
                            let (x, y) = (Double(a.u - b.u) / 256 * spacing.u, Double(a.v - b.v) / 256 * spacing.v)
                            expected = max(expected, (x * x + y * y).squareRoot())
                        }
                    }
                }
                let found = try #require(Diameter(contours, spacing: spacing))
                #expect(abs(found.long.millimetres - expected) < 1e-9)
                #expect(found.short.millimetres <= found.long.millimetres + 1e-9)
            }
        }
    }
}
