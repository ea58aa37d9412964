/// Makes a draft of HCPCS Level II: groups by first letter, modifiers, codes, and which code replaced which.
enum HCPCSDraft {
    /// - Parameter day: when the release came into force, YYYYMMDD; codes that ended before are inactive.
    static func make(
        _ identity: SystemIdentity, _ file: HCPCSFile, day: UInt32, _ problems: inout ProblemList
    ) throws(ImportFailure) -> ReleaseDraft {
        var list = CodeListDraft(identity)
        for record in file.records {
            let parent = group(of: record, &list)
            let end = record.date(.terminated)
            let isActive = end == 0 || end >= day
            let tag = record.isModifier ? "modifier" : "code"
            guard
                let row = list.concept(
                    record.code, isActive ? [.active, .selectable] : [], tag: tag,
                    since: record.date(.effective))
            else {
                try problems.refuse(file.name, record.line, "code", "\(record.code) is there twice")
                continue
            }
            list.name(row, record.long, .preferred)
            if record.short != record.long { list.name(row, record.short, .short) }
            if let parent { list.put(row, below: parent) }
            for field in HCPCSRecord.Field.allCases {
                for value in record.fields[field] ?? [] {
                    list.property(row, field.rawValue, HCPCSMeanings.text(field, value))
                }
            }
        }
        addReplacements(file, &list)
        try problems.check()
        return try list.finish([SourceFile(name: file.name, rows: file.records.count)])
    }

    private static func group(of record: HCPCSRecord, _ list: inout CodeListDraft) -> UInt32? {
        guard let letter = record.code.first else { return nil }
        let code = record.isModifier ? HCPCSGroups.modifiers : String(letter)
        if let row = list.row(code) { return row }
        guard let row = list.concept(code, .active, tag: "group") else { return nil }
        list.name(row, record.isModifier ? "Modifiers" : HCPCSGroups.name(letter), .preferred)
        return row
    }

    /// The cross reference of a code that is out of use names what took its place; of others it is only a hint.
    private static func addReplacements(_ file: HCPCSFile, _ list: inout CodeListDraft) {
        let titles = Dictionary(file.records.map { ($0.code, $0.long) }, uniquingKeysWith: { first, _ in first })
        for record in file.records {
            guard let row = list.row(record.code), !list.isActive(row) else { continue }
            for target in record.fields[.crossReference] ?? [] where target != record.code {
                if let title = titles[target] { list.replacement(of: row, by: target, display: title) }
            }
        }
    }
}
