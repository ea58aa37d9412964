/// The columns of all reference sets while they are put together.
struct ReferenceSetTable {
    /// Words of a reference set in the directory, and of a column in the list of columns.
    static let setWidth = 8
    static let columnWidth = 8
    /// Of a reference set in which no bitmap says who is an active member.
    static let noBits = UInt32.max

    let universe: Int
    private(set) var days: DayTable
    private(set) var members: [UInt32] = []
    private var sets: [UInt32] = []
    private var columns: [UInt32] = []
    private var active: [UInt64] = []
    private var modules: [UInt16] = []
    private var times: [UInt32] = []
    private var fields: [UInt8] = []
    private var dictionary: [UInt32] = []
    private var bits: [UInt64] = []

    init(universe: Int, days: DayTable) {
        self.universe = universe
        self.days = days
    }

    mutating func add(
        _ set: ReferenceSet, members ordered: [UInt32], rows: [UInt32], ordinals: [UInt32],
        name: (String) -> UInt32
    ) {
        let first = members.count
        members += ordered.gathered(rows)
        modules += set.module.gatheredOrZero(rows)
        times += days.numbers(set.effectiveTime, rows: rows)
        active += [UInt64](repeating: 0, count: (members.count + 63) / 64 - active.count)
        let isActive = set.isActive.isEmpty ? [Bool](repeating: true, count: rows.count) : set.isActive.gathered(rows)
        for (at, truth) in isActive.enumerated() where truth {
            active[(first + at) >> 6] |= 1 << UInt64((first + at) & 63)
        }
        let firstColumn = columns.count / Self.columnWidth
        for (column, title) in zip(set.columns, set.columnNames) {
            add(column, name(title), rows: rows, ordinals: ordinals)
        }
        sets += [
            ordinals[Int(set.concept)], UInt32(set.pattern.rawValue) | (set.refersToDescriptions ? 1 << 8 : 0),
            UInt32(first), UInt32(rows.count), UInt32(firstColumn),
            UInt32(columns.count / Self.columnWidth - firstColumn), bitmap(set, first, isActive), 0,
        ]
    }

    /// The active members of a large reference set as a bitmap, a quarter of what its rows take; small ones are scanned.
    private mutating func bitmap(_ set: ReferenceSet, _ first: Int, _ isActive: [Bool]) -> UInt32 {
        guard !set.refersToDescriptions, isActive.count >= max(universe / 16, 256) else { return Self.noBits }
        let start = bits.count
        bits += [UInt64](repeating: 0, count: (universe + 63) / 64)
        for (at, truth) in isActive.enumerated() where truth {
            let member = Int(members[first + at])
            bits[start + member >> 6] |= 1 << UInt64(member & 63)
        }
        return UInt32(start)
    }

    private mutating func add(
        _ column: ReferenceSet.Column, _ name: UInt32, rows: [UInt32], ordinals: [UInt32]
    ) {
        let kind: UInt32
        var values: [UInt32]
        switch column {
        case .concepts(let concepts):
            kind = 0
            values = concepts.gathered(rows)
            for at in 0..<values.count where values[at] != .max { values[at] = ordinals[Int(values[at])] }
        case .integers(let integers):
            kind = 1
            values = integers.gathered(rows).map { UInt32(bitPattern: $0) }
        case .strings(let strings):
            kind = 2
            values = strings.gathered(rows)
        }
        // Columns repeat themselves: a number into the list of distinct values takes one or two bytes.
        let distinct = Self.distinct(values)
        let width = distinct.count <= 1 ? 0 : distinct.count <= 0x100 ? 1 : distinct.count <= 0x1_0000 ? 2 : 4
        let start = fields.count
        let firstValue = dictionary.count
        if width < 4 { dictionary += distinct }
        if width > 0 {
            for value in values {
                let code = width == 4 ? value : UInt32(Self.place(of: value, in: distinct))
                for byte in 0..<width { fields.append(UInt8(truncatingIfNeeded: code >> UInt32(byte * 8))) }
            }
        }
        columns += [
            name, kind | UInt32(width) << 8, UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: start >> 32),
            UInt32(firstValue), UInt32(width < 4 ? distinct.count : 0), 0, 0,
        ]
    }

    private static func distinct(_ values: [UInt32]) -> [UInt32] {
        var sorted = values
        sorted.sort()
        var kept = 0
        for at in 0..<sorted.count where at == 0 || sorted[at] != sorted[at - 1] {
            sorted.swapAt(kept, at)
            kept += 1
        }
        return Array(sorted[..<kept])
    }

    private static func place(of value: UInt32, in sorted: [UInt32]) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func write(to writer: SectionWriter) throws {
        try writer.write(Sections.referenceSets, sets)
        try writer.write(Sections.referenceColumns, columns)
        try writer.write(Sections.members, members)
        try writer.write(Sections.memberActive, active)
        try writer.writeNarrow(Sections.memberModules, modules)
        try writer.writeNarrow(Sections.memberTimes, times)
        try writer.write(Sections.fields, fields)
        try writer.write(Sections.fieldValues, dictionary)
        try writer.write(Sections.memberBits, bits)
    }
}
