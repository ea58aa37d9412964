/// The boundary between the index file and its text part, which `Search/` writes and reads.
///
/// The builder numbers the concepts first and then, on a second thread, calls
/// ```
/// TextSections.build(
///     _ descriptions: consuming DescriptionColumns, ordinals: [UInt32], flags: [ConceptFlags], commonness: [UInt32],
///     languages: Int, dialects: Int, to writer: SectionWriter, progress: ImportProgress
/// ) throws -> [UInt32]
/// ```
/// - `ordinals`: final ordinal by concept row; `flags` and `commonness` by final ordinal (`commonness` may be empty).
/// - Returns the document number by description row: the static rank, 0 ranked first, every number once.
/// - Sections have names that begin with `t.`, and hold all that is known of a document but its id, module and effective
///   time: text, concept, kind, active, language, acceptability, case significance.
///
/// A reader opens them with
/// ```
/// TextSections.rules(_ file: IndexFile, concepts: Int) throws(IndexFailure) -> [SectionName: ColumnRule]
/// TermStore(_ file: IndexFile, concepts: Int, …) throws(IndexFailure)
///     count · text(_ document: Int) -> String · concept(_:) -> UInt32 · kind(_:) · isActive(_:) · language(_:) -> Int ·
///     acceptability(_:) -> UInt16 · caseSignificance(_:) -> UInt8
/// ```
/// after `verify`, so that checksums of its sections hold; the rules are checked in the same pass.
enum TextSectionNames {
    /// Document number of each description, the descriptions ordered by concept: written by the builder.
    static let documents: SectionName = "d.doc"
    /// Where the descriptions of each concept begin (`OffsetColumn`): written by the builder.
    static let byConcept: SectionName = "d.con"
}
