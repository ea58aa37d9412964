import PixelEngine
import Testing

@Suite("Mask editor")
struct MaskEditorTests {
    let grid = Grid(columns: 24, rows: 20, slices: 12, spacingX: 0.7, spacingY: 0.8, spacingZ: 1.25)

    private func painted() throws -> MaskEditor {
        let editor = try #require(MaskEditor(grid: grid))
        _ = editor.apply(Records.brush([[6, 8, 5], [12, 12, 7]], radius: 3, segment: 1))
        _ = editor.apply(Records.brush([[15, 8, 5]], radius: 4, segment: 2))
        _ = editor.apply(Records.brush([[10, 10, 6]], radius: 3, layer: 2, segment: 9))
        return editor
    }

    @Test func `undo takes back step by step and redo does them again`() throws {
        let editor = try #require(MaskEditor(grid: grid))
        var seeded = Seeded(5)
        var hashes = [editor.hash]
        for _ in 0..<30 {
            let point = [Double(seeded.below(24)), Double(seeded.below(20)), Double(seeded.below(12))]
            let outcome = editor.apply(
                Records.brush(
                    [point], radius: 3, layer: Int32(seeded.below(2)), segment: Int32(seeded.within(1...3)),
                    flags: seeded.below(4) == 0 ? [.ball, .erase] : .ball))
            if outcome.changed > 0 { hashes.append(editor.hash) }
        }
        for hash in hashes.dropLast().reversed() {
            #expect(editor.apply(Records.undo).changed > 0)
            #expect(editor.hash == hash)
        }
        #expect(editor.apply(Records.undo).failure == .nothingToUndo)
        for hash in hashes.dropFirst() {
            #expect(editor.apply(Records.redo).changed > 0)
            #expect(editor.hash == hash)
        }
        #expect(editor.apply(Records.redo).failure == .nothingToUndo)
    }

    @Test func `a new stroke forgets what was taken back`() throws {
        let editor = try painted()
        _ = editor.apply(Records.undo)
        #expect(editor.redoCount == 1)
        _ = editor.apply(Records.brush([[3, 3, 3]], radius: 2))
        #expect(editor.redoCount == 0)
    }

    @Test func `a record that changes nothing is no step and parts strokes`() throws {
        let editor = try painted()
        let steps = editor.undoCount
        let again = editor.apply(Records.brush([[15, 8, 5]], radius: 4, segment: 2))
        #expect(again == MaskOutcome())
        #expect(editor.undoCount == steps)
        // Joined to the record that changed nothing, not to the stroke before it.
        _ = editor.apply(Records.brush([[20, 15, 9]], radius: 2, segment: 2, flags: [.ball, .joined]))
        #expect(editor.undoCount == steps + 1)
    }

    @Test func `the hash tells labels, not how they came about`() throws {
        let one = try painted()
        let other = try painted()
        _ = other.apply(Records.brush([[1, 1, 1]], radius: 2, layer: 5, segment: 7))
        #expect(one.hash != other.hash)
        _ = other.apply(Records.undo)
        #expect(one.hash == other.hash)
        #expect(other.hash(5) == other.hash(11))
    }

