import Testing

@testable import Terminology

struct TerminologyIndexTests {
    let folder: TemporaryFolder
    let index: TerminologyIndex

    init() throws {
        folder = try TemporaryFolder()
        _ = try IndexBuilder.build(SmallRelease.draft(), to: folder.path + "/small.vxt")
        index = try TerminologyIndex.open(folder.path + "/small.vxt")
    }

    func concept(_ number: UInt64) throws -> Concept { try #require(index.concept(number: number)) }
    func numbers(_ concepts: some Sequence<Concept>) -> [UInt64] { concepts.map { index.number($0) } }

    @Test func `what the release says of itself comes back`() {
        let draft = SmallRelease.draft()
        #expect(index.identity == draft.identity)
        #expect(index.conceptCount == 12)
        #expect(index.activeCount == 11)
        #expect(index.descriptionCount == 36)
        #expect(index.dialects == draft.dialects)
        #expect(index.languages == ["en"])
        #expect(index.modules == draft.modules)
        #expect(index.tags == draft.tags)
        #expect(index.sources == draft.sources)
        #expect(numbers(index.roots) == [10])
    }

    @Test func `concepts are found by code and number, and nothing else is`() throws {
        for number in [10, 20, 30, 40, 50, 60, 70, 80, 81, 82, 83, 90] as [UInt64] {
            let concept = try concept(number)
            #expect(index.concept(code: "\(number)") == concept)
            #expect(index.concept(tolerant: " \(number) ") == concept)
            #expect(index.code(concept) == "\(number)")
            #expect(index.effectiveTime(concept) == 20_200_101 + UInt32(number))
            #expect(index.module(concept) == "900")
            #expect(index.tag(concept) == (number == 50 ? "disorder" : ""))
            #expect(index.flags(concept) == (number == 90 ? [] : [.active, .selectable]))
        }
        for text in ["", "11", "010", "+10", "10a", "184467440737095516160"] {
            #expect(index.concept(code: text) == nil)
        }
    }

    @Test func `the hierarchy is as it was given`() throws {
        #expect(numbers(index.parents(try concept(50))).sorted() == [30, 40])
        #expect(numbers(index.children(try concept(20))) == [30, 40])
        #expect(numbers(index.children(try concept(60))).isEmpty)
        #expect(index.descendantCount(try concept(20)) == 4)
        #expect(index.descendantCount(try concept(50)) == 0)
        #expect(numbers(index.path(to: try concept(60))) == [10, 20, 40, 60])
        #expect(index.depth(try concept(60)) == 3)
        #expect(!index.inHierarchy.contains(try concept(90)))
        #expect(index.inHierarchy.count == 11)
        #expect(index.active.count == 11)
        var below = index.emptySet()
        index.insertDescendants(of: try concept(40), orSelf: false, into: &below)
        #expect(numbers(below).sorted() == [50, 60])
        var above = index.emptySet()
        index.insertAncestors(of: try concept(50), orSelf: true, into: &above)
        #expect(numbers(above).sorted() == [10, 20, 30, 40, 50])
        #expect(index.subsumes(try concept(40), try concept(50)))
        #expect(index.subsumes(try concept(50), try concept(50)))
        #expect(!index.subsumes(try concept(50), try concept(40)))
        #expect(!index.subsumes(try concept(30), try concept(60)))
    }

    @Test func `attributes are found by type and by source`() throws {
        let (site, dose) = (try concept(70), try concept(80))
        #expect(Set(index.attributeTypes) == [site, dose])
        #expect(
            index.attributes(of: try concept(60)) == [
                Attribute(type: site, target: .concept(try concept(40)), group: 0),
                Attribute(type: site, target: .concept(try concept(20)), group: 1),
                Attribute(type: dose, target: .value(.number("12.5")), group: 2),
            ])
        let rows = index.attributeRows(type: dose)
        #expect(rows.count == 2)
        #expect(Set((0..<2).map(rows.target)) == [.value(.number("12.5")), .value(.boolean(true))])
        #expect((0..<2).map(rows.source).sorted() == (0..<2).map(rows.source))
        #expect(rows.rows(of: try concept(60)).count == 1)
        #expect(index.attributeRows(type: try concept(10)).count == 0)
        rows.withColumns { sources, targets in
            #expect(sources.count == 2)
            #expect(targets.allSatisfy { $0 & AttributeRows.valueMark != 0 })
        }
    }

