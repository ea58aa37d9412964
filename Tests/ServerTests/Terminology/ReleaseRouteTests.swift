import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct ReleaseRouteTests {
    @Test func `an upload becomes a release, and the list says all of it`() async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            let list = try await server.asOwner(.get, "/api/terminology/releases")
            #expect(list.status == 200)
            #expect(list.json["loading"] == [])
            let release = try #require(list.json["releases"]?[0])
            #expect(release["key"] == "wards")
            #expect(release["version"] == "1")
            #expect(release["title"] == "Wards")
            #expect(release["is_default"] == true)
            #expect(release["state"] == "ready")
            #expect(release["concepts"] == 8)
            #expect(release["licence"]?["title"]?.string?.isEmpty == false)
            #expect(release["sources"]?[0]?["name"] == "tree.json")
            #expect(release["loaded_by"]?["email"] == .string(TestServer.email))
        }
    }

    @Test func `files that are wrong fail with file and reason, and nothing is listed`() async throws {
        try await TestServer.run { server in
            let answer = try await server.upload(
                "/api/terminology/releases", [("key", "wards")],
                #"[{"value":"A","alias":"X"},{"value":"B","alias":"X"}]"#)
            let job = try await server.finish(try #require(answer.json["job"]?.integer))
            #expect(job["state"] == "failed")
            #expect(job["error"]?["count"]?.integer ?? 0 > 0)
            #expect(job["error"]?["problems"]?[0]?["file"] == "tree.json")
            #expect(job["error"]?["problems"]?[0]?["reason"]?.string?.isEmpty == false)
            let list = try await server.asOwner(.get, "/api/terminology/releases")
            #expect(list.json["releases"] == [])
        }
    }

    @Test func `the job of a load is told to those who may load, and to nobody else`() async throws {
        try await TestServer.run { server in
            let answer = try await server.upload("/api/terminology/releases", [("key", "wards")])
            let job = try #require(answer.json["job"]?.integer)
            let manager = try await server.somebody("manager")
            let annotator = try await server.somebody("annotator")
            let shown = try await manager.send(.get, "/api/jobs/\(job)")
            #expect(shown.json["kind"] == "terminology.load")
            #expect(try await annotator.send(.get, "/api/jobs/\(job)").status == 404)
            #expect(try await annotator.send(.post, "/api/jobs/\(job)/cancel").status == 404)
            _ = try await server.finish(job)
            let list = try await server.asOwner(.get, "/api/terminology/releases")
            #expect(list.json["loading"] == [])
            #expect(list.json["releases"]?.array?.count == 1)
        }
    }

    @Test func `a version is made the default and deleted`() async throws {
        try await TestServer.run { server in
            try await server.loadWards(version: "1")
            try await server.loadWards(version: "2")
            func releases() async throws -> [JSONValue] {
                try await server.asOwner(.get, "/api/terminology/releases").json["releases"]?.array ?? []
            }
            #expect(try await releases().map { $0["version"]?.string } == ["2", "1"])
            let old = try #require(try await releases()[1]["id"]?.integer)
            let path = "/api/terminology/releases/\(old)"
            #expect(try await server.asOwner(.patch, path, ["is_default": true]).json["is_default"] == true)
            #expect(try await server.asOwner(.patch, path, ["is_default": false]).status == 400)
            #expect(try await releases().map { $0["version"]?.string } == ["1", "2"])
            _ = try await server.makeProject([
                ("label_config", .string(TestServer.codeConfig.replacing("\"wards\"", with: "\"wards@1\"")))
            ])
            #expect(try await server.asOwner(.delete, path).status == 409)
            let new = try #require(try await releases()[1]["id"]?.integer)
            #expect(try await server.asOwner(.delete, "/api/terminology/releases/\(new)").status == 204)
            #expect(try await releases().count == 1)
        }
    }

    @Test(arguments: [("manager", 201), ("administrator", 201), ("reviewer", 403), ("annotator", 403)])
    func `who manages projects loads, everybody reads`(_ role: String, _ status: Int) async throws {
        try await TestServer.run { server in
            try await server.loadWards()
            let browser = try await server.somebody(role)
            var headers: HTTPFields = [.cookie: "sessionid=\(browser.session)"]
            headers[.csrfToken] = browser.token
            let answer = try await server.upload(
                "/api/terminology/releases", [("key", "other")], headers: headers)
            #expect(answer.status == status, "\(answer.text)")
            let project = try await server.makeProject()
            let tree = try await server.upload("/api/projects/\(project)/codes/tree", headers: headers)
            #expect(tree.status == status, "\(tree.text)")
            let list = try await browser.send(.get, "/api/terminology/releases")
            #expect(list.status == 200)
            let id = try #require(list.json["releases"]?[0]?["id"]?.integer)
            let change = try await browser.send(.patch, "/api/terminology/releases/\(id)", ["is_default": true])
            #expect(change.status == (status == 201 ? 200 : 403))
            #expect(try await browser.send(.get, "/api/terminology/search?q=asth").status == 200)
        }
    }

    @Test func `a project's own tree is what its interface calls project`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject([
                ("label_config", .string(TestServer.codeConfig.replacing("\"wards\"", with: "\"project\"")))
            ])
            let answer = try await server.upload("/api/projects/\(project)/codes/tree", [])
            #expect(answer.status == 201, "\(answer.text)")
            let job = try await server.finish(try #require(answer.json["job"]?.integer))
            #expect(job["state"] == "completed", "\(job)")
            let found = try await server.asOwner(
                .get, "/api/terminology/search?q=asth&system=project&project=\(project)")
            #expect(found.json["groups"]?[0]?["system"]?.string == "project-\(project)")
            #expect(TestServer.codes(found.json["groups"]?[0]?["items"]) == ["L2"])
            // It is no system of the whole installation.
            let all = try await server.asOwner(.get, "/api/terminology/search?q=asth")
            #expect(all.json["groups"] == [])
        }
    }
}
