import Foundation
import PixelEngine
import Testing

/// Cases that native code and WebAssembly must answer alike: `Tests/Web/engine-algorithms.test.js` reads the same file. Written anew with VESALIUS_WRITE_VECTORS=1.
struct AlgorithmVectors {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/engine/algorithms.txt")

    /// Balls of labels 1 to 3 in a volume with soft edges and noise, from whole numbers only.
    private struct Volume {
        let grid: Grid
        var intensities: [Int16]
        var labels: [UInt8]

        init(seed: UInt64, sides: [Int], spacing: [Int]) {
            grid = Grid(
                columns: sides[0], rows: sides[1], slices: sides[2], spacingX: Double(spacing[0]) / 1000,
                spacingY: Double(spacing[1]) / 1000, spacingZ: Double(spacing[2]) / 1000)
            var random = Seeded(seed)
            intensities = (0..<grid.count).map { _ in Int16(random.below(60)) }
            labels = [UInt8](repeating: 0, count: grid.count)
            for ball in 0..<6 {
                let (ci, cj, ck) = (random.below(sides[0]), random.below(sides[1]), random.below(sides[2]))
                let radius = random.within(2...9)
                for k in 0..<sides[2] {
                    for j in 0..<sides[1] {
                        for i in 0..<sides[0] {
                            let square = (i - ci) * (i - ci) + (j - cj) * (j - cj) + (k - ck) * (k - ck)
                            guard square <= radius * radius else { continue }
                            let index = grid.index(i, j, k)
                            intensities[index] += Int16(400 - 3 * square)
                            // Some slices are left out, for interpolation.
                            if k % 3 == 0 { labels[index] = UInt8(ball % 3 + 1) }
                        }
                    }
                }
            }
        }
    }

    @Test func `the answers are those of the file the browser is held to`() throws {
        var lines: [String] = []
        var random = Seeded(2026)
        for turn in 0..<24 {
            let seed = random.next() >> 12
            let sides = (0..<3).map { _ in random.within(6...28) }
            let spacing = (0..<3).map { _ in random.within(300...3000) }
            let volume = Volume(seed: seed, sides: sides, spacing: spacing)
            for words in records(&random, volume) {
                let editor = try #require(MaskEditor(grid: volume.grid))
                _ = editor.apply(
                    Records.record(.load, segment: 0, flags: .replace, [0] + volume.labels.map { Int32($0) << 24 | 1 }))
                let outcome = editor.apply(words, intensities: volume.intensities)
                lines.append(
                    line("record", seed, sides, spacing, words)
                        + " = \(outcome.failure?.rawValue ?? 0) \(outcome.changed) \(hex(editor.hash))")
            }
            let axis = turn % 3
            lines.append(
                line("read", seed, sides, spacing, [Int32(axis), Int32(sides[axis] / 2)])
                    + " = " + reading(volume, axis: axis, slice: sides[axis] / 2))
        }
        let text = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["VESALIUS_WRITE_VECTORS"] != nil {
            try FileManager.default.createDirectory(
                at: Self.file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(differences(text.split(separator: "\n"), expected.split(separator: "\n")) == 0)
    }

    private func line(_ kind: String, _ seed: UInt64, _ sides: [Int], _ spacing: [Int], _ words: [Int32]) -> String {
        func list(_ values: [some BinaryInteger]) -> String { values.map { String($0) }.joined(separator: ",") }
        return "\(kind) \(seed) \(list(sides)) \(list(spacing)) \(list(words))"
    }

    private func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// A record of each kind from 5 to 14, and some of their modes.
    private func records(_ random: inout Seeded, _ volume: Volume) -> [[Int32]] {
        let grid = volume.grid
        let box = Records.box(grid)
        let seed = [grid.columns, grid.rows, grid.slices].map { Int32(random.below($0) * 256) }
        let axis = Int32(random.within(-1...2))
        let segment = Int32(random.within(1...3))
        let square: [Int32] = [300, 300, 0, 2500, 300, 0, 2900, 2700, 0, 400, 2000, 0]
        return [
            Records.record(.floodFill, segment: 4, seed + [100, 500, axis] + box),
            Records.record(.floodFill, segment: 4, flags: .diagonal, seed + [0, 59, -1] + box),
            Records.record(.confidenceGrow, segment: 4, seed + [640, 5, 1, -1] + box),
            Records.record(.islands, segment: segment, [0, 0, 0, 0, 0, 0]),
            Records.record(.islands, segment: segment, [3, 5, 0, 0, 0, 10]),
            Records.record(.fillHoles, segment: segment, [axis, 0]),
            Records.record(.margin, segment: segment, [Int32(random.within(500...5000)), axis]),
            Records.record(.margin, segment: segment, flags: .onlyUnlabelled, [-1200, 2]),
            Records.record(.margin, segment: segment, flags: [.hollowInside, .hollowOutside], [2500, -1]),
            Records.record(.smooth, segment: segment, [0, 2000, 2]),
            Records.record(.smooth, segment: segment, [Int32(random.within(1...2)), 2000, axis]),
            Records.record(.smooth, segment: 0, [3, 1500, -1]),
            Records.record(.boolean, segment: segment, [Int32(random.below(4)), 0, segment % 3 + 1]),
            Records.record(.interpolate, segment: segment, [2, -1, -1]),
            Records.record(.livewire, segment: 4, [2, 1, 4] + square),
            Records.record(.growCut, segment: 0, box + [Int32(random.below(20)), 3]),
        ]
    }

    /// What is read and not changed, as numbers that both sides print alike.
    private func reading(_ volume: Volume, axis: Int, slice: Int) -> String {
        let grid = volume.grid
        return volume.labels.withUnsafeBufferPointer { labels in
            volume.intensities.withUnsafeBufferPointer { intensities in
                var hash = FNV1a()
                for contour in MaskContours.trace(1, in: labels, of: grid, axis: axis, slice: slice, tolerance: 64) {
                    for point in contour.points {
                        hash.add(UInt32(bitPattern: point.u))
                        hash.add(UInt32(bitPattern: point.v))
                    }
                }
                let mesh = SurfaceMesh(of: 1, in: labels, grid, step: 1, rounds: 5)
                for position in mesh.positions { hash.add(position.bitPattern) }
                for corner in mesh.triangles { hash.add(corner) }
                var wire = Livewire(grid, axis: axis, slice: slice)
                let (width, height) =
                    axis == 0
                    ? (grid.rows, grid.slices) : axis == 1 ? (grid.columns, grid.slices) : (grid.columns, grid.rows)
                _ = wire.setSeed(intensities, u: 0, v: 0)
                for word in wire.path(intensities, toU: width - 1, v: height - 1) { hash.add(UInt32(bitPattern: word)) }
                let statistics = SegmentStatistics(
                    of: 1, in: labels, grid, intensities: intensities, within: Box(whole: grid))
                var numbers: [Double] = [
                    statistics.millilitres, statistics.intensities.mean, statistics.intensities.standardDeviation,
                    Double(statistics.intensities.median),
                ]
                if let found = Diameter.longest(of: 1, in: labels, grid, axis: axis) {
                    numbers += [found.diameter.long.millimetres, found.diameter.short.millimetres]
                }
                for number in numbers { hash.add(number.bitPattern) }
                return "\(statistics.voxels) \(hex(hash.value))"
            }
        }
    }
}
