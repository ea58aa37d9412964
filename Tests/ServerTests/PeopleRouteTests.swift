import HTTPTypes
import JSON
import Testing
import Workspace

@testable import Server

@Suite struct PeopleRouteTests {
    @Test func `who I am has the members that clients of Label Studio read`() async throws {
        try await TestServer.run { server in
            let me = try await server.asOwner(.get, "/api/current-user/whoami").json
            let keys = try #require(me.object?.keys)
            for key in [
                "id", "first_name", "last_name", "username", "email", "last_activity", "custom_hotkeys", "avatar",
                "initials", "phone", "active_organization", "active_organization_meta", "allow_newsletters",
                "date_joined", "permissions",
            ] {
                #expect(keys.contains(key))
            }
            #expect(me["last_activity"]?.string?.count == 27)
            #expect(me["active_organization_meta"]?["email"] == .string(TestServer.email))
        }
    }

    @Test func `the first owner is made in the browser with the printed code, once`() async throws {
        try await TestServer.run(hasOwner: false) { server in
            try await #expect(server.send(.get, "/api/setup").json["needs_owner"] == true)
            let body: @Sendable (String) -> String = {
                #"{"code":"\#($0)","email":"first@example.org","password":"a quiet long sentence"}"#
            }
            let json: HTTPFields = [.contentType: "application/json"]
            let wrong = try await server.send(.post, "/api/setup", headers: json, body: body("AAAA-AAAA"))
            #expect(wrong.status == 403)
            let code = server.services.setUpCode.text.lowercased()
            let made = try await server.send(.post, "/api/setup", headers: json, body: body(code))
            #expect(made.status == 201)
            #expect(made.json["user"]?["role"] == "owner")
            #expect(made.cookie("sessionid") != nil)
            try await #expect(server.send(.get, "/api/setup").json["needs_owner"] == false)
            let again = try await server.send(.post, "/api/setup", headers: json, body: body(code))
            #expect(again.status == 403)
        }
    }

