/// What is read of the OMOP vocabularies so far.
struct OMOPReading {
    /// Tables that OMOP keeps as vocabularies for itself.
    private static let own: Set<String> = [
        "None", "Domain", "Concept Class", "Vocabulary", "Relationship", "Metadata", "CDM", "Cost Type", "Type Concept",
    ]

    /// One vocabulary.
    struct Vocabulary {
        let name: String
        let isWanted: Bool
        var assembly: DraftAssembly
        let domain, standard, id: UInt16
        /// Codes without a name, such as CPT's before their owner's programme has run.
        var nameless = 0

        init(_ name: String, isWanted: Bool, _ identity: SystemIdentity) {
            self.name = name
            self.isWanted = isWanted
            assembly = DraftAssembly(identity)
            domain = assembly.propertyName("domain_id")
            standard = assembly.propertyName("standard_concept")
            id = assembly.propertyName("concept_id")
        }
    }

    let run: ImportRun
    private(set) var vocabularies: [Vocabulary] = []
    private var indexes = CodeTable()
    private var titles: [String: (title: String, version: String)] = [:]
    private var sources: [SourceFile] = []
    /// Of each concept, by concept_id: its vocabulary, and its row there.
    private var ids = NumberTable()
    private var vocabularyOf: [UInt16] = []
    private var rowOf: [UInt32] = []
    /// Codes of concepts of vocabularies that are not wanted: they may be mapped to.
    private var otherCodes = TextColumn()
    private var otherNames = TextColumn()

    init(_ run: ImportRun) { self.run = run }

    mutating func readVocabularies(_ entry: ReleaseSource.Entry) throws {
        try run.table(entry, .tabs) { header in
            (
                id: try header.required("vocabulary_id"), name: header.column("vocabulary_name"),
                version: header.column("vocabulary_version")
            )
        } row: { columns, row in
            titles[row.text(columns.id)] = (row.text(columns.name), row.text(columns.version))
        }
    }

    mutating func readConcepts(_ entry: ReleaseSource.Entry) throws {
        // The table of CPT's codes repeats those that have got their names.
        let isSecond = !sources.isEmpty
        let rows = try run.table(entry, .tabs) { header in
            (
                id: try header.required("concept_id"), name: try header.required("concept_name"),
                vocabulary: try header.required("vocabulary_id"), code: try header.required("concept_code"),
                domain: header.column("domain_id"), kind: header.column("concept_class_id"),
                standard: header.column("standard_concept"), start: header.column("valid_start_date"),
                invalid: header.column("invalid_reason")
            )
        } row: { columns, row in
            guard let id = row[columns.id].decimal, id < .max else {
                return try run.problems.fail(
                    entry.name, row.line, "concept_id", "“\(row.text(columns.id))” is no number")
            }
            guard ids[id] == nil else {
                if isSecond { return }
                return try run.problems.fail(entry.name, row.line, "concept_id", "\(id) stands here a second time")
            }
            let code = row[columns.code]
            guard !code.isEmpty else {
                return try run.problems.fail(entry.name, row.line, "concept_code", "there is no code")
            }
            guard let index = try vocabulary(row[columns.vocabulary], entry.name, row.line) else { return }
            let name = row[columns.name]
            guard vocabularies[index].isWanted else {
                remember(id, index, UInt32(otherCodes.count))
                otherCodes.append(utf8: code)
                otherNames.append(utf8: name)
                return
            }
            let isActive = row[columns.invalid].isEmpty
            let tag = vocabularies[index].assembly.tag(row.text(columns.kind))
            let added = vocabularies[index].assembly.concept(
                code, isActive ? [.active, .selectable] : [], tag: tag, effectiveTime: Self.day(row[columns.start]))
            guard let concept = added else {
                return try addAgain(code, id, index, isActive: isActive, entry.name, row.line)
            }
            remember(id, index, concept)
            // The first name of each concept is its preferred one, so names and concepts have the same rows at first.
            let isNameless = name.isEmpty || name.elementsEqual(code)
            if isNameless { vocabularies[index].nameless += 1 }
            vocabularies[index].assembly.name(concept, name.isEmpty ? code : name, .preferred)
            vocabularies[index].assembly.property(concept, vocabularies[index].domain, row[columns.domain])
            vocabularies[index].assembly.property(concept, vocabularies[index].standard, row[columns.standard])
            vocabularies[index].assembly.property(concept, vocabularies[index].id, row[columns.id])
        }
        sources.append(SourceFile(name: entry.name, rows: rows))
    }

    /// A code that returns: an older meaning of it is passed over, two that are both valid are not.
    private mutating func addAgain(
        _ code: FieldBytes, _ id: UInt64, _ index: Int, isActive: Bool, _ file: String, _ line: Int
    ) throws {
        guard let known = vocabularies[index].assembly.row(code) else { return }
        let wasActive = vocabularies[index].assembly.flags(known).contains(.active)
        guard !(isActive && wasActive) else {
            return try run.problems.fail(
                file, line, "concept_code", "“\(code.text)” of \(vocabularies[index].name) stands here a second time")
        }
        run.problems.warn(
            file, line, "concept_code",
            "“\(code.text)” of \(vocabularies[index].name) stands here a second time, once valid and once not; both are one"
        )
        if isActive { vocabularies[index].assembly.setFlags(known, [.active, .selectable]) }
        remember(id, index, known)
    }

