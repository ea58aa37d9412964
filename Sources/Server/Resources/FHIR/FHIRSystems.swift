import JSON
import Terminology
import Workspace

/// The code systems of an organisation by their canonical addresses.
struct FHIRSystems: Sendable {
    let terminologies: Terminologies
    let member: Member
    /// Versions to take where a request names none, by address (`system-version`).
    var versions: [String: String] = [:]

    init(_ work: Work, _ member: Member, _ parameters: FHIRParameters? = nil) {
        terminologies = Terminologies(work)
        self.member = member
        for canonical in parameters?.all("system-version") ?? [] {
            guard let bar = canonical.firstIndex(of: "|") else { continue }
            versions[String(canonical[..<bar])] = String(canonical[canonical.index(after: bar)...])
        }
    }

    /// A release by address, and by version where one is named: as the release writes it, as FHIR does, or an edition's
    /// address without a date (`http://snomed.info/sct/900000000000207008`).
    func find(_ uri: String, version: String?) async throws -> OpenRelease? {
        let version = version ?? versions[uri]
        if let open = try await terminologies.open(uri: uri, version: version, for: member) { return open }
        guard let version else { return nil }
        let found = try await terminologies.releases(for: member).first {
            $0.uri == uri && $0.versionURI.hasPrefix(version + "/version/")
        }
        return try found.map { try terminologies.open($0) }
    }

    func open(_ uri: String, version: String?) async throws -> OpenRelease {
        if let open = try await find(uri, version: version) { return open }
        let known = try await terminologies.releases(for: member).filter { $0.uri == uri }.map(\.versionURI)
        guard let version = version ?? versions[uri], !known.isEmpty else {
            throw FHIRFailure(.notFound, "The code system \(uri) is not loaded.")
        }
        throw FHIRFailure(
            .notFound,
            "The code system \(uri) is not loaded in version \(version). Loaded are: \(known.joined(separator: ", ")).")
    }

    /// The release and the concept that a coding names.
    func concept(_ coding: FHIRCoding) async throws -> (OpenRelease, Concept) {
        guard let system = coding.system else { throw FHIRFailure.missing("system") }
        let open = try await open(system, version: coding.version)
        guard let concept = open.find(coding.code) else {
            throw FHIRFailure(
                .notFound, "\(system), version \(open.release.versionURI), has no code “\(coding.code.prefix(64))”.",
                at: "code")
        }
        return (open, concept)
    }
}

extension OpenRelease {
    /// The concept of exactly this code; the letters' case is the system's own, but for systems that do not care.
    func find(_ code: String) -> Concept? { index.concept(code: code) }

    /// Which names to show for a language such as `en-GB`, `de`, or `en-x-sctlang-90000000-00005080-04`.
    func dialect(for language: String?) -> Int {
        guard let language else { return 0 }
        // An Accept-Language header lists several, the best first.
        for range in language.split(separator: ",") {
            let tag = (range.split(separator: ";").first.map(String.init) ?? "").trimmed.lowercased()
            if let place = index.dialects.firstIndex(where: { $0.tag.lowercased() == tag }) { return place }
            if let start = tag.range(of: "-x-sctlang-") {
                let code = tag[start.upperBound...].filter { $0 != "-" }
                if let place = index.dialects.firstIndex(where: { $0.code == code }) { return place }
            }
            let primary = tag.split(separator: "-").first.map(String.init) ?? tag
            if let place = index.dialects.firstIndex(where: {
                $0.tag.lowercased() == primary || $0.tag.lowercased().hasPrefix(primary + "-")
            }) {
                return place
            }
        }
        return 0
    }
}

extension String {
    /// Where a text begins in this one.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
