extension Evaluation {
    /// Adds the inactive concepts that an association leads from into the set.
    mutating func supplement(
        _ set: inout ConceptSet, _ history: HistorySupplement, at range: SourceRange
    ) throws(ExpressionFailure) {
        let found = set
        for view in try associations(history) {
            guard let column = view.targetColumn ?? view.column(named: "targetComponentId") else { continue }
            try spend(view.count * 6, at: range)
            for row in 0..<view.count
            where view.isActive(row) && found.contains(Concept(ordinal: view.rawField(row, column))) {
                let member = view.member(row)
                if !index.active.contains(member) { set.insert(member) }
            }
        }
    }

    private mutating func associations(_ history: HistorySupplement) throws(ExpressionFailure) -> [ReferenceSetView] {
        var names = index.emptySet()
        func add(_ codes: [String]) {
            for code in codes { if let concept = index.concept(code: code) { names.insert(concept) } }
        }
        switch history {
        case .minimum: add([WellKnown.sameAs])
        case .moderate:
            add([WellKnown.sameAs, WellKnown.replacedBy, WellKnown.wasA, WellKnown.partiallyEquivalentTo])
        case .maximum:
            guard let top = index.concept(code: WellKnown.historicalAssociation) else {
                // An extract without the concept above them: all associations there are.
                return index.referenceSets.compactMap(index.referenceSet)
                    .filter { $0.pattern == .association && !$0.refersToDescriptions }
            }
            index.insertDescendants(of: top, orSelf: false, into: &names)
        case .custom(let constraint): names = try concepts(of: constraint, within: nil)
        }
        return referenceSets(named: names)
    }
}
