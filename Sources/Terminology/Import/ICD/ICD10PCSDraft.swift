/// Makes a draft of ICD-10-PCS: sections, body systems, tables, with the tables' file body parts, and codes.
struct ICD10PCSDraft {
    private let order: ICDOrderFile
    private let tables: ICD10PCSTables?
    private var list: CodeListDraft
    /// The titles of the headers by body system.
    private var headers: [Substring: [String]] = [:]

    static func make(
        _ identity: SystemIdentity, order: ICDOrderFile, tables: ICD10PCSTables?, _ problems: inout ProblemList
    ) throws(ImportFailure) -> ReleaseDraft {
        var maker = ICD10PCSDraft(order: order, tables: tables, list: CodeListDraft(identity))
        try maker.addAll(&problems)
        try problems.check()
        var sources = [SourceFile(name: order.name, rows: order.rows.count)]
        if let tables { sources.append(SourceFile(name: tables.name, rows: tables.tableCount)) }
        return try maker.list.finish(sources)
    }

    private mutating func addAll(_ problems: inout ProblemList) throws(ImportFailure) {
        for row in order.rows where row.code.utf8.count == 3 {
            headers[row.code.prefix(2), default: []].append(row.long)
        }
        for row in order.rows {
            if row.code.utf8.count == 3 {
                try addTable(row, &problems)
            } else {
                try addCode(row, &problems)
            }
        }
    }

    private mutating func addTable(_ row: ICDOrderFile.Row, _ problems: inout ProblemList) throws(ImportFailure) {
        if row.isBillable { try problems.refuse(order.name, row.line, "flag", "table \(row.code) cannot be a code") }
        let parent = group(row.code.prefix(2))
        guard let concept = list.concept(row.code, .active, tag: "table") else {
            return try problems.refuse(order.name, row.line, "code", "\(row.code) is there twice")
        }
        list.name(concept, row.long, .preferred)
        if row.short != row.long { list.name(concept, row.short, .short) }
        if let definition = tables?.heads[row.code]?.definition { list.property(concept, "Definition", definition) }
        list.put(concept, below: parent)
    }

    private mutating func addCode(_ row: ICDOrderFile.Row, _ problems: inout ProblemList) throws(ImportFailure) {
        if !row.isBillable { problems.warn(order.name, row.line, "flag", "\(row.code) is not billable") }
        let parent = bodyPart(row.code) ?? list.row(String(row.code.prefix(3))) ?? group(row.code.prefix(3))
        let flags: ConceptFlags = row.isBillable ? [.active, .selectable, .billable] : .active
        guard let concept = list.concept(row.code, flags, tag: "procedure") else {
            return try problems.refuse(order.name, row.line, "code", "\(row.code) is there twice")
        }
        list.name(concept, row.long, .preferred)
        if row.short != row.long { list.name(concept, row.short, .short) }
        list.put(concept, below: parent)
        guard let tables else { return }
        let table = row.code.prefix(3)
        for (position, character) in zip(4..., row.code.dropFirst(3)) {
            guard let label = tables.label(table, position, character) else {
                problems.warn(
                    order.name, row.line, "code", "character \(position) of \(row.code) is not in \(tables.name)")
                continue
            }
            list.property(concept, tables.title(table, position) ?? "Character \(position)", label)
        }
    }

    /// The first one, two or three characters as a concept; three only where a code's table has no header.
    private mutating func group(_ prefix: Substring) -> UInt32 {
        let code = String(prefix)
        if let row = list.row(code) { return row }
        let parent = prefix.utf8.count > 1 ? group(prefix.dropLast()) : nil
        let tag = ["section", "body system", "table"][min(prefix.utf8.count, 3) - 1]
        guard let row = list.concept(code, .active, tag: tag) else { return parent ?? 0 }
        list.name(row, name(of: prefix) ?? "Codes that begin with \(code)", .preferred)
        if let definition = tables?.heads[code]?.definition { list.property(row, "Definition", definition) }
        if let parent { list.put(row, below: parent) }
        return row
    }

    private func name(of prefix: Substring) -> String? {
        if let label = tables?.heads[String(prefix)]?.text, !label.isEmpty { return label }
        guard let section = prefix.first else { return nil }
        switch prefix.utf8.count {
        case 1: return ICD10PCSSections.names[section].map { "\($0)" }
        case 2:
            let titles = headers[prefix] ?? []
            return ICD10PCSSections.bodySystem(of: section, titles) ?? ICD10PCSSections.names[section]
        default: return nil
        }
    }

    /// A table's body part as a concept; nil without the tables' file.
    private mutating func bodyPart(_ code: String) -> UInt32? {
        let table = code.prefix(3)
        guard let tables, let character = code.dropFirst(3).first,
            let label = tables.label(table, 4, character), let parent = list.row(String(table))
        else { return nil }
        let prefix = String(code.prefix(4))
        if let row = list.row(prefix) { return row }
        guard let row = list.concept(prefix, .active, tag: (tables.title(table, 4) ?? "body part").lowercased()) else {
            return nil
        }
        list.name(row, label, .preferred)
        list.put(row, below: parent)
        return row
    }
}
