import Storage

extension People {
    /// The actor's organisation.
    package func organization(of member: Member) async throws -> Organization {
        try await database.read { try Self.organization(member.organization, in: $0) }
    }

    /// What may change of an organisation; nil stays as it is.
    package struct OrganizationChange: Sendable {
        package var title: String?
        package var contact: String?
        package var acceptsTokens: Bool?
        package var acceptsLegacyTokens: Bool?
        package var tokenDays: Int?
        package var sessionMinutes: Int?
        package var idleMinutes: Int?

        package init() {}

        var faults: [Refusal.Fault] {
            var faults: [Refusal.Fault] = []
            if let title, title.trimmingSpaces.isEmpty || title.count > 1000 {
                faults.append(.init("title", "Ensure this field has 1 to 1000 characters."))
            }
            // Forty years of days, two years of minutes: beyond lies a typing mistake.
            for (field, value, limit) in [
                ("api_token_ttl_days", tokenDays, 15_000), ("max_session_age", sessionMinutes, 1_051_200),
                ("max_time_between_activity", idleMinutes, 1_051_200),
            ] {
                if let value, !(1...limit).contains(value) {
                    faults.append(.init(field, "Ensure this value is between 1 and \(limit)."))
                }
            }
            return faults
        }
    }

    /// Changes the actor's organisation.
    package func change(_ change: OrganizationChange, by member: Member) async throws -> Organization {
        try member.require(.managePeople)
        if !change.faults.isEmpty { throw Refusal.invalid(change.faults) }
        let now = clock.now()
        return try await database.write { connection in
            let before = try Self.organization(member.organization, in: connection)
            let touchesPolicy = change.sessionMinutes != nil || change.idleMinutes != nil
            try connection.execute(
                """
                UPDATE organization SET title = \(change.title ?? before.title),
                    contact_info = \(change.contact ?? before.contact),
                    api_tokens_enabled = \(change.acceptsTokens ?? before.acceptsTokens),
                    legacy_api_tokens_enabled = \(change.acceptsLegacyTokens ?? before.acceptsLegacyTokens),
                    api_token_ttl_days = \(change.tokenDays ?? before.tokenDays),
                    max_session_age = \(change.sessionMinutes ?? before.sessionMinutes),
                    max_time_between_activity = \(change.idleMinutes ?? before.idleMinutes),
                    policy_updated_at = \(touchesPolicy ? now : before.policyUpdatedAt), updated_at = \(now)
                WHERE id = \(member.organization)
                """
            )
            try EventLog.append(
                Event("organization.change", .organization, member.organization), by: member, at: now, in: connection
            )
            return try Self.organization(member.organization, in: connection)
        }
    }
}

extension String {
    var trimmingSpaces: String { String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()) }
}
