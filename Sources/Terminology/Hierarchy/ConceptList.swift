/// Concepts as they lie in the file: the parents or the children of one.
package struct ConceptList: RandomAccessCollection, Sendable {
    private let index: TerminologyIndex
    private let ordinals: NarrowColumn
    package let startIndex = 0
    package let endIndex: Int
    private let base: Int

    init(index: TerminologyIndex, ordinals: NarrowColumn, range: Range<Int>) {
        // Held so that the memory stays.
        self.index = index
        self.ordinals = ordinals
        base = range.lowerBound
        endIndex = range.count
    }

    package subscript(position: Int) -> Concept {
        precondition(position >= 0 && position < endIndex, "a concept outside the list")
        return Concept(ordinal: ordinals[base + position])
    }
}
