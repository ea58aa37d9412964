/// One reference set: its rows are sorted by member; those of maps also by group and priority.
package struct ReferenceSetView: Sendable {
    private let index: TerminologyIndex
    private let entry: ReferenceSetReader.Entry

    init(index: TerminologyIndex, entry: ReferenceSetReader.Entry) {
        self.index = index
        self.entry = entry
    }

    /// The concept that names the reference set.
    package var concept: Concept { Concept(ordinal: entry.concept) }
    package var pattern: ReferenceSet.Pattern { entry.pattern }
    /// Whether members are descriptions instead of concepts.
    package var refersToDescriptions: Bool { entry.refersToDescriptions }
    /// The columns after `referencedComponentId`, as in the file's header.
    package var columnNames: [String] { index.sets.columns[entry.columns].map(\.name) }
    /// How many rows there are, whether active or not.
    package var count: Int { entry.rows.count }

    /// The concept of a row; of a row whose member is a description the concept that it names.
    package func member(_ row: Int) -> Concept {
        let member = index.sets.members[place(row)]
        return entry.refersToDescriptions ? index.concept(describedAt: Int(member)) : Concept(ordinal: member)
    }

    /// The place, in `descriptions(of:)` of its concept, of the description that is the member of a row.
    package func descriptionPlace(_ row: Int) -> Int? {
        guard entry.refersToDescriptions else { return nil }
        let start = index.descriptionReader.offsets.offset(Int(member(row).ordinal))
        return Int(index.sets.members[place(row)]) - start
    }

    package func isActive(_ row: Int) -> Bool {
        let place = place(row)
        return index.sets.active[place >> 6] >> UInt64(place & 63) & 1 != 0
    }

    /// The code of the module a row belongs to.
    package func module(_ row: Int) -> String { index.modules[Int(index.sets.modules[place(row)])] }

    /// YYYYMMDD.
    package func effectiveTime(_ row: Int) -> UInt32 { index.days[index.sets.times[place(row)]] }

    /// What a column says in a row.
    package func field(_ row: Int, _ column: Int) -> ReferenceSetField {
        let value = rawField(row, column)
        return switch index.sets.columns[entry.columns.lowerBound + column].kind {
        case .concepts: .concept(Int(value) < index.conceptCount ? Concept(ordinal: value) : nil)
        case .integers: .integer(Int(Int32(bitPattern: value)))
        case .strings: .string(index.strings[value])
        }
    }

    /// The number that a column has in a row: of a concept (`UInt32.max` for none), of a string (two strings are equal
    /// only if their texts are), or an integer.
    @inline(__always)
    package func rawField(_ row: Int, _ column: Int) -> UInt32 {
        precondition(column >= 0 && column < entry.columns.count, "a column outside the reference set")
        let column = index.sets.columns[entry.columns.lowerBound + column]
        let row = place(row) - entry.rows.lowerBound
        let code: Int
        switch column.width {
        case 0: code = 0
        case 1: code = Int(index.sets.fields[column.start + row])
        case 2:
            code =
                Int(index.sets.fields[column.start + row * 2]) | Int(index.sets.fields[column.start + row * 2 + 1]) << 8
        default:
            return UnsafeRawPointer(index.sets.fields.buffer.baseAddress.unsafelyUnwrapped)
                .loadUnaligned(fromByteOffset: column.start + row * 4, as: UInt32.self)
        }
        return code < column.values.count ? index.sets.values[column.values.lowerBound + code] : .max
    }

    /// The concepts that are active members; none where the members are descriptions.
    package var members: ConceptSet {
        if let bits = entry.bits {
            let words = index.sets.bits.buffer[bits..<bits + (index.conceptCount + 63) / 64]
            return ConceptSet(universe: index.conceptCount, words: UnsafeBufferPointer(rebasing: words))
        }
        var members = index.emptySet()
        if !entry.refersToDescriptions {
            for row in 0..<count where isActive(row) { members.insert(member(row)) }
        }
        return members
    }

    /// The rows of a concept, or of its descriptions; active or not.
    package func rows(of concept: Concept) -> Range<Int> {
        var range = Int(concept.ordinal)..<Int(concept.ordinal) + 1
        if entry.refersToDescriptions { range = index.descriptionReader.offsets.range(index.place(concept)) }
        let first = first(from: range.lowerBound)
        return first..<max(first, self.first(from: range.upperBound))
    }

    /// The rows in which a column of strings has this text, in order.
    package func rows(where column: Int, is text: String) -> [Int] {
        guard index.sets.columns[entry.columns.lowerBound + column].kind == .strings else { return [] }
        let numbers = index.strings.numbers(of: text)
        if numbers.isEmpty { return [] }
        return (0..<count).filter { numbers.contains(rawField($0, column)) }
    }

    /// The first row whose member is not before this one.
    private func first(from member: Int) -> Int {
        var (low, high) = (entry.rows.lowerBound, entry.rows.upperBound)
        while low < high {
            let middle = (low &+ high) &>> 1
            if Int(index.sets.members[middle]) < member { low = middle &+ 1 } else { high = middle }
        }
        return low - entry.rows.lowerBound
    }

    @inline(__always)
    private func place(_ row: Int) -> Int {
        precondition(row >= 0 && row < entry.rows.count, "a row outside the reference set")
        return entry.rows.lowerBound &+ row
    }
}
