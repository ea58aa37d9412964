import HTTPTypes
import JSON
import Testing
import Workspace

@testable import Server

@Suite struct SessionTests {
    private static let json: HTTPFields = [.contentType: "application/json"]

    @Test func `a session opens, shows who it is and ends`() async throws {
        try await TestServer.run { server in
            let browser = try await server.signIn()
            let shown = try await browser.send(.get, "/api/session/")
            #expect(shown.status == 200)
            #expect(shown.json["user"]?["email"] == .string(TestServer.email))
            #expect(shown.json["user"]?["role"] == "owner")
            #expect(shown.json["csrf_token"] == .string(browser.token))
            try await #expect(browser.send(.delete, "/api/session").status == 204)
            try await #expect(browser.send(.get, "/api/session").status == 401)
        }
    }

    @Test func `the cookie is hidden from scripts and stays on this site`() async throws {
        try await TestServer.run { server in
            let answer = try await server.send(
                .post, "/api/session", headers: Self.json,
                body: #"{"email":"owner@example.org","password":"correct horse battery"}"#
            )
            let cookies = answer.headers[values: .setCookie]
            let session = cookies.first { $0.hasPrefix("sessionid=") } ?? ""
            #expect(session.contains("HttpOnly") && session.contains("SameSite=Lax") && session.contains("Path=/"))
            let other = cookies.first { $0.hasPrefix("csrftoken=") } ?? ""
            #expect(!other.contains("HttpOnly"))
        }
        try await TestServer.run(settings: { $0.publicURL = "https://labels.example.org" }) { server in
            let answer = try await server.send(
                .post, "/api/session", headers: Self.json,
                body: #"{"email":"owner@example.org","password":"correct horse battery"}"#
            )
            let session = answer.headers[values: .setCookie].first { $0.hasPrefix("__Host-sessionid=") }
            #expect(session?.contains("Secure") == true)
            #expect(answer.headers[.strictTransportSecurity]?.contains("max-age") == true)
        }
    }

    @Test func `under a cookie an unsafe request needs the token and our own page`() async throws {
        try await TestServer.run { server in
            let browser = try await server.signIn()
            let path = "/api/current-user"
            let change: JSONValue = ["first_name": "Ada"]
            try await #expect(browser.send(.patch, path, change).status == 200)
            try await #expect(browser.send(.patch, path, change, token: .some(nil)).status == 403)
            try await #expect(browser.send(.patch, path, change, token: "wrong").status == 403)
            for headers: HTTPFields in [
                [.origin: "https://evil.example"], [.origin: "null"], [.secFetchSite: "cross-site"],
                [.secFetchSite: "same-site"],
            ] {
                try await #expect(browser.send(.patch, path, change, headers: headers).status == 403)
            }
            let own: HTTPFields = [.origin: "http://localhost", .secFetchSite: "same-origin"]
            try await #expect(browser.send(.patch, path, change, headers: own).status == 200)
            // Reading is safe, and a program with a token has no cookie to steal.
            try await #expect(browser.send(.get, path, token: .some(nil)).status == 200)
            try await #expect(server.asOwner(.patch, path, change).status == 200)
        }
    }

    @Test func `behind a proxy that changes the host the public address is our own`() async throws {
        try await TestServer.run(settings: { $0.publicURL = "http://labels.example.org" }) { server in
            let browser = try await server.signIn()
            let change: JSONValue = ["first_name": "Ada"]
            for (origin, status) in [("http://labels.example.org", 200), ("https://labels.example.org", 403)] {
                let answer = try await browser.send(.patch, "/api/current-user", change, headers: [.origin: origin])
                #expect(answer.status == status)
            }
        }
    }

    @Test func `another site cannot sign somebody in`() async throws {
        try await TestServer.run { server in
            var headers = Self.json
            headers[.origin] = "https://evil.example"
            let answer = try await server.send(
                .post, "/api/session", headers: headers,
                body: #"{"email":"owner@example.org","password":"correct horse battery"}"#
            )
            #expect(answer.status == 403)
        }
    }

    @Test func `a session ends when it is idle, and after its age`() async throws {
        try await TestServer.run { server in
            let idle = try await server.signIn()
            server.clock.advance(seconds: 14 * 60)
            try await #expect(idle.send(.get, "/api/session").status == 200)
            server.clock.advance(seconds: 14 * 60)
            try await #expect(idle.send(.get, "/api/session").status == 200)
            server.clock.advance(seconds: 15 * 60)
            try await #expect(idle.send(.get, "/api/session").status == 401)

            let old = try await server.signIn()
            for _ in 0..<(12 * 6) {
                server.clock.advance(seconds: 599)
                _ = try await old.send(.get, "/api/session")
            }
            try await #expect(old.send(.get, "/api/session").status == 200)
            server.clock.advance(seconds: 100)
            try await #expect(old.send(.get, "/api/session").status == 401)
        }
    }

