/// Which targets of attributes are wanted.
enum ValueTest {
    /// Any, concrete values too.
    case any
    case nothing
    case concepts(ConceptSet)
    /// Concepts that are not in the set.
    case otherConcepts(ConceptSet)
    /// Concrete values, a bit for each in the index.
    case values([UInt64])

    /// - Parameter target: as in `AttributeRows`: a concept, or a value with the mark.
    @inline(__always)
    func matches(_ target: UInt32) -> Bool {
        switch self {
        case .any: return true
        case .nothing: return false
        case .concepts(let set):
            return target & AttributeRows.valueMark == 0 && set.contains(Concept(ordinal: target))
        case .otherConcepts(let set):
            return target & AttributeRows.valueMark == 0 && !set.contains(Concept(ordinal: target))
        case .values(let bits):
            let value = Int(target & ~AttributeRows.valueMark)
            return target & AttributeRows.valueMark != 0 && value >> 6 < bits.count
                && bits[value >> 6] >> UInt64(value & 63) & 1 != 0
        }
    }

    /// Whether a concept is wanted; concrete values are none.
    @inline(__always)
    func matches(concept: UInt32) -> Bool {
        if case .values = self { return false }
        return matches(concept)
    }
}
