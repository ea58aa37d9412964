import Storage

extension People {
    /// Recognises the holder of one of Label Studio's older tokens; nil when nobody holds it.
    ///
    /// Throws where the organisation has turned them off.
    package func recognise(legacy token: String, origin: Origin) async throws -> Member? {
        let digest = Secret.digest(token)
        return try await database.read { connection in
            let row = try connection.first(
                """
                SELECT p.id, p.email, m.role, m.organization, o.legacy_api_tokens_enabled
                FROM legacy_token t JOIN person p ON p.id = t.person
                JOIN membership m ON m.person = t.person JOIN organization o ON o.id = m.organization
                WHERE t.token_hash = \(digest) ORDER BY m.organization LIMIT 1
                """
            )
            guard let row else { return nil }
            guard row.bool("legacy_api_tokens_enabled") else {
                throw Refusal(
                    .unauthenticated,
                    "Authentication token no longer valid: legacy token authentication has been disabled for this "
                        + "organization"
                )
            }
            return Member(row, origin: origin)
        }
    }

    /// Gives the actor a new legacy token in place of the one before; its text is known only now.
    package func resetLegacyToken(of member: Member) async throws -> String {
        let token = Secret.hex()
        let now = clock.now()
        try await database.write { connection in
            try Self.setLegacyToken(token, person: member.id, now: now, in: connection)
            try EventLog.append(Event("token.reset", .token), by: member, at: now, in: connection)
        }
        return token
    }

    /// The actor's legacy token, if it can be shown: only at the first time, for afterwards we know but its hash.
    package func firstLegacyToken(of member: Member) async throws -> String {
        let token = Secret.hex()
        let now = clock.now()
        return try await database.write { connection in
            guard try connection.first("SELECT 1 FROM legacy_token WHERE person = \(member.id)") == nil else {
                throw Refusal(
                    .forbidden,
                    "Your token is stored as a hash and cannot be shown again; POST /api/current-user/reset-token/ "
                        + "makes a new one."
                )
            }
            try Self.setLegacyToken(token, person: member.id, now: now, in: connection)
            try EventLog.append(Event("token.reset", .token), by: member, at: now, in: connection)
            return token
        }
    }

    static func setLegacyToken(_ token: String, person: Int, now: Int, in connection: any SQLConnection) throws {
        try connection.execute(
            """
            INSERT INTO legacy_token (person, token_hash, created_at)
            VALUES (\(person), \(Secret.digest(token)), \(now))
            ON CONFLICT (person) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at
            """
        )
    }
}
