extension LOINCReading {
    /// Names in another language.
    mutating func readVariant(_ entry: ReleaseSource.Entry, number: Int) throws {
        let language = assembly.language(languages[number])
        // Two bits a dialect; the first is English, and only eight have room.
        let shift = UInt16(2 * (number + 1))
        let hasDialect = number + 1 < 8
        let rows = try run.table(entry, .commas) { header in
            (
                code: try header.required("LOINC_NUM"), long: header.column("LONG_COMMON_NAME"),
                display: header.column("LinguisticVariantDisplayName"), short: header.column("SHORTNAME"),
                related: header.column("RELATEDNAMES2"),
                axes: ["COMPONENT", "PROPERTY", "TIME_ASPCT", "SYSTEM", "SCALE_TYP", "METHOD_TYP"].map(header.column)
            )
        } row: { columns, row in
            guard let concept = assembly.row(row[columns.code]) else {
                return run.problems.warn(
                    entry.name, row.line, "LOINC_NUM", "“\(row.text(columns.code))” is not in the table of terms")
            }
            var acceptability: UInt16 = hasDialect ? 2 << shift : 0
            func add(_ text: FieldBytes, _ kind: DescriptionKind) {
                guard !text.isEmpty else { return }
                assembly.name(concept, text, kind, language: language, acceptability: acceptability)
                acceptability = hasDialect ? 1 << shift : 0
            }
            add(row[columns.long], .synonym)
            add(row[columns.display], .synonym)
            var formal = Self.formalName(columns.axes, row)
            formal.withUTF8 { add($0, .synonym) }
            add(row[columns.short], .short)
            row[columns.related].parts(separator: UInt8(ascii: ";")) { add($0, .synonym) }
        }
        assembly.source(entry.name, rows: rows)
    }
}
