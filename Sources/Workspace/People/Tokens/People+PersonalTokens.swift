import Storage

extension People {
    /// An access token is good for five minutes, as in Label Studio.
    private static let accessSeconds = 300

    private static let bad = Refusal(.unauthenticated, "Token is invalid or expired")

    /// Makes a personal access token; its text is known only now.
    package func createToken(name: String, by member: Member) async throws -> (token: String, record: PersonalToken) {
        let now = clock.now()
        return try await database.write { connection in
            let organization = try Self.organization(member.organization, in: connection)
            guard organization.acceptsTokens else {
                throw Refusal(.forbidden, "Personal access tokens are turned off in this organization.")
            }
            return try create(
                name: name, person: member.id, in: organization, origin: member.origin, now: now, connection
            )
        }
    }

    /// The actor's tokens that are neither withdrawn nor over, newest first.
    package func tokens(of member: Member) async throws -> [PersonalToken] {
        let now = clock.now()
        return try await database.read { connection in
            try connection.query(
                """
                SELECT * FROM personal_token
                WHERE person = \(member.id) AND revoked_at IS NULL AND expires_at > \(now) ORDER BY id DESC
                """
            ).map(PersonalToken.init)
        }
    }

    /// Exchanges a personal access token for one that calls may carry.
    package func refresh(_ token: String) async throws -> String {
        let now = clock.now()
        let claims = try claims(of: token, now: now)
        return try await database.write { connection in
            let row = try live(token, now: now, in: connection)
            try connection.execute("UPDATE personal_token SET used_at = \(now) WHERE id = \(row.id)")
            return tokens.sign(
                .init(
                    kind: .access, expiry: now / 1_000_000 + Self.accessSeconds, issued: now / 1_000_000,
                    id: Secret.hexadecimal(Secret.bytes(16)), person: claims.person, parent: row.id
                )
            )
        }
    }

    /// Withdraws a token; what was exchanged for it ends at once. The actor needs no more than the token itself.
    package func revoke(_ token: String, origin: Origin) async throws {
        let now = clock.now()
        let claims = try claims(of: token, now: now)
        try await database.write { connection in
            let row = try live(token, now: now, in: connection)
            try revoke(row.id, person: claims.person, organization: row.organization, origin, now, connection)
        }
    }

    /// Withdraws one of the actor's own tokens by what the list shows of it.
    package func revoke(listed unsigned: String, by member: Member) async throws {
        let now = clock.now()
        try await database.write { connection in
            let row = try connection.first(
                """
                SELECT id FROM personal_token
                WHERE unsigned_text = \(unsigned) AND person = \(member.id) AND revoked_at IS NULL
                """
            )
            guard let row else { throw Refusal.missing("Token") }
            try revoke(
                row.int("id"), person: member.id, organization: member.organization, member.origin, now, connection
            )
        }
    }

    /// Withdraws a token and makes another of the same name and end.
    package func rotate(_ token: String, origin: Origin) async throws -> String {
        let now = clock.now()
        let claims = try claims(of: token, now: now)
        return try await database.write { connection in
            let row = try live(token, now: now, in: connection)
            try revoke(row.id, person: claims.person, organization: row.organization, origin, now, connection)
            let organization = try Self.organization(row.organization, in: connection)
            return try create(
                name: row.name, person: claims.person, in: organization, origin: origin, now: now, connection
            ).token
        }
    }

    /// Recognises the holder of an access token; nil when it is not ours, over or withdrawn.
    package func recognise(access token: String, origin: Origin) async throws -> Member? {
        guard let claims = tokens.verify(token, kind: .access, now: clock.now() / 1_000_000),
            let parent = claims.parent
        else { return nil }
        return try await database.read { connection in
            let row = try connection.first(
                """
                SELECT p.id, p.email, m.role, m.organization FROM personal_token t
                JOIN person p ON p.id = t.person
                JOIN membership m ON m.person = t.person AND m.organization = t.organization
                JOIN organization o ON o.id = t.organization
                WHERE t.id = \(parent) AND t.person = \(claims.person) AND t.revoked_at IS NULL
                    AND o.api_tokens_enabled = \(true)
                """
            )
            return row.flatMap { Member($0, origin: origin) }
        }
    }

    private func claims(of token: String, now: Int) throws -> SignedToken.Claims {
        guard let claims = tokens.verify(token, kind: .refresh, now: now / 1_000_000) else { throw Self.bad }
        return claims
    }

    private func live(
        _ token: String, now: Int, in connection: any SQLConnection
    ) throws -> (id: Int, name: String, organization: Int) {
        let row = try connection.first(
            """
            SELECT t.id, t.name, t.organization FROM personal_token t
            JOIN membership m ON m.person = t.person AND m.organization = t.organization
            JOIN organization o ON o.id = t.organization
            WHERE t.token_hash = \(Secret.digest(token)) AND t.revoked_at IS NULL AND t.expires_at > \(now)
                AND m.role <> 'deactivated' AND o.api_tokens_enabled = \(true)
            """
        )
        guard let row else { throw Self.bad }
        return (row.int("id"), row.string("name"), row.int("organization"))
    }

    private func create(
        name: String, person: Int, in organization: Organization, origin: Origin, now: Int,
        _ connection: any SQLConnection
    ) throws -> (token: String, record: PersonalToken) {
        let expiry = now / 1_000_000 + organization.tokenDays * 86400
        let token = tokens.sign(
            .init(
                kind: .refresh, expiry: expiry, issued: now / 1_000_000, id: Secret.hexadecimal(Secret.bytes(16)),
                person: person, parent: nil
            )
        )
        let row = try connection.first(
            """
            INSERT INTO personal_token
                (person, organization, name, token_hash, unsigned_text, created_at, expires_at)
            VALUES (\(person), \(organization.id), \(String(name.prefix(100))), \(Secret.digest(token)),
                \(SignedToken.unsigned(token)), \(now), \(expiry * 1_000_000))
            RETURNING *
            """
        )
        guard let record = row.map(PersonalToken.init) else { throw Refusal(.failed, "The token was not stored.") }
        try EventLog.append(
            Event("token.create", .token, record.id), actor: person, organization: organization.id, origin: origin,
            at: now, in: connection
        )
        return (token, record)
    }

    private func revoke(
        _ id: Int, person: Int, organization: Int, _ origin: Origin, _ now: Int, _ connection: any SQLConnection
    ) throws {
        try connection.execute("UPDATE personal_token SET revoked_at = \(now) WHERE id = \(id)")
        try EventLog.append(
            Event("token.revoke", .token, id), actor: person, organization: organization, origin: origin, at: now,
            in: connection
        )
    }
}
