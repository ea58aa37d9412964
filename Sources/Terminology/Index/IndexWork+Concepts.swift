extension IndexWork {
    mutating func writeConcepts(_ plan: HierarchyPlan) throws {
        let concepts = draft.concepts
        draft.concepts = ConceptColumns(codes: .numbers([]))
        let count = plan.rows.count
        try writeCodes(concepts.codes, plan.rows)
        let flags = concepts.flags.gathered(plan.rows)
        try writer.write(Sections.flags, flags.map(\.rawValue))
        try writer.writeNarrow(Sections.tags, concepts.tag.gatheredOrZero(plan.rows))
        try writer.writeNarrow(Sections.modules, concepts.module.gatheredOrZero(plan.rows))
        try writer.writeNarrow(Sections.times, days.numbers(concepts.effectiveTime, rows: plan.rows))
        var active = [UInt64](repeating: 0, count: (count + 63) / 64)
        for concept in 0..<count where flags[concept].contains(.active) {
            active[concept >> 6] |= 1 << UInt64(concept & 63)
            meta.active += 1
        }
        try writer.write(Sections.active, active)
        meta.concepts = count
        meta.related = plan.related
    }

    private func writeCodes(_ codes: CodeColumn, _ rows: [UInt32]) throws {
        switch codes {
        case .numbers(let numbers):
            let sorted = numbers.gathered(rows)
            var order = (0..<UInt32(sorted.count)).map { $0 }
            sorted.withUnsafeBufferPointer { numbers in
                order.sort { numbers[Int($0)] < numbers[Int($1)] }
            }
            try writer.write(Sections.numbers, sorted)
            try writer.writeNarrow(Sections.codeOrder, order)
        case .texts(let texts):
            var sorted = TextColumn()
            sorted.reserve(texts: texts.count, bytes: texts.bytes.count)
            for row in rows { sorted.append(utf8: texts.bytes[texts.range(Int(row))]) }
            let style = draft.identity.codeStyle
            let order = sorted.order { CodeOrder.compareExactly($0, $1, style) < 0 }
            try writer.write(Sections.codes, Sections.codeOffsets, sorted)
            try writer.writeNarrow(Sections.codeOrder, order)
        }
    }

    mutating func writeHierarchy(_ plan: HierarchyPlan) throws {
        meta.links = plan.parents.count
        report.relationships = plan.parents.count
        draft.edges = EdgeColumns()
        try writer.write(Sections.roots, plan.roots)
        try writer.writeOffsets(Sections.parentOffsets, plan.parentOffsets)
        try writer.writeNarrow(Sections.parents, plan.parents)
        try writer.writeOffsets(Sections.childOffsets, plan.childOffsets)
        try writer.writeNarrow(Sections.children, plan.children)
        let runs = BranchRuns(plan)
        try writer.writeOffsets(Sections.runOffsets, runs.offsets)
        try writer.write(Sections.runs, runs.bounds)
    }
}

extension TextColumn {
    /// The numbers of the texts in an order.
    func order(
        _ isBefore: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> [UInt32] {
        var order = (0..<UInt32(count)).map { $0 }
        bytes.withUnsafeBufferPointer { bytes in
            ends.withUnsafeBufferPointer { ends in
                func text(_ number: UInt32) -> UnsafeBufferPointer<UInt8> {
                    let start = number == 0 ? 0 : Int(ends[Int(number - 1)])
                    return UnsafeBufferPointer(rebasing: bytes[start..<Int(ends[Int(number)])])
                }
                order.sort { isBefore(text($0), text($1)) }
            }
        }
        return order
    }
}
