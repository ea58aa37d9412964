/// The texts of a release on their way into the file, on a thread of their own.
///
/// The text part lies in `Search/`, which writes and reads sections whose names begin with `t.`:
/// ```
/// TextSections.build(
///     _ descriptions: consuming DescriptionColumns, ordinals: [UInt32], flags: [ConceptFlags], commonness: [UInt32],
///     languages: Int, dialects: Int, to writer: SectionWriter, progress: ImportProgress) throws -> [UInt32]
/// TextSections.rules(_ file: IndexFile, concepts: Int, descriptions: Int) throws(IndexFailure)
///     -> [SectionName: ColumnRule]
/// TermStore(_ file: IndexFile, concepts: Int, descriptions: Int) throws(IndexFailure)
///     text(_ document: Int) -> String · kind · isActive · language -> Int · acceptability -> UInt16 · caseSignificance
/// ```
/// `ordinals` is the number of each concept by row; `flags` and `commonness` go by number, and `commonness` may be empty.
/// `build` returns the document number of each description by row; `rules` are checked in the pass that checks the file,
/// and a `TermStore` is made after it.
struct TextWork: Sendable {
    private let descriptions: DescriptionColumns
    private let writer: SectionWriter

    init(draft: ReleaseDraft, plan: HierarchyPlan, writer: SectionWriter, progress: ImportProgress) {
        descriptions = draft.descriptions
        self.writer = writer
    }

    /// - Returns: the document number of each description, by row.
    consuming func run() throws -> [UInt32] {
        try writer.write("t.txt", "t.txt.o", descriptions.text)
        try writer.write("t.kind", descriptions.kind.map(\.rawValue))
        try writer.write("t.active", descriptions.isActive.map { $0 ? 1 : 0 } as [UInt8])
        let rows = (0..<UInt32(descriptions.count)).map { $0 }
        try writer.writeNarrow("t.lang", descriptions.language)
        try writer.writeNarrow("t.acc", descriptions.acceptability.gatheredOrZero(rows))
        try writer.writeNarrow("t.case", descriptions.caseSignificance.gatheredOrZero(rows))
        return rows
    }
}