    private mutating func remember(_ id: UInt64, _ vocabulary: Int, _ row: UInt32) {
        ids.insert(id, UInt32(rowOf.count))
        vocabularyOf.append(UInt16(vocabulary))
        rowOf.append(row)
    }

    private mutating func vocabulary(_ name: FieldBytes, _ file: String, _ line: Int) throws -> Int? {
        let (index, isNew) = indexes.insert(name)
        guard isNew else { return Int(index) < vocabularies.count ? Int(index) : nil }
        guard vocabularies.count < Int(UInt16.max) else {
            throw ImportFailure([
                ImportProblem(
                    file: file, line: line, column: "vocabulary_id", reason: "there are too many vocabularies")
            ])
        }
        let text = name.text
        let wanted = run.request.vocabularies.map { $0.lowercased() }
        let known = KnownSystem(text)
        let isWanted =
            wanted.isEmpty ? !Self.own.contains(text) : wanted.contains(text.lowercased()) || wanted.contains(known.key)
        let (title, version) = titles[text] ?? ("", "")
        let identity = SystemIdentity(
            key: known.key, title: title.isEmpty ? text : title, uri: known.uri, version: Self.short(version, of: text),
            versionURI: version.isEmpty ? nil : version, licence: .omop(text, owner: known.owner),
            codeStyle: known.codeStyle)
        vocabularies.append(Vocabulary(text, isWanted: isWanted, identity))
        return Int(index)
    }

    /// The word of a version that says which: `20250303` of “RxNorm 20250303”, `FY2025` of “ICD10CM FY2025 code descriptions”.
    private static func short(_ version: String, of vocabulary: String) -> String {
        let words = version.split { $0 == " " || $0 == ";" || $0 == "," }.map(String.init)
            .filter { $0.lowercased() != vocabulary.lowercased() }
        let dated = words.first { $0.first?.isNumber == true }
        return dated ?? words.first { $0.contains(where: \.isNumber) } ?? words.first ?? "unknown"
    }

    /// `20020131` or `2002-01-31`.
    private static func day(_ field: FieldBytes) -> UInt32 {
        var day: UInt32 = 0
        guard field.count <= 10 else { return 0 }
        for byte in field where byte != UInt8(ascii: "-") {
            guard byte &- 0x30 < 10 else { return 0 }
            day = day &* 10 &+ UInt32(byte - 0x30)
        }
        return day
    }

    // MARK: Relationships and synonyms

    mutating func readRelationships(_ entry: ReleaseSource.Entry) throws {
        let rows = try run.table(entry, .tabs) { header in
            (
                first: try header.required("concept_id_1"), second: try header.required("concept_id_2"),
                kind: try header.required("relationship_id"), invalid: header.column("invalid_reason")
            )
        } row: { columns, row in
            let kind = row[columns.kind]
            let (isA, subsumes) = (kind.equals("Is a"), kind.equals("Subsumes"))
            let mapsTo = kind.equals("Maps to")
            guard isA || subsumes || mapsTo || kind.equals("Concept replaced by"), row[columns.invalid].isEmpty else {
                return
            }
            guard let first = concept(row[columns.first]), let second = concept(row[columns.second]) else {
                let missing = concept(row[columns.first]) == nil ? columns.first : columns.second
                return run.problems.warn(
                    entry.name, row.line, missing == columns.first ? "concept_id_1" : "concept_id_2",
                    "\(row.text(missing)) is not in the table of concepts")
            }
            if isA {
                relate(first, isA: second)
            } else if subsumes {
                relate(second, isA: first)
            } else if first != second {
                map(first, to: second, mapsTo ? .relatedTo : .replacedBy)
            }
        }
        sources.append(SourceFile(name: entry.name, rows: rows))
    }

    private func concept(_ field: FieldBytes) -> Int? { field.decimal.flatMap { ids[$0] }.map(Int.init) }

    private mutating func relate(_ child: Int, isA parent: Int) {
        let index = Int(vocabularyOf[child])
        guard vocabularies[index].isWanted, rowOf[child] != rowOf[parent] || vocabularyOf[child] != vocabularyOf[parent]
        else { return }
        // What is above in another vocabulary is broader, and no parent.
        guard vocabularyOf[parent] == vocabularyOf[child] else { return map(child, to: parent, .broader) }
        vocabularies[index].assembly.edge(rowOf[child], rowOf[parent])
    }

    private mutating func map(_ source: Int, to target: Int, _ relation: MapRelation) {
        let (from, to) = (Int(vocabularyOf[source]), Int(vocabularyOf[target]))
        guard vocabularies[from].isWanted else { return }
        let row = Int(rowOf[target])
        let uri = vocabularies[to].assembly.identity.uri
        let isOther = !vocabularies[to].isWanted
        let code = isOther ? otherCodes[row] : vocabularies[to].assembly.code(rowOf[target])
        let name = isOther ? otherNames[row] : vocabularies[to].assembly.name(at: row)
        let system = vocabularies[from].assembly.string(uri)
        let (word, display) = (vocabularies[from].assembly.string(code), vocabularies[from].assembly.string(name))
        vocabularies[from].assembly.map(rowOf[source], system: system, code: word, display: display, relation)
    }

