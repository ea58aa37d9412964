/// What else the system says of its concepts, sorted by concept.
struct PropertyReader: Sendable {
    let concepts: Column<UInt32>
    let names: NarrowColumn
    let values: Texts

    init(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) {
        concepts = try file.column(Sections.propertyConcepts, count: meta.properties)
        names = try file.narrow(Sections.propertyNames, count: meta.properties)
        values = try file.texts(Sections.propertyValues, Sections.propertyOffsets, count: meta.properties)
    }

    static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        [
            Sections.propertyConcepts: .below(meta.concepts), Sections.propertyNames: .below(meta.propertyNames.count),
            Sections.propertyOffsets: try file.textRule(Sections.propertyValues),
        ]
    }
}

extension TerminologyIndex {
    /// What else the system says of a concept, in the order of the release.
    package func properties(of concept: Concept) -> [(name: String, value: String)] {
        let concepts = propertyReader.concepts
        var row = concepts.buffer.firstPlace { $0 >= concept.ordinal }
        var found: [(name: String, value: String)] = []
        while row < concepts.count, concepts[row] == concept.ordinal {
            found.append((meta.propertyNames[Int(propertyReader.names[row])], propertyReader.values[row]))
            row += 1
        }
        return found
    }

    /// The names of the properties that this system has.
    package var propertyNames: [String] { meta.propertyNames }

    /// The first value of a property of a concept.
    package func property(_ name: String, of concept: Concept) -> String? {
        properties(of: concept).first { $0.name == name }?.value
    }
}
