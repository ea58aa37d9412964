import HTTPTypes
import JSON
import Testing
import Workspace

@testable import Server

@Suite struct AuthenticationTests {
    @Test func `without credentials nothing of the API is shown`() async throws {
        try await TestServer.run { server in
            for path in ["/api/current-user/whoami", "/api/users/", "/api/organizations/", "/api/token"] {
                let answer = try await server.send(.get, path)
                #expect(answer.status == 401)
                #expect(answer.headers[.wwwAuthenticate] == "Token")
                #expect(answer.json["detail"] == "Authentication credentials were not provided.")
            }
        }
    }

    @Test(arguments: [
        "Token 0000000000000000000000000000000000000000", "Bearer a.b.c", "Bearer x", "Token ",
        "Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJ1c2VyX2lkIjoiMSJ9.",
    ])
    func `a credential that is not ours is refused`(_ header: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.get, "/api/current-user/whoami", headers: [.authorization: header])
            #expect(answer.status == 401)
        }
    }

    @Test func `a legacy token is taken in both of its headers, and not once it is turned off`() async throws {
        try await TestServer.run { server in
            try await #expect(server.asOwner(.get, "/api/current-user/whoami").status == 200)
            let key: HTTPFields = [.apiKey: TestServer.token]
            try await #expect(server.send(.get, "/api/current-user/whoami", headers: key).status == 200)
            let off = try await server.asOwner(.post, "/api/jwt/settings", ["legacy_api_tokens_enabled": false])
            #expect(off.json["legacy_api_tokens_enabled"] == false)
            let answer = try await server.asOwner(.get, "/api/current-user/whoami")
            #expect(answer.status == 401)
            #expect(answer.json["detail"]?.string?.contains("legacy token authentication has been disabled") == true)
        }
    }

    @Test func `a personal token is exchanged for an access token, which ends with it`() async throws {
        try await TestServer.run { server in
            let made = try await server.asOwner(.post, "/api/token/", ["name": "notebook"])
            #expect(made.status == 201)
            let refresh = try #require(made.json["token"]?.string)
            let access = try await access(server, refresh)
            let bearer: HTTPFields = [.authorization: "Bearer \(access)"]
            try await #expect(server.send(.get, "/api/current-user/whoami", headers: bearer).status == 200)
            let key: HTTPFields = [.apiKey: access]
            try await #expect(server.send(.get, "/api/current-user/whoami", headers: key).status == 200)

            // A refresh token is no access token.
            let wrong: HTTPFields = [.authorization: "Bearer \(refresh)"]
            try await #expect(server.send(.get, "/api/current-user/whoami", headers: wrong).status == 401)

            let list = try await server.asOwner(.get, "/api/token/")
            let listed = try #require(list.json[0]?["token"]?.string)
            #expect(listed.split(separator: ".").count == 2)
            #expect(refresh.hasPrefix(listed))
            #expect(list.json[0]?["name"] == "notebook")

            let gone = try await server.asOwner(.post, "/api/token/blacklist/", ["refresh": .string(refresh)])
            #expect(gone.status == 204)
            try await #expect(server.send(.get, "/api/current-user/whoami", headers: bearer).status == 401)
            let again = try await server.send(
                .post, "/api/token/refresh/", headers: [.contentType: "application/json"],
                body: #"{"refresh":"\#(refresh)"}"#
            )
            #expect(again.status == 401)
            let twice = try await server.asOwner(.post, "/api/token/blacklist/", ["refresh": .string(refresh)])
            #expect(twice.status == 404)
        }
    }

    @Test func `an access token ends after five minutes`() async throws {
        try await TestServer.run { server in
            let made = try await server.asOwner(.post, "/api/token/")
            let bearer: HTTPFields = [
                .authorization: "Bearer \(try await access(server, made.json["token"]?.string ?? ""))"
            ]
            server.clock.advance(seconds: 299)
            try await #expect(server.send(.get, "/api/current-user/whoami", headers: bearer).status == 200)
            server.clock.advance(seconds: 2)
            try await #expect(server.send(.get, "/api/current-user/whoami", headers: bearer).status == 401)
        }
    }

    @Test func `a rotated token takes the place of the old one`() async throws {
        try await TestServer.run { server in
            let old = try await server.asOwner(.post, "/api/token/").json["token"]?.string ?? ""
            let rotated = try await server.asOwner(.post, "/api/token/rotate/", ["refresh": .string(old)])
            let new = try #require(rotated.json["refresh"]?.string)
            #expect(new != old)
            _ = try await access(server, new)
            let refused = try await server.asOwner(.post, "/api/token/refresh/", ["refresh": .string(old)])
            #expect(refused.status == 401)
        }
    }

    @Test func `a token of the list is withdrawn by what the list shows`() async throws {
        try await TestServer.run { server in
            _ = try await server.asOwner(.post, "/api/token/")
            let listed = try await server.asOwner(.get, "/api/token/").json[0]?["token"]?.string ?? ""
            let gone = try await server.asOwner(.post, "/api/token/blacklist", ["refresh": .string(listed)])
            #expect(gone.status == 204)
            try await #expect(server.asOwner(.get, "/api/token/").json == [])
        }
    }

    @Test func `the legacy token is shown once and then only made anew`() async throws {
        try await TestServer.run { server in
            let browser = try await server.signIn()
            let shown = try await browser.send(.get, "/api/current-user/token")
            #expect(shown.status == 403)
            let reset = try await browser.send(.post, "/api/current-user/reset-token/", token: browser.token)
            #expect(reset.status == 201)
            #expect(reset.json["token"]?.string?.count == 40)
            try await #expect(server.asOwner(.get, "/api/current-user/whoami").status == 401)
        }
    }

    @Test func `deactivating somebody ends everything they prove themselves with`() async throws {
        try await TestServer.run { server in
            let made = try await server.asOwner(
                .post, "/api/users/",
                ["email": "reader@example.org", "password": "a quiet long sentence", "role": "reviewer"]
            )
            #expect(made.status == 201)
            let id = try #require(made.json["id"]?.integer)
            let browser = try await server.signIn(email: "reader@example.org", password: "a quiet long sentence")
            let token = try await browser.send(.post, "/api/token/")
            let access = try await access(server, token.json["token"]?.string ?? "")
            try await #expect(server.asOwner(.delete, "/api/users/\(id)/").status == 204)
            try await #expect(browser.send(.get, "/api/session").status == 401)
            let bearer: HTTPFields = [.authorization: "Bearer \(access)"]
            try await #expect(server.send(.get, "/api/current-user/whoami", headers: bearer).status == 401)
            await #expect(throws: TestServer.SignInFailed.self) {
                try await server.signIn(email: "reader@example.org", password: "a quiet long sentence")
            }
        }
    }

    private func access(_ server: TestServer, _ refresh: String) async throws -> String {
        let answer = try await server.send(
            .post, "/api/token/refresh/", headers: [.contentType: "application/json"],
            body: #"{"refresh":"\#(refresh)"}"#
        )
        #expect(answer.status == 200)
        return try #require(answer.json["access"]?.string)
    }
}
