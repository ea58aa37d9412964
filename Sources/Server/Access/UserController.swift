import HTTPTypes
import Hummingbird
import JSON
import Workspace

/// `/api/users/…`.
struct UserController {
    let services: Services

    private var people: People { services.people }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(use: list)
            .post(use: create)
            .get(":id", use: show)
            .patch(":id", use: change)
            .delete(":id", use: deactivate)
            .post(":id/password", use: resetPassword)
    }

    /// Whoever may not see everybody's work sees only themselves.
    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let all = try await people.people(of: context.member)
        let seen = context.member.role.may(.seeAllWork) ? all : all.filter { $0.id == context.member.id }
        let profile = try await people.profile(of: context.member)
        return .json { writer in
            writer.array { writer in
                for person in seen { writer.value(person, in: profile.organization, owner: profile.ownerEmail) }
            }
        }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        let role = try Self.role(fields) ?? .annotator
        let account = try NewAccount(fields, needsPassword: false)
        let person = try await people.create(account, role: role, by: context.member)
        return try await answer(person.id, context, .created)
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let id = try context.id(of: "User")
        if id != context.member.id { try context.member.require(.seeAllWork) }
        return try await answer(id, context)
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        let id = try context.id(of: "User")
        let fields = try await request.fields()
        // Role first: who may not give it must not have changed the rest.
        if let role = try Self.role(fields) {
            _ = try await people.setRole(role, of: id, by: context.member)
        } else if try fields.boolean("is_active") == false {
            _ = try await people.setRole(.deactivated, of: id, by: context.member)
        }
        _ = try await people.change(id, People.Change(fields), by: context.member)
        return try await answer(id, context)
    }

    /// A person is deactivated: what they made must keep its author.
    @Sendable func deactivate(_ request: Request, context: MemberContext) async throws -> Response {
        _ = try await people.setRole(.deactivated, of: context.id(of: "User"), by: context.member)
        return .noContent
    }

    @Sendable func resetPassword(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields(limit: 64 << 10)
        try await people.resetPassword(
            fields.requiredString("password"), of: context.id(of: "User"), by: context.member
        )
        return .noContent
    }

    /// The role a request names, in full or in Label Studio Enterprise's two letters.
    static func role(_ fields: Fields) throws -> Role? {
        guard let name = try fields.string("role") else { return nil }
        guard let role = Role(name: name) else {
            throw Refusal.invalid(.init("role", "“\(name)” is not a valid choice."))
        }
        return role
    }

    private func answer(_ id: Int, _ context: MemberContext, _ status: HTTPResponse.Status = .ok) async throws
        -> Response
    {
        let profile = try await people.profile(id, for: context.member)
        return .json(status) { writer in
            writer.value(profile.person, in: profile.organization, owner: profile.ownerEmail)
        }
    }
}
