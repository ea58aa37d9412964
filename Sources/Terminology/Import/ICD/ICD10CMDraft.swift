/// Puts an order file and a tabular list of one year together.
struct ICD10CMDraft {
    /// What of a tabular list belongs to a code.
    private struct Place {
        var node: Int
        var hasSeventh: Bool
        var title: String
    }

    private let tabular: ICD10CMTabular?
    private var list: CodeListDraft
    private var places: [String: Place] = [:]
    /// By node, the rows of chapters and sections.
    private var groups: [Int: UInt32] = [:]
    /// The sections, first and last category and row.
    private var sections: [(first: Substring, last: Substring, row: UInt32)] = []
    /// The terms of the alphabetic index that a concept has, after its row.
    private var indexed: Set<String> = []
    /// By number, the rows of chapters of our own table.
    private var chapters: [Int: UInt32] = [:]

    /// - Parameter order: nil where the tabular list is all there is.
    static func make(
        _ identity: SystemIdentity, order: ICDOrderFile?, tabular: ICD10CMTabular?, terms: ICD10CMTermIndex?,
        _ problems: inout ProblemList
    ) throws(ImportFailure) -> ReleaseDraft {
        var maker = ICD10CMDraft(identity, tabular)
        let expanded = tabular?.expanded() ?? []
        for entry in expanded {
            let place = Place(node: entry.node, hasSeventh: entry.hasSeventh, title: entry.row.long)
            maker.places[entry.row.code] = maker.places[entry.row.code] ?? place
        }
        let file = order?.name ?? tabular?.name ?? ""
        let rows = order?.rows ?? expanded.map(\.row)
        maker.addGroups()
        try maker.addCodes(rows, isOrder: order != nil, file, &problems)
        maker.placeCodes(rows, file, &problems)
        if let order, tabular != nil { maker.compare(order, expanded, &problems) }
        if let terms { maker.addTerms(terms) }
        var sources: [SourceFile] = []
        if let order { sources.append(SourceFile(name: order.name, rows: order.rows.count)) }
        if let tabular { sources.append(SourceFile(name: tabular.name, rows: tabular.nodes.count)) }
        if let terms { sources.append(SourceFile(name: terms.name, rows: terms.entries.count)) }
        try problems.check()
        return try maker.list.finish(sources)
    }

    private init(_ identity: SystemIdentity, _ tabular: ICD10CMTabular?) {
        self.tabular = tabular
        list = CodeListDraft(identity)
    }
}

// Concepts
extension ICD10CMDraft {
    private mutating func addGroups() {
        guard let tabular else { return }
        for (index, node) in tabular.nodes.enumerated() where node.level != .category {
            let tag = node.level == .chapter ? "chapter" : "section"
            guard let row = list.concept(node.code, .active, tag: tag) else { continue }
            groups[index] = row
            list.name(row, node.title, .preferred)
            describe(row, node)
            let ends = node.code.split(separator: "-")
            if node.level == .section, ends.count == 2 { sections.append((ends[0], ends[1], row)) }
            if let parent = node.parent.flatMap({ groups[$0] }) { list.put(row, below: parent) }
        }
    }

    private mutating func addCodes(
        _ rows: [ICDOrderFile.Row], isOrder: Bool, _ file: String, _ problems: inout ProblemList
    ) throws(ImportFailure) {
        for row in rows {
            let flags: ConceptFlags = row.isBillable ? [.active, .selectable, .billable] : .active
            let tag = row.isBillable ? "code" : row.code.utf8.count == 3 ? "category" : "subcategory"
            guard let concept = list.concept(ICDCode.dotted(row.code), flags, tag: tag) else {
                try problems.refuse(file, row.line, "code", "\(row.code) is there twice")
                continue
            }
            list.name(concept, row.long, .preferred)
            if row.short != row.long { list.name(concept, row.short, .short) }
            guard let place = places[row.code], let node = tabular?.nodes[place.node] else { continue }
            // The order file is ASCII; the list writes Ménière.
            if isOrder, place.title != row.long { list.name(concept, place.title, .synonym) }
            if !place.hasSeventh { describe(concept, node) }
        }
    }

