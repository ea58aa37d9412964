extension IndexWork {
    /// Attributes of one type stand together, sorted by source and group, so that a refinement is a scan of its type.
    mutating func writeAttributes(_ plan: HierarchyPlan) throws {
        let attributes = draft.attributes
        draft.attributes = AttributeColumns()
        let count = attributes.count
        let concepts = plan.rows.count
        let types = plan.ordinals.gathered(attributes.type)
        let sources = plan.ordinals.gathered(attributes.source)
        let bySource = Self.order(by: sources, below: concepts, after: nil)
        var rows = Self.order(by: types, below: concepts, after: bySource)
        rows.withUnsafeMutableBufferPointer { rows in
            // The few rows of one type and source by group and target: most often they are one.
            var start = 0
            while start < count {
                let (type, source) = (types[Int(rows[start])], sources[Int(rows[start])])
                var end = start + 1
                while end < count, types[Int(rows[end])] == type, sources[Int(rows[end])] == source { end += 1 }
                if end - start > 1 {
                    rows[start..<end].sort {
                        (attributes.group[Int($0)], attributes.target[Int($0)])
                            < (attributes.group[Int($1)], attributes.target[Int($1)])
                    }
                }
                start = end
            }
        }
        var directory: [UInt32] = []
        var offsets: [UInt32] = []
        for at in 0..<count where at == 0 || types[Int(rows[at])] != types[Int(rows[at - 1])] {
            directory.append(types[Int(rows[at])])
            offsets.append(UInt32(at))
        }
        offsets.append(UInt32(count))
        var targets = [UInt32](repeating: 0, count: count)
        for at in 0..<count {
            let row = Int(rows[at])
            let target = attributes.target[row]
            targets[at] = attributes.isValue[row] ? target | AttributeRows.valueMark : plan.ordinals[Int(target)]
        }
        try writer.write(Sections.attributeTypes, directory)
        try writer.write(Sections.attributeOffsets, offsets)
        try writer.write(Sections.attributeSources, sources.gathered(rows))
        try writer.write(Sections.attributeTargets, targets)
        try writer.writeNarrow(Sections.attributeGroups, attributes.group.gathered(rows))
        meta.attributes = count
        try writeValues()
    }

    private mutating func writeValues() throws {
        var texts = TextColumn()
        var kinds: [UInt8] = []
        for value in draft.values {
            switch value {
            case .number(let text):
                texts.append(text)
                kinds.append(0)
            case .text(let text):
                texts.append(text)
                kinds.append(1)
            case .boolean(let truth):
                texts.append(truth ? "true" : "false")
                kinds.append(2)
            }
        }
        meta.values = kinds.count
        draft.values = []
        try writer.write(Sections.values, Sections.valueOffsets, texts)
        try writer.write(Sections.valueKinds, kinds)
    }

    /// Row numbers sorted by a key, rows of the same key in the order they had: by counting.
    static func order(by keys: [UInt32], below bound: Int, after rows: [UInt32]?) -> [UInt32] {
        var next = [UInt32](repeating: 0, count: bound + 1)
        var order = [UInt32](repeating: 0, count: keys.count)
        keys.withUnsafeBufferPointer { keys in
            next.withUnsafeMutableBufferPointer { next in
                order.withUnsafeMutableBufferPointer { order in
                    for key in keys { next[Int(key) + 1] &+= 1 }
                    for key in 0..<bound { next[key + 1] &+= next[key] }
                    for at in 0..<keys.count {
                        let row = rows.map { $0[at] } ?? UInt32(truncatingIfNeeded: at)
                        let key = Int(keys[Int(row)])
                        order[Int(next[key])] = row
                        next[key] &+= 1
                    }
                }
            }
        }
        return order
    }
}
