extension TerminologyIndex {
    /// The concepts that name a reference set with rows in this release, in order.
    package var referenceSets: [Concept] { sets.entries.map { Concept(ordinal: $0.concept) } }

    /// The reference set that a concept names.
    package func referenceSet(_ concept: Concept) -> ReferenceSetView? {
        var (low, high) = (0, sets.entries.count)
        while low < high {
            let middle = (low + high) / 2
            if sets.entries[middle].concept < concept.ordinal { low = middle + 1 } else { high = middle }
        }
        guard low < sets.entries.count, sets.entries[low].concept == concept.ordinal else { return nil }
        return ReferenceSetView(index: self, entry: sets.entries[low])
    }

    /// The reference sets of which a concept, or one of its descriptions, is an active member.
    package func referenceSets(containing concept: Concept) -> [Concept] {
        sets.entries.compactMap { entry in
            let view = ReferenceSetView(index: self, entry: entry)
            return view.rows(of: concept).contains { view.isActive($0) } ? view.concept : nil
        }
    }

    /// What became of a concept that is no longer in use: the active rows of association reference sets.
    package func history(of concept: Concept) -> [(association: Concept, target: Concept)] {
        sets.entries.flatMap { entry -> [(association: Concept, target: Concept)] in
            guard entry.pattern == .association, !entry.refersToDescriptions else { return [] }
            let view = ReferenceSetView(index: self, entry: entry)
            guard let column = view.targetColumn else { return [] }
            return view.rows(of: concept).compactMap { row in
                guard view.isActive(row), case .concept(let target?) = view.field(row, column) else { return nil }
                return (view.concept, target)
            }
        }
    }

    /// The concept of a description that is known by its place among all.
    func concept(describedAt place: Int) -> Concept {
        var (low, high) = (0, conceptCount)
        while low < high {
            let middle = (low &+ high) &>> 1
            if descriptionReader.offsets.offset(middle &+ 1) <= place { low = middle &+ 1 } else { high = middle }
        }
        return Concept(ordinal: UInt32(min(low, conceptCount - 1)))
    }
}

extension ReferenceSetView {
    /// The column with the target of an association; nil in other reference sets.
    package var targetColumn: Int? {
        guard pattern == .association else { return nil }
        return columnNames.firstIndex { $0.hasPrefix("targetComponent") || $0 == "targetComponentId" } ?? 0
    }
}
