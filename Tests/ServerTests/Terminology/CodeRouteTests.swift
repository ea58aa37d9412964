import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct CodeRouteTests {
    @Test func `a search says where each hit stands and what was typed of it`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            let answer = try await server.asOwner(.get, "/api/terminology/search?q=inf%20ant&system=wards&limit=5")
            #expect(answer.status == 200)
            #expect(answer.json["took_us"]?.integer != nil)
            let group = try #require(answer.json["groups"]?[0])
            #expect(group["system"] == "wards")
            #expect(group["more"] == false)
            let item = try #require(group["items"]?[0])
            #expect(item["code"] == "H1.1")
            #expect(item["display"] == "Anterior infarction")
            #expect(item["marks"] == [[0, 3], [9, 12]])
            #expect(item["path"]?.array?.last == "Infarction")
            #expect(item["billable"] == .null)
            #expect(item["active"] == true)
            #expect(answer.headers[.cacheControl] == "private, no-cache")
            let pinned = try await server.asOwner(.get, "/api/terminology/search?q=inf&system=wards@1")
            #expect(pinned.headers[.cacheControl]?.contains("max-age=3600") == true)
        }
    }

    @Test func `a search is bounded by a branch and by an expression`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            func codes(_ query: String) async throws -> [String] {
                let answer = try await server.asOwner(.get, "/api/terminology/search?system=wards&q=inf" + query)
                #expect(answer.status == 200, "\(answer.text)")
                return TestServer.codes(answer.json["groups"]?[0]?["items"]).sorted()
            }
            #expect(try await codes("") == ["H1", "H1.1", "H1.2"])
            #expect(try await codes("&below=L") == [])
            #expect(try await codes("&below=H") == ["H1", "H1.1", "H1.2"])
        }
    }

    @Test func `systems that are not loaded and codes that are not there are not found`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            for path in [
                "search?q=a&system=snomed", "search?q=a&system=wards@9", "concept?system=wards&code=X",
                "children?system=wards&code=X", "path?system=wards&code=X", "uses?system=wards&code=X",
            ] {
                #expect(try await server.asOwner(.get, "/api/terminology/" + path).status == 404, "\(path)")
            }
            for path in ["search?q=a&system=no%20key", "concept?code=H", "children", "concept?system=wards"] {
                #expect(try await server.asOwner(.get, "/api/terminology/" + path).status == 400, "\(path)")
            }
            #expect(try await server.send(.get, "/api/terminology/search?q=a").status == 401)
        }
    }

    @Test func `a concept comes with names, relatives and the way to it`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            let answer = try await server.asOwner(.get, "/api/terminology/concept?system=wards&code=H1")
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json["display"] == "Infarction")
            #expect(TestServer.codes(answer.json["parents"]) == ["H"])
            #expect(TestServer.codes(answer.json["children"]) == ["H1.1", "H1.2"])
            #expect(answer.json["children_total"] == 2)
            #expect(answer.json["descendants"] == 2)
            #expect(TestServer.codes(answer.json["ancestors_path"]) == ["H"])
            #expect(answer.json["validation"] == .null)
            #expect(answer.json["maps"] == [])
        }
    }

    @Test func `the tree is walked a level at a time`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            let top = try await server.asOwner(.get, "/api/terminology/children?system=wards")
            #expect(TestServer.codes(top.json["items"]) == ["H", "L"])
            #expect(top.json["items"]?[0]?["children"] == 2)
            #expect(top.json["items"]?[0]?["descendants"] == 4)
            let page = try await server.asOwner(
                .get, "/api/terminology/children?system=wards&code=H&offset=1&limit=1")
            #expect(page.json["total"] == 2)
            #expect(TestServer.codes(page.json["items"]) == ["H2"])
            let bounded = try await server.asOwner(.get, "/api/terminology/children?system=wards&below=H1")
            #expect(TestServer.codes(bounded.json["items"]) == ["H1"])
            let path = try await server.asOwner(.get, "/api/terminology/path?system=wards&code=H1.2")
            #expect(TestServer.codes(path.json["path"]) == ["H", "H1", "H1.2"])
            let short = try await server.asOwner(.get, "/api/terminology/path?system=wards&code=H1.2&below=H1")
            #expect(TestServer.codes(short.json["path"]) == ["H1", "H1.2"])
        }
    }

    @Test func `Label Studio's taxonomy gets a level for each path`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            let top = try await server.asOwner(.get, "/api/terminology/taxonomy?system=wards")
            #expect(top.json["items"]?[0]?["alias"] == "H")
            #expect(top.json["items"]?[0]?["value"] == "Heart")
            #expect(top.json["items"]?[0]?["isLeaf"] == false)
            let below = try await server.asOwner(.get, "/api/terminology/taxonomy?system=wards&path=H&path=H1")
            #expect(below.json["items"]?.array?.compactMap { $0["alias"]?.string } == ["H1.1", "H1.2"])
            #expect(below.json["items"]?[0]?["isLeaf"] == true)
        }
    }

    @Test func `an expression is answered, and a wrong one is refused with the character`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            let good = try await server.asOwner(
                .post, "/api/terminology/ecl", ["system": "wards", "expression": "*", "limit": 3])
            #expect(good.status == 200, "\(good.text)")
            #expect(good.json["total"] == 8)
            #expect(good.json["items"]?.array?.count == 3)
            let bad = try await server.asOwner(
                .post, "/api/terminology/ecl", ["system": "wards", "expression": "* AND ("])
            #expect(bad.status == 400)
            #expect(bad.json["position"]?.integer ?? 0 >= 6, "\(bad.text)")
            #expect(bad.json["line"] == 1)
            #expect(bad.json["expected"]?.array != nil)
            #expect(bad.json["detail"]?.string?.isEmpty == false)
            let table = try await server.asOwner(.get, "/api/terminology/ecl.csv?system=wards&expression=*")
            #expect(table.status == 200)
            #expect(table.text.split(separator: "\r\n").count == 9)
        }
    }

    @Test func `a project knows its recent codes and favourites, and a code where it is used`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            let project = try await server.makeProject([("label_config", .string(TestServer.codeConfig))])
            let task = try await server.makeTask(in: project)
            let result: JSONValue = [
                [
                    "from_name": "dx", "to_name": "text", "type": "taxonomy", "value": ["taxonomy": [["L", "L2"]]],
                ]
            ]
            let made = try await server.asOwner(.post, "/api/tasks/\(task)/annotations/", ["result": result])
            #expect(made.status == 201)
            // It is stored as it was sent.
            #expect(made.json["result"] == result)
            let path = "/api/projects/\(project)/codes"
            let favourite: JSONValue = ["system": "wards", "code": "H2"]
            #expect(try await server.asOwner(.put, path + "/favourites", favourite).status == 204)
            let list = try await server.asOwner(.get, path + "?control=dx")
            #expect(TestServer.codes(list.json["recent"]) == ["L2"])
            #expect(list.json["recent"]?[0]?["display"] == "Asthma")
            #expect(list.json["recent"]?[0]?["system"] == "wards")
            #expect(TestServer.codes(list.json["favourites"]) == ["H2"])
            #expect(try await server.asOwner(.delete, path + "/favourites", favourite).status == 204)
            #expect(try await server.asOwner(.get, path).json["favourites"] == [])
            let uses = try await server.asOwner(.get, "/api/terminology/uses?system=wards&code=L2")
            #expect(uses.json["projects"]?[0]?["id"]?.integer == project)
            #expect(uses.json["projects"]?[0]?["labels"] == 1)
            let found = try await server.asOwner(
                .get, "/api/terminology/search?q=asthma&system=wards&project=\(project)")
            #expect(found.json["groups"]?[0]?["items"]?[0]?["uses"] == 1)
            #expect(try await server.asOwner(.get, "/api/terminology/search?q=a&project=4711").status == 404)
        }
    }

    @Test func `another version is compared and applied through jobs`() async throws {
        try await TestServer.run { server in
            try await server.loadWards(version: "1")
            try await server.loadWards(
                version: "2",
                TestServer.tree.replacing(#"{"value":"Asthma","alias":"L2"}"#, with: #"{"value":"COPD","alias":"L3"}"#))
            let project = try await server.makeProject([
                ("label_config", .string(TestServer.codeConfig.replacing("\"wards\"", with: "\"wards@1\"")))
            ])
            let task = try await server.makeTask(in: project)
            let code: JSONValue = ["system": "urn:w", "code": "L2", "key": "wards", "display": "Asthma"]
            let result: JSONValue = [
                [
                    "from_name": "dx", "to_name": "text", "type": "taxonomy", "value": ["taxonomy": [["L", "L2"]]],
                    "meta": ["med": ["codes": [code]]],
                ]
            ]
            _ = try await server.asOwner(.post, "/api/tasks/\(task)/annotations/", ["result": result])
            let path = "/api/projects/\(project)/codes/version"
            let wish: JSONValue = ["control": "dx", "system": "wards", "to": "2"]
            let job = try await server.asOwner(.post, path, wish)
            #expect(job.status == 201, "\(job.text)")
            _ = try await server.finish(try #require(job.json["job"]?.integer))
            let report = try await server.asOwner(.get, path)
            #expect(report.json["report"]?["changes"]?[0]?["code"] == "L2")
            #expect(report.json["report"]?["changes"]?[0]?["change"] == "missing")
            let apply = try await server.asOwner(
                .post, path + "/apply",
                [
                    "control": "dx", "system": "wards", "to": "2",
                    "replacements": [["code": "L2", "to": "L3"]],
                ])
            #expect(apply.status == 201, "\(apply.text)")
            _ = try await server.finish(try #require(apply.json["job"]?.integer))
            let annotations = try await server.asOwner(.get, "/api/tasks/\(task)/annotations/")
            #expect(annotations.json[0]?["result"]?[0]?["value"]?["taxonomy"] == [["L", "L3"]])
            #expect(annotations.json[0]?["result"]?[0]?["meta"]?["med"]?["codes"]?[0]?["display"] == "COPD")
            let annotator = try await server.somebody("annotator")
            #expect(try await annotator.send(.post, path, wish).status == 403)
        }
    }
}
