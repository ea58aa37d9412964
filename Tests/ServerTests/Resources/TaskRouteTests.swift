import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct TaskRouteTests {
    @Test func `a new task has the members Label Studio gives it, and its data byte for byte`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let headers: HTTPFields = [
                .authorization: "Token \(TestServer.token)", .contentType: "application/json",
            ]
            let data = #"{"text": "Fieber \u2013 39,5 °C", "n": 1.50, "text2": [1 , 2]}"#
            let answer = try await server.send(
                .post, "/api/tasks/", headers: headers, body: #"{"data":\#(data),"project":\#(project)}"#)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.json.members.subtracting(["allow_skip"]) == RecordedMembers.madeTask)
            #expect(answer.text.contains(data))
            let id = try #require(answer.json["id"]?.integer)
            #expect(try await server.asOwner(.get, "/api/tasks/\(id)/").text.contains(data))
        }
    }

    @Test func `a task without data, with wrong data or without a project is refused`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let missing = try await server.asOwner(.post, "/api/tasks/", ["project": JSONValue(project)])
            #expect(missing.status == 400)
            #expect(missing.faults("data") == ["This field is required."])
            let wrong = try await server.asOwner(
                .post, "/api/tasks/", ["project": JSONValue(project), "data": ["note": "x"]])
            #expect(wrong.status == 400)
            #expect(!wrong.faults("data").isEmpty)
            let homeless = try await server.asOwner(.post, "/api/tasks", ["data": ["text": "x"]])
            #expect(homeless.faults("project") == ["This field is required."])
            let stray = try await server.asOwner(.post, "/api/tasks", ["data": ["text": "x"], "project": 999])
            #expect(stray.status == 404)
            #expect(try await server.asOwner(.post, "/api/tasks", [1]).status == 400)
        }
    }

    @Test func `a task shows the work on it`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let task = try await server.makeTask(in: project)
            let annotation = try await server.makeAnnotation(on: task)
            let prediction: JSONValue = [
                "task": JSONValue(task), "result": TestServer.mild, "score": 0.5, "model_version": "v1",
            ]
            _ = try await server.asOwner(.post, "/api/predictions/", prediction)
            for path in ["/api/tasks/\(task)", "/api/tasks/\(task)/"] {
                let shown = try await server.asOwner(.get, path).json
                #expect(shown.members.subtracting(["allow_skip"]) == RecordedMembers.listedTask)
                #expect(shown["is_labeled"] == true)
                #expect(shown["annotations_ids"] == .string("\(annotation)"))
                #expect(shown["predictions_score"] == 0.5)
                #expect(shown["predictions"]?[0]?.members == RecordedMembers.prediction)
                let inside = shown["annotations"]?[0] ?? .null
                #expect(inside.members.subtracting(["unique_id", "version"]) == RecordedMembers.annotationInTask)
                #expect(inside["completed_by"]?.members == RecordedMembers.annotationPerson)
            }
        }
    }

    @Test func `a task is changed and deleted`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let task = try await server.makeTask(in: project)
            let path = "/api/tasks/\(task)"
            let changed = try await server.asOwner(
                .patch, path, ["data": ["text": "New"], "meta": ["source": "ward"], "overlap": 2])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(changed.json["data"] == ["text": "New"])
            #expect(changed.json["meta"] == ["source": "ward"])
            #expect(changed.json["overlap"] == 2)
            #expect(try await server.asOwner(.patch, path, ["overlap": 0]).status == 400)
            #expect(try await server.asOwner(.patch, path, ["data": "text"]).status == 400)
            #expect(try await server.asOwner(.delete, path + "/").status == 204)
            let gone = try await server.asOwner(.get, path)
            #expect(gone.status == 404)
            #expect(gone.json["detail"] == "No Task matches the given query.")
        }
    }

    @Test func `tasks are listed with the work on them only where all fields are asked for`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let task = try await server.makeTask(in: project)
            _ = try await server.makeAnnotation(on: task)
            let plain = try await server.asOwner(.get, "/api/tasks?project=\(project)")
            #expect(plain.json.members == ["total", "total_annotations", "total_predictions", "tasks"])
            #expect(plain.json["total_annotations"] == 1)
            let listed = plain.json["tasks"]?[0] ?? .null
            #expect(listed.members.isSuperset(of: RecordedMembers.listedTaskOnly))
            #expect(listed["annotations"] == nil && listed["predictions"] == nil)
            let all = try await server.asOwner(.get, "/api/tasks/?project=\(project)&fields=all")
            let whole = all.json["tasks"]?[0] ?? .null
            #expect(whole.members.subtracting(["allow_skip"]) == RecordedMembers.listedTask)
            #expect(whole["annotations"]?.array?.count == 1)
            let some = try await server.asOwner(.get, "/api/tasks/?project=\(project)&include=data,inner_id")
            #expect(some.json["tasks"]?[0]?.members == ["id", "data", "inner_id"])
        }
    }

    @Test func `pages of tasks hold a hundred, and past the end there is none`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            for number in 1...3 { _ = try await server.makeTask(in: project, text: "Note \(number)") }
            let path = "/api/tasks/?project=\(project)"
            #expect(try await server.asOwner(.get, path).json["tasks"]?.array?.count == 3)
            let second = try await server.asOwner(.get, path + "&page=2&page_size=2")
            #expect(second.json["tasks"]?.array?.map { $0["data"]?["text"] } == ["Note 3"])
            #expect(second.json["total"] == 3)
            #expect(try await server.asOwner(.get, path + "&page=3&page_size=2").status == 404)
            #expect(try await server.asOwner(.get, path + "&page=0").status == 404)
            #expect(try await server.asOwner(.get, path + "&page_size=-1").json["tasks"]?.array?.count == 3)
            let empty = try await server.makeProject()
            #expect(try await server.asOwner(.get, "/api/tasks/?project=\(empty)").json["tasks"] == [])
        }
    }

    @Test func `a query filters and orders tasks, a view does so by its name`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            for text in ["fever", "cough", "fever and cough"] {
                _ = try await server.makeTask(in: project, text: text)
            }
            let query: JSONValue = [
                "filters": [
                    "conjunction": "and",
                    "items": [
                        [
                            "filter": "filter:tasks:data.text", "operator": "contains", "type": "String",
                            "value": "fever",
                        ]
                    ],
                ],
                "ordering": ["-tasks:id"],
            ]
            let encoded = percentEncoded(query.text)
            let found = try await server.asOwner(.get, "/api/tasks?project=\(project)&query=\(encoded)")
            let texts: [JSONValue?] = ["fever and cough", "fever"]
            #expect(found.json["tasks"]?.array?.map { $0["data"]?["text"] } == texts)
            #expect(found.json["total"] == 2)
            let view = try await server.asOwner(
                .post, "/api/dm/views/", ["project": JSONValue(project), "data": query])
            let id = try #require(view.json["id"]?.integer)
            let seen = try await server.asOwner(.get, "/api/tasks?view=\(id)")
            #expect(seen.json["tasks"]?.array?.map { $0["data"]?["text"] } == texts)
            #expect(try await server.asOwner(.get, "/api/tasks").status == 404)
            #expect(try await server.asOwner(.get, "/api/tasks?project=\(project)&query=%7B").status == 400)
            #expect(try await server.asOwner(.get, "/api/tasks?view=999").status == 404)
        }
    }

    @Test func `the older list is an array, newest change first, and can be emptied at once`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let path = "/api/projects/\(project)/tasks/"
            #expect(try await server.asOwner(.get, path).status == 404)
            let made = try await server.asOwner(.post, path, ["data": ["text": "one"]])
            #expect(made.status == 201)
            server.clock.advance(seconds: 1)
            _ = try await server.makeTask(in: project, text: "two")
            let listed = try await server.asOwner(.get, path)
            #expect(listed.json.array?.map { $0["data"]?["text"] } == ["two", "one"])
            #expect(try await server.asOwner(.get, path + "?page=2").status == 404)
            #expect(try await server.asOwner(.delete, path).status == 204)
            #expect(try await server.asOwner(.get, "/api/tasks?project=\(project)").json["total"] == 0)
            #expect(try await server.asOwner(.get, "/api/projects/\(project)").json["task_number"] == 0)
        }
    }

    @Test func `an annotator opens a task but may not change or delete it`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            _ = try await server.makeAnnotation(on: task)
            let annotator = try await server.somebody("annotator")
            let shown = try await annotator.send(.get, "/api/tasks/\(task)/")
            #expect(shown.status == 200)
            #expect(shown.json["annotations"] == [])
            #expect(try await annotator.send(.patch, "/api/tasks/\(task)/", ["overlap": 2]).status == 403)
            #expect(try await annotator.send(.delete, "/api/tasks/\(task)/").status == 403)
        }
    }
}
