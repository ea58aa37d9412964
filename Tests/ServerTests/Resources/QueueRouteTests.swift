import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct QueueRouteTests {
    @Test func `the next task comes with its lock, its queue and the work on it`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let task = try await server.makeTask(in: project)
            let next = try await server.asOwner(.get, "/api/projects/\(project)/next/")
            #expect(next.status == 200, "\(next.text)")
            #expect(next.json["id"]?.integer == task)
            #expect(next.json["queue"] == "Sequence queue")
            #expect(next.json["unique_lock_id"]?.string?.count == 36)
            #expect(next.json["annotations"] == [] && next.json["predictions"] == [] && next.json["drafts"] == [])
            let again = try await server.asOwner(.post, "/api/dm/actions?id=next_task&project=\(project)", [:])
            #expect(again.json["id"]?.integer == task && again.json["queue"] == "Task lock")
            _ = try await server.asOwner(.post, "/api/tasks/\(task)/annotations", ["result": TestServer.mild])
            #expect(try await server.asOwner(.get, "/api/projects/\(project)/next").status == 404)
            let history = try await server.asOwner(.get, "/api/projects/\(project)/label-stream-history/")
            #expect(history.json[0]?["taskId"]?.integer == task)
            #expect(history.json[0]?["annotationId"]?.integer != nil)
        }
    }

    @Test func `a task is prefetched without losing the one at hand`() async throws {
        try await TestServer.run { server in
            let project = try await server.makeProject()
            let first = try await server.makeTask(in: project)
            let second = try await server.makeTask(in: project)
            #expect(try await server.asOwner(.get, "/api/projects/\(project)/next").json["id"]?.integer == first)
            let ahead = try await server.asOwner(.get, "/api/projects/\(project)/next?prefetch=1")
            #expect(ahead.json["id"]?.integer == second)
            #expect(try await server.asOwner(.get, "/api/projects/\(project)/next").json["id"]?.integer == first)
        }
    }
}
