extension FHIRReading {
    /// R4's `equivalence` and R5's `relationship`: what the target is to the source. Nil where there is no target.
    private static let relations: [String: MapRelation] = [
        "equivalent": .equivalent, "equal": .equivalent, "relatedto": .relatedTo, "related-to": .relatedTo,
        "inexact": .relatedTo,
        "wider": .broader, "subsumes": .broader, "source-is-narrower-than-target": .broader, "narrower": .narrower,
        "specializes": .narrower, "source-is-broader-than-target": .narrower, "disjoint": .notRelated,
        "not-related-to": .notRelated,
    ]

    /// A release for each system that is mapped from.
    mutating func conceptMap(_ resource: PlacedValue) throws -> [ReleaseDraft] {
        var systems: [String] = []
        var groups: [String: [PlacedValue]] = [:]
        for group in resource.list("group") {
            let source = Self.system(group.text("source"))
            if groups[source] == nil { systems.append(source) }
            groups[source, default: []].append(group)
        }
        if systems.isEmpty { warn(resource, "group", "“\(resource.text("url"))” maps nothing") }
        return try systems.map { system in
            var identity = identity(resource)
            identity.key = "map-" + identity.key
            var assembly = DraftAssembly(identity)
            let (property, comment) = (assembly.propertyName("system"), assembly.propertyName("comment"))
            for group in groups[system] ?? [] {
                let target = assembly.string(Self.system(group.text("target")))
                for element in group.list("element") {
                    try run.goOn()
                    let code = element.text("code")
                    guard !code.isEmpty else {
                        try fail(element, "code", "an element has no code")
                        continue
                    }
                    // The same code may be mapped to several systems.
                    let row: UInt32
                    if let added = assembly.concept(code) {
                        row = added
                        let display = element.text("display")
                        assembly.name(row, display.isEmpty ? code : display, .preferred)
                        assembly.property(row, property, system)
                    } else {
                        row = assembly.row(code) ?? 0
                    }
                    for place in element.list("target") {
                        try addTarget(place, of: row, in: target, comment, &assembly)
                    }
                }
            }
            assembly.source(file, rows: assembly.count)
            return try assembly.finish()
        }
    }

    /// The address of a system, without the version that R5 writes behind it.
    private static func system(_ canonical: String) -> String {
        canonical.split(separator: "|").first.map(String.init) ?? ""
    }

    private func addTarget(
        _ place: PlacedValue, of row: UInt32, in system: UInt32, _ comment: UInt16, _ assembly: inout DraftAssembly
    ) throws {
        let word = [place.text("relationship"), place.text("equivalence")].first { !$0.isEmpty } ?? "relatedto"
        assembly.property(row, comment, place.text("comment"))
        if word == "unmatched" { return }
        guard let relation = Self.relations[word] else {
            return try fail(place, "relationship", "“\(word)” is no relation of FHIR R4 or R5")
        }
        let code = place.text("code")
        guard !code.isEmpty else { return try fail(place, "code", "a target has no code") }
        if !place.list("dependsOn").isEmpty {
            warn(
                place, "dependsOn",
                "the map of “\(assembly.code(row))” to “\(code)” holds under conditions only, which are not read")
        }
        assembly.map(
            row, system: system, code: assembly.string(code), display: assembly.string(place.text("display")), relation)
    }
}
