extension Evaluation {
    /// Those of a set that meet a refinement.
    mutating func concepts(meeting refinement: Refinement, in focus: ConceptSet) throws(ExpressionFailure) -> ConceptSet
    {
        switch refinement {
        case .attribute(let attribute): return try concepts(meeting: attribute, in: focus)
        case .group(let group): return try concepts(meeting: group, in: focus)
        case .conjunction(let parts):
            var kept = focus
            for part in ordered(parts) where !kept.isEmpty { kept = try concepts(meeting: part, in: kept) }
            return kept
        case .disjunction(let parts):
            var found = index.emptySet()
            for part in parts { found.formUnion(try concepts(meeting: part, in: focus)) }
            return found
        }
    }

    /// An attribute outside braces: relationships in all groups and in none are counted together.
    private mutating func concepts(
        meeting attribute: AttributeConstraint, in focus: ConceptSet
    ) throws(ExpressionFailure) -> ConceptSet {
        let cardinality = attribute.cardinality ?? .some
        if cardinality.isAny { return focus }
        let types = try rows(named: attribute.name)
        let test = try test(attribute)
        try spend(types.reduce(0) { $0 + $1.count }, at: attribute.range)
        if cardinality.isSome {
            var found = index.emptySet()
            for rows in types {
                if attribute.isReversed {
                    rows.forEachReversed(to: focus, test) { target, _, _ in found.insert(Concept(ordinal: target)) }
                } else {
                    rows.forEachMatch(from: focus, test) { source, _ in found.insert(Concept(ordinal: source)) }
                }
            }
            return found
        }
        let lists = types.map { rows in
            guard attribute.isReversed else { return rows.sources(from: focus, test) }
            var keys: [UInt64] = []
            rows.forEachReversed(to: focus, test) { target, source, _ in
                keys.append(UInt64(target) << 32 | UInt64(source))
            }
            keys.sort()
            return keys
        }
        var keys = SortedKeys.merged(lists)
        // Reversed, sources are counted, however often one names the target.
        if attribute.isReversed { keys = SortedKeys.unique(keys) }
        return focus.choosing(keys, shift: attribute.isReversed ? 32 : 0, cardinality)
    }

    /// The values of attributes of a set: `set . name`.
    mutating func targets(of name: SubConstraint, from sources: ConceptSet) throws(ExpressionFailure) -> ConceptSet {
        var found = index.emptySet()
        let types = try rows(named: name)
        try spend(types.reduce(0) { $0 + $1.count }, at: name.range)
        for rows in types {
            rows.forEachMatch(from: sources, .any) { _, row in
                if case .concept(let concept) = rows.target(row) { found.insert(concept) }
            }
        }
        return found
    }

    /// The rows of all attributes that a name stands for. “Is a” is none of them.
    mutating func rows(named name: SubConstraint) throws(ExpressionFailure) -> [AttributeRows] {
        if name.isAnything { return index.attributeTypes.map(index.attributeRows) }
        let names = try concepts(of: name, within: nil)
        return index.attributeTypes.filter(names.contains).map(index.attributeRows)
    }

    /// What the value of an attribute must be.
    mutating func test(_ attribute: AttributeConstraint) throws(ExpressionFailure) -> ValueTest {
        let isNegated = attribute.comparison == .notEqual
        switch attribute.value {
        case .concepts(let sub):
            // `= *` asks for any value; a set of concepts would leave out the concrete ones.
            if sub.isAnything { return isNegated ? .nothing : .any }
            let set = try concepts(of: sub, within: nil)
            return isNegated ? .otherConcepts(set) : .concepts(set)
        case .number(let number): return .values(values(attribute.comparison, number))
        case .boolean(let wanted):
            return .values(
                values { value in
                    guard case .boolean(let found) = value else { return false }
                    return (found == wanted) != isNegated
                })
        case .text(let terms):
            let matchers = terms.map { TermMatcher($0, isExact: true) }
            return .values(
                values { value in
                    guard case .text(let found) = value else { return false }
                    return matchers.contains { $0.matches(found) } != isNegated
                })
        }
    }

    private func values(where test: (ConcreteValue) -> Bool) -> [UInt64] {
        let count = index.attributes.values.count
        var bits = [UInt64](repeating: 0, count: (count + 63) / 64)
        for place in 0..<count where test(index.attributes.value(place)) { bits[place >> 6] |= 1 << UInt64(place & 63) }
        return bits
    }

    private func values(_ comparison: Comparison, _ number: DecimalNumber) -> [UInt64] {
        let numbers = tables.numbers
        var bits = [UInt64](repeating: 0, count: (numbers.count + 63) / 64)
        guard let wanted = Double(number.text) else { return bits }
        for place in 0..<numbers.count where !numbers[place].isNaN {
            var order = numbers[place] < wanted ? -1 : 1
            if numbers[place] == wanted, case .number(let text) = index.attributes.value(place),
                let exact = DecimalNumber(text)
            {
                order = exact < number ? -1 : exact == number ? 0 : 1
            }
            if comparison.holds(order) { bits[place >> 6] |= 1 << UInt64(place & 63) }
        }
        return bits
    }
}

extension SubConstraint {
    /// Whether it is `*` and nothing else.
    var isAnything: Bool {
        guard step == nil, membership == nil, memberFilters.isEmpty, filters.isEmpty, history == nil else {
            return false
        }
        switch focus {
        case .any: return true
        case .nested(let inner):
            if case .simple(let sub) = inner.kind { return sub.isAnything }
            return false
        case .concept, .alternate: return false
        }
    }
}

extension ConceptSet {
    /// Those that occur in a list as often as asked, or are not in it where that is enough.
    /// - Parameters:
    ///   - keys: ascending, with the concept in the bits above `shift`.
    func choosing(_ keys: [UInt64], shift: UInt64, _ cardinality: Cardinality) -> ConceptSet {
        if cardinality.minimum == 0 {
            var kept = self
            SortedKeys.forEachRun(keys, shift: shift) { key, count in
                if !cardinality.contains(count) { kept.remove(Concept(ordinal: UInt32(truncatingIfNeeded: key))) }
            }
            return kept
        }
        var found = ConceptSet(universe: universe)
        SortedKeys.forEachRun(keys, shift: shift) { key, count in
            let concept = Concept(ordinal: UInt32(truncatingIfNeeded: key))
            if cardinality.contains(count), contains(concept) { found.insert(concept) }
        }
        return found
    }
}
