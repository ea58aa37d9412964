import Storage

extension People {
    /// An invitation is good for a week.
    private static let invitationLife = 7 * 86400 * 1_000_000

    private static let refused = Refusal(.forbidden, "This invitation is used up, withdrawn or expired.")

    /// The open invitation for an annotator, made where there is none.
    package func invitation(by member: Member) async throws -> Invitation {
        try member.require(.managePeople)
        let now = clock.now()
        return try await database.write { connection in
            let row = try connection.first(
                """
                SELECT * FROM invitation WHERE organization = \(member.organization) AND closed_at IS NULL
                    AND email IS NULL AND role = 'annotator' AND expires_at > \(now) ORDER BY id DESC LIMIT 1
                """
            )
            if let row { return invitation(row) }
            return try invite(role: .annotator, email: nil, by: member, now: now, in: connection)
        }
    }

    /// Makes an invitation, for one address or whoever holds it.
    package func invite(role: Role, email: String?, by member: Member) async throws -> Invitation {
        try member.require(.managePeople)
        if role == .administrator { try member.require(.nameOwners) }
        if role == .owner || role == .deactivated {
            throw Refusal.invalid(.init("role", "Nobody can be invited as “\(role.rawValue)”."))
        }
        let now = clock.now()
        return try await database.write { connection in
            try invite(role: role, email: email, by: member, now: now, in: connection)
        }
    }

    /// The invitations that can still be used.
    package func openInvitations(for member: Member) async throws -> [Invitation] {
        try member.require(.managePeople)
        let now = clock.now()
        return try await database.read { connection in
            try connection.query(
                """
                SELECT * FROM invitation WHERE organization = \(member.organization) AND closed_at IS NULL
                    AND expires_at > \(now) ORDER BY id
                """
            ).map(invitation)
        }
    }

    /// Withdraws one invitation, or all of the organisation.
    package func withdrawInvitation(_ id: Int?, by member: Member) async throws {
        try member.require(.managePeople)
        let now = clock.now()
        try await database.write { connection in
            var query: Query = """
                UPDATE invitation SET closed_at = \(now)
                WHERE organization = \(member.organization) AND closed_at IS NULL
                """
            if let id { query += " AND id = \(id)" }
            let count = try connection.execute(query)
            if let id, count == 0 { throw Refusal.missing("Invitation \(id)") }
            try EventLog.append(
                Event("invitation.withdraw", .invitation, id, count: count), by: member, at: now, in: connection
            )
        }
    }

    /// Makes an account for whoever asks, if the rule for signing up lets them, and signs them in.
    ///
    /// - Parameter code: the text of an invitation.
    package func signUp(_ account: NewAccount, code: String?, agent: String?, origin: Origin) async throws
        -> OpenedSession
    {
        let invitation = try await usable(code)
        switch signUp {
        case .closed where invitation == nil, .invite where invitation == nil:
            throw Refusal(.forbidden, "Signing up needs an invitation. Ask an administrator for one.")
        default: break
        }
        if let email = invitation?.email, Self.folded(email) != Self.folded(account.email) {
            throw Refusal(.forbidden, "This invitation was made for another address.")
        }
        guard account.password != nil else { throw Refusal.invalid(.init("password", "This field is required.")) }
        let first = try await database.read { try $0.first("SELECT id FROM organization ORDER BY id LIMIT 1") }
        guard let organization = invitation?.organization ?? first?.int("id") else {
            throw Refusal(.forbidden, "This server has not been set up yet.")
        }
        let hash = try await checkedHash(account, organization: organization)
        let now = clock.now()
        return try await database.write { connection in
            let id = try Self.insert(account, hash: hash, now: now, in: connection)
            if let invitation {
                // Of two who come with one invitation the second changes no row.
                let count = try connection.execute(
                    """
                    UPDATE invitation SET closed_at = \(now), used_by = \(id)
                    WHERE id = \(invitation.id) AND closed_at IS NULL
                    """
                )
                guard count == 1 else { throw Self.refused }
            }
            try Self.join(
                id, organization: organization, role: invitation?.role ?? .annotator, now: now, in: connection
            )
            try EventLog.append(
                Event("user.sign_up", .user, id), actor: id, organization: organization, origin: origin, at: now,
                in: connection
            )
            return try openSession(
                person: id, organization: organization, agent: agent, origin: origin, now: now, in: connection
            )
        }
    }

    private func usable(
        _ code: String?
    ) async throws -> (id: Int, organization: Int, role: Role, email: String?)? {
        guard let code, !code.isEmpty else { return nil }
        let now = clock.now()
        guard let id = invitations.id(in: code) else { throw Self.refused }
        let row = try await database.read { connection in
            try connection.first(
                "SELECT * FROM invitation WHERE id = \(id) AND closed_at IS NULL AND expires_at > \(now)"
            )
        }
        guard let row, let role = Role(rawValue: row.string("role")) else { throw Self.refused }
        return (id, row.int("organization"), role, row.optionalString("email"))
    }

    private func invite(
        role: Role, email: String?, by member: Member, now: Int, in connection: any SQLConnection
    ) throws -> Invitation {
        let row = try connection.first(
            """
            INSERT INTO invitation (organization, role, email, created_by, created_at, expires_at)
            VALUES (\(member.organization), \(role.rawValue), \(email), \(member.id), \(now),
                \(now + Self.invitationLife))
            RETURNING *
            """
        )
        guard let made = row.map(invitation) else { throw Refusal(.failed, "The invitation was not stored.") }
        try EventLog.append(Event("invitation.create", .invitation, made.id), by: member, at: now, in: connection)
        return made
    }

    private func invitation(_ row: SQLRow) -> Invitation {
        Invitation(
            id: row.int("id"), code: invitations.text(of: row.int("id")),
            role: Role(rawValue: row.string("role")) ?? .annotator, email: row.optionalString("email"),
            createdAt: row.int("created_at"), expiresAt: row.int("expires_at")
        )
    }
}
