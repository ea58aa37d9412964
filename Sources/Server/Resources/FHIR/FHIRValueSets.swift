import JSON
import Terminology
import Workspace

/// Finds out which concepts a value set has: one of those that need no resource (`?fhir_vs=…`), or a resource that was sent.
struct FHIRValueSets: Sendable {
    let systems: FHIRSystems
    let scopes: CodeScopes
    /// Whether a value set of a whole system has what is inactive: to check a code against, it has.
    var includesInactive = false

    /// The value set that the parameters name or bring along.
    func selection(_ parameters: FHIRParameters) async throws -> FHIRSelection {
        if let resource = parameters.value("valueSet") { return try await selection(ofResource: resource, depth: 0) }
        return try await selection(ofURL: try parameters.required("url"))
    }

    // MARK: Implicit value sets

    /// `http://snomed.info/sct?fhir_vs=ecl/…`, also with edition and version in the address, and for other systems alike;
    /// `http://loinc.org/vs` and `http://loinc.org/vs/LP…`.
    func selection(ofURL canonical: String) async throws -> FHIRSelection {
        var url = canonical
        var version: String?
        if !url.contains("?fhir_vs=ecl/"), let bar = url.lastIndex(of: "|") {
            version = String(url[url.index(after: bar)...])
            url = String(url[..<bar])
        }
        if url == "http://loinc.org/vs" || url.hasPrefix("http://loinc.org/vs/") {
            let open = try await systems.open("http://loinc.org", version: version)
            let code = String(url.dropFirst("http://loinc.org/vs/".count))
            return code.isEmpty ? everything(in: open) : try below(code, orSelf: false, in: open)
        }
        guard let question = url.firstIndex(of: "?"), url[question...].hasPrefix("?fhir_vs") else {
            throw FHIRFailure(
                .notFound,
                "The value set \(canonical.prefix(200)) is not known here: only ?fhir_vs addresses are, and value sets that are sent.",
                at: "Parameters.url")
        }
        let open = try await open(String(url[..<question]), version)
        let rest = url[question...].dropFirst("?fhir_vs".count)
        guard let choice = rest.first == "=" ? rest.dropFirst() : rest.isEmpty ? rest : nil else {
            throw FHIRFailure(.invalid, "“\(rest.prefix(20))” is not expected behind fhir_vs.", at: "Parameters.url")
        }
        return try await selection(String(choice), in: open)
    }

    /// `http://snomed.info/sct/900000000000207008/version/20260101` names system, edition and version in one.
    private func open(_ base: String, _ version: String?) async throws -> OpenRelease {
        guard base.hasPrefix("http://snomed.info/sct/") else { return try await systems.open(base, version: version) }
        return try await systems.open("http://snomed.info/sct", version: base)
    }

    private func selection(_ choice: String, in open: OpenRelease) async throws -> FHIRSelection {
        let index = open.index
        if choice.isEmpty { return everything(in: open) }
        if choice == "refset" {
            return FHIRSelection(open, ConceptSet(universe: index.conceptCount, index.referenceSets))
        }
        let parts = choice.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw FHIRFailure(.invalid, "“\(choice.prefix(50))” is no choice of fhir_vs.", at: "Parameters.url")
        }
        switch parts[0] {
        case "isa": return try below(parts[1], orSelf: true, in: open)
        case "ecl": return FHIRSelection(open, try await scopes.evaluate(parts[1], in: open))
        case "refset":
            guard let concept = open.find(parts[1]), let view = index.referenceSet(concept) else {
                throw FHIRFailure(
                    .notFound, "\(open.release.name) has no reference set \(parts[1].prefix(30)).", at: "Parameters.url"
                )
            }
            return FHIRSelection(open, view.members)
        default: throw FHIRFailure(.invalid, "“\(choice.prefix(50))” is no choice of fhir_vs.", at: "Parameters.url")
        }
    }

    func everything(in open: OpenRelease) -> FHIRSelection {
        FHIRSelection(open, includesInactive ? open.index.allConcepts() : open.index.active)
    }

    private func below(_ code: String, orSelf: Bool, in open: OpenRelease) throws -> FHIRSelection {
        guard let concept = open.find(code) else {
            throw FHIRFailure(.notFound, "\(open.release.name) has no code “\(code.prefix(64))”.", at: "Parameters.url")
        }
        var set = open.index.emptySet()
        open.index.insertDescendants(of: concept, orSelf: orSelf, into: &set)
        return FHIRSelection(open, set)
    }

    // MARK: Resources

    private static let deepest = 20

    func selection(ofResource resource: JSONValue, depth: Int) async throws -> FHIRSelection {
        guard resource["resourceType"]?.string == "ValueSet" else {
            throw FHIRFailure(.invalid, "“valueSet” is no ValueSet.", at: "Parameters.valueSet")
        }
        guard let compose = resource["compose"]?.object else {
            if let url = resource["url"]?.string { return try await selection(ofURL: url) }
            throw FHIRFailure(.required, "The value set has no compose.", at: "ValueSet.compose")
        }
        guard depth < Self.deepest else { throw FHIRFailure(.tooCostly, "Value sets name each other too deeply.") }
        var whole = FHIRSelection()
        let includes = compose["include"]?.array ?? []
        if includes.isEmpty {
            throw FHIRFailure(.required, "The value set includes nothing.", at: "ValueSet.compose.include")
        }
        for (place, include) in includes.enumerated() {
            whole.formUnion(try await selection(of: include, "ValueSet.compose.include[\(place)]"))
        }
        for (place, exclude) in (compose["exclude"]?.array ?? []).enumerated() {
            whole.subtract(try await selection(of: exclude, "ValueSet.compose.exclude[\(place)]"))
        }
        if compose["inactive"]?.boolean == false { whole.keepActive() }
        return whole
    }

    /// An include or exclude: what its system, filters and value sets have in common.
    private func selection(of part: JSONValue, _ path: String) async throws -> FHIRSelection {
        var selection: FHIRSelection?
        if let system = part["system"]?.string {
            let open = try await systems.open(system, version: part["version"]?.string)
            selection = try await self.selection(of: part, in: open, path)
        }
        for url in part["valueSet"]?.array ?? [] {
            guard let url = url.string else {
                throw FHIRFailure(.invalid, "A value set is named by its address.", at: path)
            }
            let other = try await self.selection(ofURL: url)
            if selection == nil { selection = other } else { selection?.formIntersection(other) }
        }
        guard let selection else {
            throw FHIRFailure(.required, "It names neither a system nor a value set.", at: path)
        }
        return selection
    }

    private func selection(of part: JSONValue, in open: OpenRelease, _ path: String) async throws -> FHIRSelection {
        if let listed = part["concept"]?.array {
            let concepts = listed.compactMap { $0["code"]?.string.flatMap(open.find) }
            return FHIRSelection(open, ConceptSet(universe: open.index.conceptCount, concepts), order: concepts)
        }
        guard let filters = part["filter"]?.array, !filters.isEmpty else { return everything(in: open) }
        var set: ConceptSet?
        for (place, filter) in filters.enumerated() {
            let one = try await concepts(of: filter, in: open, "\(path).filter[\(place)]")
            if set == nil { set = one } else { set?.formIntersection(one) }
        }
        return FHIRSelection(open, set ?? open.index.emptySet())
    }
}
