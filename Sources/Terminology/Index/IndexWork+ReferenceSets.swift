extension IndexWork {
    /// Reference sets one after the other; the rows of each sorted by member, those of maps also by group and priority.
    mutating func writeReferenceSets(_ plan: HierarchyPlan) throws {
        let sets = draft.referenceSets
        draft.referenceSets = []
        var table = ReferenceSetTable(universe: plan.rows.count, days: days)
        // Members that are descriptions are known by their place among all, ordered by concept.
        var places = [UInt32]()
        if sets.contains(where: \.refersToDescriptions) {
            places = [UInt32](repeating: 0, count: descriptionRows.count)
            for (place, row) in descriptionRows.enumerated() { places[Int(row)] = UInt32(place) }
        }
        var names = draft.strings
        for set in sets.sorted(by: { plan.ordinals[Int($0.concept)] < plan.ordinals[Int($1.concept)] }) {
            let members = (set.refersToDescriptions ? places : plan.ordinals).gathered(set.member)
            let rows = set.order(members, below: set.refersToDescriptions ? places.count : plan.rows.count)
            table.add(set, members: members, rows: rows, ordinals: plan.ordinals) { name in
                names.append(name)
                return UInt32(names.count - 1)
            }
        }
        days = table.days
        draft.strings = names
        meta.members = table.members.count
        try table.write(to: writer)
    }
}

extension ReferenceSet {
    /// The rows in the order in which they are written.
    fileprivate func order(_ members: [UInt32], below bound: Int) -> [UInt32] {
        var rows = IndexWork.order(by: members, below: bound, after: nil)
        let keys = ["mapGroup", "mapPriority"].compactMap { name -> [Int32]? in
            guard let at = columnNames.firstIndex(of: name), at < columns.count,
                case .integers(let numbers) = columns[at]
            else { return nil }
            return numbers
        }
        if keys.isEmpty { return rows }
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, members[Int(rows[end])] == members[Int(rows[start])] { end += 1 }
            if end - start > 1 {
                rows[start..<end].sort { left, right in
                    for key in keys where key[Int(left)] != key[Int(right)] {
                        return key[Int(left)] < key[Int(right)]
                    }
                    return left < right
                }
            }
            start = end
        }
        return rows
    }
}
