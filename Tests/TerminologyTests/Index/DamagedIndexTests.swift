import Testing

@testable import Terminology

/// A file that is not as it was written is refused with a reason, whatever is wrong with it.
struct DamagedIndexTests {
    let folder: TemporaryFolder
    let path: String
    let good: [UInt8]

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/a.vxt"
        _ = try IndexBuilder.build(SmallRelease.draft(), to: path)
        good = contents(of: path)
    }

    /// The bytes that mean something: header, sections, table; not what fills up between them.
    private var meaning: [Range<Int>] {
        get throws {
            let file = try IndexFile(path)
            let table = good.count - file.entries.count * FileLayout.entrySize
            return [0..<48] + file.entries.filter { $0.length > 0 }.map { $0.offset..<$0.offset + $0.length }
                + [table..<good.count]
        }
    }

    @Test func `a changed bit is found wherever it is`() throws {
        var random = SeededNumbers(11)
        for range in try meaning {
            var next = range.lowerBound
            while next < range.upperBound {
                let at = next
                next += 1 + Int(random.next() % 7)
                var bad = good
                bad[at] ^= 1 << UInt8(random.next() % 8)
                put(bad, at: path)
                #expect(throws: IndexFailure.self, "byte \(at)") { try TerminologyIndex.open(path) }
            }
        }
        put(good, at: path)
        _ = try TerminologyIndex.open(path)
    }

    @Test func `every shorter file is refused, and a longer one`() throws {
        for length in stride(from: 0, to: good.count, by: 61) {
            put(Array(good[..<length]), at: path)
            #expect(throws: IndexFailure.self, "\(length) bytes") { try TerminologyIndex.open(path) }
        }
        put(good + [0], at: path)
        #expect(throws: IndexFailure.self) { try TerminologyIndex.open(path) }
    }

    @Test func `exchanged sections, zeroes and noise are refused`() throws {
        var random = SeededNumbers(12)
        let ranges = try meaning
        for _ in 0..<200 {
            var bad = good
            switch random.next() % 3 {
            case 0:
                let range = ranges[Int(random.next() % UInt64(ranges.count))]
                for at in range { bad[at] = UInt8(truncatingIfNeeded: random.next()) }
            case 1:
                let range = ranges[Int(random.next() % UInt64(ranges.count))]
                for at in range { bad[at] = 0 }
            default:
                let (a, b) = (Int(random.next() % UInt64(good.count)), Int(random.next() % UInt64(good.count)))
                let length = min(64, good.count - max(a, b))
                for at in 0..<length { bad.swapAt(a + at, b + at) }
            }
            // What changed nothing that means something must still open.
            let isChanged = ranges.contains { range in bad[range] != good[range] }
            put(bad, at: path)
            if isChanged {
                #expect(throws: IndexFailure.self) { try TerminologyIndex.open(path) }
            } else {
                _ = try TerminologyIndex.open(path)
            }
        }
    }

    @Test func `numbers out of range are found even where the checksums are right`() throws {
        // Each section in turn with its highest numbers: what is then read must end, whether it is refused or not.
        let file = try IndexFile(path)
        var refused = 0
        for entry in file.entries where entry.length > 0 {
            let other = folder.path + "/b.vxt"
            let writer = try SectionWriter(other)
            for section in file.entries {
                var bytes = Array(file.bytes(section))
                if section.name == entry.name { bytes = [UInt8](repeating: 0xFF, count: bytes.count) }
                try bytes.withUnsafeBytes {
                    try writer.write(section.name, width: section.width, constant: section.constant, $0)
                }
            }
            try writer.finish()
            do {
                let index = try TerminologyIndex.open(other)
                for concept in index.allConcepts() { touch(concept, in: index) }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 25)
    }

    private func touch(_ concept: Concept, in index: TerminologyIndex) {
        var set = index.emptySet()
        index.insertDescendants(of: concept, orSelf: true, into: &set)
        _ = index.attributes(of: concept)
        _ = index.descriptions(of: concept)
        _ = index.properties(of: concept)
        _ = index.maps(of: concept)
        _ = index.history(of: concept)
        _ = index.path(to: concept)
        _ = index.concept(code: index.code(concept))
        for name in index.referenceSets {
            guard let view = index.referenceSet(name) else { continue }
            for row in view.rows(of: concept) {
                for column in view.columnNames.indices { _ = view.field(row, column) }
            }
        }
    }

    @Test func `a file of another format says so`() throws {
        var older = good
        older[8] = 0
        put(older, at: path)
        #expect(throws: IndexFailure.otherFormat(path: path, found: 0, expected: FileLayout.format)) {
            try TerminologyIndex.open(path)
        }
        put(Array("not an index".utf8) + [UInt8](repeating: 0, count: 100), at: path)
        #expect(throws: IndexFailure.notAnIndex(path: path)) { try TerminologyIndex.open(path) }
        #expect(throws: IndexFailure.self) { try TerminologyIndex.open(folder.path + "/nothing.vxt") }
        #expect(throws: IndexFailure.self) { try TerminologyIndex.open(folder.path) }
    }
}
