import Storage

extension People {
    /// The organisation's name until its owner gives it another.
    private static let title = "Vesalius"

    /// Whether nobody has an account yet.
    package func needsOwner() async throws -> Bool {
        try await database.read { try $0.first("SELECT id FROM person LIMIT 1") == nil }
    }

    /// Makes the organisation and its first owner; only while nobody has an account.
    ///
    /// - Parameters:
    ///   - legacyToken: a token for programs, where the operator named one; turns legacy tokens on.
    package func setUp(_ account: NewAccount, legacyToken: String? = nil, origin: Origin) async throws -> Member {
        let hash = try await checkedHash(account, organization: nil)
        let now = clock.now()
        return try await database.write { connection in
            // Of two who come at once on PostgreSQL the second waits here and then finds the first's owner.
            _ = try connection.query("SELECT name FROM installation_secret \(raw: connection.dialect.forUpdate)")
            guard try connection.first("SELECT id FROM person LIMIT 1") == nil else {
                throw Refusal(.forbidden, "This server has an owner already.")
            }
            let row = try connection.first(
                """
                INSERT INTO organization (title, api_tokens_enabled, legacy_api_tokens_enabled, api_token_ttl_days,
                    max_session_age, max_time_between_activity, policy_updated_at, created_at, updated_at)
                VALUES (\(Self.title), \(true), \(legacyToken != nil), 90, 720, 15, \(now), \(now), \(now))
                RETURNING id
                """
            )
            let organization = row?.int("id") ?? 0
            let id = try Self.insert(account, hash: hash, now: now, in: connection)
            try connection.execute("UPDATE organization SET created_by = \(id) WHERE id = \(organization)")
            try Self.join(id, organization: organization, role: .owner, now: now, in: connection)
            if let legacyToken { try Self.setLegacyToken(legacyToken, person: id, now: now, in: connection) }
            try EventLog.append(
                Event("organization.create", .organization, organization), actor: id, organization: organization,
                origin: origin, at: now, in: connection
            )
            return Member(id: id, organization: organization, role: .owner, email: account.email, origin: origin)
        }
    }

    /// Makes the first owner in the browser and signs them in.
    package func setUpInBrowser(_ account: NewAccount, agent: String?, origin: Origin) async throws -> OpenedSession {
        guard account.password != nil else { throw Refusal.invalid(.init("password", "This field is required.")) }
        let member = try await setUp(account, origin: origin)
        let now = clock.now()
        return try await database.write { connection in
            try openSession(
                person: member.id, organization: member.organization, agent: agent, origin: origin, now: now,
                in: connection
            )
        }
    }

    /// The first owner, as whom the program itself acts on the command line.
    package func owner(origin: Origin) async throws -> Member {
        let row = try await database.read { connection in
            try connection.first(
                """
                SELECT p.id, p.email, m.role, m.organization FROM membership m JOIN person p ON p.id = m.person
                WHERE m.role = 'owner' ORDER BY m.created_at, p.id LIMIT 1
                """
            )
        }
        guard let member = row.flatMap({ Member($0, origin: origin) }) else {
            throw Refusal(.notFound, "There is no owner yet.")
        }
        return member
    }

    /// A person as the actor of a job that they asked for earlier; nil if they were deactivated since.
    package func actor(_ id: Int, organization: Int, origin: Origin) async throws -> Member? {
        let row = try await database.read { connection in
            try connection.first(
                """
                SELECT p.id, p.email, m.role, m.organization FROM membership m JOIN person p ON p.id = m.person
                WHERE p.id = \(id) AND m.organization = \(organization)
                """
            )
        }
        return row.flatMap { Member($0, origin: origin) }
    }

    /// Finds a person by address, on the command line.
    package func find(email: String, for member: Member) async throws -> Person {
        let row = try await database.read { connection in
            try connection.first(
                """
                SELECT \(raw: Person.columns) FROM person p JOIN membership m ON m.person = p.id
                WHERE p.email_folded = \(Self.folded(email)) AND m.organization = \(member.organization)
                """
            )
        }
        guard let row else { throw Refusal(.notFound, "Nobody has the address \(email).") }
        return Person(row)
    }
}