    @Test func `the hash is the one its definition says`() throws {
        let small = Grid(columns: 3, rows: 2, slices: 2, spacingX: 1, spacingY: 1, spacingZ: 1)
        let editor = try #require(MaskEditor(grid: small))
        _ = editor.apply(Records.record(.load, segment: 0, [4, 5 << 24 | 3]))
        func fnv(_ bytes: [UInt8]) -> UInt64 {
            bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
        func bytes(_ words: [UInt32]) -> [UInt8] {
            words.flatMap { word in (0..<4).map { UInt8(word >> ($0 * 8) & 255) } }
        }
        func bytes(_ word: UInt64) -> [UInt8] { (0..<8).map { UInt8(word >> ($0 * 8) & 255) } }
        let slices = [fnv(bytes([4, 5 << 24 | 2])), fnv(bytes([5 << 24 | 1, 5]))]
        let layer = fnv(bytes([3, 2, 2]) + slices.flatMap { bytes($0) })
        #expect(editor.hash(0) == layer)
        #expect(editor.hash == fnv(bytes([3, 2, 2, 0]) + bytes(layer)))
    }

    @Test func `a stored state brings the labels back`() throws {
        let editor = try painted()
        let state = editor.state()
        let other = try #require(MaskEditor(grid: grid))
        _ = other.apply(Records.brush([[6, 8, 5]], radius: 3, layer: 4, segment: 3))
        try state.withUnsafeBufferPointer { try other.restore($0) }
        #expect(other.hash == editor.hash)
        #expect(other.state() == state)
        #expect(other.undoCount == 0)
    }

    @Test func `a broken state is refused and changes nothing`() throws {
        let editor = try painted()
        let hash = editor.hash
        let state = editor.state()
        var broken = [[], [99], Array(state.dropLast()), state + [1]]
        var changed = state
        changed[1] += 1
        broken.append(changed)
        changed = state
        changed[3] &= 0xFF00_0000
        broken.append(changed)
        for words in broken {
            #expect(throws: MaskFailure.malformed) {
                try words.withUnsafeBufferPointer { words throws(MaskFailure) in try editor.restore(words) }
            }
        }
        #expect(editor.hash == hash)
    }

    @Test func `versions count the changes of a slice and of no other`() throws {
        let editor = try painted()
        let before = Array(editor.versions(0))
        let outcome = editor.apply(Records.brush([[6, 8, 5]], radius: 2, segment: 4))
        for k in 0..<grid.slices {
            let isTouched = k >= outcome.box.minK && k < outcome.box.endK
            #expect(editor.versions(0)[k] == before[k] + (isTouched ? 1 : 0))
        }
    }

    @Test func `threshold fills what is in the range within the box`() throws {
        let intensities = (0..<grid.count).map { Int16($0 % 500) }
        let editor = try #require(MaskEditor(grid: grid))
        let outcome = editor.apply(
            Records.record(.threshold, segment: 3, [100, 200, 2, 3, 4, 20, 100, 8]), intensities: intensities)
        for k in 0..<grid.slices {
            for j in 0..<grid.rows {
                for i in 0..<grid.columns {
                    let inside = i >= 2 && i < 20 && j >= 3 && k >= 4 && k < 8
                    let index = grid.index(i, j, k)
                    #expect(editor.labels(0)[index] == (inside && (100...200).contains(intensities[index]) ? 3 : 0))
                }
            }
        }
        #expect(outcome.changed > 0)
    }

    @Test func `clearing takes one segment or all that are not locked`() throws {
        let editor = try painted()
        let before = Array(editor.labels(0))
        _ = editor.apply(Records.record(.clear, segment: 1, Records.box(grid)))
        #expect(differences(editor.labels(0), before.map { $0 == 1 ? 0 : $0 }) == 0)
        _ = editor.apply(Records.undo)
        _ = editor.apply(Records.record(.clear, segment: 0, locks: [1], Records.box(grid)))
        #expect(differences(editor.labels(0), before.map { $0 == 2 ? 0 : $0 }) == 0)
    }

    @Test func `loaded runs keep their values, take the record's, and replace when told`() throws {
        let editor = try painted()
        let before = Array(editor.labels(0))
        let words: [Int32] = [10 << 24 | 50, 60, 11 << 24 | 500]
        let values =
            [UInt8](repeating: 10, count: 50) + [UInt8](repeating: 0, count: 60) + [UInt8](repeating: 11, count: 500)
        func expected(_ start: Int, _ value: (UInt8, UInt8) -> UInt8) -> [UInt8] {
            var labels = before
            for (at, new) in values.enumerated() { labels[start + at] = value(new, before[start + at]) }
            return labels
        }
        for (segment, flags, value): (Int32, MaskFlags, (UInt8, UInt8) -> UInt8) in [
            (0, [], { $0 == 0 ? $1 : $0 }), (6, [], { $0 == 0 ? $1 : 6 }), (0, .replace, { new, _ in new }),
            (0, .onlyUnlabelled, { $1 == 0 ? $0 : $1 }),
        ] {
            for kind in [MaskKind.load, .accept] {
                let outcome = editor.apply(Records.record(kind, segment: segment, flags: flags, [2000] + words))
                #expect(outcome.failure == nil)
                #expect(differences(editor.labels(0), expected(2000, value)) == 0)
                _ = editor.apply(Records.undo)
            }
        }
    }

