/// The hierarchy of an index as it lies in the file.
struct HierarchyReader: Sendable {
    let roots: Column<UInt32>
    let parentOffsets: OffsetColumn
    let parents: NarrowColumn
    let childOffsets: OffsetColumn
    let children: NarrowColumn
    let runOffsets: OffsetColumn
    /// First and last of each run, one after the other.
    let runs: Column<UInt32>
    /// How many concepts have a parent or a child; they come first.
    let related: Int

    init(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) {
        roots = try file.column(Sections.roots)
        parentOffsets = try file.offsets(Sections.parentOffsets, count: meta.concepts)
        parents = try file.narrow(Sections.parents, count: meta.links)
        childOffsets = try file.offsets(Sections.childOffsets, count: meta.concepts)
        children = try file.narrow(Sections.children, count: meta.links)
        runOffsets = try file.offsets(Sections.runOffsets, count: meta.concepts)
        runs = try file.column(Sections.runs)
        related = meta.related
    }

    static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        let concepts = meta.concepts
        let runs = try file.entry(Sections.runs).length / 8
        return [
            Sections.roots: .below(concepts),
            Sections.parents: .below(concepts), Sections.children: .below(concepts),
            Sections.parentOffsets: .packedOffsets(end: meta.links),
            Sections.childOffsets: .packedOffsets(end: meta.links),
            Sections.runs: .below(concepts), Sections.runOffsets: .packedOffsets(end: runs),
        ]
    }

    func isLeaf(_ ordinal: UInt32) -> Bool { runOffsets.range(Int(ordinal)).isEmpty }
}
