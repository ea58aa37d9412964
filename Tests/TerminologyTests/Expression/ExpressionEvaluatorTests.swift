import Foundation
import Testing

@testable import Terminology

/// What expressions mean where engines differ, on a release small enough to see it.
struct ExpressionEvaluatorTests {
    /// Concepts by name: `a` … `h` below the root, attributes `p` and `q`, `old` retired.
    private struct Sample {
        var release = RandomRelease(seed: 1, concepts: 0)
        private(set) var codes: [String: String] = [:]

        init() {
            release.descriptions = []
            release.members = []
            for (name, parents) in [
                ("a", ["root"]), ("b", ["a"]), ("c", ["a"]), ("d", ["b", "c"]), ("e", ["root"]), ("f", ["e"]),
                ("p", ["root"]), ("q", ["p"]), ("old", []), ("alone", []),
            ] {
                add(name, below: parents, isActive: name != "old")
            }
        }

        private func row(_ name: String) -> Int {
            name == "root" ? 0 : release.codes.firstIndex(of: UInt64(codes[name] ?? "") ?? 0) ?? 0
        }

        mutating func add(_ name: String, below parents: [String], isActive: Bool = true) {
            let code = TinyRelease.checked(UInt64(20_000 + codes.count) * 100)
            let above = parents.map(row)
            codes[name] = String(code)
            release.codes.append(code)
            release.isActive.append(isActive)
            release.isDefined.append(false)
            release.module.append(0)
            release.time.append(20_200_131)
            release.tag.append("disorder")
            release.parents.append(above)
        }

        mutating func relate(_ source: String, _ group: Int, _ type: String, _ target: String) {
            release.attributes.append(.init(source: row(source), group: group, type: row(type), target: row(target)))
        }

        mutating func relate(_ source: String, _ group: Int, _ type: String, value: ConcreteValue) {
            release.attributes.append(.init(source: row(source), group: group, type: row(type), value: value))
        }

        mutating func describe(
            _ concept: String, _ text: String, _ kind: DescriptionKind = .synonym, isActive: Bool = true
        ) {
            release.descriptions.append(
                .init(
                    concept: row(concept), text: text, kind: kind, isActive: isActive, language: "en",
                    acceptability: [2, 1], id: 0, module: 0, time: 20_200_131))
        }

        /// - Parameter set: the place among the reference sets of random releases.
        mutating func enlist(_ member: String, in set: Int, isActive: Bool = true, target: String) {
            release.members.append(
                .init(
                    set: set, member: row(member), isActive: isActive, module: 0, time: 20_200_131,
                    fields: ["targetComponentId": .concept(Concept(ordinal: UInt32(row(target))))]))
        }

        func evaluator() throws -> ExpressionEvaluator {
            let path = FileManager.default.temporaryDirectory.path + "/vesalius-\(UUID().uuidString).vxt"
            defer { try? FileManager.default.removeItem(atPath: path) }
            _ = try IndexBuilder.build(release.draft, to: path)
            return ExpressionEvaluator(try TerminologyIndex.open(path))
        }

        /// The names of what an expression finds; in it concepts are written by name, as `[a]`.
        func find(_ expression: String, _ evaluator: ExpressionEvaluator) throws -> Set<String> {
            let names = Dictionary(uniqueKeysWithValues: codes.map { ($1, $0) })
            return try Set(
                evaluator.evaluate(text(expression)).compactMap { names[evaluator.index.code($0)] })
        }

        func text(_ expression: String) -> String {
            codes.reduce(expression) { $0.replacingOccurrences(of: "[\($1.key)]", with: $1.value) }
        }
    }

    @Test func `everything is what is active and has a place`() throws {
        let sample = Sample()
        let evaluator = try sample.evaluator()
        #expect(try sample.find("*", evaluator) == ["a", "b", "c", "d", "e", "f", "p", "q"])
        #expect(try sample.find("[old]", evaluator) == ["old"])
        #expect(try sample.find("<< [old]", evaluator) == ["old"])
        #expect(try sample.find("* {{ C active = 0 }}", evaluator) == [])
        #expect(try sample.find("(* OR [old]) {{ C active = 0 }}", evaluator) == ["old"])
        #expect(try sample.find(">! [d]", evaluator) == ["b", "c"])
        #expect(try sample.find("!!> (<< [a] MINUS [a])", evaluator) == ["b", "c"])
        #expect(try sample.find("!!< (<< [a])", evaluator) == ["d"])
        #expect(try sample.find(">* AND << [a]", evaluator) == ["a", "b", "c"])
    }

