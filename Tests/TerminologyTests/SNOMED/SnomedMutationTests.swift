import Testing

@testable import Terminology

struct SnomedMutationTests {
    /// A change of the sample, and where the complaint must point.
    struct Damage: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var kind: TinyRelease.Kind
        /// From 0.
        var row: Int
        var column: Int
        var value: String
        var reason: String
    }

    static let damages: [Damage] = [
        .init("a wrong check digit of a concept", .concept, 3, 0, "138875006", "check digit"),
        .init("a description among the concepts", .concept, 3, 0, "10435459999998119", "no identifier of a concept"),
        .init("letters in an identifier", .concept, 3, 0, "13887500x", "6 to 18 digits"),
        .init("a day that is none", .concept, 3, 1, "20261301", "no day"),
        .init("a truth that is none", .concept, 3, 2, "2", "neither 0 nor 1"),
        .init("an empty truth", .concept, 3, 2, "", "neither 0 nor 1"),
        .init("a wrong module", .concept, 3, 3, "900000000000207009", "check digit"),
        .init("an unknown status", .concept, 3, 4, "900000000000003001", "neither “primitive”"),
        .init("a description of nothing", .description, 5, 4, "999999999999998100", "not in the release"),
        .init("a language that is none", .description, 5, 5, "e?", "language"),
        .init("an unknown type", .description, 5, 6, "999999999999998100", "type"),
        .init("no term", .description, 5, 7, "", "empty"),
        .init("an unknown case", .description, 5, 8, "900000000000003001", "case"),
        .init("an unknown child", .relationship, 2, 4, "999999999999998100", "not in the release"),
        .init("an unknown parent", .relationship, 2, 5, "999999999999998100", "not in the release"),
        .init("a parent that is no number", .relationship, 2, 5, "-", "6 to 18 digits"),
        .init("a group that is none", .relationship, 2, 6, "70000", "group"),
        .init("an unknown type of relationship", .relationship, 2, 7, "999999999999998100", "not in the release"),
        .init("an unknown kind of relationship", .relationship, 2, 8, "116680003", "kind"),
        .init("an unknown modifier", .relationship, 2, 9, "116680003", "modifier"),
        .init("a value without its sign", .concreteValues, 0, 5, "500", "neither #number"),
        .init("a member that is no UUID", .language, 4, 0, "1234", "UUID"),
        .init("an unknown acceptability", .language, 4, 6, "900000000000003001", "acceptable"),
        .init("a description with a wrong check digit", .language, 4, 5, "10435459999998118", "check digit"),
        .init("a target that is none", .association, 0, 6, "12", "6 to 18 digits"),
        .init("a member with a wrong check digit", .simple, 0, 5, "138875006", "check digit"),
        .init("a first module that is no number", .concept, 0, 3, "x", "6 to 18 digits"),
        .init("a first language that is empty", .description, 0, 5, "", "language"),
        .init("a first language set that is no number", .language, 0, 4, "x", "6 to 18 digits"),
        .init("a reference set that is no number", .simple, 0, 4, "x", "6 to 18 digits"),
        .init("a group of a map that is none", .extendedMap, 1, 6, "one", "whole number"),
        .init("an open bracket", .owl, 0, 6, "SubClassOf(:1 :2", "not closed"),
        .init("a dependency without a day", .moduleDependency, 0, 6, "", "no day"),
        .init("terms that go on and on", .description, 5, 7, String(repeating: "x", count: 40_000), "bytes"),
    ]

    @Test(arguments: damages)
    func `damage is refused with file, line and column`(damage: Damage) throws {
        var release = TinyRelease.sample().release
        let table = try #require(release.tables[damage.kind])
        release.tables[damage.kind]?.rows[damage.row][damage.column] = damage.value
        let failure = try #require(refusal(of: release.files))
        let problem = try #require(failure.problems.first)
        #expect(problem.file == table.path)
        #expect(problem.line == damage.row + 2)
        #expect(problem.column == table.header[damage.column])
        #expect(problem.reason.contains(damage.reason), "\(problem.reason)")
    }

    @Test(arguments: TinyRelease.Kind.allCases)
    func `a row that comes twice is refused with both lines`(kind: TinyRelease.Kind) throws {
        var release = TinyRelease.sample().release
        guard kind != .statedRelationship, let row = release.tables[kind]?.rows.first else { return }
        release.tables[kind]?.rows.append(row)
        let line = (release.tables[kind]?.rows.count ?? 0) + 1
        let failure = try #require(refusal(of: release.files))
        #expect(failure.problems.map(\.line) == [line])
        #expect(failure.problems.first?.file == release.tables[kind]?.path)
        #expect(failure.problems.first?.reason.contains("first in line 2") == true)
    }

    @Test(arguments: TinyRelease.Kind.allCases)
    func `wrong columns are refused with file and line`(kind: TinyRelease.Kind) throws {
        let sample = TinyRelease.sample().release
        guard kind != .statedRelationship, let table = sample.tables[kind] else { return }
        if !table.rows.isEmpty {
            for change in [-1, 1] {
                var release = sample
                if change < 0 {
                    release.tables[kind]?.rows[0].removeLast()
                } else {
                    release.tables[kind]?.rows[0].append("")
                }
                let problem = try #require(refusal(of: release.files)?.problems.first)
                #expect((problem.file, problem.line) == (table.path, 2))
                #expect(problem.reason.contains("columns"))
            }
        }
        var release = sample
        release.tables[kind]?.header[1] = "effectivetimes"
        let problem = try #require(refusal(of: release.files)?.problems.first)
        #expect((problem.file, problem.line) == (table.path, 1))
    }

    @Test func `text that is no UTF-8 is refused where it stands`() throws {
        let sample = TinyRelease.sample().release
        for wrong: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
            var files = sample.files
            let path = try #require(sample.tables[.description]?.path)
            var bytes = try #require(files[path])
            let lines = bytes.split(separator: 0x0A)
            let line = try #require(lines.firstIndex { $0.contains(0xC3) }) + 1
            let place = try #require(bytes.firstIndex(of: 0xC3))
            bytes.insert(contentsOf: wrong, at: place)
            files[path] = bytes
            let problem = try #require(refusal(of: files)?.problems.first)
            #expect((problem.file, problem.line, problem.column) == (path, line, "term"))
            #expect(problem.reason.contains("UTF-8"))
        }
    }

    @Test(arguments: TinyRelease.Kind.allCases)
    func `a table cut anywhere is refused or loses whole rows only`(kind: TinyRelease.Kind) throws {
        let sample = TinyRelease.sample().release
        guard kind != .statedRelationship, let table = sample.tables[kind] else { return }
        let files = sample.files
        let bytes = try #require(files[table.path])
        let header = table.header.joined(separator: "\t").utf8.count + 2
        // Around the beginning, the ends of the header and of the file, and some between.
        let places =
            [0, 1, 5] + Array(header - 3...header + 2) + (bytes.count - 22..<bytes.count).map { $0 }
            + stride(from: header, to: bytes.count, by: max(1, bytes.count / 12))
        try TinyRelease.withFolder { folder in
            for place in Set(places).sorted() where place >= 0 && place < bytes.count {
                var cut = files
                cut[table.path] = Array(bytes[..<place])
                let endsRow = place >= header && bytes[place - 1] == 0x0A
                do {
                    let reader = try TinyReader(cut, archivedIn: folder)
                    #expect(endsRow, "cut at \(place)")
                    #expect(reader.isInRange)
                } catch let failure as ImportFailure {
                    #expect(!failure.problems.isEmpty && failure.count >= failure.problems.count)
                    if !endsRow {
                        #expect(failure.problems.contains { $0.file == table.path && $0.line > 0 }, "cut at \(place)")
                    }
                }
            }
        }
    }

    @Test func `files that are missing are named`() {
        for (kind, word) in [
            (TinyRelease.Kind.concept, "concepts"), (.description, "descriptions"), (.relationship, "relationships"),
        ] {
            var release = TinyRelease.sample().release
            release.tables[kind] = nil
            if kind == .relationship { release.tables[.statedRelationship] = nil }
            if kind == .description { release.tables[.textDefinition] = nil }
            #expect(refusal(of: release.files)?.problems.first?.reason.contains(word) == true)
        }
    }

    @Test func `a concept that is its own parent is refused with its line`() throws {
        var sample = TinyRelease.sample()
        sample.release.relate(sample.heart, TinyRelease.isA, sample.heart)
        let problem = try #require(refusal(of: sample.release.files)?.problems.first)
        #expect(problem.line == (sample.release.tables[.relationship]?.rows.count ?? 0) + 1)
        #expect(problem.reason.contains("its own parent"))
    }

    @Test func `a member under another kind of reference set is refused`() throws {
        var release = TinyRelease.sample().release
        for row in release.tables[.simple]?.rows.indices ?? 0..<0 {
            release.tables[.simple]?.rows[row][4] = String(TinyRelease.icd10Map)
        }
        let problem = try #require(refusal(of: release.files)?.problems.first)
        #expect(problem.reason.contains("other columns"))
    }

    @Test func `more than a hundred problems are counted, and a hundred are told`() throws {
        var release = TinyRelease.sample().release
        for row in release.tables[.description]?.rows.indices ?? 0..<0 {
            release.tables[.description]?.rows[row][7] = ""
        }
        let failure = try #require(refusal(of: release.files))
        #expect(failure.problems.count == 100)
        #expect(failure.count == release.tables[.description]?.rows.count)
    }

    @Test func `small things are warnings`() throws {
        var files = TinyRelease.sample().release.files
        let path = try #require(files.keys.first { $0.contains("sct2_Concept_") })
        let text = String(decoding: files[path] ?? [], as: UTF8.self)
        files[path] = Array(text.replacing("\r\n", with: "\n").utf8)
        let reader = try TinyReader(files)
        #expect(reader.codes == (try TinyReader(TinyRelease.sample().release.files)).codes)
        #expect(reader.warnings.allSatisfy { $0.file == path })
        #expect(reader.warnings.first?.reason.contains("LF alone") == true)
        #expect(reader.warnings.count < 10)
    }

    @Test func `bent releases are refused or right, and never crash`() throws {
        let sample = TinyRelease.sample().release
        let files = sample.files
        let paths = files.keys.sorted()
        var random = SeededGenerator(seed: 42)
        var refused = 0
        try TinyRelease.withFolder { folder in
            for _ in 0..<600 {
                var bent = files
                let path = paths.randomElement(using: &random) ?? ""
                var bytes = bent[path] ?? []
                for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<6, using: &random) {
                    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                    case 1: bytes[place] = [9, 10, 13, 0, 0x30, 0x39, 0xFF].randomElement(using: &random) ?? 0
                    case 2: bytes.remove(at: place)
                    case 3: bytes.insert(bytes[place], at: place)
                    case 4:
                        let end = min(bytes.count, place + Int.random(in: 1...200, using: &random))
                        bytes.insert(
                            contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &random))
                    default:
                        bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...200, using: &random)))
                    }
                }
                bent[path] = bytes
                do {
                    let reader = try TinyReader(bent, archivedIn: folder)
                    #expect(reader.isInRange)
                } catch let failure as ImportFailure {
                    refused += 1
                    #expect(failure.problems.allSatisfy { !$0.file.isEmpty && !$0.reason.isEmpty })
                }
            }
        }
        #expect(refused > 300)
    }

    private func refusal(of files: [String: [UInt8]]) -> ImportFailure? {
        do {
            _ = try TinyReader(files)
            return nil
        } catch {
            return error as? ImportFailure
        }
    }
}

extension SnomedMutationTests.Damage {
    init(_ name: String, _ kind: TinyRelease.Kind, _ row: Int, _ column: Int, _ value: String, _ reason: String) {
        self.init(testDescription: name, kind: kind, row: row, column: column, value: value, reason: reason)
    }
}
