extension TreeReading {
    private struct Columns {
        var code, term: Int
        var parent, synonyms, language, hint, color, active, selectable: Int?
    }

    /// Reads a table with a row a choice: its code, its parents' codes (`|` between several), its term and its synonyms (`;`
    /// between). A code that returns with another language has names in both.
    mutating func readTable(_ entry: ReleaseSource.Entry, _ format: TableFormat) throws {
        var parents: [(child: UInt32, code: String, line: Int)] = []
        var languages: [UInt64: Int] = [:]
        try run.table(entry, format) { header in
            func first(_ names: [String]) -> Int? { names.lazy.compactMap(header.column).first }
            guard let code = first(Self.codeNames) else { throw missing("id") }
            guard let term = first(Self.termNames) else { throw missing("term") }
            return Columns(
                code: code, term: term, parent: first(["parent", "parents", "parent_id"]),
                synonyms: first(["synonyms", "synonym"]), language: first(["lang", "language"]),
                hint: first(["hint", "definition", "description"]), color: header.column("color"),
                active: header.column("active"), selectable: header.column("selectable"))
        } row: { columns, row in
            let (code, term) = (row[columns.code].trimmed, row[columns.term].trimmed)
            guard !code.isEmpty, !term.isEmpty else {
                return try run.problems.fail(
                    file, row.line, code.isEmpty ? "id" : "term", "the row has no \(code.isEmpty ? "id" : "term")")
            }
            let tag = row[columns.language].trimmed
            let language = tag.isEmpty ? 0 : assembly.language(tag.text)
            var flags: ConceptFlags = [.active, .selectable]
            if Self.isNo(row[columns.active]) { flags = [] }
            if Self.isNo(row[columns.selectable]) { flags.remove(.selectable) }
            let isFirst: Bool
            let concept: UInt32
            if let added = assembly.concept(code, flags) {
                (concept, isFirst) = (added, true)
            } else {
                (concept, isFirst) = (assembly.row(code) ?? 0, false)
            }
            if let line = languages.updateValue(row.line, forKey: UInt64(concept) << 8 | UInt64(language)) {
                return try run.problems.fail(
                    file, row.line, "id", "“\(code.text)” stands here a second time, first in line \(line)")
            }
            assembly.name(concept, term, isFirst ? .preferred : .synonym, language: language)
            row[columns.synonyms].parts(separator: UInt8(ascii: ";")) {
                assembly.name(concept, $0, .synonym, language: language)
            }
            assembly.property(concept, "hint", row.text(columns.hint))
            assembly.property(concept, "color", row.text(columns.color))
            row[columns.parent].parts(separator: UInt8(ascii: "|")) { parents.append((concept, $0.text, row.line)) }
        }
        for (child, code, line) in parents {
            guard let parent = assembly.row(code) else {
                try run.problems.fail(
                    file, line, "parent", "“\(code)”, above “\(assembly.code(child))”, is not in the file")
                continue
            }
            guard parent != child else {
                try run.problems.fail(file, line, "parent", "“\(code)” stands below itself")
                continue
            }
            assembly.edge(child, parent)
        }
    }

    private func missing(_ name: String) -> ImportProblem {
        ImportProblem(file: file, line: 1, column: name, reason: "the table has no column “\(name)”")
    }

    private static func isNo(_ field: FieldBytes) -> Bool {
        field.equals("0") || ["false", "no"].contains(field.trimmed.text.lowercased())
    }
}
