import HTTPTypes
import Hummingbird
import JSON
import Workspace

/// `/fhir/metadata`: what this server can do with code systems, and which it has (FHIR R4).
struct FHIRMetadataController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("metadata", use: metadata)
    }

    @Sendable func metadata(_ request: Request, context: MemberContext) async throws -> Response {
        if request.queryItems["mode"] == "terminology" {
            let releases = try await Terminologies(services.work).releases(for: context.member)
            return .fhir(Self.terminology(releases, services.work.clock.now()))
        }
        let base = services.settings.baseURL(for: request) + "/fhir"
        return .fhir(Self.capabilities(base, services.work.clock.now()))
    }

    private static func capabilities(_ base: String, _ now: Int) -> JSONValue {
        [
            "resourceType": "CapabilityStatement", "status": "active", "date": .string(ISOTime.text(now)),
            "kind": "instance", "software": ["name": "Vesalius", "version": .string(Version.current)],
            "implementation": ["description": "Code systems of a labelling server", "url": .string(base)],
            "fhirVersion": "4.0.1", "format": ["application/fhir+json", "json"],
            "instantiates": ["http://hl7.org/fhir/CapabilityStatement/terminology-server"],
            "rest": [
                [
                    "mode": "server",
                    "security": ["description": "As the API: Token, Bearer, X-API-Key or a session."],
                    "resource": [
                        resource("CodeSystem", ["lookup", "validate-code", "subsumes"], interactions: ["search-type"]),
                        resource("ValueSet", ["expand", "validate-code"]), resource("ConceptMap", ["translate"]),
                    ],
                ]
            ],
        ]
    }

    private static func resource(_ type: String, _ operations: [String], interactions: [String] = []) -> JSONValue {
        var object: [(String, JSONValue)] = [("type", .string(type))]
        if !interactions.isEmpty {
            object.append(("interaction", .array(interactions.map { ["code": .string($0)] })))
            object.append(
                (
                    "searchParam",
                    ["url", "version"].map { ["name": .string($0), "type": $0 == "url" ? "uri" : "token"] }.json
                ))
        }
        let list: [JSONValue] = operations.map { operation in
            [
                "name": .string(operation),
                "definition": .string("http://hl7.org/fhir/OperationDefinition/\(type)-\(operation)"),
            ]
        }
        object.append(("operation", .array(list)))
        return .object(JSONObject(object))
    }

    private static func terminology(_ releases: [TerminologyRelease], _ now: Int) -> JSONValue {
        var systems: [String] = []
        for release in releases where !systems.contains(release.uri) { systems.append(release.uri) }
        let list: [JSONValue] = systems.map { uri in
            // The default of each system stands first.
            let versions: [JSONValue] = releases.filter { $0.uri == uri }.enumerated().map { place, release in
                ["code": .string(release.versionURI), "isDefault": .bool(place == 0)]
            }
            return ["uri": .string(uri), "version": .array(versions), "subsumption": true]
        }
        let parameters = [
            "url", "valueSet", "filter", "offset", "count", "activeOnly", "includeDesignations", "displayLanguage",
            "system-version",
        ]
        return [
            "resourceType": "TerminologyCapabilities", "status": "active", "date": .string(ISOTime.text(now)),
            "kind": "instance", "software": ["name": "Vesalius", "version": .string(Version.current)],
            "codeSystem": .array(list),
            "expansion": [
                "hierarchical": false, "paging": true, "incomplete": false,
                "parameter": .array(parameters.map { ["name": .string($0)] }),
                "textFilter": "Words in any order, each a beginning; the best match first.",
            ],
            "codeSearch": "all", "validateCode": ["translations": true], "translation": ["needsMap": false],
            "closure": ["translation": false],
        ]
    }
}

extension [JSONValue] {
    fileprivate var json: JSONValue { .array(self) }
}
