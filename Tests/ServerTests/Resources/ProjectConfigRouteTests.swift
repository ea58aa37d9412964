import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct ProjectConfigRouteTests {
    private static let broken = #"<View><Text name="text" value="$text"/><Labels toName="text"/></View>"#
    private static let withoutMild = """
        <View><Text name="text" value="$text"/><Choices name="sev" toName="text"><Choice value="severe"/></Choices></View>
        """

    @Test func `a config is tried on its own`() async throws {
        try await TestServer.run { server in
            let good = try await server.asOwner(
                .post, "/api/projects/validate/", ["label_config": .string(TestServer.config)])
            #expect(good.status == 204)
            #expect(good.body.isEmpty)
            let bad = try await server.asOwner(.post, "/api/projects/validate", ["label_config": .string(Self.broken)])
            #expect(bad.status == 400)
            #expect(!bad.faults("label_config").isEmpty)
            #expect(try await server.asOwner(.post, "/api/projects/validate", [:]).status == 400)
        }
    }

    @Test func `a config that would orphan work is refused with the label and its uses`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            _ = try await server.makeAnnotation(on: server.makeTask(in: project))
            let path = "/api/projects/\(project)/validate/"
            let same = try await server.asOwner(.post, path, ["label_config": .string(TestServer.config)])
            #expect(same.json == ["config_essential_data_has_changed": false])
            let refused = try await server.asOwner(.post, path, ["label_config": .string(Self.withoutMild)])
            #expect(refused.status == 400)
            #expect(refused.text.contains("mild"))
            let kept = try await server.asOwner(
                .patch, "/api/projects/\(project)/", ["label_config": .string(Self.withoutMild)])
            #expect(kept.status == 400)
        }
    }

    @Test func `a sample task fits the config`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let path = "/api/projects/\(project)/sample-task/"
            let answer = try await server.asOwner(.post, path, ["label_config": .string(TestServer.config)])
            #expect(answer.status == 200)
            #expect(answer.json["sample_task"]?["text"]?.string?.isEmpty == false)
            #expect(try await server.asOwner(.post, path, ["label_config": "<View>"]).status == 400)
        }
    }

    @Test func `the summary counts columns, controls and labels`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let task = try await server.makeTask(in: project)
            _ = try await server.makeAnnotation(on: task)
            _ = try await server.asOwner(.post, "/api/tasks/\(task)/drafts", ["result": TestServer.mild])
            let path = "/api/projects/\(project)/summary/"
            let summary = try await server.asOwner(.get, path)
            #expect(summary.json.members == RecordedMembers.summary)
            #expect(summary.json["all_data_columns"] == ["text": 1])
            #expect(summary.json["common_data_columns"] == ["text"])
            #expect(summary.json["created_annotations"] == ["sev|text|choices": 1])
            #expect(summary.json["created_labels"] == ["sev": ["mild": 1]])
            #expect(summary.json["created_labels_drafts"] == ["sev": ["mild": 1]])
            // Counting anew finds the same.
            #expect(try await server.asOwner(.post, path + "reset/").status == 200)
            #expect(try await server.asOwner(.get, path).json == summary.json)
        }
    }

    @Test func `model versions are counted, and one is deleted with its predictions`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let task = try await server.makeTask(in: project)
            for version in ["v1", "v1", "v2"] {
                let body: JSONValue = [
                    "task": JSONValue(task), "result": TestServer.mild, "model_version": .string(version),
                ]
                #expect(try await server.asOwner(.post, "/api/predictions/", body).status == 201)
            }
            let path = "/api/projects/\(project)/model-versions/"
            #expect(try await server.asOwner(.get, path).json == ["v1": 2, "v2": 1])
            #expect(try await server.asOwner(.delete, path, ["model_version": "v1"]).json == 2)
            #expect(try await server.asOwner(.get, path).json == ["v2": 1])
            #expect(try await server.asOwner(.delete, path, [:]).status == 400)
        }
    }
}
