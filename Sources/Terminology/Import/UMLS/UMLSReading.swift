/// What is read of a UMLS download so far.
struct UMLSReading {
    /// What is said of a source in MRSAB.
    private struct Source {
        var title, version, language: String
        var restriction: String
    }

    /// Kinds of names from the best on, for downloads without MRRANK.
    private static let kinds = [
        "PT", "PN", "PF", "MH", "IN", "SCD", "SBD", "LN", "LC", "HT", "HX", "PM", "FN", "OSN", "SY", "ET", "AB",
    ]

    let run: ImportRun
    private(set) var vocabularies: [UMLSVocabulary] = []
    private var indexes = CodeTable()
    private var saidOf: [String: Source] = [:]
    private var sources: [SourceFile] = []
    /// By source and kind of name: the greater is the better.
    private var ranks: [String: Int] = [:]
    private var typeNames = WordList<UInt16>("")
    private var types = NumberTable()
    /// Of each atom, by its number: the vocabulary and row of its concept.
    private var atoms = NumberTable()
    private var vocabularyOf: [UInt16] = []
    private var rowOf: [UInt32] = []

    init(_ run: ImportRun) { self.run = run }

    mutating func readSources(_ entry: ReleaseSource.Entry) throws {
        try run.table(entry, .pipes, names: UMLSFiles.sourceColumns) { header in
            (
                name: header.column("RSAB"), official: header.column("SON"), short: header.column("SSN"),
                version: header.column("SVER"), release: header.column("IMETA"), language: header.column("LAT"),
                restriction: header.column("SRL"), current: header.column("CURVER")
            )
        } row: { columns, row in
            let name = row.text(columns.name)
            guard !row[columns.current].equals("N") || saidOf[name] == nil else { return }
            let titles = [row.text(columns.short), row.text(columns.official), name]
            let versions = [row.text(columns.version), row.text(columns.release)]
            let language = row.text(columns.language)
            saidOf[name] = Source(
                title: titles.first { !$0.isEmpty } ?? name, version: versions.first { !$0.isEmpty } ?? "unknown",
                language: language.isEmpty ? "ENG" : language, restriction: row.text(columns.restriction))
        }
    }

    mutating func readRanks(_ entry: ReleaseSource.Entry) throws {
        try run.table(entry, .pipes, names: UMLSFiles.rankColumns) { header in
            (rank: header.column("RANK"), source: header.column("SAB"), kind: header.column("TTY"))
        } row: { columns, row in
            let key = row.text(columns.source) + "|" + row.text(columns.kind)
            ranks[key] = max(ranks[key] ?? 0, Int(clamping: row[columns.rank].decimal ?? 0))
        }
    }

    mutating func readTypes(_ entry: ReleaseSource.Entry) throws {
        let rows = try run.table(entry, .pipes, names: UMLSFiles.typeColumns) { header in
            (concept: header.column("CUI"), name: header.column("STY"))
        } row: { columns, row in
            guard let number = Self.number(row[columns.concept]), let name = typeNames.index(of: row.text(columns.name))
            else { return }
            // Of several types the first is the chip.
            types.insert(number, UInt32(name))
        }
        sources.append(SourceFile(name: entry.name, rows: rows))
    }

