import Foundation
import PixelEngine
import Testing

/// Debug builds check every access and every sum: what this survives does not write beside a volume in a release build.
@Suite("Records out of order")
struct RecordMutationTests {
    /// Rounds through all vectors' records: a few in every run, more on request.
    private static let rounds = ProcessInfo.processInfo.environment["VESALIUS_MUTATIONS"].flatMap { Int($0) } ?? 20

    private static let grids = [
        Grid(columns: 24, rows: 20, slices: 12, spacingX: 0.7, spacingY: 0.8, spacingZ: 1.25),
        Grid(columns: 1, rows: 9, slices: 5, spacingX: 3, spacingY: 0.01, spacingZ: 40),
        Grid(columns: 70, rows: 3, slices: 1, spacingX: 0.3, spacingY: 0.3, spacingZ: 5),
    ]

    @Test(arguments: RecordMutationTests.grids.indices)
    func `records with words turned, added or lost trap nowhere, and undo takes all of them back`(_ which: Int) throws {
        let grid = Self.grids[which]
        var seeded = Seeded(UInt64(which + 1))
        let intensities = scene(grid, seed: 3)
        let records = EngineVector.all.filter { $0.kind == "mask" }.flatMap(\.records)
        #expect(records.count > 50)
        for _ in 0..<Self.rounds {
            let editor = try #require(MaskEditor(grid: grid))
            let empty = editor.hash
            for record in records {
                _ = editor.apply(Self.mutated(record, &seeded), intensities: seeded.below(5) == 0 ? [] : intensities)
            }
            while editor.undoCount > 0 { #expect(editor.apply(Records.undo).failure == nil) }
            #expect(editor.hash == empty)
        }
    }

    private static func mutated(_ record: [Int32], _ seeded: inout Seeded) -> [Int32] {
        var record = record
        for _ in 0..<seeded.below(4) where !record.isEmpty {
            // The first words seldom, so that most records come through the door.
            let at =
                seeded.below(4) == 0
                ? seeded.below(record.count) : min(record.count - 1, 4 + seeded.below(record.count))
            switch seeded.below(6) {
            case 0: record[at] = Int32(truncatingIfNeeded: seeded.next())
            case 1: record[at] ^= 1 << Int32(seeded.below(32))
            case 2: record[at] = [0, -1, 1, Int32.max, Int32.min, 255, 256, 65536][seeded.below(8)]
            case 3: record[at] = 0 &- record[at]
            case 4: record.insert(Int32(seeded.below(600) - 100), at: at)
            default: record.remove(at: at)
            }
        }
        return record
    }
}