    @Test func `not equal asks for one value that is another`() throws {
        var sample = Sample()
        sample.relate("a", 1, "p", "e")
        sample.relate("b", 1, "p", "e")
        sample.relate("b", 2, "p", "f")
        let evaluator = try sample.evaluator()
        #expect(try sample.find("* : [p] != [e]", evaluator) == ["b"])
        #expect(try sample.find("(<< [a]) : [0..0] [p] = [e]", evaluator) == ["c", "d"])
        #expect(try sample.find("(<< [a]) : [0..0] [p] != [e]", evaluator) == ["a", "c", "d"])
        #expect(try sample.find("* : [p] != *", evaluator) == [])
        #expect(try sample.find("* : [0..*] [p] = [e]", evaluator).count == 8)
    }

    @Test func `group nought is no group, and braces mean one group`() throws {
        var sample = Sample()
        sample.relate("a", 0, "p", "e")
        sample.relate("a", 0, "q", "f")
        sample.relate("b", 1, "p", "e")
        sample.relate("b", 2, "q", "f")
        sample.relate("c", 1, "p", "e")
        sample.relate("c", 1, "q", "f")
        let evaluator = try sample.evaluator()
        #expect(try sample.find("* : [p] = [e], [q] = [f]", evaluator) == ["a", "b", "c"])
        #expect(try sample.find("* : { [p] = [e], [q] = [f] }", evaluator) == ["c"])
        #expect(try sample.find("* : { [p] = [e] }, { [q] = [f] }", evaluator) == ["b", "c"])
        #expect(try sample.find("<< [a] : [0..0] { [p] = [e] }", evaluator) == ["a", "d"])
        #expect(try sample.find("* : { [0..0] [p] = [e] }", evaluator) == ["b"])
        #expect(try sample.find("<< [a] : [2..2] { * = * }", evaluator) == ["b"])
        #expect(try sample.find("* : { [p] = [e] OR [q] = [f] }", evaluator) == ["b", "c"])
    }

    @Test func `cardinalities count rows outside and inside of groups, and reversed the sources`() throws {
        var sample = Sample()
        sample.relate("a", 1, "p", "e")
        sample.relate("a", 2, "p", "f")
        sample.relate("b", 1, "p", "e")
        sample.relate("b", 1, "p", "f")
        sample.relate("c", 1, "p", "e")
        sample.relate("c", 2, "p", "e")
        let evaluator = try sample.evaluator()
        #expect(try sample.find("* : [2..2] [p] = << [e]", evaluator) == ["a", "b", "c"])
        #expect(try sample.find("* : { [2..2] [p] = << [e] }", evaluator) == ["b"])
        #expect(try sample.find("* : [2..2] { [p] = << [e] }", evaluator) == ["a", "c"])
        #expect(try sample.find("* : R [p] = << [a]", evaluator) == ["e", "f"])
        #expect(try sample.find("* : [3..3] R [p] = *", evaluator) == ["e"])
        #expect(try sample.find("* : [2..2] R [p] = *", evaluator) == ["f"])
        #expect(try sample.find("* : { R [p] = [b] }", evaluator) == ["e", "f"])
        #expect(try sample.find("[a] . [p]", evaluator) == ["e", "f"])
        #expect(try sample.find("(<< [a]) . *", evaluator) == ["e", "f"])
    }

    @Test func `is a is no attribute, and attributes may be named by their kind`() throws {
        var sample = Sample()
        sample.relate("a", 1, "q", "e")
        let evaluator = try sample.evaluator()
        #expect(try sample.find("* : 116680003 = *", evaluator) == [])
        #expect(try sample.find("[b] . 116680003", evaluator) == [])
        #expect(try sample.find("* : [p] = *", evaluator) == [])
        #expect(try sample.find("* : << [p] = *", evaluator) == ["a"])
        #expect(try sample.find("* : * = *", evaluator) == ["a"])
    }