    mutating func readConcepts(_ entry: ReleaseSource.Entry) throws {
        let rows = try run.table(entry, .pipes, names: UMLSFiles.conceptColumns) { header in
            (
                cui: header.column("CUI"), language: header.column("LAT"), atom: header.column("AUI"),
                preferred: header.column("ISPREF"), source: header.column("SAB"), kind: header.column("TTY"),
                code: header.column("CODE"), text: header.column("STR"), suppressed: header.column("SUPPRESS"),
                restriction: header.column("SRL")
            )
        } row: { columns, row in
            let index = try vocabulary(
                row[columns.source], row.text(columns.language), row.text(columns.restriction), entry.name, row.line)
            guard let index, vocabularies[index].isWanted else { return }
            let code = row[columns.code]
            let text = row[columns.text]
            guard !code.isEmpty, !text.isEmpty else {
                return try run.problems.fail(
                    entry.name, row.line, code.isEmpty ? "CODE" : "STR", "there is no \(code.isEmpty ? "code" : "name")"
                )
            }
            guard !code.equals("NOCODE") else { return vocabularies[index].codeless += 1 }
            let suppressed = row[columns.suppressed]
            let isActive = suppressed.isEmpty || suppressed.equals("N")
            let concept: UInt32
            if let added = vocabularies[index].assembly.concept(code, isActive ? [.active, .selectable] : []) {
                concept = added
                if let type = Self.number(row[columns.cui]).flatMap({ types[$0] }) {
                    let tag = vocabularies[index].assembly.tag(typeNames.words[Int(type)])
                    vocabularies[index].assembly.setTag(concept, tag)
                }
                vocabularies[index].assembly.property(concept, vocabularies[index].cui, row[columns.cui])
            } else {
                concept = vocabularies[index].assembly.row(code) ?? 0
                // A concept is in use as long as one of its names is.
                if isActive { vocabularies[index].assembly.setFlags(concept, [.active, .selectable]) }
            }
            if let atom = Self.number(row[columns.atom]) {
                guard atoms.insert(atom, UInt32(rowOf.count)) else {
                    return try run.problems.fail(
                        entry.name, row.line, "AUI", "“\(row.text(columns.atom))” stands here a second time")
                }
                vocabularyOf.append(UInt16(index))
                rowOf.append(concept)
            }
            let kind = row.text(columns.kind)
            let name = vocabularies[index].assembly.nameCount
            let language = vocabularies[index].assembly.language(UMLSLanguage.tag(row.text(columns.language)))
            vocabularies[index].assembly.name(
                concept, text, kind == "FN" ? .fullySpecified : .synonym, language: language, isActive: isActive)
            let rank = rank(vocabularies[index].name, kind) * 2 + (row[columns.preferred].equals("Y") ? 1 : 0)
            vocabularies[index].offer(concept, rank: isActive ? rank + 1 << 32 : rank, name: name)
        }
        sources.append(SourceFile(name: entry.name, rows: rows))
    }

    private func rank(_ source: String, _ kind: String) -> Int {
        if !ranks.isEmpty { return ranks[source + "|" + kind] ?? 0 }
        return Self.kinds.count - (Self.kinds.firstIndex(of: kind) ?? Self.kinds.count)
    }

    private mutating func vocabulary(
        _ name: FieldBytes, _ language: String, _ restriction: String, _ file: String, _ line: Int
    ) throws -> Int? {
        let (index, isNew) = indexes.insert(name)
        guard isNew else { return Int(index) }
        guard vocabularies.count < Int(UInt16.max) else {
            throw ImportFailure([
                ImportProblem(file: file, line: line, column: "SAB", reason: "there are too many source vocabularies")
            ])
        }
        let text = name.text
        let known = KnownSystem(text)
        let said = saidOf[text]
        let wanted = run.request.vocabularies.map { $0.lowercased() }
        let level = said.map(\.restriction) ?? restriction
        let identity = SystemIdentity(
            key: known.key, title: said?.title ?? text, uri: known.uri, version: said.map(\.version) ?? "unknown",
            language: UMLSLanguage.tag(said.map(\.language) ?? language),
            licence: .umls(text, level: level), codeStyle: known.codeStyle)
        vocabularies.append(
            UMLSVocabulary(
                text, isWanted: wanted.isEmpty || wanted.contains(text.lowercased()) || wanted.contains(known.key),
                identity))
        return Int(index)
    }

    /// The digits of `C0000039`, `A26634265` or RxNorm's plain `829`.
    private static func number(_ field: FieldBytes) -> UInt64? {
        guard let first = field.first else { return nil }
        let letters = first >= 0x41 && first <= 0x5A ? 1 : 0
        return UnsafeBufferPointer(rebasing: field[letters...]).decimal.flatMap { $0 < .max ? $0 : nil }
    }

    // MARK: Relations and definitions

