/// Which descriptions a concept has, and what the text part does not know of them; sorted by concept.
struct DescriptionReader: Sendable {
    let offsets: OffsetColumn
    /// The number by which the text part knows each.
    let documents: NarrowColumn
    let modules: NarrowColumn
    let times: NarrowColumn
    private let numbers: Column<UInt64>?
    private let items: Column<UInt32>?
    private let endingNumbers: NarrowColumn?
    private let endings: Column<UInt64>?

    init(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) {
        let count = meta.descriptions
        offsets = try file.offsets(Sections.descriptionOffsets, count: meta.concepts)
        documents = try file.narrow(Sections.documents, count: count)
        modules = try file.narrow(Sections.descriptionModules, count: count)
        times = try file.narrow(Sections.descriptionTimes, count: count)
        if file.has(Sections.descriptionNumbers) {
            numbers = try file.column(Sections.descriptionNumbers, count: count)
            (items, endingNumbers, endings) = (nil, nil, nil)
        } else {
            numbers = nil
            let all: Column<UInt32> = try file.column(Sections.descriptionItems)
            guard all.count == count || all.count == 0 else {
                throw file.damaged(Sections.descriptionItems, "it has \(all.count) rows, not \(count)")
            }
            items = all.count == 0 ? nil : all
            endingNumbers = try file.narrow(Sections.descriptionEndings, count: all.count)
            endings = try file.column(Sections.endings)
        }
    }

    static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        var rules: [SectionName: ColumnRule] = [
            Sections.descriptionOffsets: .packedOffsets(end: meta.descriptions),
            Sections.documents: .below(meta.descriptions),
        ]
        if !file.has(Sections.descriptionNumbers) {
            rules[Sections.descriptionEndings] = .below(try file.entry(Sections.endings).length / 8)
        }
        return rules
    }

    /// The system's own number of a description, 0 where it has none.
    func number(_ place: Int) -> UInt64 {
        if let numbers { return numbers[place] }
        guard let items, let endingNumbers, let endings else { return 0 }
        return SplitIdentifier.number(item: items[place], ending: endings[endingNumbers[place]])
    }
}
