import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct AnnotationRouteTests {
    private static func etag(_ answer: Answer) throws -> String { try #require(answer.headers[.eTag]) }

    @Test func `an annotation is made, shown, listed, changed and deleted`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let made = try await server.asOwner(
                .post, "/api/tasks/\(task)/annotations/", ["result": TestServer.mild, "lead_time": 3.2])
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json.members.subtracting(["unique_id", "version"]) == RecordedMembers.annotation)
            #expect(made.json["created_username"] == "owner@example.org, 1")
            #expect(made.json["created_ago"] == "0\u{A0}minutes")
            #expect(made.json["completed_by"] == 1)
            #expect(made.json["lead_time"] == 3.2)
            let id = try #require(made.json["id"]?.integer)
            let path = "/api/annotations/\(id)"
            #expect(try await server.asOwner(.get, path + "/").json["result"] == TestServer.mild)
            #expect(try await server.asOwner(.get, "/api/tasks/\(task)/annotations").json.array?.count == 1)
            let changed = try await server.asOwner(.patch, path, ["result": [], "ground_truth": true])
            #expect(changed.json["result"] == [])
            #expect(changed.json["ground_truth"] == true)
            #expect(changed.json["lead_time"] == 3.2)
            #expect(try await server.asOwner(.delete, path).status == 204)
            let gone = try await server.asOwner(.get, path)
            #expect(gone.status == 404)
            #expect(gone.json["detail"] == "No Annotation matches the given query.")
            #expect(try await server.asOwner(.get, "/api/tasks/\(task)/").json["is_labeled"] == false)
        }
    }

    @Test func `a result comes back byte for byte`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let result =
                #"[ {"id":"a","from_name":"sev","to_name":"text","type":"choices","x":1.50,"value":{"choices":["mild"]}} ]"#
            let headers: HTTPFields = [
                .authorization: "Token \(TestServer.token)", .contentType: "application/json",
            ]
            let made = try await server.send(
                .post, "/api/tasks/\(task)/annotations", headers: headers, body: #"{"result":\#(result)}"#)
            #expect(made.text.contains(result))
            let form = "result=" + percentEncoded(result) + "&lead_time=2&was_cancelled=False"
            let formHeaders: HTTPFields = [
                .authorization: "Token \(TestServer.token)", .contentType: "application/x-www-form-urlencoded",
            ]
            let posted = try await server.send(
                .post, "/api/tasks/\(task)/annotations/", headers: formHeaders, body: form)
            #expect(posted.status == 201, "\(posted.text)")
            #expect(posted.text.contains(result))
        }
    }

    @Test(arguments: [
        #"{"result":{}}"#, #"{"result":"x"}"#, #"{"result":[1]}"#, #"{"result":[],"lead_time":"long"}"#, "[]", "{",
    ])
    func `what is no annotation is refused`(body: String) async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let headers: HTTPFields = [
                .authorization: "Token \(TestServer.token)", .contentType: "application/json",
            ]
            let answer = try await server.send(.post, "/api/tasks/\(task)/annotations/", headers: headers, body: body)
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try await server.asOwner(.get, "/api/tasks/\(task)/annotations/").json == [])
        }
    }

    @Test func `a skip by query or body is stored, counted and not listed`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let path = "/api/tasks/\(task)/annotations/"
            let byQuery = try await server.asOwner(.post, path + "?was_cancelled=1", ["result": []])
            #expect(byQuery.json["was_cancelled"] == true)
            let byBody = try await server.asOwner(.post, path, ["result": [], "was_cancelled": true])
            #expect(byBody.json["was_cancelled"] == true)
            #expect(try await server.asOwner(.get, path).json == [])
            let shown = try await server.asOwner(.get, "/api/tasks/\(task)/")
            #expect(shown.json["cancelled_annotations"] == 2)
            #expect(shown.json["total_annotations"] == 0)
        }
    }

    @Test func `the same annotation sent again is one annotation`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let path = "/api/tasks/\(task)/annotations/"
            let body: JSONValue = ["result": TestServer.mild, "unique_id": "parcel-1"]
            // What a client does that never got the answer to its first request.
            let first = try await server.asOwner(.post, path, body)
            let again = try await server.asOwner(.post, path, body)
            #expect(first.json["id"] == again.json["id"])
            #expect(try await server.asOwner(.get, path).json.array?.count == 1)
        }
    }

    @Test func `a change on top of an older state is refused with the present one`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let id = try await server.makeAnnotation(on: task)
            let path = "/api/annotations/\(id)/"
            let seen = try Self.etag(await server.asOwner(.get, path))
            let changed = try await server.asOwner(.patch, path, ["result": []], headers: [.ifMatch: seen])
            #expect(changed.status == 200)
            let changedTag = try Self.etag(changed)
            #expect(changedTag != seen)
            for tag in [seen, "\"stale\"", "W/\(seen)"] {
                let stale = try await server.asOwner(
                    .patch, path, ["result": TestServer.mild], headers: [.ifMatch: tag])
                #expect(stale.status == 412)
                #expect(stale.json["current"]?["result"] == [])
                #expect(stale.json["current"]?["id"] == JSONValue(id))
            }
            #expect(
                try await server.asOwner(.patch, path, ["result": []], headers: [.ifMatch: changedTag]).status == 200)
            #expect(try await server.asOwner(.patch, path, ["result": []], headers: [.ifMatch: "*"]).status == 200)
        }
    }

    @Test func `the history tells every state and who made it`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let id = try await server.makeAnnotation(on: task)
            server.clock.advance(seconds: 60)
            _ = try await server.asOwner(.patch, "/api/annotations/\(id)/", ["result": []])
            let path = "/api/annotation-history/?annotation=\(id)"
            let history = try await server.asOwner(.get, path)
            #expect(history.json.array?.map { $0["action"] } == ["submitted", "updated"])
            #expect(history.json.array?.map { $0["result"] } == [TestServer.mild, []])
            #expect(history.json[1]?["created_by"]?["email"] == .string(TestServer.email))
            #expect(history.json[0]?["created_at"] != history.json[1]?["created_at"])
            let annotator = try await server.somebody("annotator")
            #expect(try await annotator.send(.get, path).status == 403)
            _ = try await server.asOwner(.delete, "/api/annotations/\(id)/")
            let ended = try await server.asOwner(.get, path)
            #expect(ended.json.array?.map { $0["action"] } == ["submitted", "updated", "deleted"])
            #expect(try await server.asOwner(.get, "/api/annotation-history/").status == 400)
            #expect(try await server.asOwner(.get, "/api/annotation-history/?annotation=999").status == 404)
        }
    }

    @Test func `an annotation becomes a draft again`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let task = try await server.makeTask(in: project)
            let id = try await server.makeAnnotation(on: task)
            let draft = try await server.asOwner(.post, "/api/annotations/\(id)/convert-to-draft")
            #expect(draft.status == 201, "\(draft.text)")
            #expect(draft.json["result"] == TestServer.mild)
            #expect(draft.json["lead_time"] == 3.2)
            #expect(draft.headers[.eTag] != nil)
            #expect(try await server.asOwner(.get, "/api/annotations/\(id)/").status == 404)
            let shown = try await server.asOwner(.get, "/api/tasks/\(task)/")
            #expect(shown.json["drafts"]?.array?.count == 1)
            #expect(shown.json["draft_exists"] == true)
            let summary = try await server.asOwner(.get, "/api/projects/\(project)/summary/")
            #expect(summary.json["created_labels"] == [:])
            #expect(summary.json["created_labels_drafts"] == ["sev": ["mild": 1]])
        }
    }

    @Test func `an annotator works on their own annotations only`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let others = try await server.makeAnnotation(on: task)
            let annotator = try await server.somebody("annotator")
            #expect(try await annotator.send(.get, "/api/annotations/\(others)/").status == 403)
            #expect(try await annotator.send(.patch, "/api/annotations/\(others)/", ["result": []]).status == 403)
            #expect(try await annotator.send(.delete, "/api/annotations/\(others)/").status == 403)
            #expect(try await annotator.send(.post, "/api/annotations/\(others)/convert-to-draft").status == 403)
            let body: JSONValue = ["result": TestServer.mild]
            let own = try await annotator.send(.post, "/api/tasks/\(task)/annotations/", body)
            #expect(own.status == 201)
            let id = try #require(own.json["id"]?.integer)
            let list = try await annotator.send(.get, "/api/tasks/\(task)/annotations/")
            #expect(list.json.array?.compactMap { $0["id"]?.integer } == [id])
            let all = try await server.asOwner(.get, "/api/tasks/\(task)/annotations/?ordering=-id")
            #expect(all.json.array?.compactMap { $0["id"]?.integer } == [id, others])
            #expect(try await server.asOwner(.get, "/api/tasks/\(task)/annotations/?ordering=result").status == 400)
            #expect(try await annotator.send(.delete, "/api/annotations/\(id)/").status == 204)
            let truth: JSONValue = ["result": [], "ground_truth": true]
            #expect(try await annotator.send(.post, "/api/tasks/\(task)/annotations/", truth).status == 403)
        }
    }

    @Test func `numbers at the end of what there is end no program`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let body = try JSONValue(parsing: #"{"result":[],"lead_time":-9223372036854775808.0}"#)
            let made = try await server.asOwner(.post, "/api/tasks/\(task)/annotations/", body)
            #expect(made.status == 201)
            for path in ["/api/projects", "/api/tasks?project=1"] {
                let query = (path.contains("?") ? "&" : "?") + "offset=\(Int.max)&limit=1"
                let answer = try await server.asOwner(.get, path + query)
                #expect(answer.status == 404)
            }
        }
    }

    @Test func `no picture signs anybody out`() async throws {
        try await TestServer.run { server in
            let picture = try await server.send(.get, "/logout", headers: [.secFetchDest: "image"])
            #expect(picture.status == 403)
            let page = try await server.send(.get, "/logout")
            #expect(page.status == 302)
        }
    }
}
