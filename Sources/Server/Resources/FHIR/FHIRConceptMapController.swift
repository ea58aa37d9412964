import HTTPTypes
import Hummingbird
import JSON
import Terminology
import Workspace

/// `/fhir/ConceptMap`: from the codes of one system to those of another (FHIR R4, ConceptMap operations).
struct FHIRConceptMapController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("$translate", use: translate)
            .post("$translate", use: translate)
    }

    @Sendable func translate(_ request: Request, context: MemberContext) async throws -> Response {
        let parameters = try await FHIRParameters(request)
        let codings = parameters.codings()
        if codings.isEmpty { throw FHIRFailure.missing("code") }
        let systems = FHIRSystems(services.work, context.member, parameters)
        let releases = try await systems.terminologies.open([], for: context.member)
        let translation = FHIRTranslation(systems: systems, releases: releases, parameters: parameters)
        var matches: [FHIRTranslation.Match] = []
        for coding in codings { matches += try await translation.matches(coding) }
        return .fhir(FHIRTranslation.resource(matches, of: codings))
    }
}