    @Test func `wrong passwords are slowed down, also for people who do not exist`() async throws {
        try await TestServer.run { server in
            for email in ["owner@example.org", "nobody@example.org"] {
                var answers: [Answer] = []
                for _ in 0..<6 { answers.append(try await self.fail(server, email)) }
                #expect(answers.prefix(5).allSatisfy { $0.status == 401 })
                #expect(Set(answers.prefix(5).map { $0.json["detail"]?.string }).count == 1)
                #expect(answers[5].status == 429)
                #expect(answers[5].headers[.retryAfter] == "1")
                // The right password does not open a blocked account.
                await #expect(throws: TestServer.SignInFailed.self) { try await server.signIn(email: email) }
                server.clock.advance(seconds: 1)
                try await #expect(self.fail(server, email).status == 401)
                try await #expect(self.fail(server, email).headers[.retryAfter] == "2")
                server.clock.advance(seconds: 61)
            }
            _ = try await server.signIn()
            // A success forgets the failures.
            try await #expect(self.fail(server, "owner@example.org").status == 401)
            try await #expect(self.fail(server, "owner@example.org").status == 401)
        }
    }

    @Test func `the tenth failure closes an account for a quarter of an hour`() async throws {
        try await TestServer.run { server in
            for _ in 0..<10 {
                try await #expect(self.fail(server, "owner@example.org").status == 401)
                server.clock.advance(seconds: 61)
            }
            let blocked = try await self.fail(server, "owner@example.org")
            #expect(blocked.status == 429)
            #expect((Int(blocked.headers[.retryAfter] ?? "") ?? 0) > 800)
        }
    }

    @Test func `people see and end their sessions`() async throws {
        try await TestServer.run { server in
            let first = try await server.signIn()
            let second = try await server.signIn()
            let list = try await second.send(.get, "/api/current-user/sessions")
            #expect(list.json.array?.count == 2)
            let other = try #require(list.json.array?.first { $0["current"] == false }?["id"]?.integer)
            try await #expect(second.send(.delete, "/api/current-user/sessions/\(other)").status == 204)
            try await #expect(first.send(.get, "/api/session").status == 401)
            try await #expect(second.send(.get, "/api/session").status == 200)
        }
    }

    @Test func `a new password ends the other sessions`() async throws {
        try await TestServer.run { server in
            let other = try await server.signIn()
            let browser = try await server.signIn()
            let path = "/api/current-user/password"
            let wrong = try await browser.send(
                .post, path, ["current_password": "not the one at all", "password": "another long sentence"]
            )
            #expect(wrong.status == 400)
            #expect(wrong.json["validation_errors"]?["current_password"] != nil)
            let weak = try await browser.send(
                .post, path, ["current_password": .string(TestServer.password), "password": "Password2026!!"]
            )
            #expect(weak.json["validation_errors"]?["password"] != nil)
            let done = try await browser.send(
                .post, path,
                ["current_password": .string(TestServer.password), "password": "another long sentence"]
            )
            #expect(done.status == 204)
            try await #expect(other.send(.get, "/api/session").status == 401)
            try await #expect(browser.send(.get, "/api/session").status == 200)
            _ = try await server.signIn(password: "another long sentence")
        }
    }

    @Test func `Label Studio's login form answers with a redirect or a page`() async throws {
        try await TestServer.run { server in
            let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let good = try await server.send(
                .post, "/user/login/?next=/projects/7", headers: form,
                body: "email=owner%40example.org&password=correct+horse+battery"
            )
            #expect(good.status == 302)
            #expect(good.headers[.location] == "/projects/7")
            #expect(good.cookie("sessionid") != nil)
            let foreign = try await server.send(
                .post, "/user/login?next=//evil.example/x", headers: form,
                body: "email=owner%40example.org&password=correct+horse+battery"
            )
            #expect(foreign.headers[.location] == "/projects")
            let bad = try await server.send(
                .post, "/user/login", headers: form, body: "email=%3Cscript%3E&password=nonsense"
            )
            #expect(bad.status == 200)
            #expect(bad.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(!bad.text.contains("<script>"))
        }
    }

    private func fail(_ server: TestServer, _ email: String) async throws -> Answer {
        try await server.send(
            .post, "/api/session", headers: Self.json, body: #"{"email":"\#(email)","password":"definitely wrong"}"#
        )
    }
}