    mutating func readSynonyms(_ entry: ReleaseSource.Entry) throws {
        var languages: [UInt64: String] = [4_180_186: "en"]
        let rows = try run.table(entry, .tabs) { header in
            (
                id: try header.required("concept_id"), name: try header.required("concept_synonym_name"),
                language: header.column("language_concept_id")
            )
        } row: { columns, row in
            guard let concept = concept(row[columns.id]) else {
                return run.problems.warn(
                    entry.name, row.line, "concept_id", "\(row.text(columns.id)) is not in the table of concepts")
            }
            let index = Int(vocabularyOf[concept])
            guard vocabularies[index].isWanted else { return }
            let number = row[columns.language].decimal ?? 4_180_186
            let tag = languages[number] ?? language(number)
            languages[number] = tag
            // Most tables repeat the name itself.
            let text = row[columns.name]
            guard !vocabularies[index].assembly.isName(at: Int(rowOf[concept]), text) else { return }
            let language = vocabularies[index].assembly.language(tag)
            vocabularies[index].assembly.name(rowOf[concept], text, .synonym, language: language)
        }
        sources.append(SourceFile(name: entry.name, rows: rows))
    }

    /// The tag of a language that is itself a concept: “German language”.
    private func language(_ id: UInt64) -> String {
        guard let concept = ids[id].map(Int.init) else { return "und" }
        let index = Int(vocabularyOf[concept])
        let row = Int(rowOf[concept])
        let name = vocabularies[index].isWanted ? vocabularies[index].assembly.name(at: row) : otherNames[row]
        let tags = [
            "english": "en", "german": "de", "french": "fr", "spanish": "es", "castilian": "es", "italian": "it",
            "portuguese": "pt", "dutch": "nl", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi",
            "polish": "pl", "czech": "cs", "russian": "ru", "ukrainian": "uk", "turkish": "tr", "greek": "el",
            "korean": "ko",
            "japanese": "ja", "chinese": "zh", "arabic": "ar", "hebrew": "he", "estonian": "et", "hungarian": "hu",
        ]
        return tags[name.lowercased().split(separator: " ").first.map(String.init) ?? ""] ?? "und"
    }

    mutating func finish(_ take: (ReleaseDraft, [ImportProblem]) throws -> Void) throws {
        let names = vocabularies.map(\.name)
        let chosen = vocabularies.indices.filter { vocabularies[$0].isWanted && vocabularies[$0].assembly.count > 0 }
        guard !chosen.isEmpty else {
            throw ImportFailure([
                ImportProblem(
                    file: run.source.name,
                    reason:
                        "none of the vocabularies asked for is in it; there are \(names.prefix(20).joined(separator: ", "))"
                )
            ])
        }
        // Each vocabulary goes as soon as its draft is handed out.
        var rest = vocabularies
        vocabularies = []
        (ids, vocabularyOf, rowOf, otherCodes, otherNames) = (NumberTable(), [], [], TextColumn(), TextColumn())
        for index in rest.indices where chosen.contains(index) {
            let vocabulary = rest[index]
            rest[index].assembly = DraftAssembly(vocabulary.assembly.identity)
            try hand(vocabulary, isOnly: chosen.count == 1, take)
        }
    }

    private func hand(
        _ vocabulary: Vocabulary, isOnly: Bool, _ take: (ReleaseDraft, [ImportProblem]) throws -> Void
    ) throws {
        if vocabulary.nameless > 0 {
            let reason =
                "\(vocabulary.nameless) codes of \(vocabulary.name) have no name"
                + (vocabulary.name == "CPT4"
                    ? ": the names come with the programme of the download and a UMLS key" : "")
            run.problems.warn(sources.first?.name ?? "", 0, "concept_name", reason)
        }
        var assembly = vocabulary.assembly
        if isOnly {
            assembly.identity.key = run.request.key ?? assembly.identity.key
            assembly.identity.title = run.request.title ?? assembly.identity.title
            if let version = run.request.version {
                (assembly.identity.version, assembly.identity.versionURI) = (version, version)
            }
        }
        for source in sources { assembly.source(source.name, rows: source.rows) }
        try take(try assembly.finish(hasNumbers: assembly.identity.codeStyle == .snomed), run.problems.takeWarnings())
    }
}

extension Licence {
    fileprivate static func omop(_ vocabulary: String, owner: String?) -> Licence {
        Licence(
            title: owner.map { "\(vocabulary): terms of \($0)" } ?? "\(vocabulary) (free to use)",
            summary: owner.map {
                "Part of the OMOP standardised vocabularies. The terms of \($0) hold for it; the download does not replace a licence of theirs."
            }
                ?? "Part of the OMOP standardised vocabularies, made by an authority of the United States and free to use.",
            isRedistributable: owner == nil)
    }
}
