extension IndexWork {
    mutating func writeMaps(_ plan: HierarchyPlan) throws {
        let maps = draft.maps
        draft.maps = MapColumns()
        let sources = plan.ordinals.gathered(maps.source)
        let rows = Self.order(by: sources, below: plan.rows.count, after: nil)
        var texts = TextColumn()
        for string in draft.strings { texts.append(string) }
        draft.strings = []
        let order = texts.order { CodeOrder.compareBytes($0, $1) < 0 }
        var places = [UInt32](repeating: 0, count: order.count)
        for (place, string) in order.enumerated() { places[Int(string)] = UInt32(place) }
        let codes = maps.targetCode.gathered(rows)
        var reverse = (0..<UInt32(rows.count)).map { $0 }
        reverse.sort { (places[Int(codes[Int($0)])], $0) < (places[Int(codes[Int($1)])], $1) }
        try writer.write(Sections.mapSources, sources.gathered(rows))
        try writer.writeNarrow(Sections.mapSystems, maps.targetSystem.gathered(rows))
        try writer.write(Sections.mapCodes, codes)
        try writer.writeNarrow(Sections.mapDisplays, maps.targetDisplay.gatheredOrZero(rows))
        try writer.write(Sections.mapRelations, maps.relation.gathered(rows).map(\.rawValue))
        try writer.write(Sections.mapOrder, reverse)
        try writer.write(Sections.strings, Sections.stringOffsets, texts)
        try writer.writeNarrow(Sections.stringOrder, order)
        meta.maps = rows.count
        meta.strings = texts.count
    }

    mutating func writeProperties(_ plan: HierarchyPlan) throws {
        let properties = draft.properties
        draft.properties = PropertyColumns()
        let concepts = plan.ordinals.gathered(properties.concept)
        let rows = Self.order(by: concepts, below: plan.rows.count, after: nil)
        var values = TextColumn()
        values.reserve(texts: rows.count, bytes: properties.value.bytes.count)
        for row in rows { values.append(utf8: properties.value.bytes[properties.value.range(Int(row))]) }
        try writer.write(Sections.propertyConcepts, concepts.gathered(rows))
        try writer.writeNarrow(Sections.propertyNames, properties.name.gathered(rows))
        try writer.write(Sections.propertyValues, Sections.propertyOffsets, values)
        meta.properties = rows.count
    }
}
