import Hummingbird
import JSON
import Workspace

/// `/api/current-user/…`: what everybody may see and change of themselves.
struct CurrentUserController {
    let services: Services

    private var people: People { services.people }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(use: show)
            .patch(use: change)
            .get("whoami", use: show)
            .get("token", use: showToken)
            .post("reset-token", use: resetToken)
            .get("hotkeys", use: showHotkeys)
            .patch("hotkeys", use: changeHotkeys)
            .post("password", use: changePassword)
            .get("sessions", use: sessions)
            .delete("sessions", use: endSessions)
            .delete("sessions/:id", use: endSession)
            .get("product-tour", use: productTour)
            .patch("product-tour", use: productTour)
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        try await answer(context.member)
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        let change = try People.Change(await request.fields())
        _ = try await people.change(context.member.id, change, by: context.member)
        return try await answer(context.member)
    }

    @Sendable func showToken(_ request: Request, context: MemberContext) async throws -> Response {
        let token = try await people.firstLegacyToken(of: context.member)
        return .json(value: ["token": .string(token)])
    }

    @Sendable func resetToken(_ request: Request, context: MemberContext) async throws -> Response {
        let token = try await people.resetLegacyToken(of: context.member)
        return .json(.created, value: ["token": .string(token)])
    }

    @Sendable func showHotkeys(_ request: Request, context: MemberContext) async throws -> Response {
        let person = try await people.person(context.member.id, for: context.member)
        return hotkeys(person)
    }

    @Sendable func changeHotkeys(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        guard fields.has("custom_hotkeys") else {
            throw Refusal.invalid(.init("custom_hotkeys", "This field is required."))
        }
        var change = People.Change()
        change.customHotkeys = try People.Change.hotkeys(fields)
        return hotkeys(try await people.change(context.member.id, change, by: context.member))
    }

    @Sendable func changePassword(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields(limit: 64 << 10)
        try await people.changePassword(
            from: fields.requiredString("current_password"), to: fields.requiredString("password"),
            session: context.session?.id, by: context.member
        )
        return .noContent
    }

    @Sendable func sessions(_ request: Request, context: MemberContext) async throws -> Response {
        let sessions = try await people.sessions(of: context.member)
        return .json { writer in
            writer.array { writer in
                for session in sessions {
                    writer.object { writer in
                        writer.member("id", session.id)
                        writer.member("current", session.id == context.session?.id)
                        writer.member("ip", session.address)
                        writer.member("user_agent", session.agent)
                        writer.member("created_at", ISOTime.text(session.createdAt))
                        writer.member("last_seen_at", ISOTime.text(session.seenAt))
                    }
                }
            }
        }
    }

    @Sendable func endSession(_ request: Request, context: MemberContext) async throws -> Response {
        try await people.endSession(context.id(of: "Session"), by: context.member)
        return .noContent
    }

    @Sendable func endSessions(_ request: Request, context: MemberContext) async throws -> Response {
        try await people.endSessions(of: context.member, except: context.session?.id)
        return .noContent
    }

    /// Label Studio's page asks for its tour; ours has none.
    @Sendable func productTour(_ request: Request, context: MemberContext) async throws -> Response {
        .json(value: ["state": "completed", "interaction_data": [:]])
    }

    private func answer(_ member: Member) async throws -> Response {
        let profile = try await people.profile(of: member)
        return .json { writer in
            writer.object { writer in
                writer.members(of: profile.person, in: profile.organization, owner: profile.ownerEmail)
                writer.permissions(of: profile.person.role)
            }
        }
    }

    private func hotkeys(_ person: Person) -> Response {
        .json { writer in
            writer.object { $0.member("custom_hotkeys", raw: person.customHotkeys) }
        }
    }
}

extension People.Change {
    /// What a request says of a person.
    init(_ fields: Fields) throws {
        self.init()
        if fields.has("email") { email = try fields.requiredString("email") }
        username = try fields.string("username")
        firstName = try fields.string("first_name")
        lastName = try fields.string("last_name")
        phone = try fields.string("phone")
        allowNewsletters = try fields.boolean("allow_newsletters")
        if fields.has("custom_hotkeys") { customHotkeys = try Self.hotkeys(fields) }
    }

    /// The keys as the client wrote them: an object of at most 64 KB.
    static func hotkeys(_ fields: Fields) throws -> String? {
        guard let text = try fields.verbatim("custom_hotkeys") else { return nil }
        guard (try? JSONValue(parsing: text))?.object != nil, text.utf8.count <= 64 << 10 else {
            throw Refusal.invalid(.init("custom_hotkeys", "Expected an object of at most 64 KB."))
        }
        return text
    }
}
