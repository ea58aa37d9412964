extension LOINCReading {
    /// The lists of answers, each followed by its answers in order.
    mutating func readAnswers(_ entry: ReleaseSource.Entry) throws {
        let score = assembly.propertyName("Score")
        let external = assembly.propertyName("ExtCode")
        let rows = try run.table(entry, .commas) { header in
            (
                list: try header.required("AnswerListId"), name: header.column("AnswerListName"),
                answer: try header.required("AnswerStringId"), text: header.column("DisplayText"),
                score: header.column("Score"), extCode: header.column("ExtCodeId"),
                extSystem: header.column("ExtCodeSystem"), oid: header.column("AnswerListOID"),
                definition: header.column("Description")
            )
        } row: { columns, row in
            guard let list = try listRow(row[columns.list], row, columns.name, columns.oid, entry.name) else { return }
            let code = row[columns.answer]
            // Lists that others define have no answers here.
            guard !code.isEmpty else { return }
            var answer = assembly.row(code)
            if answer == nil {
                answer = try concept(
                    code, [.active, .selectable], tag: answerTag, entry.name, row.line, "AnswerStringId")
                if let answer {
                    english(answer, row[columns.text], .preferred)
                    english(answer, row[columns.definition], .definition)
                    assembly.property(answer, score, row[columns.score])
                    if !row[columns.extCode].isEmpty {
                        assembly.property(
                            answer, external, "\(row.text(columns.extCode)) (\(row.text(columns.extSystem)))")
                    }
                }
            }
            guard let answer else { return }
            let text = row.text(columns.text)
            lists[list]?.answers.append(answer)
            lists[list]?.texts.append(text)
            link(list, attributeType("Answer"), answer)
        }
        let shown = assembly.propertyName("Answer")
        for list in lists.keys.sorted() {
            for text in lists[list]?.texts ?? [] { assembly.property(list, shown, text) }
        }
        assembly.source(entry.name, rows: rows)
    }

    private mutating func listRow(
        _ code: FieldBytes, _ row: TableRow, _ name: Int?, _ oid: Int?, _ file: String
    ) throws -> UInt32? {
        if let known = assembly.row(code) {
            if lists[known] == nil {
                try run.problems.fail(file, row.line, "AnswerListId", "“\(code.text)” is no list")
            }
            return known
        }
        guard let added = try concept(code, [.active], tag: listTag, file, row.line, "AnswerListId") else { return nil }
        english(added, row[name], .preferred)
        assembly.property(added, "AnswerListOID", row.text(oid))
        lists[added] = AnswerList(name: row.text(name))
        return added
    }

    /// Which list of answers a term has, how binding it is, and what the answers are.
    mutating func readAnswerLinks(_ entry: ReleaseSource.Entry) throws {
        let shown = assembly.propertyName("Answer")
        let listed = assembly.propertyName("AnswerList")
        let rows = try run.table(entry, .commas) { header in
            (
                term: try header.required("LoincNumber"), list: try header.required("AnswerListId"),
                type: header.column("AnswerListLinkType"), context: header.column("ApplicableContext")
            )
        } row: { columns, row in
            guard let term = assembly.row(row[columns.term]), let list = assembly.row(row[columns.list]),
                let answers = lists[list]
            else {
                let missing = assembly.row(row[columns.term]) == nil ? columns.term : columns.list
                return run.problems.warn(
                    entry.name, row.line, missing == columns.term ? "LoincNumber" : "AnswerListId",
                    "“\(row.text(missing))” is not in the release")
            }
            let context = row.text(columns.context)
            assembly.property(
                term, listed,
                "\(assembly.code(list)) \(answers.name) (\(row.text(columns.type))\(context.isEmpty ? "" : ", \(context)"))"
            )
            link(term, attributeType("AnswerList"), list)
            guard answers.answers.count <= Self.mostAnswersShown else { return }
            for (answer, text) in zip(answers.answers, answers.texts) {
                assembly.property(term, shown, "\(assembly.code(answer)) \(text)")
            }
        }
        assembly.source(entry.name, rows: rows)
    }
}
