import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct DataManagerRouteTests {
    private static func filled(_ server: TestServer) async throws -> Int {
        let project = try await server.makeProject()
        let texts: [JSONValue] = [
            ["text": "Aspirin"], ["text": "Fever"], ["text": .string(String(repeating: "é", count: 999))],
        ]
        _ = try await server.asOwner(.post, "/api/projects/\(project)/import", .array(texts))
        return project
    }

    @Test func `views are kept, merged, ordered and reset`() async throws {
        try await TestServer.run { server in
            let project = try await Self.filled(server)
            let made = try await server.asOwner(
                .post, "/api/dm/views/",
                ["project": JSONValue(project), "data": ["title": "V", "ordering": ["-tasks:id"]]]
            )
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(made.json["id"]?.integer)
            let changed = try await server.asOwner(.patch, "/api/dm/views/\(id)/", ["data": ["title": "W"]])
            #expect(changed.json["data"] == ["title": "W", "ordering": ["-tasks:id"]])
            let second = try await server.asOwner(.post, "/api/dm/views", ["project": JSONValue(project)])
            let other = try #require(second.json["id"]?.integer)
            let order: JSONValue = ["project": JSONValue(project), "ids": [JSONValue(other), JSONValue(id)]]
            #expect(try await server.asOwner(.post, "/api/dm/views/order/", order).status == 200)
            let listed = try await server.asOwner(.get, "/api/dm/views?project=\(project)").json.array ?? []
            #expect(listed.map { $0["id"]?.integer } == [other, id])
            let bad: JSONValue = ["data": ["filters": ["items": [["filter": "filter:tasks:x", "operator": "equal"]]]]]
            #expect(try await server.asOwner(.patch, "/api/dm/views/\(id)", bad).status == 400)
            #expect(try await server.asOwner(.delete, "/api/dm/views/reset?project=\(project)").status == 204)
            #expect(try await server.asOwner(.get, "/api/dm/views?project=\(project)").json == [])
        }
    }

    @Test func `columns name the data of the project, and the project knows what one may do`() async throws {
        try await TestServer.run { server in
            let project = try await Self.filled(server)
            let columns =
                try await server.asOwner(.get, "/api/dm/columns?project=\(project)").json["columns"]?.array ?? []
            #expect(columns.first?["id"] == "text" && columns.last?["children"] == ["text"])
            let shown = try await server.asOwner(.get, "/api/dm/project?project=\(project)")
            #expect(shown.json["task_count"] == 3 && shown.json["can_delete_tasks"] == true)
            #expect(shown.json["title"]?.string != nil)
        }
    }

    @Test func `actions take the selected tasks, and nothing where nothing is selected`() async throws {
        try await TestServer.run { server in
            let project = try await Self.filled(server)
            let path = "/api/dm/actions?id=delete_tasks&project=\(project)"
            #expect(try await server.asOwner(.post, path, [:]).status == 400)
            let filters: JSONValue = [
                "conjunction": "and",
                "items": [
                    ["filter": "filter:tasks:data.text", "operator": "contains", "type": "String", "value": "asp"]
                ],
            ]
            let some = try await server.asOwner(
                .post, path, ["filters": filters, "selectedItems": ["all": true, "excluded": []]]
            )
            #expect(some.json["processed_items"] == 1 && some.json["reload"] == true, "\(some.text)")
            #expect(try await server.asOwner(.get, "/api/tasks?project=\(project)").json["total"] == 2)
            #expect(try await server.asOwner(.post, "/api/dm/actions?id=x&project=\(project)", [:]).status == 400)
            let listed = try await server.asOwner(.get, "/api/dm/actions?project=\(project)").json.array ?? []
            #expect(listed.contains { $0["id"] == "delete_tasks_predictions" })
        }
    }

    @Test func `the table shortens long texts, and its cursor leads on`() async throws {
        try await TestServer.run { server in
            let project = try await Self.filled(server)
            let first = try await server.asOwner(.get, "/api/projects/\(project)/table?limit=2")
            #expect(first.status == 200, "\(first.text)")
            #expect(first.json["total"] == 3 && first.json["columns"] == ["text"])
            let next = try #require(first.json["next"]?.string)
            let second = try await server.asOwner(
                .get, "/api/projects/\(project)/table?limit=2&after=\(percentEncoded(next))"
            )
            #expect(second.json["rows"]?.array?.count == 1 && second.json["next"] == .null)
            #expect(second.json["rows"]?[0]?["data"]?["text"]?.string == String(repeating: "é", count: 240))
            let query = percentEncoded(#"{"ordering":["-tasks:data.text"]}"#)
            let ordered = try await server.asOwner(.get, "/api/projects/\(project)/table?limit=1&query=\(query)")
            #expect(ordered.json["rows"]?[0]?["inner_id"] == 3)
        }
    }

    @Test func `templates come with their interfaces`() async throws {
        try await TestServer.run { server in
            let answer = try await server.asOwner(.get, "/api/templates/")
            let templates = answer.json["templates"]?.array ?? []
            #expect(!templates.isEmpty)
            #expect(templates.allSatisfy { $0["config"]?.string?.contains("<View") == true })
        }
    }
}
