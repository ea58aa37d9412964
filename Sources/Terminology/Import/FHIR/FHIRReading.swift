import JSON

/// What is read of FHIR resources so far: the drafts, which are handed out when nothing is wrong.
struct FHIRReading {
    let run: ImportRun
    /// The file a resource stands in, and its lines.
    private(set) var file = ""
    private var lines = LineNumbers([])
    private var drafts: [(draft: ReleaseDraft, isMap: Bool)] = []
    private var seen = 0

    init(_ run: ImportRun) { self.run = run }

    mutating func read(_ text: FHIRFile) throws {
        try run.goOn()
        file = text.name
        lines = LineNumbers(text.bytes)
        do {
            try read(try PlacedValue(parsing: text.bytes))
        } catch let error as JSONError {
            try run.problems.fail(text.name, error.line, String(error.column), "it is no JSON: \(error)")
        }
    }

    private mutating func read(_ resource: PlacedValue) throws {
        let kind = resource.text("resourceType")
        if kind == "Bundle" {
            for entry in resource.list("entry") {
                if let inner = entry["resource"], inner.text("resourceType") != "Bundle" { try read(inner) }
            }
            return
        }
        guard FHIRFile.kinds.contains(kind), isWanted(resource) else { return }
        seen += 1
        switch kind {
        case "CodeSystem": if let draft = try codeSystem(resource) { drafts.append((draft, false)) }
        case "ValueSet": if let draft = try valueSet(resource) { drafts.append((draft, false)) }
        default: drafts += try conceptMap(resource).map { ($0, true) }
        }
    }

    private func isWanted(_ resource: PlacedValue) -> Bool {
        let wanted = run.request.vocabularies
        return wanted.isEmpty || ["id", "name", "url"].contains { wanted.contains(resource.text($0)) }
    }

    mutating func finish(_ most: Int, _ take: (ReleaseDraft, [ImportProblem]) throws -> Void) throws {
        guard !drafts.isEmpty else {
            let why = run.problems.takeWarnings().map(\.reason)
            throw ImportFailure([
                ImportProblem(
                    file: run.source.name,
                    reason: seen == 0
                        ? "there is no code system, value set or concept map in it\(run.request.vocabularies.isEmpty ? "" : " that was asked for")"
                        : why.first ?? "there are no codes in it")
            ])
        }
        guard drafts.count <= most else {
            throw ImportFailure([
                ImportProblem(
                    file: run.source.name,
                    reason:
                        "there are \(drafts.count) code systems, value sets and concept maps in it: name those that are wanted"
                )
            ])
        }
        name()
        let warnings = run.problems.takeWarnings()
        for index in drafts.indices { try take(drafts[index].draft, index == 0 ? warnings : []) }
    }

    /// Gives what was wished for to a single release, and every one a key of its own.
    private mutating func name() {
        if drafts.count == 1 {
            var identity = drafts[0].draft.identity
            if let key = run.request.key {
                identity.key = drafts[0].isMap && !key.hasPrefix("map-") ? "map-" + key : key
            }
            identity.title = run.request.title ?? identity.title
            if let version = run.request.version { (identity.version, identity.versionURI) = (version, version) }
            drafts[0].draft.identity = identity
        }
        var taken: Set<String> = []
        for index in drafts.indices {
            let key = drafts[index].draft.identity.key
            var number = 2
            while !taken.insert(drafts[index].draft.identity.key).inserted {
                drafts[index].draft.identity.key = "\(key)-\(number)"
                number += 1
            }
        }
    }

    // MARK: What is said of all resources

    func line(_ value: PlacedValue) -> Int { lines.line(value.offset) }

    func fail(_ value: PlacedValue, _ column: String, _ reason: String) throws {
        try run.problems.fail(file, line(value), column, reason)
    }

    func warn(_ value: PlacedValue, _ column: String, _ reason: @autoclosure () -> String) {
        run.problems.warn(file, line(value), column, reason())
    }

    func identity(_ resource: PlacedValue, key: String? = nil) -> SystemIdentity {
        let id = ["id", "name", "url", "title"].map { resource.text($0) }.first { !$0.isEmpty } ?? "fhir"
        let title = ["title", "name", "id"].map { resource.text($0) }.first { !$0.isEmpty } ?? id
        let version = ["version", "date"].map { resource.text($0) }.first { !$0.isEmpty }
        let uri = resource.text("url")
        let language = resource.text("language")
        return SystemIdentity(
            key: key ?? SystemKey.from(id), title: title, uri: uri.isEmpty ? "urn:vesalius:" + SystemKey.from(id) : uri,
            version: version ?? "1", language: language.isEmpty ? "en" : language,
            licence: .unknown(notice: resource.text("copyright")))
    }
}