    @Test func `concrete values are compared exactly and by their kind`() throws {
        var sample = Sample()
        sample.relate("a", 1, "p", value: .number("0.10"))
        sample.relate("b", 1, "p", value: .number("100000000000000000000.1"))
        sample.relate("c", 1, "p", value: .text("Panadol Extra"))
        sample.relate("d", 1, "p", value: .boolean(true))
        let evaluator = try sample.evaluator()
        #expect(try sample.find("* : [p] = #0.1", evaluator) == ["a"])
        #expect(try sample.find("* : [p] > #100000000000000000000", evaluator) == ["b"])
        #expect(try sample.find("* : [p] != #0.1", evaluator) == ["b"])
        #expect(try sample.find("* : [p] = \"Panadol Extra\"", evaluator) == ["c"])
        #expect(try sample.find("* : [p] = \"panadol extra\"", evaluator) == [])
        #expect(try sample.find("* : [p] = match:\"ext pan\"", evaluator) == ["c"])
        #expect(try sample.find("* : [p] = wild:\"*extra\"", evaluator) == ["c"])
        #expect(try sample.find("* : [p] = true", evaluator) == ["d"])
        #expect(try sample.find("* : [p] = *", evaluator) == ["a", "b", "c", "d"])
        #expect(try sample.find("* : [p] = << [a]", evaluator) == [])
    }

    @Test func `words begin words of one description, and patterns are whole descriptions`() throws {
        var sample = Sample()
        sample.describe("a", "Heart attack")
        sample.describe("a", "Acute infarct")
        sample.describe("b", "Attack of the heart (disorder)", .fullySpecified)
        sample.describe("c", "Heart attack", isActive: false)
        sample.describe("d", "What? a 5*3 \"sign\"")
        let evaluator = try sample.evaluator()
        #expect(try sample.find("* {{ term = \"att HEA\" }}", evaluator) == ["a", "b"])
        #expect(try sample.find("* {{ term = \"heart acute\" }}", evaluator) == [])
        #expect(try sample.find("* {{ term = \"heart\" }} {{ term = \"acute\" }}", evaluator) == ["a"])
        #expect(try sample.find("* {{ term = (\"acute\" \"disord\") }}", evaluator) == ["a", "b"])
        #expect(try sample.find("* {{ term = \"heart\", active = 0 }}", evaluator) == ["c"])
        #expect(try sample.find("* {{ term = \"heart\", active = * }}", evaluator) == ["a", "b", "c"])
        #expect(try sample.find("* {{ term = wild:\"heart*\" }}", evaluator) == ["a"])
        #expect(try sample.find("* {{ term = wild:\"heart\" }}", evaluator) == [])
        #expect(try sample.find("* {{ term = wild:\"what? a 5\\*3 \\\"sign\\\"\" }}", evaluator) == ["d"])
        #expect(try sample.find("* {{ term = wild:\"what? a 5\\**\" }}", evaluator) == ["d"])
        #expect(try sample.find("* {{ term = wild:\"what?a*\" }}", evaluator) == [])
        #expect(try sample.find("* {{ term != \"heart\" }}", evaluator) == ["a", "d"])
        #expect(try sample.find("* {{ type = fsn }}", evaluator) == ["b"])
        #expect(try sample.find("* {{ term = \"heart\", dialect = en-gb (prefer) }}", evaluator) == [])
        #expect(try sample.find("* {{ term = \"heart\", dialect = en-gb (accept) }}", evaluator) == ["a", "b"])
    }

