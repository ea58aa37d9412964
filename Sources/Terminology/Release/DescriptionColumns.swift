/// The names of the concepts of a release, a row each.
package struct DescriptionColumns: Sendable {
    package var text = TextColumn()
    /// The concept, by row.
    package var concept: [UInt32] = []
    package var kind: [DescriptionKind] = []
    package var isActive: [Bool] = []
    /// Index into `ReleaseDraft.languages`.
    package var language: [UInt8] = []
    /// Two bits for each of the first eight `ReleaseDraft.dialects`, the first lowest: 0 not in it, 1 acceptable, 2 preferred.
    package var acceptability: [UInt16] = []
    /// The system's own number of the description, 0 where it has none. Either empty or one a row.
    package var id: [UInt64] = []
    /// Index into `ReleaseDraft.modules`. Either empty or one a row.
    package var module: [UInt16] = []
    /// YYYYMMDD. Either empty or one a row.
    package var effectiveTime: [UInt32] = []
    /// 0 unknown, 1 case insensitive, 2 initial character insensitive, 3 sensitive. Either empty or one a row.
    package var caseSignificance: [UInt8] = []

    package init() {}

    package var count: Int { concept.count }
}