    @Test func `moving to another layer leaves behind what is locked there`() throws {
        let editor = try painted()
        _ = editor.apply(Records.brush([[6, 8, 5]], radius: 2, layer: 1, segment: 5))
        let source = Array(editor.labels(0))
        let target = Array(editor.labels(1))
        _ = editor.apply(Records.record(.move, segment: 1, locks: [5], [1, 8]))
        #expect(
            differences(editor.labels(1), source.indices.map { source[$0] == 1 && target[$0] != 5 ? 8 : target[$0] })
                == 0)
        #expect(
            differences(editor.labels(0), source.indices.map { source[$0] == 1 && target[$0] != 5 ? 0 : source[$0] })
                == 0)
        _ = editor.apply(Records.undo)
        #expect(differences(editor.labels(0), source) == 0)
        #expect(differences(editor.labels(1), target) == 0)
        _ = editor.apply(Records.record(.move, segment: 1, [0, 7]))
        #expect(differences(editor.labels(0), source.map { $0 == 1 ? 7 : $0 }) == 0)
    }

    @Test func `records nobody could mean are refused and change nothing`() throws {
        let editor = try painted()
        let hash = editor.hash
        let good = Records.brush([[3, 3, 3]], radius: 2)
        let cases: [([Int32], MaskFailure)] = [
            ([], .malformed), ([1, 3, 0, 1], .malformed), ([2] + good.dropFirst(), .unknownVersion),
            ([1, 99, 0, 1, 0], .unknownKind), (good + [1], .malformed), (Array(good.dropLast()), .malformed),
            (Records.record(.brush, layer: 16, []), .outOfRange),
            (Records.record(.brush, segment: 256, []), .outOfRange),
            (Records.brush([[3, 3, 3]], radius: 2, segment: 4, locks: [4]), .locked),
            (Records.brush([[3, 3, 3]], radius: 2, flags: []), .malformed),
            (Records.brush([[3, 3, 3]], radius: 0), .outOfRange),
            (Records.record(.load, [0, 0]), .malformed),
            (Records.record(.load, [0, Int32(grid.count + 1)]), .outOfRange),
            (Records.undo + [0], .malformed),
        ]
        for (words, failure) in cases { #expect(editor.apply(words).failure == failure) }
        #expect(editor.hash == hash)
    }

    @Test func `what changes noise voxel by voxel is refused whole`() throws {
        let intensities = (0..<grid.count).map { Int16($0 % 2) }
        let editor = try #require(MaskEditor(grid: grid, maximumChanges: 100))
        _ = editor.apply(Records.brush([[10, 10, 5]], radius: 2, segment: 3))
        let hash = editor.hash
        let records = [
            Records.record(.threshold, segment: 1, [1, 1] + Records.box(grid)),
            Records.record(.floodFill, segment: 1, flags: .diagonal, [256, 0, 0, 1, 1, -1] + Records.box(grid)),
            Records.record(.load, segment: 0, [0] + [Int32](repeating: 1 << 24 | 1, count: 101).flatMap { [$0, 1] }),
        ]
        for record in records {
            #expect(editor.apply(record, intensities: intensities).failure == .tooLarge)
            #expect(editor.hash == hash)
            #expect(editor.undoCount == 1)
        }
    }

    @Test func `a grid that no memory holds has no editor`() {
        #expect(MaskEditor(grid: Grid(columns: 0, rows: 1, slices: 1, spacingX: 1, spacingY: 1, spacingZ: 1)) == nil)
        #expect(MaskEditor(grid: Grid(columns: 1, rows: 1, slices: 1, spacingX: .nan, spacingY: 1, spacingZ: 1)) == nil)
        #expect(
            MaskEditor(grid: Grid(columns: 1 << 20, rows: 1 << 20, slices: 9, spacingX: 1, spacingY: 1, spacingZ: 1))
                == nil)
    }
}