    @Test func `history adds what was retired, members are the active ones`() throws {
        var sample = Sample()
        sample.enlist("old", in: 2, target: "b")
        sample.enlist("e", in: 2, target: "b")
        sample.enlist("f", in: 3, isActive: false, target: "b")
        let evaluator = try sample.evaluator()
        #expect(try sample.find("[b] {{ + HISTORY-MIN }}", evaluator) == ["b", "old"])
        #expect(try sample.find("<< [a] {{ + HISTORY (900000000000526001) }}", evaluator) == ["a", "b", "c", "d"])
        #expect(try sample.find("^ 900000000000527005", evaluator) == ["old", "e"])
        #expect(try sample.find("^ 900000000000526001", evaluator) == [])
        #expect(try sample.find("^ 900000000000526001 {{ M active = 0 }}", evaluator) == ["f"])
        #expect(try sample.find("^ [targetComponentId] 900000000000527005", evaluator) == ["b"])
        #expect(try sample.find("<! ^ [targetComponentId] 900000000000527005", evaluator) == ["d"])
        #expect(
            try sample.find(
                "^ 900000000000527005 {{ M targetComponentId = [b], referencedComponentId = [e] }}", evaluator)
                == ["e"])
        #expect(try sample.find("^ [a]", evaluator) == [])
        #expect(try sample.find("^ [a] {{ M nothing = #1 }}", evaluator) == [])
    }

    @Test func `rows are handed out for the whole expression only`() throws {
        var sample = Sample()
        sample.enlist("old", in: 2, target: "b")
        let evaluator = try sample.evaluator()
        let answer = try evaluator.answer("^[*] 900000000000527005 |x|")
        #expect(answer.normalised == "^ [*] 900000000000527005")
        guard case .rows(let rows) = answer.content else {
            Issue.record("no rows")
            return
        }
        #expect(rows.columns == ["referencedComponentId", "targetComponentId"])
        #expect(rows.total == 1)
        #expect(
            rows.rows.map { $0.map { if case .concept(let one?) = $0 { evaluator.index.code(one) } else { "" } } }
                == [["old", "b"].map { sample.codes[$0] ?? "" }])
        let inner = #expect(throws: ExpressionFailure.self) { try evaluator.evaluate("< (^ [*] 900000000000527005)") }
        #expect(inner?.reason == .meaningless)
        #expect(inner?.byte == 3)
    }

    @Test(arguments: [
        ("<< 22298006", ExpressionFailure.Reason.unknownConcept, 3),
        ("138875005 AND (<< 138875005 : * = 22298006)", .unknownConcept, 34),
        ("(22298006 MINUS 22298006) OR 138875005", .unknownConcept, 1),
        ("138875005 MINUS 22298006", .unknownConcept, 16), ("* {{ C moduleId = 22298006 }}", .unknownConcept, 18),
        ("LOINC#123", .unknownConcept, 0), ("138875005 {{ M a = #1 }}", .meaningless, 10),
        ("^ [nothing] 900000000000527005", .unknownField, 3),
        ("^ 900000000000527005 {{ M nothing = #1 }}", .unknownField, 26),
        ("^ [mapTarget] 447562003", .meaningless, 3),
    ])
    func `what a release does not have is said at its place`(
        _ text: String, _ reason: ExpressionFailure.Reason, _ byte: Int
    ) throws {
        let evaluator = ExpressionEvaluator(try ExpressionOracleTests.release(seed: 3, concepts: 100).1)
        // As the whole expression fields make rows; inside another they do not.
        let whole = reason == .meaningless && text.hasPrefix("^") ? "(" + text + ")" : text
        let failure = #expect(throws: ExpressionFailure.self) { try evaluator.evaluate(whole) }
        #expect(failure?.reason == reason)
        #expect(failure?.byte == byte + (whole.utf8.count - text.utf8.count) / 2)
    }

    @Test func `an evaluation ends when its time is over or nobody waits for it`() throws {
        let (_, index) = try ExpressionOracleTests.release(seed: 3, concepts: 2000)
        let evaluator = ExpressionEvaluator(index)
        let heavy =
            "(" + Array(repeating: "(* {{ term = wild:\"*a*e*\" }})", count: 200).joined(separator: " OR ") + ")"
        let late = #expect(throws: ExpressionFailure.self) {
            try evaluator.evaluate(heavy, limits: ExpressionLimits(time: .zero))
        }
        #expect(late?.reason == .timeout)
        let unwanted = #expect(throws: ExpressionFailure.self) {
            try evaluator.evaluate(heavy, limits: ExpressionLimits(isCancelled: { true }))
        }
        #expect(unwanted?.reason == .cancelled)
    }

    @Test func `the deepest expressions are evaluated on any thread`() async throws {
        let (release, index) = try ExpressionOracleTests.release(seed: 3, concepts: 200)
        let evaluator = ExpressionEvaluator(index)
        let type = release.codes[release.types[0]]
        let text =
            String(repeating: "(* : \(type) = ", count: 66) + "*" + String(repeating: ")", count: 66)
        let brackets = String(repeating: "(", count: 199) + "*" + String(repeating: ")", count: 199)
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { try evaluator.evaluate(text).count + evaluator.evaluate(brackets).count }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(counts).count == 1)
    }

    @Test func `concepts are found by their identifiers of other schemes`() throws {
        let sample = Sample()
        var draft = sample.release.draft
        draft.propertyNames = ["LOINC Code System"]
        draft.properties.concept = [UInt32(sample.release.codes.count - 3)]
        draft.properties.name = [0]
        draft.properties.value.append("54486-6")
        let path = FileManager.default.temporaryDirectory.path + "/vesalius-\(UUID().uuidString).vxt"
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try IndexBuilder.build(draft, to: path)
        let evaluator = ExpressionEvaluator(try TerminologyIndex.open(path))
        #expect(try sample.find("LOINC#54486-6", evaluator) == ["q"])
        #expect(try sample.find(">! loinc#\"54486-6\"", evaluator) == ["p"])
        #expect(throws: ExpressionFailure.self) { try evaluator.evaluate("LOINC#1-8") }
        #expect(throws: ExpressionFailure.self) { try evaluator.evaluate("CPT#54486-6") }
    }

    @Test func `codes of other systems have their hierarchy and their names`() throws {
        var codes = TextColumn()
        for code in ["J00-J99", "J45", "J45.9", "J46", "R05", "Z99"] { codes.append(code) }
        var concepts = ConceptColumns(codes: .texts(codes))
        concepts.flags = Array(repeating: [.active, .selectable], count: 6)
        concepts.tag = Array(repeating: 0, count: 6)
        concepts.module = Array(repeating: 0, count: 6)
        concepts.effectiveTime = Array(repeating: 0, count: 6)
        var draft = ReleaseDraft(
            identity: SystemIdentity(
                key: "icd10cm", title: "ICD-10-CM", uri: "urn:icd", version: "2026",
                licence: Licence(title: "", summary: "", isRedistributable: true), codeStyle: .dotted),
            concepts: concepts)
        draft.edges.child = [1, 2, 3]
        draft.edges.parent = [0, 1, 0]
        draft.languages = ["en"]
        for (row, text) in ["Respiratory", "Asthma", "Asthma, other", "Status", "Cough", "Dependence"].enumerated() {
            draft.descriptions.text.append(text)
            draft.descriptions.concept.append(UInt32(row))
            draft.descriptions.kind.append(.preferred)
            draft.descriptions.isActive.append(true)
            draft.descriptions.language.append(0)
            draft.descriptions.acceptability.append(0)
        }
        let path = FileManager.default.temporaryDirectory.path + "/vesalius-\(UUID().uuidString).vxt"
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try IndexBuilder.build(draft, to: path)
        let index = try TerminologyIndex.open(path)
        let evaluator = ExpressionEvaluator(index)
        func find(_ text: String) throws -> Set<String> { try Set(evaluator.evaluate(text).map { index.code($0) }) }
        #expect(try find("<< J45") == ["J45", "J45.9"])
        #expect(try find("<< J459") == ["J45.9"])
        #expect(try find("< \"J00-J99\" MINUS J46") == ["J45", "J45.9"])
        #expect(try find("R05 OR icd10cm#Z99") == ["R05", "Z99"])
        #expect(try find("* {{ term = \"asth\" }}") == ["J45", "J45.9"])
        #expect(try find("*").count == 6)
        let failure = #expect(throws: ExpressionFailure.self) { try find("<< J4X") }
        #expect(failure?.reason == .unknownConcept)
        #expect(failure?.byte == 3)
    }
}