    @Test func `reference sets keep members, columns and what is no longer active`() throws {
        #expect(numbers(index.referenceSets).sorted() == [80, 81, 82, 83])
        let simple = try #require(index.referenceSet(try concept(80)))
        #expect(simple.count == 3)
        #expect(numbers(simple.members).sorted() == [30, 60])
        #expect(!simple.isActive(simple.rows(of: try concept(50)).lowerBound))
        #expect(numbers(index.referenceSets(containing: try concept(60))).sorted() == [80, 82])
        let map = try #require(index.referenceSet(try concept(82)))
        let rows = map.rows(of: try concept(60))
        #expect(map.columnNames == ["mapGroup", "mapPriority", "mapAdvice", "mapTarget", "mapCategoryId"])
        #expect(
            rows.map { row in (0..<5).map { map.field(row, $0) } } == [
                [.integer(1), .integer(1), .string("ALWAYS J45.9"), .string("J45.9"), .concept(try concept(20))],
                [.integer(1), .integer(2), .string("ALWAYS J45.9"), .string(""), .concept(nil)],
            ])
        #expect(map.module(rows.lowerBound) == "900")
        #expect(map.effectiveTime(rows.lowerBound) == 20_240_101)
        #expect(map.rows(where: 3, is: "J45.9").map { index.number(map.member($0)) }.sorted() == [50, 60])
        #expect(index.referenceSet(try concept(10)) == nil)
    }

    @Test func `members may be descriptions`() throws {
        let names = try #require(index.referenceSet(try concept(83)))
        #expect(names.refersToDescriptions)
        #expect(names.members.isEmpty)
        let row = names.rows(of: try concept(50)).lowerBound
        #expect(names.member(row) == (try concept(50)))
        let place = try #require(names.descriptionPlace(row))
        #expect(index.descriptions(of: try concept(50))[place].text == "Synonym of 50")
        #expect(names.field(row, 0) == .concept(try concept(20)))
    }

    @Test func `history, maps and properties are there`() throws {
        let history = index.history(of: try concept(90))
        #expect(history.map { index.number($0.association) } == [81])
        #expect(history.map { index.number($0.target) } == [60])
        #expect(
            index.maps(of: try concept(60)) == [
                MapRow(
                    source: try concept(60), system: "http://hl7.org/icd", code: "J45.9", display: "Asthma",
                    relation: .equivalent)
            ])
        #expect(index.maps(to: "J45.9").map(\.source) == [try concept(60)])
        #expect(index.maps(to: "J45.9", system: "http://example.org/small").isEmpty)
        #expect(index.maps(to: "J45").isEmpty)
        #expect(index.properties(of: try concept(60)).map(\.value) == ["first", "second"])
        #expect(index.properties(of: try concept(60)).map(\.name) == ["includes", "note"])
        #expect(index.property("note", of: try concept(20)) == "other")
    }

    @Test func `names follow the dialect`() throws {
        #expect(index.preferredTerm(try concept(50)) == "Concept 50")
        #expect(index.preferredTerm(try concept(50), dialect: 1) == "Synonym of 50")
        #expect(index.fullySpecifiedName(try concept(50)) == "Concept 50 (thing)")
        let all = index.descriptions(of: try concept(60))
        #expect(all.map(\.text) == ["Concept 60", "Concept 60 (thing)", "Synonym of 60"])
        #expect(all.map(\.isActive) == [true, true, false])
        #expect(all.map(\.id) == [600_001_000_119, 600_000_000_119, 600_002_000_119])
        #expect(all[0].acceptability(dialect: 0) == .preferred)
        #expect(all[0].acceptability(dialect: 1) == .acceptable)
        #expect(all[0].language == "en")
        #expect(all.map(\.caseSignificance) == [1, 0, 2])
        #expect(all[0].effectiveTime == 20_200_101)
        #expect(all[0].module == "900")
    }

    @Test func `a concept below itself is refused by name`() throws {
        var draft = SmallRelease.draft()
        draft.edges.child.append(4)
        draft.edges.parent.append(0)
        let path = folder.path + "/cycle.vxt"
        let failure = #expect(throws: ImportFailure.self) { try IndexBuilder.build(draft, to: path) }
        let reason = failure?.problems.first?.reason ?? ""
        for code in ["20", "50"] { #expect(reason.contains(code), "\(reason)") }
        #expect(contents(of: path).isEmpty)
        #expect(contents(of: path + ".part").isEmpty)
    }
}
