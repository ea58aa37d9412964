/// All of building an index but the numbering and the texts.
struct IndexWork: Sendable {
    var draft: ReleaseDraft
    var plan: HierarchyPlan?
    let writer: SectionWriter
    var meta: IndexMeta
    var days = DayTable()
    var report = IndexReport()
    /// Where the descriptions of each concept begin, and the row of each description in that order.
    var descriptionOffsets: [UInt32] = []
    var descriptionRows: [UInt32] = []

    init(draft: consuming ReleaseDraft, plan: HierarchyPlan, writer: SectionWriter) {
        self.draft = draft
        self.plan = plan
        self.writer = writer
        meta = IndexMeta(identity: self.draft.identity)
    }

    /// What the other thread does; this one lets go of the texts.
    mutating func takeTexts(_ progress: ImportProgress) -> TextWork? {
        defer { draft.descriptions.text = TextColumn() }
        return plan.map { TextWork(draft: draft, plan: $0, writer: writer, progress: progress) }
    }

    mutating func run(_ progress: ImportProgress) throws {
        guard let plan = plan.take() else { return }
        let steps: [(inout IndexWork) throws -> Void] = [
            { try $0.writeConcepts(plan) },
            { try $0.writeHierarchy(plan) },
            { try $0.writeAttributes(plan) },
            { try $0.orderDescriptions(plan) },
            { try $0.writeReferenceSets(plan) },
            { try $0.writeMaps(plan) },
            { try $0.writeProperties(plan) },
        ]
        for (number, step) in steps.enumerated() {
            if progress.isCancelled() { throw CancellationError() }
            try step(&self)
            progress.report(.hierarchy, number + 1, steps.count)
        }
    }

    /// Writes what needs the documents of the text part, and the lists.
    mutating func finish(documents: [UInt32]) throws {
        try writer.writeNarrow(Sections.documents, documents.gathered(descriptionRows))
        try writer.write(Sections.days, days.days)
        meta.tags = draft.tags
        meta.modules = draft.modules
        meta.languages = draft.languages
        meta.dialects = Array(draft.dialects.prefix(8))
        meta.propertyNames = draft.propertyNames
        meta.sources = draft.sources
        try writer.write(Sections.meta, meta.json)
        report.concepts = meta.concepts
        report.active = meta.active
        report.descriptions = meta.descriptions
        report.attributes = meta.attributes
        report.members = meta.members
    }
}

extension Array {
    /// Element `i` is that of row `rows[i]`.
    func gathered(_ rows: [UInt32]) -> [Element] {
        [Element](unsafeUninitializedCapacity: rows.count) { target, count in
            withUnsafeBufferPointer { source in
                rows.withUnsafeBufferPointer { rows in
                    for at in 0..<rows.count { target.initializeElement(at: at, to: source[Int(rows[at])]) }
                }
            }
            count = rows.count
        }
    }

    /// The same of a column that may be left empty.
    func gatheredOrZero(_ rows: [UInt32]) -> [Element] where Element: FixedWidthInteger {
        isEmpty ? [Element](repeating: 0, count: rows.count) : gathered(rows)
    }
}