    private mutating func describe(_ concept: UInt32, _ node: ICD10CMTabular.Node) {
        for note in node.notes {
            list.property(concept, note.kind.rawValue, note.text)
            if note.kind == .inclusionTerm { list.name(concept, note.text, .synonym) }
        }
        for seventh in node.sevenths {
            let also = seventh.also.map { " (also: \($0))" }.joined()
            list.property(concept, ICD10CMProperty.seventh.rawValue, "\(seventh.character): \(seventh.meaning)\(also)")
        }
    }
}

// Names from the alphabetic index
extension ICD10CMDraft {
    /// Adds each term of the index as another name of the code it leads to, unless the code has that name.
    private mutating func addTerms(_ terms: ICD10CMTermIndex) {
        for entry in terms.entries {
            guard let concept = list.row(entry.code) else { continue }
            let isNew = indexed.insert("\(concept) \(entry.text.lowercased())").inserted
            if isNew { list.name(concept, entry.text, .synonym) }
        }
    }
}

// Hierarchy
extension ICD10CMDraft {
    private mutating func placeCodes(_ rows: [ICDOrderFile.Row], _ file: String, _ problems: inout ProblemList) {
        for row in rows {
            guard let concept = list.row(ICDCode.dotted(row.code)) else { continue }
            if let parent = parentInList(of: row.code) ?? parentByPrefix(of: row.code) {
                if !list.code(parent).contains("-"), Int(list.code(parent)) == nil,
                    !list.code(concept).hasPrefix(list.code(parent).prefix(3))
                        || !row.code.hasPrefix(ICDCode.plain(list.code(parent)))
                {
                    problems.warn(
                        file, row.line, "code",
                        "\(list.code(concept)) stands below \(list.code(parent)), and does not begin with it"
                    )
                }
                list.put(concept, below: parent)
            } else if let parent = chapter(of: row.code) {
                list.put(concept, below: parent)
            } else {
                problems.warn(file, row.line, "code", "no chapter is known for \(list.code(concept))")
            }
        }
    }

    /// Where the tabular list has it: its nearest ancestor that is in this release.
    private func parentInList(of code: String) -> UInt32? {
        guard let tabular, let place = places[code] else { return nil }
        var node: Int? = place.hasSeventh ? place.node : tabular.nodes[place.node].parent
        while let index = node {
            if let row = groups[index] ?? list.row(tabular.nodes[index].code) { return row }
            node = tabular.nodes[index].parent
        }
        return nil
    }

    /// The longest beginning that is a code too: `S06.0X0A` comes below `S06.0X0`, `T07.XXXA` below `T07`.
    private func parentByPrefix(of code: String) -> UInt32? {
        for length in stride(from: code.utf8.count - 1, through: 3, by: -1) {
            if let row = list.row(ICDCode.dotted(code.prefix(length))) { return row }
        }
        return nil
    }

    /// A section or chapter of the tabular list whose range a category lies in, or a chapter of our own table.
    private mutating func chapter(of code: String) -> UInt32? {
        let category = String(code.prefix(3))
        // A section may lie in another, C76-C80 in C00-C96: the later one is the narrower.
        if let section = sections.last(where: { $0.first <= category && category <= $0.last }) { return section.row }
        guard let chapter = ICD10CMChapters.of(category) else { return nil }
        if let row = chapters[chapter.number] ?? list.row(String(chapter.number)) { return row }
        guard let row = list.concept(String(chapter.number), .active, tag: "chapter") else { return nil }
        list.name(row, chapter.title, .preferred)
        chapters[chapter.number] = row
        return row
    }
}

// What the two files disagree about
extension ICD10CMDraft {
    private func compare(
        _ order: ICDOrderFile, _ expanded: [ICD10CMTabular.Expanded], _ problems: inout ProblemList
    ) {
        let rows = Dictionary(order.rows.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        guard let tabular else { return }
        for entry in expanded {
            let code = ICDCode.dotted(entry.row.code)
            guard let row = rows[entry.row.code] else {
                problems.warn(
                    tabular.name, entry.row.line, "name", "\(code) is not in \(order.name) and is left out"
                )
                continue
            }
            if row.isBillable != entry.row.isBillable {
                problems.warn(
                    order.name, row.line, "flag",
                    "\(code) is \(row.isBillable ? "a code" : "a header") here, not in \(tabular.name)"
                )
            }
        }
        for row in order.rows where places[row.code] == nil {
            problems.warn(order.name, row.line, "code", "\(ICDCode.dotted(row.code)) is not in \(tabular.name)")
        }
    }
}
