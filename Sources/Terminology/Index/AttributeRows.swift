/// All rows of one type of attribute, sorted by source and then by group.
package struct AttributeRows: Sendable {
    /// Set in a target that is the number of a value.
    package static let valueMark: UInt32 = 1 << 31

    private let index: TerminologyIndex
    private let range: Range<Int>

    init(index: TerminologyIndex, range: Range<Int>) {
        self.index = index
        self.range = range
    }

    package var count: Int { range.count }

    package func source(_ row: Int) -> Concept { Concept(ordinal: index.attributes.sources[place(row)]) }

    /// The role group; 0 is none.
    package func group(_ row: Int) -> Int { Int(index.attributes.groups[place(row)]) }

    package func target(_ row: Int) -> AttributeTarget { index.target(at: place(row)) }

    /// The rows of one source.
    package func rows(of source: Concept) -> Range<Int> {
        let found = index.attributeRange(of: source, in: range)
        return found.lowerBound - range.lowerBound..<found.upperBound - range.lowerBound
    }

    /// Lends the columns for a scan: sources; targets, in which a value is its number with `valueMark`.
    package func withColumns<Result>(
        _ body: (_ sources: UnsafeBufferPointer<UInt32>, _ targets: UnsafeBufferPointer<UInt32>) throws -> Result
    ) rethrows -> Result {
        try body(
            UnsafeBufferPointer(rebasing: index.attributes.sources.buffer[range]),
            UnsafeBufferPointer(rebasing: index.attributes.targets.buffer[range]))
    }

    /// The value that a marked target names.
    package func value(_ target: UInt32) -> ConcreteValue {
        index.attributes.value(Int(target & ~AttributeRows.valueMark))
    }

    private func place(_ row: Int) -> Int {
        precondition(row >= 0 && row < range.count, "a row outside the attribute")
        return range.lowerBound &+ row
    }
}
