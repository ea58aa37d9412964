import HTTPTypes
import Hummingbird
import JSON
import Terminology
import Workspace

/// `/fhir/CodeSystem`: looking codes up, checking and comparing them (FHIR R4, CodeSystem operations).
struct FHIRCodeSystemController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("", use: search)
            .get("$lookup", use: lookup)
            .post("$lookup", use: lookup)
            .get("$validate-code", use: validate)
            .post("$validate-code", use: validate)
            .get("$subsumes", use: subsumes)
            .post("$subsumes", use: subsumes)
    }

    /// The loaded systems, all or those of an address, as a Bundle.
    @Sendable func search(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let releases = try await Terminologies(services.work).releases(for: context.member).filter { release in
            (query["url"] ?? release.uri) == release.uri
                && (query["version"].map { [release.version, release.versionURI].contains($0) } ?? true)
        }
        let entries: [JSONValue] = releases.map { ["resource": $0.codeSystem] }
        return .fhir([
            "resourceType": "Bundle", "type": "searchset", "total": JSONValue(entries.count), "entry": .array(entries),
        ])
    }

    @Sendable func lookup(_ request: Request, context: MemberContext) async throws -> Response {
        let parameters = try await FHIRParameters(request)
        guard let coding = parameters.codings().first else { throw FHIRFailure.missing("code") }
        let (open, concept) = try await FHIRSystems(services.work, context.member, parameters).concept(coding)
        let lookup = FHIRLookup(
            open: open, concept: concept,
            dialect: open.dialect(for: parameters["displayLanguage"] ?? parameters.acceptedLanguage),
            properties: Set(parameters.all("property")))
        return .fhir(lookup.resource)
    }

    @Sendable func validate(_ request: Request, context: MemberContext) async throws -> Response {
        let parameters = try await FHIRParameters(request)
        var codings = parameters.codings(system: "url")
        if codings.isEmpty { throw FHIRFailure.missing("code") }
        for place in codings.indices where codings[place].system == nil {
            codings[place].system = parameters["url"] ?? parameters["system"]
        }
        if let url = parameters["url"], let other = codings.first(where: { $0.system != url }), codings.count == 1 {
            throw FHIRFailure(.invalid, "The coding is of \(other.system ?? "no system"), not of \(url).", at: "coding")
        }
        let systems = FHIRSystems(services.work, context.member, parameters)
        return .fhir(
            try await FHIRCodeCheck(systems: systems, parameters: parameters, isAllowed: nil).resource(codings))
    }

    @Sendable func subsumes(_ request: Request, context: MemberContext) async throws -> Response {
        let parameters = try await FHIRParameters(request)
        let systems = FHIRSystems(services.work, context.member, parameters)
        guard let left = parameters.codings(code: "codeA", coding: "codingA").first else {
            throw FHIRFailure.missing("codeA")
        }
        guard let right = parameters.codings(code: "codeB", coding: "codingB").first else {
            throw FHIRFailure.missing("codeB")
        }
        guard left.system == right.system else {
            throw FHIRFailure(.invalid, "The two codes are of different systems.", at: "codingB.system")
        }
        let (open, one) = try await systems.concept(left)
        let (_, other) = try await systems.concept(right)
        var answer = FHIRAnswer()
        let outcome =
            one == other
            ? "equivalent"
            : open.index.subsumes(one, other)
                ? "subsumes" : open.index.subsumes(other, one) ? "subsumed-by" : "not-subsumed"
        answer.add("outcome", code: outcome)
        return .fhir(answer.resource)
    }
}

extension TerminologyRelease {
    /// The system as a CodeSystem resource without its concepts.
    var codeSystem: JSONValue {
        [
            "resourceType": "CodeSystem", "id": .string("\(id)"), "url": .string(uri), "version": .string(versionURI),
            "name": .string(key), "title": .string(title), "status": "active", "copyright": .string(licence.notice),
            "content": "not-present", "count": JSONValue(concepts),
        ]
    }
}