    mutating func readRelations(_ entry: ReleaseSource.Entry) throws {
        let rows = try run.table(entry, .pipes, names: UMLSFiles.relationColumns) { header in
            (
                firstCUI: header.column("CUI1"), first: header.column("AUI1"), kind: header.column("REL"),
                secondCUI: header.column("CUI2"), second: header.column("AUI2"), label: header.column("RELA"),
                source: header.column("SAB"), suppressed: header.column("SUPPRESS")
            )
        } row: { columns, row in
            // The second concept is what REL and RELA say to the first: its parent, its child.
            let (kind, label) = (row[columns.kind], row[columns.label])
            let isBelow = label.equals("isa") || kind.equals("CHD") && !label.equals("inverse_isa")
            let isAbove = label.equals("inverse_isa") || kind.equals("PAR")
            guard isBelow || isAbove else { return }
            let suppressed = row[columns.suppressed]
            guard suppressed.isEmpty || suppressed.equals("N") else { return }
            guard let index = indexes.row(row[columns.source]).map(Int.init), index < vocabularies.count,
                vocabularies[index].isWanted
            else { return }
            guard let first = concept(row[columns.first], row[columns.firstCUI], index),
                let second = concept(row[columns.second], row[columns.secondCUI], index)
            else { return }
            guard first != second else { return }
            if isBelow {
                vocabularies[index].assembly.edge(second, first)
            } else {
                vocabularies[index].assembly.edge(first, second)
            }
        }
        sources.append(SourceFile(name: entry.name, rows: rows))
    }

    /// The concept of an atom in a vocabulary; where only the concept of the UMLS is named, RxNorm's code is that.
    private func concept(_ atom: FieldBytes, _ cui: FieldBytes, _ vocabulary: Int) -> UInt32? {
        guard let number = Self.number(atom) else { return vocabularies[vocabulary].assembly.row(cui) }
        guard let known = atoms[number].map(Int.init), Int(vocabularyOf[known]) == vocabulary else { return nil }
        return rowOf[known]
    }

    mutating func readDefinitions(_ entry: ReleaseSource.Entry) throws {
        let rows = try run.table(entry, .pipes, names: UMLSFiles.definitionColumns) { header in
            (atom: header.column("AUI"), text: header.column("DEF"), suppressed: header.column("SUPPRESS"))
        } row: { columns, row in
            guard let atom = Self.number(row[columns.atom]).flatMap({ atoms[$0] }).map(Int.init) else { return }
            let suppressed = row[columns.suppressed]
            guard suppressed.isEmpty || suppressed.equals("N") else { return }
            vocabularies[Int(vocabularyOf[atom])].assembly.name(rowOf[atom], row[columns.text], .definition)
        }
        sources.append(SourceFile(name: entry.name, rows: rows))
    }

    mutating func finish(_ take: (ReleaseDraft, [ImportProblem]) throws -> Void) throws {
        let chosen = vocabularies.indices.filter { vocabularies[$0].isWanted && vocabularies[$0].assembly.count > 0 }
        guard !chosen.isEmpty else {
            let names = vocabularies.prefix(20).map(\.name).joined(separator: ", ")
            throw ImportFailure([
                ImportProblem(
                    file: run.source.name, reason: "none of the vocabularies asked for is in it; there are \(names)")
            ])
        }
        (atoms, types, vocabularyOf, rowOf) = (NumberTable(), NumberTable(), [], [])
        var rest = vocabularies
        vocabularies = []
        for index in chosen {
            var vocabulary = rest[index]
            rest[index].assembly = DraftAssembly(vocabulary.assembly.identity)
            if vocabulary.codeless > 0 {
                run.problems.warn(
                    sources.first?.name ?? "", 0, "CODE",
                    "\(vocabulary.codeless) names of \(vocabulary.name) have no code, and are left out")
            }
            vocabulary.choose()
            var assembly = vocabulary.assembly
            if chosen.count == 1 {
                assembly.identity.key = run.request.key ?? assembly.identity.key
                assembly.identity.title = run.request.title ?? assembly.identity.title
                assembly.identity.version = run.request.version ?? assembly.identity.version
            }
            assembly.identity.versionURI = assembly.identity.version
            for source in sources { assembly.source(source.name, rows: source.rows) }
            try take(
                try assembly.finish(hasNumbers: assembly.identity.codeStyle == .snomed), run.problems.takeWarnings())
        }
    }
}
