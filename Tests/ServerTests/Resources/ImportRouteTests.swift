import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct ImportRouteTests {
    static let csv: HTTPFields = [
        .authorization: "Token \(TestServer.token)", .contentType: "multipart/form-data; boundary=b",
    ]

    static func form(_ name: String, _ content: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\(name)\"\r\n\r\n\(content)\r\n--b--\r\n"
    }

    @Test func `a list of tasks comes in as Label Studio answers it`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let tasks: JSONValue = [
                ["text": "one"],
                ["data": ["text": "two"], "predictions": [["result": TestServer.mild, "score": 0.5]]],
            ]
            let answer = try await server.asOwner(
                .post, "/api/projects/\(project)/import?return_task_ids=true", tasks
            )
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.json["task_count"] == 2 && answer.json["prediction_count"] == 1)
            #expect(answer.json["task_ids"]?.array?.count == 2)
            #expect(answer.json["found_formats"] == [] && answer.json["file_upload_ids"] == [])
            let batch = try #require(answer.json["import"]?.integer)
            let record = try await server.asOwner(.get, "/api/projects/\(project)/imports/\(batch)/")
            #expect(record.json["status"] == "completed" && record.json["task_count"] == 2)
        }
    }

    @Test func `a file becomes tasks and an upload that can be fetched and imported again`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let answer = try await server.send(
                .post, "/api/projects/\(project)/import", headers: Self.csv,
                body: Self.form("notes.csv", "text\none\ntwo\n")
            )
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.json["task_count"] == 2 && answer.json["could_be_tasks_list"] == true)
            #expect(answer.json["found_formats"] == [".csv": 1] && answer.json["data_columns"] == ["text"])
            let id = try #require(answer.json["file_upload_ids"]?[0]?.integer)
            let upload = try await server.asOwner(.get, "/api/import/file-upload/\(id)")
            let path = try #require(upload.json["file"]?.string)
            #expect(try await server.asOwner(.get, "/data/" + path).text == "text\none\ntwo\n")
            let again = try await server.asOwner(
                .post, "/api/projects/\(project)/reimport", ["file_upload_ids": [JSONValue(id)]]
            )
            #expect(again.status == 201, "\(again.text)")
            let tasks = try await server.asOwner(.get, "/api/tasks?project=\(project)")
            #expect(tasks.json["total"] == 2, "the tasks of before are replaced")
            #expect(try await server.asOwner(.delete, "/api/import/file-upload/\(id)").status == 204)
            #expect(try await server.asOwner(.get, "/api/projects/\(project)/file-uploads").json == [])
        }
    }

    @Test func `a bad task is refused with its place, and nothing stays`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let answer = try await server.send(
                .post, "/api/projects/\(project)/import", headers: Self.csv,
                body: Self.form("tasks.json", "[{\"text\":\"a\"},\n{\"note\":\"b\"}]")
            )
            #expect(answer.status == 400)
            let message = answer.json["validation_errors"]?["non_field_errors"]?[0]?.string ?? ""
            #expect(message.contains("tasks.json") && message.contains("task 2") && message.contains("line 2"))
            #expect(try await server.asOwner(.get, "/api/tasks?project=\(project)").json["total"] == 0)
            #expect(try await server.asOwner(.get, "/api/projects/\(project)/file-uploads").json == [])
        }
    }

    @Test func `a file that is only stored makes no tasks`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let answer = try await server.send(
                .post, "/api/projects/\(project)/import?commit_to_project=false", headers: Self.csv,
                body: Self.form("notes.csv", "text\none\n")
            )
            #expect(answer.json["task_count"] == 1 && answer.json["annotation_count"] == .null)
            #expect(try await server.asOwner(.get, "/api/tasks?project=\(project)").json["total"] == 0)
        }
    }

    @Test func `an import may be left to the background`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let answer = try await server.asOwner(
                .post, "/api/projects/\(project)/import", [["text": "a"]], headers: [.prefer: "respond-async"]
            )
            #expect(answer.status == 202, "\(answer.text)")
            let job = try #require(answer.json["job"]?["id"]?.integer)
            #expect(answer.json["job"]?["kind"] == "import")
            #expect(try await server.asOwner(.get, "/api/jobs/\(job)").json["project"]?.integer == project)
            #expect(try await server.asOwner(.get, "/api/jobs?project=\(project)").json.array?.count == 1)
        }
    }

    @Test func `predictions come in for tasks that are there, all or none`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let task = try await server.makeTask(in: project)
            let path = "/api/projects/\(project)/import/predictions"
            let good: JSONValue = ["task": JSONValue(task), "result": TestServer.mild, "score": 0.5]
            let bad: JSONValue = ["task": 999_999, "result": TestServer.mild]
            #expect(try await server.asOwner(.post, path, [good, bad]).status == 400)
            #expect(try await server.asOwner(.get, "/api/predictions?project=\(project)").json == [])
            #expect(try await server.asOwner(.post, path, [good]).json["created"] == 1)
        }
    }
}
