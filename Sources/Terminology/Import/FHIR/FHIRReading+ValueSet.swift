extension FHIRReading {
    /// A value set as a tree of its own: from its expansion, else from the codes that its definition lists.
    mutating func valueSet(_ resource: PlacedValue) throws -> ReleaseDraft? {
        let identity = identity(resource)
        let contains = resource["expansion"]?.list("contains") ?? []
        let include = resource["compose"]?.list("include") ?? []
        let listed = include.flatMap { $0.list("concept") }
        guard !contains.isEmpty || !listed.isEmpty else {
            warn(resource, "compose", "“\(identity.uri)” lists no codes: only its expansion could be read")
            return nil
        }
        var reading = ValueSetReading(
            self, identity, FHIRLanguages(identity.language, in: contains + listed, children: "contains"))
        if contains.isEmpty {
            for part in include where part.list("concept").isEmpty {
                warn(
                    part, "include",
                    "what “\(identity.uri)” takes from “\(part.text("system"))” by rule is not in it: only its expansion could be read"
                )
            }
            let excluded = Set(
                (resource["compose"]?.list("exclude") ?? []).flatMap { part in
                    part.list("concept").map { part.text("system") + "|" + $0.text("code") }
                })
            for part in include {
                let system = part.text("system")
                let concepts = part.list("concept").filter { !excluded.contains(system + "|" + $0.text("code")) }
                try reading.read(concepts, system: system, below: nil)
            }
        } else {
            try reading.read(contains, system: "", below: nil)
        }
        reading.assembly.source(file, rows: reading.assembly.count)
        return try reading.assembly.finish()
    }
}

/// What is read of one value set so far.
private struct ValueSetReading {
    private let all: FHIRReading
    var assembly: DraftAssembly
    private let languages: FHIRLanguages
    private let system: UInt16
    /// The system of each concept, by row.
    private var systems: [String] = []

    init(_ all: FHIRReading, _ identity: SystemIdentity, _ languages: FHIRLanguages) {
        self.all = all
        self.languages = languages
        assembly = DraftAssembly(identity)
        system = assembly.propertyName("system")
        languages.enter(&assembly)
    }

    mutating func read(_ concepts: [PlacedValue], system: String, below parent: UInt32?) throws {
        try all.run.goOn()
        for concept in concepts {
            let own = concept.text("system").isEmpty ? system : concept.text("system")
            guard let row = try row(concept, own) else { continue }
            if let parent, parent != row { assembly.edge(row, parent) }
            try read(concept.list("contains"), system: own, below: row)
        }
    }

    /// The concept; a code that another system has as well is told apart by its system in front.
    private mutating func row(_ concept: PlacedValue, _ own: String) throws -> UInt32? {
        var code = concept.text("code")
        let isGroup = code.isEmpty
        // A group of an expansion has a name alone.
        if isGroup { code = concept.text("display") }
        guard !code.isEmpty else {
            try all.fail(concept, "code", "an entry has neither code nor display")
            return nil
        }
        if let known = assembly.row(code) {
            if systems[Int(known)] == own { return known }
            code = own + "|" + code
            if let known = assembly.row(code) { return known }
        }
        let isInactive = concept["inactive"]?.isTrue == true
        let isAbstract = isGroup || concept["abstract"]?.isTrue == true
        let flags: ConceptFlags = isInactive ? [] : isAbstract ? [.active] : [.active, .selectable]
        guard let row = assembly.concept(code, flags) else { return nil }
        systems.append(own)
        languages.addNames(row, concept, code, &assembly)
        if !own.isEmpty, !isGroup {
            assembly.property(row, system, own)
            assembly.map(
                row, system: assembly.string(own), code: assembly.string(concept.text("code")),
                display: assembly.string(concept.text("display")), .equivalent)
        }
        return row
    }
}
