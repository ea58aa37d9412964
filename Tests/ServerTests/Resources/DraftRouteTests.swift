import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct DraftRouteTests {
    @Test func `a draft is kept, shown, changed and removed`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            for suffix in ["", "/"] {
                let made = try await server.asOwner(
                    .post, "/api/tasks/\(task)/drafts" + suffix, ["result": [], "lead_time": 1.0])
                #expect(made.status == 201)
                #expect(made.json.members.subtracting(["version"]) == RecordedMembers.draft)
                #expect(made.json["user"] == .string(TestServer.email))
                let id = try #require(made.json["id"]?.integer)
                let path = "/api/drafts/\(id)" + suffix
                #expect(try await server.asOwner(.get, path).headers[.eTag] == made.headers[.eTag])
                let changed = try await server.asOwner(
                    .patch, path, ["result": TestServer.mild, "was_postponed": true])
                #expect(changed.json["result"] == TestServer.mild)
                #expect(changed.json["was_postponed"] == true)
                #expect(changed.json["lead_time"] == 1.0)
                #expect(try await server.asOwner(.get, "/api/tasks/\(task)/drafts" + suffix).json.array?.count == 1)
                #expect(try await server.asOwner(.delete, path).status == 204)
                #expect(try await server.asOwner(.get, path).status == 404)
            }
        }
    }

    @Test func `a save on top of an older draft is refused with the present one and its tag`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let made = try await server.asOwner(.post, "/api/tasks/\(task)/drafts", ["result": []])
            let path = "/api/drafts/\(made.json["id"]?.integer ?? 0)/"
            let seen = try #require(made.headers[.eTag])
            let here = try await server.asOwner(
                .patch, path, ["result": TestServer.mild], headers: [.ifMatch: seen])
            #expect(here.status == 200)
            let there = try await server.asOwner(.patch, path, ["result": []], headers: [.ifMatch: seen])
            #expect(there.status == 412)
            #expect(there.json["detail"]?.string?.isEmpty == false)
            #expect(there.json["current"]?["result"] == TestServer.mild)
            #expect(there.json["current"]?["etag"]?.string == here.headers[.eTag])
            let merged = try await server.asOwner(
                .patch, path, ["result": []], headers: [.ifMatch: there.json["current"]?["etag"]?.string ?? ""])
            #expect(merged.status == 200)
        }
    }

    @Test func `a draft of a change belongs to its annotation`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let annotation = try await server.makeAnnotation(on: task)
            let path = "/api/tasks/\(task)/annotations/\(annotation)/drafts"
            let made = try await server.asOwner(.post, path, ["result": []])
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json["annotation"] == JSONValue(annotation))
            _ = try await server.asOwner(.post, "/api/tasks/\(task)/drafts", ["result": []])
            #expect(try await server.asOwner(.get, path).json.array?.count == 1)
            #expect(try await server.asOwner(.get, "/api/tasks/\(task)/drafts").json.array?.count == 2)
            let stray = "/api/tasks/\(task)/annotations/999/drafts"
            #expect(try await server.asOwner(.post, stray, ["result": []]).status == 404)
            _ = try await server.asOwner(.patch, "/api/annotations/\(annotation)/", ["result": []])
            #expect(try await server.asOwner(.get, path).json == [])
        }
    }

    @Test func `handing in removes the draft it was`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let draft = try await server.asOwner(.post, "/api/tasks/\(task)/drafts", ["result": []])
            let id = try #require(draft.json["id"])
            server.clock.advance(seconds: 90)
            let made = try await server.asOwner(
                .post, "/api/tasks/\(task)/annotations/", ["result": TestServer.mild, "draft_id": id])
            #expect(made.json["draft_created_at"] == draft.json["created_at"])
            #expect(try await server.asOwner(.get, "/api/tasks/\(task)/drafts").json == [])
            #expect(try await server.asOwner(.get, "/api/tasks/\(task)/").json["draft_exists"] == false)
        }
    }

    @Test func `another person's draft is nobody's business`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let made = try await server.asOwner(.post, "/api/tasks/\(task)/drafts", ["result": []])
            let annotator = try await server.somebody("annotator")
            let path = "/api/drafts/\(made.json["id"]?.integer ?? 0)/"
            #expect(try await annotator.send(.get, path).status == 404)
            #expect(try await annotator.send(.patch, path, ["result": []]).status == 404)
            #expect(try await annotator.send(.get, "/api/tasks/\(task)/drafts").json == [])
        }
    }
}
