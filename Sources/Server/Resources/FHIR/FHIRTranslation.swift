import JSON
import Terminology
import Workspace

/// What `ConceptMap/$translate` finds: in map and association reference sets, and in concept maps that were loaded.
struct FHIRTranslation {
    struct Match: Equatable {
        /// R4's `concept-map-equivalence`.
        var equivalence: String
        var system: String?
        var code: String
        var display: String?
        /// The map it comes from.
        var source: String?
        var advice: String?
    }

    let systems: FHIRSystems
    /// The default releases, for the names of targets.
    let releases: [OpenRelease]
    let parameters: FHIRParameters

    func matches(_ coding: FHIRCoding) async throws -> [Match] {
        let isReversed = try parameters.boolean("reverse") ?? false
        let target = parameters["targetsystem"] ?? parameters["targetSystem"]
        let found: [Match]
        if let url = parameters["url"] {
            found = try await matches(coding, url, isReversed)
        } else if isReversed {
            found = try await reversed(coding)
        } else {
            let (open, concept) = try await systems.concept(coding)
            found = forward(concept, in: open, target)
        }
        return target.map { target in found.filter { $0.system == target } } ?? found
    }

    // MARK: Implicit concept maps

    private static let prefix = "http://snomed.info/sct"

    /// `http://snomed.info/sct?fhir_cm=447562003`
    private func matches(_ coding: FHIRCoding, _ url: String, _ isReversed: Bool) async throws -> [Match] {
        let loaded = releases.filter { $0.isConceptMap && $0.release.uri == url }
        if !loaded.isEmpty { return loaded.flatMap { matches(coding, $0, isReversed) } }
        guard url.hasPrefix(Self.prefix), let question = url.firstIndex(of: "?"),
            url[question...].hasPrefix("?fhir_cm=")
        else {
            throw FHIRFailure(.notFound, "The concept map \(url.prefix(200)) is not known here.", at: "Parameters.url")
        }
        let base = String(url[..<question])
        let version = base == Self.prefix ? nil : base
        let open = try await systems.open(Self.prefix, version: version)
        let code = String(url[question...].dropFirst("?fhir_cm=".count))
        guard let set = open.find(code), let view = open.index.referenceSet(set), !view.refersToDescriptions else {
            throw FHIRFailure(.notFound, "\(open.release.name) has no map \(code.prefix(30)).", at: "Parameters.url")
        }
        let map = FHIRReferenceMap(view: view, open: open, releases: releases, url: url)
        if isReversed { return map.sources(of: coding.code) }
        guard coding.system == nil || coding.system == Self.prefix else { return [] }
        guard let concept = open.find(coding.code) else {
            throw FHIRFailure(.notFound, "\(open.release.name) has no code “\(coding.code.prefix(64))”.", at: "code")
        }
        return map.targets(of: concept)
    }

    /// A concept map that was loaded.
    private func matches(_ coding: FHIRCoding, _ map: OpenRelease, _ isReversed: Bool) -> [Match] {
        if isReversed {
            return map.index.maps(to: coding.code, system: coding.system).map { row in
                match(row.source, in: map, Self.reversed(Self.equivalence("\(row.relation)")))
            }
        }
        let source = coding.system.map { map.mapped(coding.code, of: $0) } ?? map.index.concept(code: coding.code)
        return source.map { map.index.maps(of: $0) }?.map { row in
            Match(
                equivalence: Self.equivalence("\(row.relation)"), system: row.system, code: row.code,
                display: row.display.isEmpty ? nil : row.display, source: map.release.uri)
        } ?? []
    }

    // MARK: All maps there are

    private func forward(_ concept: Concept, in open: OpenRelease, _ target: String?) -> [Match] {
        CodeMaps(of: concept, in: open, to: target, among: releases).maps.flatMap { map in
            map.groups.flatMap(\.rows).compactMap { row -> Match? in
                guard let target = row.target else { return nil }
                return Match(
                    equivalence: row.relation.map(Self.equivalence) ?? "relatedto", system: map.targetSystem,
                    code: target.code, display: target.display, source: nil,
                    advice: row.advice.isEmpty ? nil : row.advice)
            }
        }
    }

    private func reversed(_ coding: FHIRCoding) async throws -> [Match] {
        var found: [Match] = []
        for open in releases {
            for row in open.index.maps(to: coding.code, system: coding.system) where row.relation != .replacedBy {
                found.append(match(row.source, in: open, Self.reversed(Self.equivalence("\(row.relation)"))))
            }
            for set in open.index.referenceSets {
                guard let view = open.index.referenceSet(set), !view.refersToDescriptions,
                    FHIRReferenceMap.system(of: open.index.code(set)) == coding.system
                else { continue }
                found += FHIRReferenceMap(view: view, open: open, releases: releases, url: nil).sources(of: coding.code)
            }
        }
        return found
    }

    private func match(_ concept: Concept, in open: OpenRelease, _ equivalence: String) -> Match {
        let mapped = open.index.properties(of: concept).first { $0.name == "system" }?.value
        return Match(
            equivalence: equivalence, system: open.isConceptMap ? mapped : open.release.uri,
            code: open.index.code(concept), display: open.index.preferredTerm(concept))
    }

    /// R5's relationship, or R4's, as R4's equivalence.
    static func equivalence(_ relation: String) -> String {
        switch relation {
        case "equivalent", "equal": "equivalent"
        case "narrower": "narrower"
        case "broader", "wider": "wider"
        case "notRelated": "disjoint"
        default: "relatedto"
        }
    }

    static func reversed(_ equivalence: String) -> String {
        switch equivalence {
        case "narrower": "wider"
        case "wider": "narrower"
        default: equivalence
        }
    }

    static func resource(_ matches: [Match], of codings: [FHIRCoding]) -> JSONValue {
        var answer = FHIRAnswer()
        let isFound = matches.contains { $0.equivalence != "unmatched" && $0.equivalence != "disjoint" }
        answer.add("result", boolean: isFound)
        if !isFound {
            answer.add(
                "message", string: "No map leads from \(codings.map(\.code).joined(separator: ", ").prefix(100)) there."
            )
        }
        for match in matches {
            answer.add("match") { part in
                part.add("equivalence", code: match.equivalence)
                var concept: [(String, JSONValue)] = []
                if let system = match.system { concept.append(("system", .string(system))) }
                concept.append(("code", .string(match.code)))
                if let display = match.display { concept.append(("display", .string(display))) }
                part.add("concept", value: ("valueCoding", .object(JSONObject(concept))))
                part.add("source", uri: match.source)
                part.add("comment", string: match.advice)
            }
        }
        return answer.resource
    }
}
