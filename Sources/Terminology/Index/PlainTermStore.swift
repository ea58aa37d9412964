/// Texts one after the other, by document.
struct PlainTermStore: Sendable {
    private let texts: Texts
    private let kinds: Column<UInt8>
    private let active: Column<UInt8>
    private let languages: NarrowColumn
    private let acceptabilities: NarrowColumn
    private let cases: NarrowColumn

    init(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) {
        texts = try file.texts("t.txt", "t.txt.o", count: meta.descriptions)
        kinds = try file.column("t.kind", count: meta.descriptions)
        active = try file.column("t.active", count: meta.descriptions)
        languages = try file.narrow("t.lang", count: meta.descriptions)
        acceptabilities = try file.narrow("t.acc", count: meta.descriptions)
        cases = try file.narrow("t.case", count: meta.descriptions)
    }

    static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        ["t.txt.o": try file.textRule("t.txt"), "t.kind": .below(DescriptionKind.allCases.count)]
    }

    func text(_ document: Int) -> String { texts[document] }
    func kind(_ document: Int) -> DescriptionKind { DescriptionKind(rawValue: kinds[document]) ?? .synonym }
    func isActive(_ document: Int) -> Bool { active[document] != 0 }
    func language(_ document: Int) -> Int { Int(languages[document]) }
    func acceptability(_ document: Int) -> UInt16 { UInt16(truncatingIfNeeded: acceptabilities[document]) }
    func caseSignificance(_ document: Int) -> UInt8 { UInt8(truncatingIfNeeded: cases[document]) }
}
