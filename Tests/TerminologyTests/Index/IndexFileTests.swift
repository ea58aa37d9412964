import Testing

@testable import Terminology

struct IndexFileTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/a.vxt"
    }

    @Test func `columns come back as they were written`() throws {
        let writer = try SectionWriter(path)
        let numbers = (0..<100_000).map { UInt32($0 &* 2_654_435_761 & 0xFFFF_FFFF) }
        try writer.write("numbers", numbers)
        try writer.write("long", [UInt64.max, 0, 7])
        try writer.write("empty", [UInt16]())
        let length = try writer.finish()
        #expect(contents(of: path).count == length)

        let file = try IndexFile(path)
        try file.verify([:])
        #expect(try Array(file.column("numbers", as: UInt32.self).buffer) == numbers)
        #expect(try Array(file.column("long", as: UInt64.self, count: 3).buffer) == [UInt64.max, 0, 7])
        #expect(try file.column("empty", as: UInt16.self).count == 0)
        #expect(throws: IndexFailure.self) { try file.column("numbers", as: UInt16.self) }
        #expect(throws: IndexFailure.self) { try file.column("other", as: UInt16.self) }
    }

    @Test func `nothing is there before everything is`() throws {
        do {
            let writer = try SectionWriter(path)
            try writer.write("numbers", [UInt32](repeating: 1, count: 10))
            #expect(throws: IndexFailure.self) { try IndexFile(path) }
        }
        #expect(contents(of: path + ".part").isEmpty)
    }

    @Test(arguments: [0, 1, 255, 256, 65_535, 65_536, 16_777_215, 16_777_216, 4_294_967_295])
    func `narrow columns keep their numbers, whatever the highest`(highest: UInt32) throws {
        let numbers = (0..<5000).map { UInt32(UInt64($0) * UInt64(highest) / 4999) }
        let writer = try SectionWriter(path)
        try writer.writeNarrow("narrow", numbers)
        try writer.finish()
        let file = try IndexFile(path)
        try file.verify(["narrow": .below(Int(highest) + 1)])
        let column = try file.narrow("narrow", count: 5000)
        #expect((0..<5000).map { column[$0] } == numbers)
        if highest > 0 {
            #expect(throws: IndexFailure.self) { try file.verify(["narrow": .below(Int(highest))]) }
        }
    }

    @Test(arguments: [0, 1, 29, 30, 31, 200_000], [3, 100_000])
    func `offsets keep their ranges, packed or not`(count: Int, longest: UInt32) throws {
        var offsets: [UInt32] = [0]
        for index in 0..<count { offsets.append(offsets[index] + (index % 97 == 5 ? longest : UInt32(index % 3))) }
        let writer = try SectionWriter(path)
        try writer.writeOffsets("offsets", offsets)
        try writer.finish()
        let file = try IndexFile(path)
        try file.verify(["offsets": .packedOffsets(end: Int(offsets[count]))])
        #expect(throws: IndexFailure.self) {
            try file.verify(["offsets": .packedOffsets(end: Int(offsets[count]) + 1)])
        }
        let column = try file.offsets("offsets", count: count)
        #expect((0...count).map { UInt32(column.offset($0)) } == offsets)
    }

    // The second begins a piece that is checked apart from the one before.
    @Test(arguments: [60_000, FileLayout.pieceSize / 4, 99_999])
    func `offsets that fall are refused`(at: Int) throws {
        var offsets = (0..<100_000).map { UInt32($0) }
        offsets[at] = 5
        let writer = try SectionWriter(path)
        try writer.write("offsets", offsets)
        try writer.finish()
        let file = try IndexFile(path)
        #expect(throws: IndexFailure.self) { try file.verify(["offsets": .offsets(end: Int(offsets[99_999]))]) }
    }

    @Test func `a changed bit of a long section is found, whichever piece it is in`() throws {
        let writer = try SectionWriter(path)
        try writer.write("long", (0..<200_000).map { UInt32($0) &* 2_654_435_761 })
        try writer.finish()
        let good = contents(of: path)
        let piece = FileLayout.pieceSize
        for at in [0, 7, piece - 1, piece, 2 * piece - 8, 4 * piece, 800_000 - 1] {
            var bad = good
            bad[64 + at] ^= 0x10
            put(bad, at: path)
            #expect(throws: IndexFailure.damaged(path: path, part: "long", reason: "its checksum differs")) {
                try IndexFile(path).verify([:])
            }
        }
    }

    @Test func `a number that means nothing else may be none`() throws {
        let writer = try SectionWriter(path)
        try writer.write("a", [UInt32](repeating: .max, count: 50) + [9])
        try writer.finish()
        let file = try IndexFile(path)
        try file.verify(["a": .below(10, orNone: true)])
        #expect(throws: IndexFailure.self) { try file.verify(["a": .below(9, orNone: true)]) }
        #expect(throws: IndexFailure.self) { try file.verify(["a": .below(10)]) }
    }

    @Test func `every changed bit, and every shorter file, is refused`() throws {
        let writer = try SectionWriter(path)
        try writer.write("numbers", (0..<60).map { UInt32($0) })
        try writer.write("odd", [UInt8](0..<77))
        try writer.finish()
        let good = contents(of: path)
        // What lies between the sections is not theirs.
        let padding = (64 + 240)..<FileLayout.aligned(64 + 240)
        let padding2 = (padding.upperBound + 77)..<FileLayout.aligned(padding.upperBound + 77)
        for at in good.indices where !padding.contains(at) && !padding2.contains(at) && !(48..<64).contains(at) {
            var bad = good
            bad[at] ^= 1 << UInt8(at % 8)
            put(bad, at: path)
            #expect(throws: IndexFailure.self, "byte \(at)") { try IndexFile(path).verify([:]) }
        }
        for length in stride(from: 0, to: good.count, by: 5) {
            put(Array(good[..<length]), at: path)
            #expect(throws: IndexFailure.self, "\(length) bytes") { try IndexFile(path).verify([:]) }
        }
    }
}
