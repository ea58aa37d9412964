extension Evaluation {
    /// Braces: how many role groups meet all that stands between them. Group 0 is none.
    ///
    /// Of reversed attributes alone, the groups are those of the concepts that name this one. Beside others, a reversed
    /// attribute holds for the concept as a whole.
    mutating func concepts(meeting group: AttributeGroup, in focus: ConceptSet) throws(ExpressionFailure) -> ConceptSet
    {
        let cardinality = group.cardinality ?? .some
        if cardinality.isAny { return focus }
        let isReversed = group.attributes.isReversed
        let keys = try groups(meeting: group.attributes, in: focus, isReversed: isReversed)
        return focus.choosing(keys, shift: isReversed ? Self.targetShift : 16, cardinality)
    }

    /// Keys of reversed groups: target, then source and group; both are numbers of concepts below 2²⁴.
    private static let targetShift: UInt64 = 40

    /// The groups that meet a set of attributes, ascending.
    private mutating func groups(
        meeting set: AttributeSet, in focus: ConceptSet, isReversed: Bool
    ) throws(ExpressionFailure) -> [UInt64] {
        switch set {
        case .attribute(let attribute):
            if isReversed { return try groups(meetingReversed: attribute, in: focus) }
            return try groups(meeting: attribute, in: focus)
        case .conjunction(let parts):
            let parts = ordered(parts)
            var kept = try groups(meeting: parts[0], in: focus, isReversed: isReversed)
            for part in parts.dropFirst() where !kept.isEmpty {
                var left = index.emptySet()
                let shift: UInt64 = isReversed ? Self.targetShift : 16
                for key in kept { left.insert(Concept(ordinal: UInt32(truncatingIfNeeded: key >> shift))) }
                kept = SortedKeys.shared(kept, try groups(meeting: part, in: left, isReversed: isReversed))
            }
            return kept
        case .disjunction(let parts):
            var lists: [[UInt64]] = []
            for part in parts { lists.append(try groups(meeting: part, in: focus, isReversed: isReversed)) }
            return SortedKeys.unique(SortedKeys.merged(lists))
        }
    }

    private mutating func groups(
        meeting attribute: AttributeConstraint, in focus: ConceptSet
    ) throws(ExpressionFailure) -> [UInt64] {
        let cardinality = attribute.cardinality ?? .some
        if attribute.isReversed {
            let whole = try concepts(meeting: .attribute(attribute), in: focus)
            return allGroups(of: whole)
        }
        if cardinality.isAny { return allGroups(of: focus) }
        let types = try rows(named: attribute.name)
        let test = try test(attribute)
        try spend(types.reduce(0) { $0 + $1.count } * 2, at: attribute.range)
        let lists = types.map { $0.groups(from: focus, test) }
        return chosen(SortedKeys.merged(lists), cardinality) { $0.allGroups(of: focus) }
    }

    private mutating func groups(
        meetingReversed attribute: AttributeConstraint, in focus: ConceptSet
    ) throws(ExpressionFailure) -> [UInt64] {
        let cardinality = attribute.cardinality ?? .some
        let types = try rows(named: attribute.name)
        let test = try test(attribute)
        try spend(types.reduce(0) { $0 + $1.count } * 2, at: attribute.range)
        let keys = Self.reversedGroups(types, to: focus, test)
        return chosen(keys, cardinality) { evaluation in
            let all = evaluation.index.attributeTypes.map(evaluation.index.attributeRows)
            return SortedKeys.unique(Self.reversedGroups(all, to: focus, .any))
        }
    }

    private static func reversedGroups(_ types: [AttributeRows], to focus: ConceptSet, _ test: ValueTest) -> [UInt64] {
        var keys: [UInt64] = []
        for rows in types {
            rows.forEachReversed(to: focus, test) { target, source, row in
                let group = rows.group(row)
                if group != 0 {
                    keys.append(UInt64(target) << targetShift | UInt64(source & 0xFF_FFFF) << 16 | UInt64(group))
                }
            }
        }
        keys.sort()
        return keys
    }

    /// Groups in which something occurs as often as asked.
    /// - Parameter all: all groups there are: where none is enough, those count in which it does not occur.
    private func chosen(_ keys: [UInt64], _ cardinality: Cardinality, all: (Self) -> [UInt64]) -> [UInt64] {
        guard cardinality.minimum == 0 else { return SortedKeys.counted(keys, cardinality) }
        var unwanted: [UInt64] = []
        SortedKeys.forEachRun(keys) { key, count in
            if !cardinality.contains(count) { unwanted.append(key) }
        }
        return SortedKeys.subtracting(all(self), unwanted)
    }

    private func allGroups(of focus: ConceptSet) -> [UInt64] {
        tables.groups.filter { focus.contains(Concept(ordinal: UInt32(truncatingIfNeeded: $0 >> 16))) }
    }
}

extension AttributeSet {
    /// Whether all attributes are reversed.
    fileprivate var isReversed: Bool {
        switch self {
        case .attribute(let attribute): attribute.isReversed
        case .conjunction(let parts), .disjunction(let parts): parts.allSatisfy(\.isReversed)
        }
    }
}
