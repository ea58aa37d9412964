extension TerminologyIndex {
    /// The types of attributes that occur, in order.
    package var attributeTypes: [Concept] { attributes.types.buffer.map(Concept.init(ordinal:)) }

    /// All rows of a type; none where it does not occur.
    package func attributeRows(type: Concept) -> AttributeRows {
        AttributeRows(index: self, range: attributeRange(type: type))
    }

    /// The attributes of a concept, by type and group.
    package func attributes(of concept: Concept) -> [Attribute] {
        var found: [Attribute] = []
        for type in 0..<attributes.types.count {
            let rows = Int(attributes.offsets[type])..<Int(attributes.offsets[type + 1])
            for row in attributeRange(of: concept, in: rows) {
                found.append(
                    Attribute(
                        type: Concept(ordinal: attributes.types[type]), target: target(at: row),
                        group: Int(attributes.groups[row])))
            }
        }
        return found
    }

    private func attributeRange(type: Concept) -> Range<Int> {
        var (low, high) = (0, attributes.types.count)
        while low < high {
            let middle = (low + high) / 2
            if attributes.types[middle] < type.ordinal { low = middle + 1 } else { high = middle }
        }
        guard low < attributes.types.count, attributes.types[low] == type.ordinal else { return 0..<0 }
        return Int(attributes.offsets[low])..<Int(attributes.offsets[low + 1])
    }

    /// The rows of one source among those of a type.
    func attributeRange(of source: Concept, in rows: Range<Int>) -> Range<Int> {
        func first(from ordinal: UInt32) -> Int {
            var (low, high) = (rows.lowerBound, rows.upperBound)
            while low < high {
                let middle = (low &+ high) &>> 1
                if attributes.sources[middle] < ordinal { low = middle &+ 1 } else { high = middle }
            }
            return low
        }
        let start = first(from: source.ordinal)
        var end = start
        while end < rows.upperBound, attributes.sources[end] == source.ordinal { end += 1 }
        return start..<end
    }

    func target(at row: Int) -> AttributeTarget {
        let target = attributes.targets[row]
        if target & AttributeRows.valueMark != 0 {
            return .value(attributes.value(Int(target & ~AttributeRows.valueMark)))
        }
        return .concept(Concept(ordinal: target))
    }
}
