import PixelEngine
import Testing

@Suite("Brush")
struct BrushTests {
    let grid = Grid(columns: 40, rows: 36, slices: 20, spacingX: 0.7, spacingY: 0.8, spacingZ: 1.25)

    /// Every voxel tested by itself against the distance to the line.
    private func twin(_ a: Vector, _ b: Vector, _ radius: Double, normal: Vector?, half: Double) -> [UInt8] {
        let start = grid.millimetres(a)
        var axis = grid.millimetres(b) - start
        if let normal { axis = axis.across(normal) }
        var labels = [UInt8](repeating: 0, count: grid.count)
        for k in 0..<grid.slices {
            for j in 0..<grid.rows {
                for i in 0..<grid.columns {
                    var q = grid.millimetres(Vector(Double(i), Double(j), Double(k))) - start
                    if let normal {
                        let depth = q.dot(normal)
                        if depth < -half || depth >= half { continue }
                        q = q.across(normal)
                    }
                    let length = axis.dot(axis)
                    let t = length > 0 ? min(1, max(0, q.dot(axis) / length)) : 0
                    let away = q - axis * t
                    if away.dot(away) <= radius * radius { labels[grid.index(i, j, k)] = 1 }
                }
            }
        }
        return labels
    }

    @Test func `a ball swept along a line is what is near the line`() throws {
        var seeded = Seeded(1)
        for _ in 0..<40 {
            let points = (0..<2).map { _ in
                [Double(seeded.within(-5...44)), Double(seeded.within(-5...40)), Double(seeded.within(-3...22))].map {
                    $0 + 0.125
                }
            }
            let editor = try #require(MaskEditor(grid: grid))
            let radius = Double(seeded.within(1...9)) + 0.013
            let outcome = editor.apply(Records.brush(points, radius: radius))
            let expected = twin(
                Vector(points[0][0], points[0][1], points[0][2]), Vector(points[1][0], points[1][1], points[1][2]),
                radius,
                normal: nil, half: 0)
            #expect(outcome.failure == nil)
            #expect(differences(editor.labels(0), expected) == 0)
            #expect(outcome.changed == expected.count { $0 == 1 })
        }
    }

