/// What is read of an ontology so far, line after line.
struct OBOReading {
    /// What is said of the term that is being read.
    private struct Term {
        var line = 0
        var id = ""
        var name = ""
        var isObsolete = false
        var namespace = ""
        var lines: [(line: OBOLine, number: Int)] = []
    }

    private enum Stanza { case header, term, other }

    private let run: ImportRun
    private let file: String
    private var assembly: DraftAssembly
    private var stanza = Stanza.header
    private var term = Term()
    private var terms = 0
    private var namespace = ""
    private var ontology = ""
    private var hasDataVersion = false
    private var date = ""
    /// What points at terms, until all are known.
    private var parents: [(child: UInt32, code: String, line: Int)] = []
    private var replacements: [(source: UInt32, code: String, relation: MapRelation, line: Int)] = []
    private var others: [(id: String, term: UInt32, line: Int)] = []

    init(_ run: ImportRun, _ entry: ReleaseSource.Entry) {
        self.run = run
        file = entry.name
        let stem = entry.fileName.split(separator: ".").first.map(String.init) ?? "ontology"
        assembly = DraftAssembly(
            SystemIdentity(
                key: run.request.key ?? SystemKey.from(stem), title: run.request.title ?? stem, uri: "",
                version: run.request.version ?? "", licence: .unknown()))
    }

    mutating func take(_ text: String, line number: Int) throws {
        let text = text[...].trimmedBlanks
        if text.isEmpty || text.hasPrefix("!") { return }
        if text.hasPrefix("[") {
            try endTerm()
            stanza = text.hasPrefix("[Term]") ? .term : .other
            term.line = number
            return
        }
        guard stanza != .other else { return }
        let line: OBOLine
        do throws(OBOLine.Failure) {
            line = try OBOLine(text)
        } catch {
            return try run.problems.fail(file, number, "", error.reason)
        }
        if stanza == .header {
            takeHeader(line)
        } else {
            switch line.tag {
            case "id":
                if !term.id.isEmpty {
                    try run.problems.fail(file, number, "id", "the term “\(term.id)” has a second id")
                }
                term.id = line.value
            case "name": term.name = line.value
            case "is_obsolete": term.isObsolete = line.value == "true"
            case "namespace": term.namespace = line.value
            default: term.lines.append((line, number))
            }
        }
    }

    private mutating func takeHeader(_ line: OBOLine) {
        switch line.tag {
        case "data-version":
            // `hp/releases/2026-01-08/hp-base.owl`, `releases/2026-01-08`, `2026-01-08`, `4.1`
            let parts = line.value.split(separator: "/")
            let version = parts.first { $0.first?.isNumber == true } ?? parts.last ?? ""
            if assembly.identity.version.isEmpty { assembly.identity.version = String(version) }
            hasDataVersion = true
        case "date": date = line.value
        case "default-namespace": namespace = line.value
        case "ontology": ontology = line.value
        case "property_value":
            // `property_value: http://purl.org/dc/terms/license https://…`
            let words = line.value.split(separator: " ").map(String.init)
            if words.count > 1, words[0].hasSuffix("license") {
                assembly.identity.licence.notice = "Licence: " + words[1]
            }
        default: break
        }
    }

    private mutating func endTerm() throws {
        defer { term = Term() }
        guard stanza == .term else { return }
        terms += 1
        guard !term.id.isEmpty else { return try run.problems.fail(file, term.line, "id", "a term has no id") }
        let tag = assembly.tag(term.namespace.isEmpty ? namespace : term.namespace)
        guard let row = assembly.concept(term.id, term.isObsolete ? [] : [.active, .selectable], tag: tag) else {
            return try run.problems.fail(file, term.line, "id", "“\(term.id)” stands here a second time")
        }
        assembly.name(row, term.name.isEmpty ? term.id : term.name, .preferred)
        for (line, number) in term.lines { say(line, number, of: row) }
    }

