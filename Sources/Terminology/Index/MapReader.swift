/// The maps of an index that are no reference sets, sorted by source.
struct MapReader: Sendable {
    let sources: Column<UInt32>
    let systems: NarrowColumn
    let codes: Column<UInt32>
    let displays: NarrowColumn
    let relations: Column<UInt8>
    /// The rows in the order of the texts of their codes.
    let order: Column<UInt32>

    init(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) {
        sources = try file.column(Sections.mapSources, count: meta.maps)
        systems = try file.narrow(Sections.mapSystems, count: meta.maps)
        codes = try file.column(Sections.mapCodes, count: meta.maps)
        displays = try file.narrow(Sections.mapDisplays, count: meta.maps)
        relations = try file.column(Sections.mapRelations, count: meta.maps)
        order = try file.column(Sections.mapOrder, count: meta.maps)
    }

    static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        [
            Sections.mapSources: .below(meta.concepts), Sections.mapSystems: .below(meta.strings),
            Sections.mapCodes: .below(meta.strings), Sections.mapDisplays: .below(meta.strings),
            Sections.mapOrder: .below(meta.maps), Sections.mapRelations: .below(MapRelation.allCases.count),
        ]
    }
}

extension TerminologyIndex {
    /// How many maps there are that are no reference sets.
    package var mapCount: Int { mapReader.sources.count }

    /// Where a concept's code is mapped to, except by reference sets; in the order of the release.
    package func maps(of concept: Concept) -> [MapRow] {
        let sources = mapReader.sources
        var row = sources.buffer.firstPlace { $0 >= concept.ordinal }
        var found: [MapRow] = []
        while row < sources.count, sources[row] == concept.ordinal {
            found.append(mapRow(row))
            row += 1
        }
        return found
    }

    /// What is mapped to a code of another system, or of any where none is named.
    package func maps(to code: String, system: String? = nil) -> [MapRow] {
        var text = code
        return text.withUTF8 { code in
            let strings = strings.texts
            func compared(_ place: Int) -> Int {
                CodeOrder.compareBytes(strings.utf8(Int(mapReader.codes[mapReader.order[place]])), code)
            }
            var (low, high) = (0, mapReader.order.count)
            while low < high {
                let middle = (low + high) / 2
                if compared(middle) < 0 { low = middle + 1 } else { high = middle }
            }
            var found: [MapRow] = []
            while low < mapReader.order.count, compared(low) == 0 {
                let row = mapRow(Int(mapReader.order[low]))
                if system == nil || row.system == system { found.append(row) }
                low += 1
            }
            return found
        }
    }

    private func mapRow(_ row: Int) -> MapRow {
        MapRow(
            source: Concept(ordinal: mapReader.sources[row]), system: strings[mapReader.systems[row]],
            code: strings[mapReader.codes[row]], display: strings[mapReader.displays[row]],
            relation: MapRelation(rawValue: mapReader.relations[row]) ?? .relatedTo)
    }
}

extension UnsafeBufferPointer<UInt32> {
    /// The first place from which on something holds.
    func firstPlace(where holds: (UInt32) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low &+ high) &>> 1
            if holds(self[middle]) { high = middle } else { low = middle &+ 1 }
        }
        return low
    }
}
