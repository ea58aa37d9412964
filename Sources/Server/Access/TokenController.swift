import Hummingbird
import JSON
import Workspace

/// `/api/token/…`: personal access tokens; `/api/jwt/settings` and `/api/session-policy`: the organisation's rules.
struct TokenController {
    let services: Services

    private var people: People { services.people }

    /// Where the token itself is the proof.
    var open: RouteCollection<AppRequestContext> {
        RouteCollection(context: AppRequestContext.self)
            .post("token/refresh", use: refresh)
            .post("token/rotate", use: rotate)
    }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("token", use: list)
            .post("token", use: create)
            .post("token/blacklist", use: revoke)
            .get("jwt/settings", use: settings)
            .post("jwt/settings", use: changeSettings)
            .get("session-policy", use: policy)
            .patch("session-policy", use: changePolicy)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let tokens = try await people.tokens(of: context.member)
        return .json { writer in
            writer.array { writer in
                for token in tokens { Self.write(token, text: token.unsigned, to: &writer) }
            }
        }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let name = try await request.fields().string("name") ?? ""
        let (text, token) = try await people.createToken(name: name, by: context.member)
        return .json(.created) { Self.write(token, text: text, to: &$0) }
    }

    @Sendable func refresh(_ request: Request, context: AppRequestContext) async throws -> Response {
        let token = try await request.fields(limit: 64 << 10).requiredString("refresh")
        return .json(value: ["access": .string(try await people.refresh(token))])
    }

    @Sendable func rotate(_ request: Request, context: AppRequestContext) async throws -> Response {
        let token = try await request.fields(limit: 64 << 10).requiredString("refresh")
        return .json(value: ["refresh": .string(try await people.rotate(token, origin: context.origin(.none)))])
    }

    /// Takes a whole token, or what the list shows of one of the actor's own.
    @Sendable func revoke(_ request: Request, context: MemberContext) async throws -> Response {
        let token = try await request.fields(limit: 64 << 10).requiredString("refresh")
        if token.split(separator: ".").count == 2 {
            try await people.revoke(listed: token, by: context.member)
        } else {
            do {
                try await people.revoke(token, origin: context.member.origin)
            } catch let refusal as Refusal where refusal.kind == .unauthenticated {
                throw Refusal(.notFound, "Token is invalid, expired or withdrawn already.")
            }
        }
        return .noContent
    }

    @Sendable func settings(_ request: Request, context: MemberContext) async throws -> Response {
        settings(try await people.organization(of: context.member))
    }

    @Sendable func changeSettings(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        var change = People.OrganizationChange()
        change.acceptsTokens = try fields.boolean("api_tokens_enabled")
        change.acceptsLegacyTokens = try fields.boolean("legacy_api_tokens_enabled")
        change.tokenDays = try fields.integer("api_token_ttl_days")
        return settings(try await people.change(change, by: context.member))
    }

    @Sendable func policy(_ request: Request, context: MemberContext) async throws -> Response {
        policy(try await people.organization(of: context.member))
    }

    @Sendable func changePolicy(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        var change = People.OrganizationChange()
        change.sessionMinutes = try fields.integer("max_session_age")
        change.idleMinutes = try fields.integer("max_time_between_activity")
        return policy(try await people.change(change, by: context.member))
    }

    private static func write(_ token: PersonalToken, text: String, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("token", text)
            writer.member("name", token.name)
            writer.member("created_at", ISOTime.text(token.createdAt))
            writer.member("expires_at", ISOTime.text(token.expiresAt))
            writer.member("last_used_at", ISOTime.text(token.usedAt))
        }
    }

    private func settings(_ organization: Organization) -> Response {
        .json { writer in
            writer.object { writer in
                writer.member("api_tokens_enabled", organization.acceptsTokens)
                writer.member("legacy_api_tokens_enabled", organization.acceptsLegacyTokens)
                writer.member("api_token_ttl_days", organization.tokenDays)
            }
        }
    }

    private func policy(_ organization: Organization) -> Response {
        .json { writer in
            writer.object { writer in
                writer.member("max_session_age", organization.sessionMinutes)
                writer.member("max_time_between_activity", organization.idleMinutes)
                writer.member("created_at", ISOTime.text(organization.createdAt))
                writer.member("updated_at", ISOTime.text(organization.policyUpdatedAt))
            }
        }
    }
}