    private mutating func say(_ line: OBOLine, _ number: Int, of row: UInt32) {
        switch line.tag {
        case "def": assembly.name(row, line.value, .definition)
        case "synonym", "exact_synonym", "broad_synonym", "narrow_synonym", "related_synonym":
            let isForLaypeople = line.words.contains("layperson") && !line.words.contains("NARROW")
            if line.value != term.name { assembly.name(row, line.value, isForLaypeople ? .consumer : .synonym) }
            // What is not exactly the term says so.
            let scope = line.words.first ?? line.tag.split(separator: "_").first.map { $0.uppercased() } ?? ""
            if ["BROAD", "NARROW", "RELATED"].contains(scope) {
                assembly.property(row, "\(scope.lowercased()) synonym", line.value)
            }
        case "is_a": parents.append((row, line.value, number))
        case "replaced_by": replacements.append((row, line.value, .replacedBy, number))
        case "consider": replacements.append((row, line.value, .relatedTo, number))
        case "alt_id": others.append((line.value, row, number))
        case "xref":
            // A quoted description may follow; the address is the first word.
            assembly.property(row, "xref", line.value.split(separator: " ").first.map(String.init) ?? "")
        case "comment", "subset", "creation_date", "created_by": assembly.property(row, line.tag, line.value)
        case "relationship", "intersection_of", "disjoint_from", "union_of", "property_value", "equivalent_to":
            assembly.property(row, line.tag, line.value)
        default: break
        }
    }

    mutating func finish() throws -> ReleaseDraft {
        try endTerm()
        stanza = .header
        guard terms > 0 else { throw ImportFailure([ImportProblem(file: file, reason: "there are no terms in it")]) }
        try addOtherIds()
        for (child, code, line) in parents {
            guard let parent = assembly.row(code) else {
                // Ontologies lean on others without bringing them.
                let own = assembly.code(child).prefix { $0 != ":" }
                guard code.prefix(while: { $0 != ":" }) == own else {
                    run.problems.warn(file, line, "is_a", "“\(code)” of another ontology is not in the file")
                    continue
                }
                try run.problems.fail(
                    file, line, "is_a", "“\(code)”, above “\(assembly.code(child))”, is not in the file")
                continue
            }
            guard parent != child else {
                try run.problems.fail(file, line, "is_a", "“\(code)” stands below itself")
                continue
            }
            assembly.edge(child, parent)
        }
        try run.problems.stopIfWrong()
        complete()
        let uri = assembly.string(assembly.identity.uri)
        for replacement in replacements {
            if assembly.row(replacement.code) == nil {
                run.problems.warn(
                    file, replacement.line, replacement.relation == .replacedBy ? "replaced_by" : "consider",
                    "“\(replacement.code)” is not in the file")
            }
            let code = assembly.string(replacement.code)
            assembly.map(
                replacement.source, system: uri, code: code, display: assembly.string(""), replacement.relation)
        }
        assembly.source(file, rows: terms)
        return try assembly.finish()
    }

    /// Ids of terms that were merged into others: inactive, replaced by those.
    private mutating func addOtherIds() throws {
        for (id, row, line) in others {
            guard let merged = assembly.concept(id, []) else {
                // Files keep the obsolete term beside it, or give one id to two terms.
                if let known = assembly.row(id), assembly.flags(known).contains(.active) {
                    run.problems.warn(file, line, "alt_id", "“\(id)” is a term of its own as well")
                } else if let known = assembly.row(id) {
                    replacements.append((known, assembly.code(row), .replacedBy, line))
                }
                continue
            }
            assembly.name(merged, id, .preferred)
            replacements.append((merged, assembly.code(row), .replacedBy, line))
        }
    }

    /// What the header says of the whole.
    private mutating func complete() {
        var identity = assembly.identity
        // `hp`, `mondo`, or a path such as `hp/hp-base`.
        let name = ontology.isEmpty ? "" : String(ontology.split(separator: "/").last ?? "")
        if run.request.key == nil, !name.isEmpty { identity.key = SystemKey.from(name.replacing(".obo", with: "")) }
        if run.request.title == nil, !ontology.isEmpty { identity.title = ontology.uppercased() }
        identity.uri = "http://purl.obolibrary.org/obo/\(ontology.isEmpty ? identity.key : ontology).owl"
        if identity.version.isEmpty {
            identity.version = date.isEmpty ? "unknown" : String(date.prefix { !$0.isWhitespace })
        }
        // `27:11:2025` is how OBO writes a day.
        let day = identity.version.split(separator: ":")
        if !hasDataVersion, day.count == 3 { identity.version = day.reversed().joined(separator: "-") }
        identity.versionURI = identity.version
        assembly.identity = identity
    }
}