    @Test func `an oblique disc is a slab of what is near the line`() throws {
        var seeded = Seeded(2)
        for _ in 0..<40 {
            let points = (0..<2).map { _ in
                [Double(seeded.within(0...39)), Double(seeded.within(0...35)), Double(seeded.within(0...19))].map {
                    $0 + 0.375
                }
            }
            let direction = (0..<3).map { _ in Int32(seeded.within(-65536...65536)) }
            let normal = try #require(
                Vector(Double(direction[0]), Double(direction[1]), Double(direction[2])).normalised)
            let editor = try #require(MaskEditor(grid: grid))
            _ = editor.apply(Records.brush(points, radius: 6.017, normal: direction, thickness: 3.1, flags: []))
            let expected = twin(
                Vector(points[0][0], points[0][1], points[0][2]), Vector(points[1][0], points[1][1], points[1][2]),
                6.017,
                normal: normal, half: 1.55)
            #expect(differences(editor.labels(0), expected) == 0)
        }
    }

    @Test func `a disc in a slice stays in it, wherever between slices the pointer is`() throws {
        for k in [0.0, 4.49, 4.5, 4.51, 19.0] {
            for (axis, normal) in [[65536, 0, 0], [0, 65536, 0], [0, 0, 65536], [0, 0, -65536]].enumerated() {
                let editor = try #require(MaskEditor(grid: grid))
                let outcome = editor.apply(
                    Records.brush([[k, k, k]], radius: 5, normal: normal.map { Int32($0) }, flags: []))
                let thickness = [
                    outcome.box.endI - outcome.box.minI, outcome.box.endJ - outcome.box.minJ,
                    outcome.box.endK - outcome.box.minK,
                ]
                #expect(thickness[min(axis, 2)] == 1)
            }
        }
    }

    @Test func `a stroke without gaps: many dabs of one record equal the records of its segments`() throws {
        let points = [[5.0, 5, 5], [20, 9, 8], [30, 30, 15], [2, 33, 3]]
        let whole = try #require(MaskEditor(grid: grid))
        _ = whole.apply(Records.brush(points, radius: 3))
        let parts = try #require(MaskEditor(grid: grid))
        for at in 1..<points.count {
            _ = parts.apply(
                Records.brush([points[at - 1], points[at]], radius: 3, flags: at == 1 ? .ball : [.ball, .joined]))
        }
        #expect(whole.hash == parts.hash)
        #expect(parts.undoCount == 1)
        _ = parts.apply(Records.undo)
        #expect(parts.labels(0).allSatisfy { $0 == 0 })
    }

    @Test func `gates let through what they say`() throws {
        var seeded = Seeded(3)
        let intensities = (0..<grid.count).map { _ in Int16(seeded.within(-1000...1000)) }
        let editor = try #require(MaskEditor(grid: grid))
        _ = editor.apply(Records.brush([[10, 10, 10]], radius: 4, segment: 2))
        _ = editor.apply(Records.brush([[14, 10, 10]], radius: 4, segment: 3))
        let before = Array(editor.labels(0))

        let stroke = { (flags: MaskFlags, locks: [UInt8]) in
            Records.brush(
                [[5, 10, 10], [20, 12, 10]], radius: 5, gate: [-100, 500], segment: 4, flags: flags.union(.ball),
                locks: locks)
        }
        let cases: [(MaskFlags, [UInt8], (UInt8, Int16) -> Bool)] = [
            (.gate, [], { _, value in (-100...500).contains(value) }),
            (.onlyUnlabelled, [], { old, _ in old == 0 }),
            (.onlyOver.union(MaskFlags(rawValue: 3 << 8)), [], { old, _ in old == 3 }),
            ([], [2], { old, _ in old != 2 }),
            ([.gate, .onlyUnlabelled], [3], { old, value in old == 0 && (-100...500).contains(value) }),
        ]
        let all = try #require(MaskEditor(grid: grid))
        _ = all.apply(stroke([], []))
        let reach = Array(all.labels(0))
        for (flags, locks, passes) in cases {
            let outcome = editor.apply(stroke(flags, locks), intensities: intensities)
            #expect(outcome.failure == nil)
            let expected = before.indices.map { reach[$0] != 0 && passes(before[$0], intensities[$0]) ? 4 : before[$0] }
            #expect(differences(editor.labels(0), expected) == 0)
            _ = editor.apply(Records.undo)
            #expect(differences(editor.labels(0), before) == 0)
        }
    }

    @Test func `the eraser takes its own segment, or all that are not locked`() throws {
        let editor = try #require(MaskEditor(grid: grid))
        _ = editor.apply(Records.brush([[10, 10, 10]], radius: 4, segment: 2))
        _ = editor.apply(Records.brush([[16, 10, 10]], radius: 4, segment: 3))
        let before = Array(editor.labels(0))
        _ = editor.apply(Records.brush([[13, 10, 10]], radius: 30, segment: 3, flags: [.ball, .erase]))
        #expect(differences(editor.labels(0), before.map { $0 == 3 ? 0 : $0 }) == 0)
        _ = editor.apply(Records.undo)
        _ = editor.apply(Records.brush([[13, 10, 10]], radius: 30, segment: 0, flags: [.ball, .erase], locks: [3]))
        #expect(differences(editor.labels(0), before.map { $0 == 2 ? 0 : $0 }) == 0)
    }

    @Test func `the adaptive brush stops at an edge and does not jump it`() throws {
        // Two bright bars with a dark one between them.
        let intensities = (0..<grid.count).map { index in
            Int16(index % grid.columns / 8 % 2 == 0 ? 100 + index % 3 : -500)
        }
        let editor = try #require(MaskEditor(grid: grid))
        _ = editor.apply(
            Records.brush([[4, 15, 10]], radius: 12, flags: [.ball, .adaptive]), intensities: intensities)
        let columns = Set(editor.labels(0).indices.filter { editor.labels(0)[$0] != 0 }.map { $0 % grid.columns })
        #expect(columns == Set(0..<8))
    }

    @Test func `a brush that needs intensities says so and leaves no trace`() throws {
        let editor = try #require(MaskEditor(grid: grid))
        for flags: MaskFlags in [.gate, .adaptive] {
            let outcome = editor.apply(Records.brush([[4, 15, 10]], radius: 12, flags: flags.union(.ball)))
            #expect(outcome == MaskOutcome(failure: .needsIntensities))
        }
        #expect(editor.undoCount == 0)
    }
}
