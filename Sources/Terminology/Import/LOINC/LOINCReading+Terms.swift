extension LOINCReading {
    /// Columns whose values are shown with a term as they are, by their official names.
    private static let shown = [
        "COMPONENT", "PROPERTY", "TIME_ASPCT", "SYSTEM", "SCALE_TYP", "METHOD_TYP", "CLASS", "STATUS", "STATUS_REASON",
        "STATUS_TEXT", "CHANGE_REASON_PUBLIC", "ORDER_OBS", "EXAMPLE_UCUM_UNITS", "EXAMPLE_UNITS", "UNITSREQUIRED",
        "FORMULA",
        "EXMPL_ANSWERS", "SURVEY_QUEST_TEXT", "SURVEY_QUEST_SRC", "PanelType", "AskAtOrderEntry",
        "AssociatedObservations",
        "HL7_FIELD_SUBFIELD_ID", "HL7_ATTACHMENT_STRUCTURE", "ValidHL7AttachmentRequest", "COMMON_TEST_RANK",
        "COMMON_ORDER_RANK", "VersionFirstReleased", "VersionLastChanged", "EXTERNAL_COPYRIGHT_NOTICE",
        "EXTERNAL_COPYRIGHT_LINK",
    ]

    private struct Columns {
        let code: Int
        let status: Int
        let long: Int
        let axes: [Int?]
        let short, display, consumer, related, definition, testRank, changed, tag: Int?
        let shown: [(column: Int, name: UInt16)]
    }

    mutating func readTerms(_ entry: ReleaseSource.Entry) throws {
        let file = entry.name
        var seen: [UInt64] = []
        let rows = try run.table(entry, .commas) { header in
            Columns(
                code: try header.required("LOINC_NUM"), status: try header.required("STATUS"),
                long: try header.required("LONG_COMMON_NAME"),
                axes: ["COMPONENT", "PROPERTY", "TIME_ASPCT", "SYSTEM", "SCALE_TYP", "METHOD_TYP"].map(header.column),
                short: header.column("SHORTNAME"), display: header.column("DisplayName"),
                consumer: header.column("CONSUMER_NAME"), related: header.column("RELATEDNAMES2"),
                definition: header.column("DefinitionDescription"), testRank: header.column("COMMON_TEST_RANK"),
                changed: header.column("VersionLastChanged"), tag: header.column("CLASS"),
                shown: Self.shown.compactMap { name in
                    header.column(name).map { ($0, assembly.propertyName(name)) }
                }
            )
        } row: { columns, row in
            let status = row[columns.status]
            let isActive = !status.equals("DEPRECATED")
            guard isActive || !status.isEmpty else { return }
            let tag = assembly.tag(row.text(columns.tag))
            guard
                let concept = try concept(
                    row[columns.code], isActive ? [.active, .selectable] : [], tag: tag, file, row.line, "LOINC_NUM")
            else { return }
            addNames(concept, row, columns, &seen)
            for (column, name) in columns.shown {
                let value = row[column]
                if !value.equals("0") { assembly.property(concept, name, value) }
            }
            while ranks.count < Int(concept) { ranks.append(0) }
            let rank = row[columns.testRank].decimal ?? 0
            ranks.append(rank < 1 << 31 ? UInt32(rank) : 0)
            note(version: row[columns.changed])
        }
        assembly.source(file, rows: rows)
    }

    private mutating func addNames(_ concept: UInt32, _ row: TableRow, _ columns: Columns, _ seen: inout [UInt64]) {
        seen.removeAll(keepingCapacity: true)
        let formal = Self.formalName(columns.axes, row)
        // Terms of old releases have no long name.
        let long = row[columns.long]
        let short = row[columns.short]
        seen.append(CodeTable.hash(long))
        if !long.isEmpty {
            english(concept, long, .preferred)
        } else {
            english(concept, short.isEmpty ? formal : short.text, .preferred)
        }
        english(concept, formal, .fullySpecified)
        for (text, kind) in [
            (short, DescriptionKind.short), (row[columns.display], .synonym), (row[columns.consumer], .consumer),
            (row[columns.definition], .definition),
        ] where isNew(text, &seen) { english(concept, text, kind) }
        row[columns.related].parts(separator: UInt8(ascii: ";")) { part in
            if isNew(part, &seen) { english(concept, part, .synonym) }
        }
    }

    /// Whether a name was not yet given to the concept.
    private func isNew(_ text: FieldBytes, _ seen: inout [UInt64]) -> Bool {
        let hash = CodeTable.hash(text)
        guard !text.isEmpty, !seen.contains(hash) else { return false }
        seen.append(hash)
        return true
    }

    /// Component, property, time, system, scale and method with colons between, as the standard writes a term in full.
    static func formalName(_ axes: [Int?], _ row: TableRow) -> String {
        var bytes: [UInt8] = []
        for (index, axis) in axes.enumerated() {
            let field = row[axis]
            if index == 5, field.isEmpty { break }
            if index > 0 { bytes.append(UInt8(ascii: ":")) }
            bytes.append(contentsOf: field)
        }
        return bytes.contains { $0 != UInt8(ascii: ":") } ? String(decoding: bytes, as: UTF8.self) : ""
    }

    /// `2.81` is newer than `2.8`.
    private mutating func note(version text: FieldBytes) {
        guard let dot = text.firstIndex(of: UInt8(ascii: ".")),
            let major = UnsafeBufferPointer(rebasing: text[..<dot]).decimal, major < 1000,
            let minor = UnsafeBufferPointer(rebasing: text[(dot + 1)...].prefix { $0 &- 0x30 < 10 }).decimal
        else { return }
        if (Int(major), Int(clamping: minor)) > (version.major, version.minor) {
            version = (Int(major), Int(clamping: minor), text.text)
        }
    }

    mutating func readConsumerNames(_ entry: ReleaseSource.Entry) throws {
        let rows = try run.table(entry, .commas) { header in
            (code: try header.required("LoincNumber"), name: try header.required("ConsumerName"))
        } row: { columns, row in
            guard let concept = assembly.row(row[columns.code]) else {
                return run.problems.warn(
                    entry.name, row.line, "LoincNumber", "“\(row.text(columns.code))” is not in the table of terms")
            }
            english(concept, row[columns.name], .consumer)
        }
        assembly.source(entry.name, rows: rows)
    }

    mutating func readReplacements(_ entry: ReleaseSource.Entry) throws {
        let system = assembly.string(Self.system)
        let comment = assembly.propertyName("MAP_TO_COMMENT")
        let rows = try run.table(entry, .commas) { header in
            (from: try header.required("LOINC"), to: try header.required("MAP_TO"), comment: header.column("COMMENT"))
        } row: { columns, row in
            guard let from = assembly.row(row[columns.from]), assembly.row(row[columns.to]) != nil else {
                let missing = assembly.row(row[columns.from]) == nil ? columns.from : columns.to
                return run.problems.warn(
                    entry.name, row.line, missing == columns.from ? "LOINC" : "MAP_TO",
                    "“\(row.text(missing))” is not in the table of terms")
            }
            let (code, display) = (assembly.string(row[columns.to]), assembly.string(""))
            assembly.map(from, system: system, code: code, display: display, .replacedBy)
            assembly.property(from, comment, row[columns.comment])
        }
        assembly.source(entry.name, rows: rows)
    }
}
