import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct PredictionRouteTests {
    private static func prediction(_ task: Int, _ version: String = "v2") -> JSONValue {
        [
            "task": JSONValue(task), "result": TestServer.mild, "score": 0.4, "model_version": .string(version),
            "neighbors": [1, 2],
        ]
    }

    @Test func `a prediction is made, shown, changed and deleted`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let task = try await server.makeTask(in: project)
            let made = try await server.asOwner(.post, "/api/predictions/", Self.prediction(task))
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json.members == RecordedMembers.prediction)
            #expect(made.json["score"] == 0.4)
            #expect(made.json["neighbors"] == [1, 2])
            #expect(made.json["project"] == JSONValue(project))
            let path = "/api/predictions/\(made.json["id"]?.integer ?? 0)"
            let changed = try await server.asOwner(.patch, path + "/", ["score": .null, "cluster": 3])
            #expect(changed.json["score"] == .null)
            #expect(changed.json["cluster"] == 3)
            #expect(changed.json["result"] == TestServer.mild)
            #expect(try await server.asOwner(.get, path).json["cluster"] == 3)
            #expect(try await server.asOwner(.get, "/api/projects/\(project)").json["total_predictions_number"] == 1)
            #expect(try await server.asOwner(.delete, path).status == 204)
            #expect(try await server.asOwner(.get, path).json["detail"] == "No Prediction matches the given query.")
        }
    }

    @Test func `predictions are listed by task and by project, many of them whole`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let one = try await server.makeTask(in: project)
            let other = try await server.makeTask(in: project)
            let elsewhere = try await server.makeTask(in: server.makeProject())
            for (task, version) in [(one, "a"), (one, "b"), (other, "c"), (elsewhere, "d")] {
                _ = try await server.asOwner(.post, "/api/predictions/", Self.prediction(task, version))
            }
            let cases = [
                ("?task=\(one)", "ab"), ("?project=\(project)", "abc"), ("?task__project=\(project)", "abc"),
                ("", "abcd"), ("?task=999", ""),
            ]
            for (query, expected) in cases {
                let list = try await server.asOwner(.get, "/api/predictions/\(query)")
                let versions = list.json.array?.compactMap { $0["model_version"]?.string }
                #expect(versions?.joined() == expected, "\(query)")
            }
            // More than one piece of the stream.
            let result: JSONValue = []
            for _ in 0..<501 {
                _ = try await server.asOwner(
                    .post, "/api/predictions", ["task": JSONValue(elsewhere), "result": result])
            }
            let many = try await server.asOwner(.get, "/api/predictions?task=\(elsewhere)")
            #expect(many.json.array?.count == 502)
            #expect(many.json[501]?["model_version"] == "undefined")
        }
    }

    @Test func `what is no prediction is refused at its field`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let cases: [(JSONValue, String)] = [
                (["result": []], "task"), (["task": JSONValue(task)], "result"), (["task": 999, "result": []], "task"),
                (["task": JSONValue(task), "result": [], "score": "high"], "score"),
                (["task": JSONValue(task), "result": [], "neighbors": 3], "neighbors"),
                (["task": JSONValue(task), "result": "mild"], "result"),
            ]
            for (body, field) in cases {
                let answer = try await server.asOwner(.post, "/api/predictions/", body)
                #expect(answer.status == 400)
                #expect(!answer.faults(field).isEmpty, "\(body.text): \(answer.text)")
            }
        }
    }

    @Test func `an annotator may not predict`() async throws {
        try await TestServer.run { server in
            let task = try await server.makeTask(in: server.makeProject())
            let annotator = try await server.somebody("annotator")
            #expect(try await annotator.send(.post, "/api/predictions/", Self.prediction(task)).status == 403)
        }
    }
}
