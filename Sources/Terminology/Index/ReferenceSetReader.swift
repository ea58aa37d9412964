/// The reference sets of an index as they lie in the file.
struct ReferenceSetReader: Sendable {
    /// A reference set, as the directory describes it.
    struct Entry: Sendable {
        var concept: UInt32
        var pattern: ReferenceSet.Pattern
        var refersToDescriptions: Bool
        var rows: Range<Int>
        var columns: Range<Int>
        /// Where its bitmap begins, if it has one.
        var bits: Int?
    }

    /// A column, as the list of columns describes it.
    struct ColumnEntry: Sendable {
        enum Kind: UInt8 { case concepts, integers, strings }

        var name: String
        var kind: Kind
        var width: Int
        var start: Int
        var values: Range<Int>
    }

    /// By number of the concept.
    let entries: [Entry]
    let columns: [ColumnEntry]
    let members: Column<UInt32>
    let active: Column<UInt64>
    let modules: NarrowColumn
    let times: NarrowColumn
    let fields: Column<UInt8>
    let values: Column<UInt32>
    let bits: Column<UInt64>

    init(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) {
        members = try file.column(Sections.members, count: meta.members)
        active = try file.column(Sections.memberActive, count: (meta.members + 63) / 64)
        modules = try file.narrow(Sections.memberModules, count: meta.members)
        times = try file.narrow(Sections.memberTimes, count: meta.members)
        fields = try file.column(Sections.fields)
        values = try file.column(Sections.fieldValues)
        bits = try file.column(Sections.memberBits)
        let strings = try StringReader(file, meta)
        let sets: Column<UInt32> = try file.column(Sections.referenceSets)
        let list: Column<UInt32> = try file.column(Sections.referenceColumns)
        var columns: [ColumnEntry] = []
        for at in stride(
            from: 0, to: list.count / ReferenceSetTable.columnWidth * ReferenceSetTable.columnWidth,
            by: ReferenceSetTable.columnWidth)
        {
            guard let kind = ColumnEntry.Kind(rawValue: UInt8(truncatingIfNeeded: list[at + 1])) else {
                throw file.damaged(Sections.referenceColumns, "a column is of no known kind")
            }
            let width = Int(list[at + 1] >> 8)
            let first = Int(list[at + 4])
            let column = ColumnEntry(
                name: strings[list[at]], kind: kind, width: width, start: Int(list[at + 2]) | Int(list[at + 3]) << 32,
                values: first..<first + Int(list[at + 5]))
            guard [0, 1, 2, 4].contains(width), (0...fields.count).contains(column.start),
                column.values.upperBound <= values.count
            else {
                throw file.damaged(Sections.referenceColumns, "a column lies outside its section")
            }
            columns.append(column)
        }
        var entries: [Entry] = []
        for at in stride(
            from: 0, to: sets.count / ReferenceSetTable.setWidth * ReferenceSetTable.setWidth,
            by: ReferenceSetTable.setWidth)
        {
            let pattern = ReferenceSet.Pattern(rawValue: UInt8(truncatingIfNeeded: sets[at + 1]))
            let entry = Entry(
                concept: sets[at], pattern: pattern ?? .other, refersToDescriptions: sets[at + 1] >> 8 & 1 != 0,
                rows: Int(sets[at + 2])..<Int(sets[at + 2]) + Int(sets[at + 3]),
                columns: Int(sets[at + 4])..<Int(sets[at + 4]) + Int(sets[at + 5]),
                bits: sets[at + 6] == ReferenceSetTable.noBits ? nil : Int(sets[at + 6]))
            var end = 0
            for column in columns[entry.columns.clamped(to: 0..<columns.count)] {
                end = max(end, column.start + column.width * entry.rows.count)
            }
            guard Int(entry.concept) < meta.concepts, entry.rows.upperBound <= members.count,
                entry.columns.upperBound <= columns.count, end <= fields.count,
                (entry.bits ?? 0) + (entry.bits == nil ? 0 : (meta.concepts + 63) / 64) <= bits.count
            else { throw file.damaged(Sections.referenceSets, "a reference set lies outside its section") }
            entries.append(entry)
        }
        self.columns = columns
        self.entries = entries
    }

    static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        [Sections.members: .below(max(meta.concepts, meta.descriptions))]
    }
}
