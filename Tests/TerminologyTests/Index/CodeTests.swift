import Testing

@testable import Terminology

struct CodeTests {
    private func index(_ codes: [String], _ style: CodeStyle, in folder: TemporaryFolder) throws -> TerminologyIndex {
        var column = TextColumn()
        for code in codes { column.append(code) }
        var concepts = ConceptColumns(codes: .texts(column))
        concepts.flags = codes.map { _ in [.active] }
        let draft = ReleaseDraft(
            identity: SystemIdentity(
                key: "codes", title: "Codes", uri: "urn:codes", version: "1", licence: SmallRelease.licence,
                codeStyle: style),
            concepts: concepts)
        _ = try IndexBuilder.build(draft, to: folder.path + "/a.vxt")
        return try TerminologyIndex.open(folder.path + "/a.vxt")
    }

    @Test(arguments: [
        (["J45.9", "J45.90", "J45", "A00.0", "S06.1X0A"], CodeStyle.dotted, "j459", "J45.9" as String?),
        (["J45.9", "J45.90", "J45"], .dotted, " J45 ", "J45"),
        (["J45.9", "J45.90", "J45"], .dotted, "J4", nil),
        (["S06.1X0A"], .dotted, "s061x0a", "S06.1X0A"),
        (["718-7", "71-87x", "LA6699-8"], .hyphened, "7187", "718-7"),
        (["718-7", "LA6699-8"], .hyphened, "la66998", "LA6699-8"),
        (["02703ZZ", "0270"], .plain, "02703zz", "02703ZZ"),
        (["a", "A"], .plain, "a", "a"),
        (["a", "A"], .plain, "A", "A"),
        (["Heart/left-atrium", "Heart"], .plain, "heart/LEFT-atrium", "Heart/left-atrium"),
        (["Heart.left"], .plain, "heartleft", nil),
        (["é1"], .plain, "é1", "é1"),
    ])
    func `codes are found as people type them`(
        codes: [String], style: CodeStyle, typed: String, found: String?
    ) throws {
        let index = try index(codes, style, in: TemporaryFolder())
        #expect(index.concept(tolerant: typed).map { index.code($0) } == found)
        for code in codes {
            #expect(index.concept(code: code).map { index.code($0) } == code)
            #expect(index.concept(tolerant: code).map { index.code($0) } == code)
        }
        #expect(index.concept(code: typed).map { index.code($0) } == (codes.contains(typed) ? typed : nil))
        #expect(index.concept(number: 1) == nil)
    }

    @Test func `codes are listed by how they begin`() throws {
        let codes = ["J45.901", "J45.20", "J46", "J4", "K45"]
        let index = try index(codes, .dotted, in: TemporaryFolder())
        #expect(index.concepts(codePrefix: "j45", limit: 9).map { index.code($0) } == ["J45.20", "J45.901"])
        #expect(index.concepts(codePrefix: "j459", limit: 9).map { index.code($0) } == ["J45.901"])
        #expect(index.concepts(codePrefix: "J", limit: 2).map { index.code($0) } == ["J4", "J45.20"])
        #expect(index.concepts(codePrefix: "X", limit: 2).isEmpty)
    }

    @Test func `every code of many is found`() throws {
        var random = SeededNumbers(3)
        let letters = Array("ABCab01.-")
        var codes = Set<String>()
        while codes.count < 3000 {
            codes.insert(String((0...random.next() % 7).map { _ in letters[Int(random.next() % 9)] }))
        }
        let index = try index(codes.sorted(), .hyphened, in: TemporaryFolder())
        for code in codes { #expect(index.concept(code: code).map { index.code($0) } == code) }
    }
}
