extension HCPCSFile {
    /// What a column of the table holds.
    private enum Column: Equatable {
        case code, sequence, kind, long, short
        case field(HCPCSRecord.Field)

        /// The headers differ in blanks, underscores and numbers from year to year.
        init?(_ header: String) {
            let name = String(header.uppercased().filter { $0.isLetter })
            switch name {
            case "HCPC", "HCPCS", "HCPCSCODE", "HCPCCODE", "HCPCSMOD": self = .code
            case "SEQNUM", "SEQUENCE": self = .sequence
            case "RECID", "RECORDID": self = .kind
            case "LONGDESCRIPTION", "LONGDESC": self = .long
            case "SHORTDESCRIPTION", "SHORTDESC": self = .short
            case "PRICE", "PRICECD", "PRICECODE", "PRICINGINDICATOR": self = .field(.pricing)
            case "MULTPI", "MULTIPI", "MULTIPLEPRICINGINDICATOR": self = .field(.multiplePricing)
            case "CIM": self = .field(.coverageIssues)
            case "MCM": self = .field(.carriersManual)
            case "STATUTE": self = .field(.statute)
            case "LABCERT", "LABCERTCD": self = .field(.laboratory)
            case "XREF", "XREFCD", "CROSSREFERENCE": self = .field(.crossReference)
            case "COV", "COVCODE", "COVERAGE", "COVERAGECODE": self = .field(.coverage)
            case "ASCGRP": self = .field(.surgicalCentre)
            case "ASCDT": self = .field(.surgicalCentreDate)
            case "OPPS", "MOGGRP": self = .field(.outpatientGroup)
            case "OPPSPI", "MOGPI": self = .field(.outpatientPolicy)
            case "OPPSDT", "MOGDT": self = .field(.outpatientDate)
            case "PROCNOTE": self = .field(.processingNote)
            case "BETOS": self = .field(.betos)
            case "TOS", "TYPEOFSERVICE": self = .field(.typeOfService)
            case "ANESTBU", "ANESTHBU": self = .field(.anesthesia)
            case "ADDDT", "ADDDATE": self = .field(.added)
            case "ACTEFFDT", "EFFDT", "ACTIONEFFDT": self = .field(.effective)
            case "TERMDT", "TERMDATE": self = .field(.terminated)
            case "ACTIONCD", "ACTIONCODE": self = .field(.action)
            default: return nil
            }
        }
    }

    /// Whether a row is the header of the table form.
    static func isHeader(_ cells: [String]) -> Bool {
        let columns = cells.compactMap { Column($0) }
        return columns.contains(.code) && (columns.contains(.long) || columns.contains(.short)) && columns.count >= 3
    }

    /// Reads the table form, saved as text: a header row, comma, semicolon or tab between.
    init(table bytes: [UInt8], name: String, _ problems: inout ProblemList) throws(ImportFailure) {
        self.init(name: name)
        var columns: [Column?]?
        var scanner = DelimitedRows(bytes, separator: DelimitedRows.separator(of: bytes))
        while let row = scanner.next() {
            guard let cells = row.cells else {
                try problems.refuse(name, row.line, "", row.fault ?? "the row cannot be read")
                continue
            }
            guard let known = columns else {
                // Notes may stand above the header.
                if Self.isHeader(cells) { columns = cells.map { Column($0) } }
                continue
            }
            if cells.allSatisfy(\.isEmpty) { continue }
            guard cells.count == known.count else {
                try problems.refuse(
                    name, row.line, "", "the row has \(cells.count) columns, the header \(known.count)")
                continue
            }
            try add(Self.line(known, cells, row.line), &problems)
        }
        if records.isEmpty {
            try problems.refuse(name, 0, "", columns == nil ? "there is no header row" : "there are no records in it")
        }
    }

    private static func line(_ columns: [Column?], _ cells: [String], _ number: Int) -> Line {
        var line = Line(code: "", sequence: 100, kind: 0, long: "", number: number)
        for (column, cell) in zip(columns, cells) where !cell.isEmpty {
            switch column {
            case .code: line.code = cell
            case .sequence: line.sequence = Int(cell) ?? 0
            case .kind: line.kind = cell.utf8.first ?? 0
            case .long: line.long = cell.joinedBlanks
            case .short: line.short = cell.joinedBlanks
            case .field(let field):
                let isDate = [.added, .effective, .terminated].contains(field)
                line.fields[field, default: []].append(isDate ? date(cell) : cell)
            case nil: break
            }
        }
        if line.long.isEmpty { line.long = line.short }
        if ![0x33, 0x34, 0x37, 0x38].contains(line.kind) { line.kind = isModifier(line.code) ? 0x37 : 0x33 }
        return line
    }

    /// `1/31/2020` as `20200131`; others as they are.
    private static func date(_ cell: String) -> String {
        let parts = cell.split(separator: "/").map { String($0) }
        guard parts.count == 3, parts[2].utf8.count == 4 else { return cell.filter { $0 != "-" } }
        func two(_ text: String) -> String { text.utf8.count == 1 ? "0" + text : text }
        return parts[2] + two(parts[0]) + two(parts[1])
    }
}
