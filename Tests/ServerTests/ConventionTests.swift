import HTTPTypes
import JSON
import Testing

@testable import Server

@Suite struct ConventionTests {
    @Test func `both slash forms answer without a redirect`() async throws {
        try await TestServer.run { server in
            for path in ["/api/users", "/api/users/", "/api/version", "/api/version/"] {
                try await #expect(server.asOwner(.get, path).status == 200)
            }
            for path in ["/api/token", "/api/token/"] {
                try await #expect(server.asOwner(.post, path).status == 201)
            }
        }
    }

    @Test func `JSON, a form and multipart say the same`() async throws {
        try await TestServer.run { server in
            let bodies = [
                ("application/json", #"{"email":"a1@example.org","first_name":"Ada","allow_newsletters":true}"#),
                ("application/x-www-form-urlencoded", "email=a2%40example.org&first_name=Ada&allow_newsletters=True"),
                (
                    "multipart/form-data; boundary=XX",
                    multipart(["email": "a3@example.org", "first_name": "Ada", "allow_newsletters": "true"])
                ),
            ]
            for (type, body) in bodies {
                let headers: HTTPFields = [.contentType: type, .authorization: "Token \(TestServer.token)"]
                let answer = try await server.send(.post, "/api/users/", headers: headers, body: body)
                #expect(answer.status == 201)
                #expect(answer.json["first_name"] == "Ada")
            }
        }
    }

    @Test func `a validation error names its fields`() async throws {
        try await TestServer.run { server in
            let answer = try await server.asOwner(.post, "/api/users/", ["email": "nowhere", "password": "short"])
            #expect(answer.status == 400)
            #expect(answer.json["status_code"] == 400)
            #expect(answer.json["detail"] == "Validation error")
            #expect(answer.json["version"] == .string(Version.labelStudio))
            #expect(answer.json["exc_info"] == .null)
            #expect(answer.json["id"]?.string?.count == 36)
            #expect(answer.json["validation_errors"]?["email"] == ["Enter a valid email address."])
            #expect(answer.json["validation_errors"]?["password"]?.array?.count == 1)
        }
    }

    @Test(arguments: ["{", "[1,", #"{"email":}"#, "\u{FF}", "nul"])
    func `a body that is no JSON says where`(_ body: String) async throws {
        try await TestServer.run { server in
            let headers: HTTPFields = [
                .contentType: "application/json", .authorization: "Token \(TestServer.token)",
            ]
            let answer = try await server.send(.post, "/api/users/", headers: headers, body: body)
            #expect(answer.status == 400)
            #expect(answer.json["detail"]?.string?.hasPrefix("JSON parse error - line 1, column") == true)
        }
    }

    @Test func `what does not exist is said in JSON under the API`() async throws {
        try await TestServer.run { server in
            for path in ["/api/nothing", "/api/nothing/", "/api/users/999/", "/api/users/abc/", "/data/nothing"] {
                let answer = try await server.asOwner(.get, path)
                #expect(answer.status == 404)
                #expect(answer.json["status_code"] == 404)
            }
            let missing = try await server.asOwner(.get, "/api/users/999/")
            #expect(missing.json["detail"] == "No User matches the given query.")
        }
    }

    @Test func `a method that a path does not take is refused as such`() async throws {
        try await TestServer.run { server in
            let answer = try await server.asOwner(.put, "/api/users/")
            #expect(answer.status == 405)
            #expect(answer.json["detail"] == #"Method "PUT" not allowed."#)
            #expect(answer.headers[.allow] == "GET, HEAD, POST")
        }
    }

    @Test func `every response carries the secure headers and a request id`() async throws {
        try await TestServer.run { server in
            let answers = [
                try await server.send(.get, "/"), try await server.send(.get, "/health"),
                try await server.send(.get, "/api/users/"), try await server.send(.get, "/api/nothing"),
                try await server.send(.get, "/nothing.js"), try await server.send(.get, "/data/upload/1/x"),
                try await server.asOwner(.get, "/api/users/"), try await server.asOwner(.post, "/api/users/", [:]),
                try await server.send(.post, "/user/login", body: "{"),
                try await server.asOwner(.put, "/api/users/"),
            ]
            for answer in answers {
                #expect(answer.headers[.contentSecurityPolicy] == SecureHeaders.policy)
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                #expect(answer.headers[.referrerPolicy] == "no-referrer")
                #expect(answer.headers[.crossOriginOpenerPolicy] == "same-origin")
                #expect(answer.headers[.crossOriginResourcePolicy] == "same-origin")
                #expect(answer.headers[.crossOriginEmbedderPolicy] == "require-corp")
                #expect(answer.headers[.permissionsPolicy] != nil)
                #expect(answer.headers[.cacheControl] != nil)
                #expect(answer.headers[.requestID]?.isEmpty == false)
            }
            // WebAssembly may be compiled; nothing else that is unsafe.
            #expect(!SecureHeaders.policy.replacing("'wasm-unsafe-eval'", with: "").contains("unsafe"))
        }
    }

    @Test func `a body over the limit is refused before it is read`() async throws {
        try await TestServer.run { server in
            let headers: HTTPFields = [
                .contentType: "application/json", .authorization: "Token \(TestServer.token)",
            ]
            let body = #"{"refresh":"\#(String(repeating: "x", count: 70_000))"}"#
            let answer = try await server.send(.post, "/api/token/refresh", headers: headers, body: body)
            #expect(answer.status == 413)
            #expect(answer.json["detail"] == "The request body is larger than the limit of 65536 bytes.")
            #expect(answer.headers[.connection] == "close")
        }
    }

    @Test func `the version has Label Studio's shape and says Community`() async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.get, "/api/version")
            #expect(answer.json["edition"] == "Community")
            #expect(answer.json["release"] == .string(Version.labelStudio))
            #expect(answer.json["label-studio-os-package"]?["version"] == .string(Version.labelStudio))
            #expect(answer.json["vesalius"]?["version"] == .string(Version.current))
        }
    }