    @Test(arguments: [SignUp.closed, .invite, .open])
    func `who may sign up is a setting`(_ rule: SignUp) async throws {
        try await TestServer.run(settings: { $0.signUp = rule }) { server in
            try await #expect(server.send(.get, "/api/setup").json["sign_up"] == .string(rule.rawValue))
            let answer = try await self.signUp(server, "visitor@example.org", code: nil)
            #expect(answer.status == (rule == .open ? 201 : 403))
            if rule == .open { #expect(answer.json["user"]?["role"] == "annotator") }
        }
    }

    @Test func `an invitation lets one person in, within a week`() async throws {
        try await TestServer.run { server in
            let invite = try await server.asOwner(.get, "/api/invite").json
            let code = try #require(invite["token"]?.string)
            #expect(invite["invite_url"] == .string("/user/signup/?token=" + code))
            // Asking again shows the same one.
            try await #expect(server.asOwner(.get, "/api/invite").json["token"] == .string(code))
            try await #expect(self.signUp(server, "one@example.org", code: code).status == 201)
            try await #expect(self.signUp(server, "two@example.org", code: code).status == 403)

            let late = try await server.asOwner(.get, "/api/invite").json["token"]?.string ?? ""
            #expect(late != code)
            server.clock.advance(seconds: 8 * 86400)
            try await #expect(self.signUp(server, "three@example.org", code: late).status == 403)

            let old = try await server.asOwner(.get, "/api/invite").json["token"]?.string ?? ""
            let reset = try await server.asOwner(.post, "/api/invite/reset-token")
            #expect(reset.status == 201)
            try await #expect(self.signUp(server, "four@example.org", code: old).status == 403)
            try await #expect(self.signUp(server, "four@example.org", code: "1-AAAA").status == 403)
            let named = try await server.asOwner(
                .post, "/api/invitations", ["role": "reviewer", "email": "rev@example.org"]
            )
            let namedCode = named.json["token"]?.string ?? ""
            try await #expect(self.signUp(server, "thief@example.org", code: namedCode).status == 403)
            let joined = try await self.signUp(server, "Rev@example.org", code: namedCode)
            #expect(joined.json["user"]?["role"] == "reviewer")
        }
    }

    @Test(arguments: [Role.administrator, .manager, .reviewer, .annotator])
    func `a role reaches as far as its acts`(_ role: Role) async throws {
        try await TestServer.run { server in
            let password = "a quiet long sentence"
            for (name, role) in [("subject", role), ("colleague", .administrator), ("novice", .annotator)] {
                let body: JSONValue = [
                    "email": .string("\(name)@example.org"), "password": .string(password),
                    "role": .string(role.rawValue),
                ]
                try await #expect(server.asOwner(.post, "/api/users/", body).status == 201)
            }
            let browser = try await server.signIn(email: "subject@example.org", password: password)
            let governs = role.may(.managePeople)
            let calls: [(HTTPRequest.Method, String, JSONValue?, Bool)] = [
                (.get, "/api/current-user/whoami", nil, true),
                (.get, "/api/users/1", nil, role.may(.seeAllWork)),
                (.get, "/api/organizations/1/memberships", nil, role.may(.seeAllWork)),
                (.post, "/api/users/", ["email": "new@example.org"], governs),
                (.patch, "/api/users/4", ["first_name": "Changed"], governs),
                (.patch, "/api/users/3", ["first_name": "Changed"], false),
                (.patch, "/api/users/4", ["role": "reviewer"], governs),
                (.patch, "/api/users/4", ["role": "owner"], false),
                (.patch, "/api/users/2", ["role": "owner"], false),
                (.patch, "/api/organizations/1/memberships", ["user_id": 1, "role": "annotator"], false),
                (.delete, "/api/organizations/1/memberships/1", nil, false),
                (.post, "/api/users/1/password", ["password": "another long sentence"], false),
                (.post, "/api/users/4/password", ["password": "another long sentence"], governs),
                (.get, "/api/invite", nil, governs), (.post, "/api/invite/reset-token", nil, governs),
                (.post, "/api/invitations", ["role": "administrator"], false),
                (.patch, "/api/organizations/1", ["title": "Mine"], governs),
                (.post, "/api/jwt/settings", ["api_tokens_enabled": true], governs),
                (.patch, "/api/session-policy", ["max_session_age": 100], governs),
            ]
            for (method, path, body, isAllowed) in calls {
                let answer = try await browser.send(method, path, body)
                #expect((answer.status < 300) == isAllowed, "\(role) \(method) \(path): \(answer.status)")
                if !isAllowed { #expect(answer.status == 403) }
            }
        }
    }

    @Test func `the last owner stays`() async throws {
        try await TestServer.run { server in
            let answer = try await server.asOwner(
                .patch, "/api/organizations/1/memberships", ["user_id": 1, "role": "manager"]
            )
            #expect(answer.status == 400)
            try await #expect(server.asOwner(.delete, "/api/users/1").status == 400)
        }
    }

    @Test func `an annotator sees only themselves in the list of people`() async throws {
        try await TestServer.run { server in
            let password = "a quiet long sentence"
            _ = try await server.asOwner(
                .post, "/api/users/", ["email": "novice@example.org", "password": .string(password)]
            )
            let browser = try await server.signIn(email: "novice@example.org", password: password)
            let list = try await browser.send(.get, "/api/users/")
            #expect(list.json.array?.map { $0["email"]?.string } == ["novice@example.org"])
        }
    }

    @Test(arguments: [
        "short", "passwordpassword", "P@ssw0rd2026!", "123456789012", "abcdefghijkl", "qwertyqwerty", "aaaaaaaaaaaaa",
        "example.org1234", "letmein-letmein-letmein-letmein", "hospital2026!!",
    ])
    func `a password that is easily guessed is refused`(_ password: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.asOwner(
                .post, "/api/users/", ["email": "guess@example.org", "password": .string(password)]
            )
            #expect(answer.status == 400)
            #expect(answer.json["validation_errors"]?["password"] != nil)
        }
    }

    @Test(arguments: ["correct horse battery", "Tr0ub4dor&3-longer", "täglich grünes Gemüse", "k7-fmq9x-2hdpw"])
    func `a long password of any composition is taken`(_ password: String) async throws {
        try await TestServer.run { server in
            let body: JSONValue = ["email": "good@elsewhere.example", "password": .string(password)]
            try await #expect(server.asOwner(.post, "/api/users/", body).status == 201)
            _ = try await server.signIn(email: "GOOD@elsewhere.example", password: password)
        }
    }

    @Test func `an address has one account whatever its case`() async throws {
        try await TestServer.run { server in
            let answer = try await server.asOwner(.post, "/api/users/", ["email": "OWNER@Example.org"])
            #expect(answer.json["validation_errors"]?["email"] == ["User with this email already exists."])
        }
    }

    @Test func `hotkeys come back byte for byte`() async throws {
        try await TestServer.run { server in
            let text = #"{ "annotation:submit": {"key":"ctrl+enter", "active": true, "n": 1.50} }"#
            let headers: HTTPFields = [
                .contentType: "application/json", .authorization: "Token \(TestServer.token)",
            ]
            let answer = try await server.send(
                .patch, "/api/current-user/hotkeys/", headers: headers, body: #"{"custom_hotkeys":\#(text)}"#
            )
            #expect(answer.text == #"{"custom_hotkeys":\#(text)}"#)
        }
    }

    private func signUp(_ server: TestServer, _ email: String, code: String?) async throws -> Answer {
        try await server.send(
            .post, "/user/signup" + (code.map { "?token=" + $0 } ?? ""),
            headers: [.contentType: "application/json", .accept: "application/json"],
            body: #"{"email":"\#(email)","password":"a quiet long sentence"}"#
        )
    }
}
