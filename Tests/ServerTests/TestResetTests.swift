import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct TestResetTests {
    @Test func `a reset leaves nothing but the owner`() async throws {
        try await TestServer.run(settings: { $0.testReset = true }) { server in
            let made = try await server.asOwner(.post, "/api/projects/", ["title": "To be forgotten"])
            #expect(made.status == 201)
            let foreign = try await server.send(.post, "/test/reset", headers: [.origin: "https://evil.example"])
            #expect(foreign.status == 403)
            try await #expect(server.send(.post, "/test/reset").status == 204)
            let projects = try await server.asOwner(.get, "/api/projects/")
            #expect(projects.status == 200)
            #expect(projects.json["count"] == 0)
            let again = try await server.asOwner(.post, "/api/projects/", ["title": "The first again"])
            #expect(again.json["id"] == 1)
        }
    }

    @Test func `without the setting there is no such address`() async throws {
        try await TestServer.run { server in
            try await #expect(server.send(.post, "/test/reset").status == 404)
        }
    }
}
