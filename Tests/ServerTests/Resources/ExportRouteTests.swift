import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct ExportRouteTests {
    private static func labelled(_ server: TestServer) async throws -> (project: Int, task: Int) {
        let project = try await server.makeProject()
        let task = try await server.makeTask(in: project)
        _ = try await server.makeTask(in: project)
        _ = try await server.asOwner(.post, "/api/tasks/\(task)/annotations", ["result": TestServer.mild])
        return (project, task)
    }

    @Test func `annotated tasks are downloaded as a file`() async throws {
        try await TestServer.run { server in
            let (project, task) = try await Self.labelled(server)
            let answer = try await server.asOwner(.get, "/api/projects/\(project)/export?exportType=JSON")
            #expect(answer.status == 200)
            #expect(answer.headers[.contentDisposition]?.contains("attachment") == true)
            #expect(answer.json.array?.map { $0["id"]?.integer } == [task])
            #expect(answer.json[0]?["annotations"]?[0]?["result"] == TestServer.mild)
            let all = try await server.asOwner(.get, "/api/projects/\(project)/export?download_all_tasks=true")
            #expect(all.json.array?.count == 2)
            let csv = try await server.asOwner(.get, "/api/projects/\(project)/export?export_type=CSV")
            #expect(csv.text.hasPrefix("\"annotation_id\""))
            let some = try await server.asOwner(.get, "/api/projects/\(project)/export?ids[]=\(task)")
            #expect(some.json.array?.count == 1)
            #expect(try await server.asOwner(.get, "/api/projects/\(project)/export?exportType=X").status == 400)
        }
    }

    @Test func `formats that make no sense of the interface are marked`() async throws {
        try await TestServer.run { server in
            let (project, _) = try await Self.labelled(server)
            let formats = try await server.asOwner(.get, "/api/projects/\(project)/export/formats").json.array ?? []
            func isDisabled(_ name: String) -> Bool? {
                formats.first { $0["name"]?.string == name }.map { $0["disabled"]?.boolean ?? false }
            }
            #expect(isDisabled("JSON") == false && isDisabled("CSV") == false && isDisabled("COCO") == true)
        }
    }

    @Test func `a snapshot is made, listed, converted, downloaded and deleted`() async throws {
        try await TestServer.run { server in
            let (project, _) = try await Self.labelled(server)
            let path = "/api/projects/\(project)/exports"
            let made = try await server.asOwner(.post, path + "/", ["title": "first"])
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json["status"] == "completed" && made.json["counters"] == ["task_number": 2])
            #expect(made.json["created_by"]?["email"]?.string == TestServer.email)
            let id = try #require(made.json["id"]?.integer)
            #expect(try await server.asOwner(.get, path).json.array?.count == 1)
            #expect(try await server.asOwner(.get, "\(path)/\(id)/download?exportType=CSV").status == 404)
            let converted = try await server.asOwner(.post, "\(path)/\(id)/convert", ["export_type": "CSV"])
            #expect(converted.json["export_type"] == "CSV")
            let csv = try await server.asOwner(.get, "\(path)/\(id)/download?exportType=CSV")
            #expect(csv.text.contains("\"mild\""))
            #expect(try await server.asOwner(.get, "\(path)/\(id)/download").json.array?.count == 2)
            #expect(try await server.asOwner(.delete, "\(path)/\(id)").status == 204)
            #expect(try await server.asOwner(.get, "\(path)/\(id)").status == 404)
        }
    }
}
