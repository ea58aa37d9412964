import HTTPTypes
import Hummingbird
import JSON
import Workspace

/// `/api/organizations/…` and the organisation's invitations.
struct OrganizationController {
    let services: Services

    private var people: People { services.people }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("organizations", use: list)
            .get("organizations/:id", use: show)
            .patch("organizations/:id", use: change)
            .get("organizations/:id/memberships", use: members)
            .patch("organizations/:id/memberships", use: changeRole)
            .get("organizations/:id/memberships/:user", use: member)
            .delete("organizations/:id/memberships/:user", use: remove)
            .get("invite", use: invitation)
            .post("invite/reset-token", use: resetInvitation)
            .get("invitations", use: invitations)
            .post("invitations", use: invite)
            .delete("invitations/:id", use: withdraw)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let organization = try await people.organization(of: context.member)
        return .json { writer in
            writer.array { writer in
                writer.object { writer in
                    writer.member("id", organization.id)
                    writer.member("title", organization.title)
                    writer.member("contact_info", organization.contact)
                    writer.member("created_at", ISOTime.text(organization.createdAt))
                }
            }
        }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        try own(context)
        return try await answer(people.organization(of: context.member), context)
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        try own(context)
        let fields = try await request.fields()
        var change = People.OrganizationChange()
        change.title = try fields.string("title")
        change.contact = try fields.string("contact_info")
        return try await answer(people.change(change, by: context.member), context)
    }

    @Sendable func members(_ request: Request, context: MemberContext) async throws -> Response {
        try own(context)
        try context.member.require(.seeAllWork)
        let page = try PageRequest(request, size: 30)
        let query = request.queryItems
        let search = query["search"]?.lowercased() ?? ""
        let role = query["role"].flatMap { Role(name: $0) }
        let showsDeactivated = try query.bool("is_deleted") ?? true
        let found = try await people.people(of: context.member).filter { person in
            (role == nil || person.role == role) && (showsDeactivated || person.role != .deactivated)
                && (search.isEmpty || "\(person.email) \(person.displayName)".lowercased().contains(search))
        }
        let organization = try await people.organization(of: context.member)
        return try page.linked(total: found.count, request: request, settings: services.settings) { writer in
            for person in found.dropFirst(page.offset).prefix(page.size) {
                writer.object { writer in
                    writer.member("id", person.id)
                    writer.member("organization", organization.id)
                    writer.member("role", person.role.rawValue)
                    writer.key("user")
                    writer.object { writer in
                        writer.members(of: person, in: organization, owner: nil)
                        writer.member("created_projects", JSONValue.null)
                        writer.member("contributed_to_projects", JSONValue.null)
                    }
                    writer.member("created_projects", JSONValue.null)
                    writer.member("contributed_to_projects", JSONValue.null)
                }
            }
        }
    }

    @Sendable func changeRole(_ request: Request, context: MemberContext) async throws -> Response {
        try own(context)
        let fields = try await request.fields()
        guard let id = try fields.integer("user_id") else {
            throw Refusal.invalid(.init("user_id", "This field is required."))
        }
        guard let role = try UserController.role(fields) else {
            throw Refusal.invalid(.init("role", "This field is required."))
        }
        let person = try await people.setRole(role, of: id, by: context.member)
        return try await membership(of: person, context)
    }

    @Sendable func member(_ request: Request, context: MemberContext) async throws -> Response {
        try own(context)
        let id = try context.id("user", of: "OrganizationMember")
        if id != context.member.id { try context.member.require(.seeAllWork) }
        return try await membership(of: people.person(id, for: context.member), context)
    }

    @Sendable func remove(_ request: Request, context: MemberContext) async throws -> Response {
        try own(context)
        let id = try context.id("user", of: "OrganizationMember")
        if id == context.member.id { throw Refusal(.forbidden, "You cannot remove yourself.") }
        _ = try await people.setRole(.deactivated, of: id, by: context.member)
        return .noContent
    }

    @Sendable func invitation(_ request: Request, context: MemberContext) async throws -> Response {
        link(try await people.invitation(by: context.member), .ok)
    }

    @Sendable func resetInvitation(_ request: Request, context: MemberContext) async throws -> Response {
        try await people.withdrawInvitation(nil, by: context.member)
        return link(try await people.invitation(by: context.member), .created)
    }

    @Sendable func invitations(_ request: Request, context: MemberContext) async throws -> Response {
        let open = try await people.openInvitations(for: context.member)
        return .json { writer in
            writer.array { writer in for invitation in open { Self.write(invitation, to: &writer) } }
        }
    }

    @Sendable func invite(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        let invitation = try await people.invite(
            role: UserController.role(fields) ?? .annotator, email: fields.string("email"), by: context.member
        )
        return .json(.created) { Self.write(invitation, to: &$0) }
    }

    @Sendable func withdraw(_ request: Request, context: MemberContext) async throws -> Response {
        try await people.withdrawInvitation(context.id(of: "Invitation"), by: context.member)
        return .noContent
    }

    /// Whoever asks for another organisation learns only that there is none for them.
    private func own(_ context: MemberContext) throws {
        if try context.id(of: "Organization") != context.member.organization {
            throw Refusal.missing("Organization")
        }
    }

    private func link(_ invitation: Invitation, _ status: HTTPResponse.Status) -> Response {
        .json(status) { writer in
            writer.object { writer in
                writer.member("token", invitation.code)
                writer.member("invite_url", "/user/signup/?token=" + invitation.code)
                writer.member("expires_at", ISOTime.text(invitation.expiresAt))
            }
        }
    }

    private static func write(_ invitation: Invitation, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", invitation.id)
            writer.member("role", invitation.role.rawValue)
            writer.member("email", invitation.email)
            writer.member("token", invitation.code)
            writer.member("invite_url", "/user/signup/?token=" + invitation.code)
            writer.member("created_at", ISOTime.text(invitation.createdAt))
            writer.member("expires_at", ISOTime.text(invitation.expiresAt))
        }
    }

    private func answer(_ organization: Organization, _ context: MemberContext) async throws -> Response {
        let everybody = try await people.people(of: context.member)
        return .json { writer in
            writer.object { writer in
                writer.member("id", organization.id)
                writer.member("title", organization.title)
                // Label Studio shows the invitation here to every member; ours is asked for by who may invite.
                writer.member("token", JSONValue.null)
                writer.member("created_at", ISOTime.text(organization.createdAt))
                writer.member("updated_at", ISOTime.text(organization.updatedAt))
                writer.member("contact_info", organization.contact)
                writer.member("created_by", organization.createdBy)
                writer.key("users")
                writer.array { writer in for person in everybody { writer.value(person.id) } }
            }
        }
    }

    private func membership(of person: Person, _ context: MemberContext) async throws -> Response {
        let organization = try await people.organization(of: context.member)
        return .json { writer in
            writer.object { writer in
                writer.key("user")
                writer.value(person, in: organization)
                writer.member("organization", organization.id)
                writer.member("role", person.role.rawValue)
                writer.member("created_at", ISOTime.text(person.createdAt))
            }
        }
    }
}
