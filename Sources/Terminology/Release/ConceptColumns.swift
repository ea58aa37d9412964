/// The concepts of a release, a row each; other columns point at them by row.
package struct ConceptColumns: Sendable {
    package var codes: CodeColumn
    package var flags: [ConceptFlags] = []
    /// Index into `ReleaseDraft.tags`: the semantic tag, class or kind that is shown as a chip.
    package var tag: [UInt16] = []
    /// Index into `ReleaseDraft.modules`.
    package var module: [UInt16] = []
    /// YYYYMMDD, 0 where unknown.
    package var effectiveTime: [UInt32] = []
    /// How common a concept is where the system says so (LOINC's COMMON_TEST_RANK): 1 the most common, 0 unknown.
    /// Either empty or one a row.
    package var commonness: [UInt32] = []

    package init(codes: CodeColumn) { self.codes = codes }

    package var count: Int { codes.count }
}
