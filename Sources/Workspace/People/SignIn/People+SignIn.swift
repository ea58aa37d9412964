import Storage

extension People {
    /// The one answer to whoever cannot sign in.
    package static let wrongPassword = Refusal(
        .invalid, "Validation error",
        faults: [.init("non_field_errors", "The email and password you entered don't match.")]
    )

    /// Opens a session for an address and a password.
    ///
    /// An unknown address, a wrong password and a deactivated account get the same answer after the same time.
    package func signIn(email: String, password: String, agent: String?, origin: Origin) async throws -> OpenedSession {
        let folded = Self.folded(email)
        var subjects: [SignInThrottle.Subject] = [.account(folded: folded), .everyone]
        if let address = origin.address { subjects.append(.address(address)) }
        let started = clock.now()
        let row = try await database.read { [subjects] connection in
            try SignInThrottle.check(subjects, now: started, in: connection)
            return try connection.first(
                """
                SELECT p.id, p.password_hash, m.role, m.organization FROM person p
                JOIN membership m ON m.person = p.id
                WHERE p.email_folded = \(folded) ORDER BY m.organization LIMIT 1
                """
            )
        }
        let stored = row?.optionalString("password_hash")
        let matches = try await passwords.verify(password, stored)
        let now = clock.now()
        guard matches, let row, let role = Role(rawValue: row.string("role")), role != .deactivated else {
            try await database.write { [subjects] connection in
                try SignInThrottle.fail(subjects, now: now, in: connection)
                try EventLog.append(
                    Event("session.refuse", .session), actor: row?.int("id"), organization: row?.int("organization"),
                    origin: origin, at: now, in: connection
                )
            }
            throw Self.wrongPassword
        }
        let renewed = try await passwords.isOutdated(stored ?? "") ? passwords.hash(password) : nil
        return try await database.write { connection in
            // Of many tries at once all have passed the first look before the first has failed.
            try SignInThrottle.check([.account(folded: folded)], now: now, in: connection)
            try SignInThrottle.forget(.account(folded: folded), in: connection)
            if let renewed {
                try connection.execute("UPDATE person SET password_hash = \(renewed) WHERE id = \(row.int("id"))")
            }
            return try openSession(
                person: row.int("id"), organization: row.int("organization"), agent: agent, origin: origin, now: now,
                in: connection
            )
        }
    }

    /// Opens a session for somebody who has proved themselves otherwise.
    func openSession(
        person: Int, organization: Int, agent: String?, origin: Origin, now: Int, in connection: any SQLConnection
    ) throws -> OpenedSession {
        guard let found = try Self.person(person, organization: organization, in: connection) else {
            throw Refusal.missing("User")
        }
        let policy = try Self.organization(organization, in: connection)
        let token = Secret.text()
        let csrf = Secret.text()
        let row = try connection.first(
            """
            INSERT INTO session (token_hash, csrf_token, person, organization, address, agent, created_at, seen_at)
            VALUES (\(Secret.digest(token)), \(csrf), \(person), \(organization), \(origin.address),
                \(agent.map { String($0.prefix(200)) }), \(now), \(now))
            RETURNING id
            """
        )
        try connection.execute("UPDATE person SET last_activity = \(now) WHERE id = \(person)")
        let id = row?.int("id") ?? 0
        let member = Member(
            id: person, organization: organization, role: found.role, email: found.email,
            origin: Origin(.session, address: origin.address, requestID: origin.requestID)
        )
        try EventLog.append(Event("session.open", .session, id), by: member, at: now, in: connection)
        return OpenedSession(
            token: token, key: SessionKey(id: id, csrfToken: csrf), member: member,
            maximumAge: policy.sessionMinutes * 60
        )
    }

    /// An address as it is compared: without white space, in lower case.
    static func folded(_ email: String) -> String {
        email.lowercased().filter { !$0.isWhitespace }
    }
}