    @Test func `metrics count by route and never name an address`() async throws {
        try await TestServer.run { server in
            _ = try await server.asOwner(.get, "/api/users/1/?secret=mrn-4711")
            _ = try await server.send(.get, "/patient-4711.js")
            let page = try await server.send(.get, "/metrics").text
            #expect(page.contains(#"http_requests_total{method="GET",route="/api/users/{id}",status="200"} 1"#))
            #expect(page.contains("process_resident_memory_bytes"))
            #expect(page.contains("db_write_duration_seconds_count"))
            #expect(!page.contains("mrn") && !page.contains("patient"))
        }
    }

    @Test func `lists are paged with the addresses of their neighbours`() async throws {
        try await TestServer.run { server in
            for number in 1...4 {
                _ = try await server.asOwner(.post, "/api/users/", ["email": .string("a\(number)@example.org")])
            }
            let path = "/api/organizations/1/memberships"
            let first = try await server.asOwner(.get, path + "?page_size=2&search=example")
            #expect(first.json["count"] == 5)
            #expect(first.json["results"]?.array?.count == 2)
            #expect(first.json["previous"] == .null)
            let next = try #require(first.json["next"]?.string)
            #expect(next == "http://localhost\(path)?search=example&page=2&page_size=2")
            let second = try await server.asOwner(.get, String(next.dropFirst("http://localhost".count)))
            #expect(second.json["previous"]?.string?.contains("page=1") == true)
            let last = try await server.asOwner(.get, path + "?page=3&page_size=2")
            #expect(last.json["results"]?.array?.count == 1)
            #expect(last.json["next"] == .null)
            let past = try await server.asOwner(.get, path + "?page=4&page_size=2")
            #expect(past.status == 404)
            #expect(past.json["detail"] == "Invalid page.")
            try await #expect(server.asOwner(.get, path + "?page=x").status == 400)
        }
    }

    private func multipart(_ fields: [String: String]) -> String {
        fields.map { "--XX\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }.joined() + "--XX--\r\n"
    }
}
