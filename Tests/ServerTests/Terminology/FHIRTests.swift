import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct FHIRTests {
    private static let snomed = "http://snomed.info/sct"

    /// Parameters of an answer by name; the first of each.
    private static func values(_ answer: Answer) -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for parameter in answer.json["parameter"]?.array ?? [] {
            let value = parameter.object?.members.first { $0.key.hasPrefix("value") }?.value
            if let name = parameter["name"]?.string, values[name] == nil { values[name] = value ?? parameter["part"] }
        }
        return values
    }

    private static func codes(_ answer: Answer) -> [String] {
        (answer.json["expansion"]?["contains"]?.array ?? []).compactMap { $0["code"]?.string }
    }

    private static func get(_ server: TestServer, _ path: String, _ query: [(String, String)]) async throws -> Answer {
        let text = query.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
        return try await server.asOwner(.get, "/fhir/\(path)?\(text)")
    }

    private static func post(_ server: TestServer, _ path: String, _ parameters: [JSONValue]) async throws -> Answer {
        try await server.asOwner(
            .post, "/fhir/\(path)", ["resourceType": "Parameters", "parameter": .array(parameters)])
    }

    @Test func `the server says what it can do and which systems it has`() async throws {
        try await TestServer.run { server in
            try await server.loadSnomed()
            let statement = try await server.asOwner(.get, "/fhir/metadata")
            #expect(statement.json["resourceType"] == "CapabilityStatement")
            #expect(statement.json["fhirVersion"] == "4.0.1")
            #expect(statement.headers[.contentType]?.hasPrefix("application/fhir+json") == true)
            let capabilities = try await server.asOwner(.get, "/fhir/metadata?mode=terminology")
            #expect(capabilities.json["codeSystem"]?[0]?["uri"] == .string(Self.snomed))
            let bundle = try await Self.get(server, "CodeSystem", [("url", Self.snomed)])
            #expect(bundle.json["total"] == 1)
            let stranger = try await server.send(.get, "/fhir/metadata")
            #expect(stranger.status == 401)
            #expect(stranger.json["resourceType"] == "OperationOutcome")
            #expect(stranger.json["issue"]?[0]?["code"] == "login")
        }
    }

    @Test func `a code is looked up with names and properties`() async throws {
        try await TestServer.run { server in
            try await server.loadSnomed()
            let answer = try await Self.get(
                server, "CodeSystem/$lookup", [("system", Self.snomed), ("code", "233604007")])
            #expect(answer.status == 200, "\(answer.text)")
            #expect(Self.values(answer)["display"] == "Pneumonia")
            #expect(answer.text.contains("Pneumonia (disorder)"))
            let properties = (answer.json["parameter"]?.array ?? []).filter { $0["name"] == "property" }
            func has(_ code: String, _ value: JSONValue) -> Bool {
                properties.contains { property in
                    property["part"]?[0]?["valueCode"] == .string(code)
                        && property["part"]?[1]?.object?.members.last?.value == value
                }
            }
            #expect(has("parent", "64572001"))
            #expect(has("child", "75570004"))
            #expect(has("inactive", false))
            #expect(answer.text.contains("609096000"))
            let posted = try await Self.post(
                server, "CodeSystem/$lookup",
                [["name": "coding", "valueCoding": ["system": .string(Self.snomed), "code": "39607008"]]])
            #expect(Self.values(posted)["display"] == "Lung structure")
            let unknown = try await Self.get(
                server, "CodeSystem/$lookup", [("system", Self.snomed), ("code", "22298006")])
            #expect(unknown.status == 404)
            #expect(unknown.json["issue"]?[0]?["code"] == "not-found")
            let missing = try await Self.get(server, "CodeSystem/$lookup", [("system", Self.snomed)])
            #expect(missing.status == 400)
            #expect(missing.json["issue"]?[0]?["code"] == "required")
        }
    }

    @Test func `a code is checked, with its display and whether it is in use`() async throws {
        try await TestServer.run { server in
            try await server.loadSnomed()
            func check(_ query: [(String, String)]) async throws -> [String: JSONValue] {
                Self.values(try await Self.get(server, "CodeSystem/$validate-code", [("url", Self.snomed)] + query))
            }
            #expect(try await check([("code", "233604007")])["result"] == true)
            #expect(try await check([("code", "233604007"), ("display", "lung  INFLAMMATION")])["result"] == true)
            let wrong = try await check([("code", "233604007"), ("display", "Asthma")])
            #expect(wrong["result"] == false)
            #expect(wrong["display"] == "Pneumonia")
            #expect(wrong["message"]?.string?.contains("Asthma") == true)
            let old = try await check([("code", "100001001")])
            #expect(old["result"] == true)
            #expect(old["inactive"] == true)
            #expect(try await check([("code", "22298006")])["result"] == false)
        }
    }

    @Test func `two codes are compared`() async throws {
        try await TestServer.run { server in
            try await server.loadSnomed()
            for (left, right, outcome) in [
                ("64572001", "75570004", "subsumes"), ("75570004", "64572001", "subsumed-by"),
                ("195967001", "195967001", "equivalent"), ("195967001", "75570004", "not-subsumed"),
            ] {
                let query = [("system", Self.snomed), ("codeA", left), ("codeB", right)]
                let answer = try await Self.get(server, "CodeSystem/$subsumes", query)
                #expect(Self.values(answer)["outcome"] == .string(outcome))
            }
        }
    }

    @Test(arguments: [
        ("?fhir_vs=isa/233604007", ["75570004", "233604007"]), ("?fhir_vs=ecl/< 233604007", ["75570004"]),
        ("?fhir_vs=refset/447562003", ["195967001", "233604007"]),
        ("?fhir_vs=refset", ["447562003", "900000000000527005"]),
        ("?fhir_vs=ecl/<< 233604007 {{ + HISTORY }}", ["100001001", "233604007", "75570004"]),
        ("/900000000000207008?fhir_vs=isa/195967001", ["195967001"]),
        ("/900000000000207008/version/20260101?fhir_vs=isa/195967001", ["195967001"]),
    ])
    func `implicit value sets are expanded`(_ choice: String, _ codes: [String]) async throws {
        try await TestServer.run { server in
            try await server.loadSnomed()
            let answer = try await Self.get(server, "ValueSet/$expand", [("url", Self.snomed + choice)])
            #expect(answer.status == 200, "\(answer.text)")
            #expect(Set(Self.codes(answer)) == Set(codes))
            #expect(answer.json["expansion"]?["total"] == JSONValue(codes.count))
        }
    }

    @Test func `expansions are paged, filtered and named as asked`() async throws {
        try await TestServer.run { server in
            try await server.loadSnomed()
            func expand(_ query: [(String, String)]) async throws -> Answer {
                try await Self.get(server, "ValueSet/$expand", query)
            }
            let diseases = ("url", Self.snomed + "?fhir_vs=isa/64572001")
            let first = try await expand([diseases, ("count", "2")])
            let second = try await expand([diseases, ("count", "2"), ("offset", "2")])
            #expect(Self.codes(first).count == 2)
            #expect(Set(Self.codes(first) + Self.codes(second)).count == 4)
            #expect(first.json["expansion"]?["total"] == 4)
            #expect(Self.codes(try await expand([diseases, ("filter", "pneu vir")])) == ["75570004"])
            let named = try await expand([diseases, ("includeDesignations", "true"), ("filter", "asth")])
            #expect(named.text.contains("Asthma (disorder)"))
            let whole = [("url", Self.snomed + "?fhir_vs=ecl/* OR 100001001")]
            #expect(Self.codes(try await expand(whole)).contains("100001001"))
            #expect(!Self.codes(try await expand(whole + [("activeOnly", "true")])).contains("100001001"))
            let wrong = try await expand([("url", Self.snomed + "?fhir_vs=ecl/<< 233604007 AND")])
            #expect(wrong.status == 400)
            #expect(wrong.json["resourceType"] == "OperationOutcome")
            #expect(wrong.json["issue"]?[0]?["expression"]?[0] == "position 16")
            let unknown = try await expand([("url", "http://example.org/vs")])
            #expect(unknown.status == 404)
        }
    }

    @Test func `a value set that is sent is put together and expanded`() async throws {
        try await TestServer.run { server in
            try await server.loadSnomed()
            let valueSet: JSONValue = [
                "resourceType": "ValueSet", "url": "urn:mine", "status": "draft",
                "compose": [
                    "include": [
                        [
                            "system": .string(Self.snomed),
                            "filter": [["property": "concept", "op": "is-a", "value": "64572001"]],
                        ],
                        ["system": .string(Self.snomed), "concept": [["code": "39607008"]]],
                    ],
                    "exclude": [["valueSet": [.string(Self.snomed + "?fhir_vs=isa/195967001")]]],
                ],
            ]
            let wanted: Set = ["64572001", "233604007", "75570004", "39607008"]
            let bare = try await server.asOwner(.post, "/fhir/ValueSet/$expand", valueSet)
            #expect(Set(Self.codes(bare)) == wanted, "\(bare.text)")
            let wrapped = try await Self.post(
                server, "ValueSet/$expand", [["name": "valueSet", "resource": valueSet]])
            #expect(Set(Self.codes(wrapped)) == wanted)
            func check(_ code: String) async throws -> JSONValue? {
                let parameters: [JSONValue] = [
                    ["name": "valueSet", "resource": valueSet], ["name": "code", "valueCode": .string(code)],
                    ["name": "system", "valueUri": .string(Self.snomed)],
                ]
                return Self.values(try await Self.post(server, "ValueSet/$validate-code", parameters))["result"]
            }
            #expect(try await check("75570004") == true)
            #expect(try await check("195967001") == false)
            let attribute: JSONValue = [
                "resourceType": "ValueSet",
                "compose": [
                    "include": [
                        [
                            "system": .string(Self.snomed),
                            "filter": [["property": "363698007", "op": "=", "value": "39607008"]],
                        ]
                    ]
                ],
            ]
            #expect(Self.codes(try await server.asOwner(.post, "/fhir/ValueSet/$expand", attribute)) == ["233604007"])
        }
    }

    @Test func `codes are translated along maps and associations, and back`() async throws {
        try await TestServer.run { server in
            try await server.loadSnomed()
            func translate(_ query: [(String, String)]) async throws -> String {
                let answer = try await Self.get(server, "ConceptMap/$translate", query)
                #expect(answer.status == 200, "\(answer.text)")
                return answer.text
            }
            let map = ("url", Self.snomed + "?fhir_cm=447562003")
            #expect(try await translate([map, ("system", Self.snomed), ("code", "195967001")]).contains("J45.9"))
            let icd = [map, ("system", "http://hl7.org/fhir/sid/icd-10"), ("code", "J18.9"), ("reverse", "true")]
            #expect(try await translate(icd).contains("233604007"))
            let history = ("url", Self.snomed + "?fhir_cm=900000000000527005")
            let same = try await translate([history, ("system", Self.snomed), ("code", "100001001")])
            #expect(same.contains("233604007"))
            #expect(same.contains("equal"))
            let any = [
                ("system", Self.snomed), ("code", "195967001"), ("targetsystem", "http://hl7.org/fhir/sid/icd-10"),
            ]
            #expect(try await translate(any).contains("J45.9"))
            #expect(try await translate([map, ("system", Self.snomed), ("code", "39607008")]).contains("No map leads"))
        }
    }

    @Test func `other systems answer as well`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            let uri =
                try await server.asOwner(.get, "/api/terminology/releases").json["releases"]?[0]?["uri"]?.string ?? ""
            let answer = try await Self.get(server, "ValueSet/$expand", [("url", uri + "?fhir_vs=ecl/< H1")])
            #expect(Set(Self.codes(answer)) == ["H1.1", "H1.2"], "\(answer.text)")
            let lookup = try await Self.get(server, "CodeSystem/$lookup", [("system", uri), ("code", "L2")])
            #expect(Self.values(lookup)["display"] == "Asthma")
        }
    }
}
