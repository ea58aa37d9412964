import Storage

extension People {
    /// How often a session's last use is written down; more often would only wear the disk.
    private static let touchInterval = 60 * 1_000_000

    /// Recognises the holder of a session's token; nil when it is unknown or over.
    package func recognise(session token: String, origin: Origin) async throws -> (Member, SessionKey)? {
        let digest = Secret.digest(token)
        let now = clock.now()
        let found = try await database.read { connection in
            try connection.first(
                """
                SELECT s.id, s.csrf_token, s.person, s.organization, s.created_at, s.seen_at, p.email, m.role,
                    o.max_session_age, o.max_time_between_activity
                FROM session s JOIN person p ON p.id = s.person JOIN organization o ON o.id = s.organization
                JOIN membership m ON m.person = s.person AND m.organization = s.organization
                WHERE s.token_hash = \(digest)
                """
            )
        }
        guard let row = found, let role = Role(rawValue: row.string("role")), role != .deactivated,
            now - row.int("created_at") < row.int("max_session_age") * 60_000_000,
            now - row.int("seen_at") < row.int("max_time_between_activity") * 60_000_000
        else { return nil }
        let id = row.int("id")
        if now - row.int("seen_at") >= Self.touchInterval {
            try await touch(session: id, person: row.int("person"), now: now)
        }
        let member = Member(
            id: row.int("person"), organization: row.int("organization"), role: role, email: row.string("email"),
            origin: origin
        )
        return (member, SessionKey(id: id, csrfToken: row.string("csrf_token")))
    }

    /// Writes a use down. A store that cannot write now (full disk) still answers reads.
    private func touch(session: Int, person: Int, now: Int) async throws {
        do {
            try await database.write { connection in
                try connection.execute("UPDATE session SET seen_at = \(now) WHERE id = \(session)")
                try connection.execute("UPDATE person SET last_activity = \(now) WHERE id = \(person)")
            }
        } catch StorageError.readOnly {}
    }

    /// The sessions of the actor that are not over.
    package func sessions(of member: Member) async throws -> [SessionRecord] {
        let now = clock.now()
        return try await database.read { connection in
            let policy = try Self.organization(member.organization, in: connection)
            return try connection.query(
                """
                SELECT * FROM session WHERE person = \(member.id)
                    AND created_at > \(now - policy.sessionMinutes * 60_000_000)
                    AND seen_at > \(now - policy.idleMinutes * 60_000_000)
                ORDER BY seen_at DESC
                """
            ).map(SessionRecord.init)
        }
    }

    /// Ends one of the actor's own sessions.
    package func endSession(_ id: Int, by member: Member) async throws {
        let now = clock.now()
        try await database.write { connection in
            let count = try connection.execute("DELETE FROM session WHERE id = \(id) AND person = \(member.id)")
            guard count > 0 else { throw Refusal.missing("Session") }
            try EventLog.append(Event("session.end", .session, id), by: member, at: now, in: connection)
        }
    }

    /// Ends all sessions of the actor but one.
    package func endSessions(of member: Member, except id: Int?) async throws {
        let now = clock.now()
        try await database.write { connection in
            let count = try connection.execute(
                "DELETE FROM session WHERE person = \(member.id) AND id <> \(id ?? 0)"
            )
            try EventLog.append(Event("session.end", .session, count: count), by: member, at: now, in: connection)
        }
    }

    /// Forgets sessions that are over; run now and then.
    package func forgetEndedSessions() async throws {
        let now = clock.now()
        try await database.write { connection in
            try connection.execute(
                """
                DELETE FROM session WHERE created_at <= \(now) - 60000000 * (
                    SELECT max_session_age FROM organization o WHERE o.id = session.organization
                )
                """
            )
            // A row that blocks nobody yet has no end of a block, only its first failure.
            try connection.execute(
                """
                DELETE FROM sign_in_failure
                WHERE blocked_until < \(now - 86_400_000_000) AND first_at < \(now - 86_400_000_000)
                """
            )
        }
    }
}
