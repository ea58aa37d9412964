/// The attributes of an index as they lie in the file: those of one type together, sorted by source and group.
struct AttributeReader: Sendable {
    /// The types, ascending, and where the rows of each begin.
    let types: Column<UInt32>
    let offsets: Column<UInt32>
    let sources: Column<UInt32>
    let targets: Column<UInt32>
    let groups: NarrowColumn
    let values: Texts
    let valueKinds: Column<UInt8>

    init(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) {
        types = try file.column(Sections.attributeTypes)
        offsets = try file.column(Sections.attributeOffsets, count: types.count + 1)
        sources = try file.column(Sections.attributeSources, count: meta.attributes)
        targets = try file.column(Sections.attributeTargets, count: meta.attributes)
        groups = try file.narrow(Sections.attributeGroups, count: meta.attributes)
        values = try file.texts(Sections.values, Sections.valueOffsets, count: meta.values)
        valueKinds = try file.column(Sections.valueKinds, count: meta.values)
    }

    static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        [
            Sections.attributeTypes: .below(meta.concepts),
            Sections.attributeOffsets: .offsets(end: meta.attributes),
            Sections.attributeSources: .below(meta.concepts),
            Sections.attributeTargets: .marked(below: meta.concepts, marked: meta.values),
            Sections.valueOffsets: try file.textRule(Sections.values),
        ]
    }

    func value(_ index: Int) -> ConcreteValue {
        switch valueKinds[index] {
        case 0: .number(values[index])
        case 1: .text(values[index])
        default: .boolean(values[index] == "true")
        }
    }
}
