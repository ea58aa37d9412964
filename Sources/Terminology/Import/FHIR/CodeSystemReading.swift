/// What is read of one code system so far.
struct CodeSystemReading {
    private let all: FHIRReading
    /// Whether it holds a part of the code system only, so that parents may be missing.
    private let isPart: Bool
    var assembly: DraftAssembly
    private var languages: FHIRLanguages
    /// What properties are called that FHIR gives a meaning to.
    private var roles: [String: String] = [:]
    /// Parents and children that are named by their codes.
    private var links: [(concept: UInt32, code: String, isParent: Bool, place: PlacedValue)] = []

    private static let inactive: Set<String> = ["inactive", "retired", "withdrawn", "entered-in-error", "obsolete"]

    init(_ all: FHIRReading, _ identity: SystemIdentity, _ resource: PlacedValue) {
        self.all = all
        isPart = ["fragment", "example"].contains(resource.text("content"))
        assembly = DraftAssembly(identity)
        languages = FHIRLanguages(identity.language, in: resource.list("concept"), children: "concept")
        languages.enter(&assembly)
        for role in ["parent", "child", "inactive", "status", "notSelectable"] { roles[role] = role }
        for property in resource.list("property") {
            let parts = property.text("uri").split(separator: "#")
            if parts.first == "http://hl7.org/fhir/concept-properties", let role = parts.last {
                roles[property.text("code")] = String(role)
            }
        }
    }

    mutating func read(_ concepts: [PlacedValue], below parent: UInt32?) throws {
        try all.run.goOn()
        for concept in concepts {
            let code = concept.text("code")
            guard !code.isEmpty else {
                try all.fail(concept, "code", "a concept has no code")
                continue
            }
            guard let row = assembly.concept(code) else {
                try all.fail(concept, "code", "“\(code)” stands here a second time")
                continue
            }
            if let parent { assembly.edge(row, parent) }
            languages.addNames(row, concept, code, &assembly)
            assembly.name(row, concept.text("definition"), .definition, acceptability: languages.acceptable)
            for property in concept.list("property") { readProperty(property, of: row) }
            try read(concept.list("concept"), below: row)
        }
    }

    private mutating func readProperty(_ property: PlacedValue, of row: UInt32) {
        let name = property.text("code")
        guard !name.isEmpty, let value = property.members.first(where: { $0.name.hasPrefix("value") })?.value else {
            return
        }
        let code = value.text("code")
        let text =
            value.plain
            ?? (code.isEmpty ? "" : [code, value.text("display")].filter { !$0.isEmpty }.joined(separator: " "))
        switch roles[name] {
        case "parent": links.append((row, value.plain ?? code, true, property))
        case "child": links.append((row, value.plain ?? code, false, property))
        case "inactive":
            if value.isTrue || text == "true" {
                assembly.setFlags(row, assembly.flags(row).subtracting([.active, .selectable]))
            }
        case "status":
            if Self.inactive.contains(text.lowercased()) {
                assembly.setFlags(row, assembly.flags(row).subtracting([.active, .selectable]))
            }
            assembly.property(row, name, text)
        case "notSelectable":
            if value.isTrue || text == "true" { assembly.setFlags(row, assembly.flags(row).subtracting(.selectable)) }
        default: assembly.property(row, name, text)
        }
    }

    /// Makes the hierarchy of parents and children that were named by code.
    mutating func connect() throws {
        for link in links {
            let column = link.isParent ? "parent" : "child"
            guard let other = assembly.row(link.code) else {
                let reason = "“\(link.code)”, named by “\(assembly.code(link.concept))”, is not in the code system"
                if isPart { all.warn(link.place, column, reason) } else { try all.fail(link.place, column, reason) }
                continue
            }
            guard other != link.concept else {
                try all.fail(link.place, column, "“\(link.code)” stands below itself")
                continue
            }
            if link.isParent { assembly.edge(link.concept, other) } else { assembly.edge(other, link.concept) }
        }
    }
}
