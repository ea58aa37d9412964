internal import Synchronization

/// What evaluations of one index need again and again, made when first asked for.
final class EvaluationTables: Sendable {
    private struct Made: Sendable {
        var groups: [UInt64]?
        var numbers: [Double]?
        var above: ConceptSet?
    }

    private let index: TerminologyIndex
    private let made = Mutex(Made())
    /// `*`: of SNOMED CT what is active and has a place in the hierarchy; of other systems all that is active.
    let everything: ConceptSet

    init(index: TerminologyIndex) {
        self.index = index
        var everything = index.active
        if index.identity.codeStyle == .snomed { everything.formIntersection(index.inHierarchy) }
        self.everything = everything
    }

    /// Every role group of every concept, as `source << 16 | group`, ascending.
    var groups: [UInt64] {
        made.withLock { made in
            if let groups = made.groups { return groups }
            let lists = index.attributeTypes.map { type in
                let rows = index.attributeRows(type: type)
                var keys: [UInt64] = []
                for row in 0..<rows.count where rows.group(row) != 0 {
                    let key = UInt64(rows.source(row).ordinal) << 16 | UInt64(rows.group(row))
                    if keys.last != key { keys.append(key) }
                }
                return keys
            }
            let groups = SortedKeys.unique(SortedKeys.merged(lists))
            made.groups = groups
            return groups
        }
    }

    /// All that has something below it: what `>*` and `>!*` are.
    var above: ConceptSet {
        made.withLock { made in
            if let above = made.above { return above }
            var above = index.emptySet()
            index.insertParents(of: everything, into: &above)
            made.above = above
            return above
        }
    }

    /// The concrete values as binary numbers, not a number where they are none: equal ones are compared exactly.
    var numbers: [Double] {
        made.withLock { made in
            if let numbers = made.numbers { return numbers }
            let numbers = (0..<index.attributes.values.count).map { place in
                if case .number(let text) = index.attributes.value(place) { return Double(text) ?? .nan }
                return .nan
            }
            made.numbers = numbers
            return numbers
        }
    }
}
