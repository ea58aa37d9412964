/// Makes a draft of CPT from whichever of the text files are there.
struct CPTDraft {
    /// By kind; of long descriptions those of full length first.
    var files: [(kind: CPTFileKind, name: String, rows: [CPTFile.Row])] = []
    private var list: CodeListDraft
    private var named: Set<UInt32> = []

    init(_ identity: SystemIdentity) { list = CodeListDraft(identity) }

    mutating func make(_ problems: inout ProblemList) throws(ImportFailure) -> ReleaseDraft {
        let order: [CPTFileKind] = [.long, .longFixed, .medium, .short, .consumer, .clinician]
        var isFirst = true
        for kind in order {
            for file in files where file.kind == kind {
                add(file.rows, kind, file.name, isFirst: isFirst, &problems)
                isFirst = false
            }
        }
        try problems.check()
        return try list.finish(files.map { SourceFile(name: $0.name, rows: $0.rows.count) })
    }

    private mutating func add(
        _ rows: [CPTFile.Row], _ kind: CPTFileKind, _ name: String, isFirst: Bool, _ problems: inout ProblemList
    ) {
        for row in rows where !row.text.isEmpty {
            let isKnown = list.row(row.code) != nil
            if kind == .consumer || kind == .clinician, !isKnown {
                problems.warn(name, row.line, "code", "\(row.code) is in no other file and is left out")
                continue
            }
            guard let concept = list.row(row.code) ?? add(row.code) else { continue }
            if !isKnown, !isFirst { problems.warn(name, row.line, "code", "\(row.code) has no longer description") }
            guard named.insert(concept).inserted else {
                if let other = Self.kind(kind) { list.name(concept, row.text, other) }
                continue
            }
            list.name(concept, row.text, .preferred)
        }
    }

    /// What a further description is; long ones of 80 columns say what those of full length said.
    private static func kind(_ file: CPTFileKind) -> DescriptionKind? {
        switch file {
        case .long, .longFixed: nil
        case .medium, .short: .short
        case .consumer: .consumer
        case .clinician: .synonym
        }
    }

    private mutating func add(_ code: String) -> UInt32? {
        let parent = CPTSections.of(code).flatMap { group($0) }
        guard let row = list.concept(code, [.active, .selectable], tag: "procedure") else { return nil }
        if let parent { list.put(row, below: parent) }
        return row
    }

    private mutating func group(_ section: CPTSections.Section) -> UInt32? {
        if let row = list.row(section.code) { return row }
        let parent = section.parent.flatMap(CPTSections.named).flatMap { group($0) }
        guard let row = list.concept(section.code, .active, tag: "section") else { return nil }
        list.name(row, section.name, .preferred)
        named.insert(row)
        if let parent { list.put(row, below: parent) }
        return row
    }
}
