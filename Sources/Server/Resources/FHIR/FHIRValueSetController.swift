import HTTPTypes
import Hummingbird
import JSON
import Terminology
import Workspace

/// `/fhir/ValueSet`: expanding value sets, and checking codes against them (FHIR R4, ValueSet operations).
struct FHIRValueSetController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("$expand", use: expand)
            .post("$expand", use: expand)
            .get("$validate-code", use: validate)
            .post("$validate-code", use: validate)
    }

    @Sendable func expand(_ request: Request, context: MemberContext) async throws -> Response {
        let parameters = try await FHIRParameters(request, subject: "valueSet")
        var sets = valueSets(parameters, context)
        // Of whole systems what is inactive is left out, unless it is asked for.
        sets.includesInactive = try parameters.boolean("activeOnly") == false
        let selection = try await sets.selection(parameters)
        let expansion = FHIRExpansion(selection: selection, parameters: parameters, now: services.work.clock.now())
        return .fhir(try expansion.resource())
    }

    @Sendable func validate(_ request: Request, context: MemberContext) async throws -> Response {
        let parameters = try await FHIRParameters(request, subject: "valueSet")
        var sets = valueSets(parameters, context)
        sets.includesInactive = true
        let selection = try await sets.selection(parameters)
        var codings = parameters.codings()
        if codings.isEmpty { throw FHIRFailure.missing("code") }
        // A bare code is of the one system that the value set has codes of.
        if codings.count == 1, codings[0].system == nil, selection.parts.count == 1 {
            codings[0].system = selection.parts[0].open.release.uri
            codings[0].version = codings[0].version ?? selection.parts[0].open.release.version
        }
        for place in codings.indices where codings[place].version == nil {
            // In the version that the value set is of.
            let part = selection.parts.first { $0.open.release.uri == codings[place].system }
            codings[place].version = part?.open.release.version
        }
        let check = FHIRCodeCheck(systems: sets.systems, parameters: parameters) { selection.contains($1, of: $0) }
        return .fhir(try await check.resource(codings))
    }

    private func valueSets(_ parameters: FHIRParameters, _ context: MemberContext) -> FHIRValueSets {
        FHIRValueSets(
            systems: FHIRSystems(services.work, context.member, parameters), scopes: CodeScopes(services.work))
    }
}
