extension IndexWork {
    /// Descriptions in the order of their concepts; of one concept the preferred name first, then the fully specified,
    /// then other names, then what is no longer in use.
    mutating func orderDescriptions(_ plan: HierarchyPlan) throws {
        let descriptions = draft.descriptions
        draft.descriptions = DescriptionColumns()
        let concepts = plan.ordinals.gathered(descriptions.concept)
        var offsets = [UInt32](repeating: 0, count: plan.rows.count + 1)
        for concept in concepts { offsets[Int(concept) + 1] += 1 }
        for concept in 0..<plan.rows.count { offsets[concept + 1] += offsets[concept] }
        var rows = Self.order(by: concepts, below: plan.rows.count, after: nil)
        rows.withUnsafeMutableBufferPointer { rows in
            descriptions.ranks.withUnsafeBufferPointer { ranks in
                for concept in 0..<plan.rows.count {
                    let (start, end) = (Int(offsets[concept]), Int(offsets[concept + 1]))
                    // Few and nearly in order: one by one to its place.
                    var at = start + 1
                    while at < end {
                        let row = rows[at]
                        var place = at
                        while place > start, ranks[Int(rows[place - 1])] > ranks[Int(row)] {
                            rows[place] = rows[place - 1]
                            place -= 1
                        }
                        rows[place] = row
                        at += 1
                    }
                }
            }
        }
        meta.descriptions = rows.count
        try writer.writeOffsets(Sections.descriptionOffsets, offsets)
        try writeDescriptionNumbers(descriptions.id, rows)
        try writer.writeNarrow(Sections.descriptionModules, descriptions.module.gatheredOrZero(rows))
        try writer.writeNarrow(Sections.descriptionTimes, days.numbers(descriptions.effectiveTime, rows: rows))
        descriptionOffsets = offsets
        descriptionRows = rows
    }

    private func writeDescriptionNumbers(_ numbers: [UInt64], _ rows: [UInt32]) throws {
        var table = EndingTable()
        var items: [UInt32] = []
        items.reserveCapacity(rows.count)
        var endings: [UInt32] = []
        endings.reserveCapacity(rows.count)
        if !numbers.isEmpty {
            for row in rows {
                guard let split = SplitIdentifier(numbers[Int(row)]), table.endings.count < 1 << 16 else {
                    return try writer.write(Sections.descriptionNumbers, numbers.gathered(rows))
                }
                items.append(split.item)
                endings.append(table.number(split.ending))
            }
        }
        try writer.write(Sections.descriptionItems, items)
        try writer.writeNarrow(Sections.descriptionEndings, endings)
        try writer.write(Sections.endings, table.endings)
    }
}

extension DescriptionColumns {
    /// How soon each description is shown among those of its concept.
    fileprivate var ranks: [UInt8] {
        (0..<count).map { row in
            guard isActive[row] else { return 9 }
            return switch kind[row] {
            case .preferred: 0
            case .synonym: acceptability.isEmpty ? 3 : acceptability[row] & 3 == 2 ? 0 : acceptability[row] != 0 ? 3 : 4
            case .fullySpecified: 1
            case .short, .consumer: 5
            case .definition: 6
            }
        }
    }
}
