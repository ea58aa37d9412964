import JSON
import Storage

extension People {
    /// Makes an account in the actor's organisation.
    package func create(_ account: NewAccount, role: Role, by member: Member) async throws -> Person {
        try member.require(.managePeople)
        if role == .owner || role == .administrator { try member.require(.nameOwners) }
        let hash = try await checkedHash(account, organization: member.organization)
        let now = clock.now()
        return try await database.write { connection in
            let id = try Self.insert(account, hash: hash, now: now, in: connection)
            try Self.join(id, organization: member.organization, role: role, now: now, in: connection)
            try EventLog.append(Event("user.create", .user, id), by: member, at: now, in: connection)
            return try Self.existing(id, organization: member.organization, in: connection)
        }
    }

    /// Everybody in the actor's organisation, by id.
    package func people(of member: Member) async throws -> [Person] {
        try await database.read { connection in
            try connection.query(
                """
                SELECT \(raw: Person.columns) FROM person p JOIN membership m ON m.person = p.id
                WHERE m.organization = \(member.organization) ORDER BY p.id
                """
            ).map(Person.init)
        }
    }

    /// What a page shows of who is signed in.
    package struct Profile: Sendable, Equatable {
        package let person: Person
        package let organization: Organization
        /// The address of who made the organisation.
        package let ownerEmail: String?
    }

    /// The actor themselves with their organisation.
    package func profile(of member: Member) async throws -> Profile {
        try await profile(member.id, for: member)
    }

    /// A person of the actor's organisation, with it.
    package func profile(_ id: Int, for member: Member) async throws -> Profile {
        try await database.read { connection in
            let organization = try Self.organization(member.organization, in: connection)
            let owner = try organization.createdBy.flatMap {
                try connection.first("SELECT email FROM person WHERE id = \($0)")
            }
            return Profile(
                person: try Self.existing(id, organization: member.organization, in: connection),
                organization: organization, ownerEmail: owner?.string("email")
            )
        }
    }

    /// One person of the actor's organisation.
    package func person(_ id: Int, for member: Member) async throws -> Person {
        try await database.read { try Self.existing(id, organization: member.organization, in: $0) }
    }

    /// What may change of a person; nil stays as it is.
    package struct Change: Sendable {
        package var email: String?
        package var username: String?
        package var firstName: String?
        package var lastName: String?
        package var phone: String?
        package var allowNewsletters: Bool?
        /// JSON text.
        package var customHotkeys: String?

        package init() {}
    }

    /// Changes a person: anybody themselves, administrators everybody below them.
    package func change(_ id: Int, _ change: Change, by member: Member) async throws -> Person {
        let now = clock.now()
        return try await database.write { connection in
            let before = try Self.existing(id, organization: member.organization, in: connection)
            if id != member.id {
                try member.require(.managePeople)
                if before.role == .owner || before.role == .administrator { try member.require(.nameOwners) }
            }
            let after = NewAccount(
                email: change.email ?? before.email, password: nil, username: change.username ?? before.username,
                firstName: change.firstName ?? before.firstName, lastName: change.lastName ?? before.lastName,
                phone: change.phone ?? before.phone
            )
            if !after.faults.isEmpty { throw Refusal.invalid(after.faults) }
            if Self.folded(after.email) != Self.folded(before.email) {
                try Self.checkFree(after.email, in: connection)
            }
            try connection.execute(
                """
                UPDATE person SET email = \(after.email), email_folded = \(Self.folded(after.email)),
                    username = \(after.username), first_name = \(after.firstName), last_name = \(after.lastName),
                    phone = \(after.phone), allow_newsletters = \(change.allowNewsletters ?? before.allowNewsletters),
                    custom_hotkeys = \(change.customHotkeys ?? before.customHotkeys)
                WHERE id = \(id)
                """
            )
            try EventLog.append(Event("user.change", .user, id), by: member, at: now, in: connection)
            return try Self.existing(id, organization: member.organization, in: connection)
        }
    }

    /// Gives a person another role; `deactivated` ends what they are signed in with at once.
    package func setRole(_ role: Role, of id: Int, by member: Member) async throws -> Person {
        try member.require(.managePeople)
        let now = clock.now()
        return try await database.write { connection in
            let before = try Self.existing(id, organization: member.organization, in: connection)
            let isHigh = { (role: Role) in role == .owner || role == .administrator }
            if isHigh(before.role) || isHigh(role) { try member.require(.nameOwners) }
            if before.role == .owner && role != .owner {
                let owners = try connection.query(
                    """
                    SELECT person FROM membership
                    WHERE organization = \(member.organization) AND role = 'owner' AND person <> \(id)
                    \(raw: connection.dialect.forUpdate)
                    """
                )
                if owners.isEmpty { throw Refusal.invalid("The last owner of an organization stays its owner.") }
            }
            try connection.execute(
                """
                UPDATE membership SET role = \(role.rawValue), updated_at = \(now)
                WHERE organization = \(member.organization) AND person = \(id)
                """
            )
            if role == .deactivated { try Self.endAll(of: id, in: connection) }
            try EventLog.append(
                Event(
                    "user.role", .user, id, before: EventLog.hash(before.role.rawValue),
                    after: EventLog.hash(role.rawValue)
                ),
                by: member, at: now, in: connection
            )
            return try Self.existing(id, organization: member.organization, in: connection)
        }
    }

    /// Changes the actor's own password and ends their other sessions.
    package func changePassword(from old: String, to new: String, session: Int?, by member: Member) async throws {
        let stored = try await database.read { connection in
            try connection.first("SELECT password_hash FROM person WHERE id = \(member.id)")?
                .optionalString("password_hash")
        }
        let subject = SignInThrottle.Subject.account(folded: "password of \(member.id)")
        let started = clock.now()
        try await database.read { try SignInThrottle.check([subject], now: started, in: $0) }
        guard try await passwords.verify(old, stored) else {
            let now = clock.now()
            try await database.write { try SignInThrottle.fail([subject], now: now, in: $0) }
            throw Refusal.invalid(.init("current_password", "This is not your current password."))
        }
        try await setPassword(new, of: member.id, organization: member.organization, except: session, by: member)
    }

    /// Gives a person a new password, ends their sessions and withdraws nothing else.
    package func resetPassword(_ password: String, of id: Int, by member: Member) async throws {
        try member.require(.managePeople)
        let person = try await person(id, for: member)
        if person.role == .owner || person.role == .administrator { try member.require(.nameOwners) }
        try await setPassword(password, of: id, organization: member.organization, except: nil, by: member)
    }

    private func setPassword(
        _ password: String, of id: Int, organization: Int, except session: Int?, by member: Member
    ) async throws {
        let person = try await person(id, for: member)
        let account = NewAccount(
            email: person.email, password: password, firstName: person.firstName, lastName: person.lastName
        )
        let hash = try await checkedHash(account, organization: organization, isNew: false)
        let now = clock.now()
        try await database.write { connection in
            try connection.execute("UPDATE person SET password_hash = \(hash) WHERE id = \(id)")
            try connection.execute("DELETE FROM session WHERE person = \(id) AND id <> \(session ?? 0)")
            try EventLog.append(Event("user.password", .user, id), by: member, at: now, in: connection)
        }
    }

    /// Checks an account and answers the hash of its password.
    func checkedHash(_ account: NewAccount, organization: Int?, isNew: Bool = true) async throws -> String? {
        var faults = account.faults
        let title = try await database.read { [isSound = faults.isEmpty] connection in
            if isNew, isSound { try Self.checkFree(account.email, in: connection) }
            return try organization.map { try Self.organization($0, in: connection).title }
        }
        if let password = account.password {
            let context = [account.email, account.firstName, account.lastName, account.username, title ?? ""]
            if let fault = PasswordRules.fault(password, context: context) { faults.append(.init("password", fault)) }
        }
        if !faults.isEmpty { throw Refusal.invalid(faults) }
        guard let password = account.password else { return nil }
        return try await passwords.hash(password)
    }

    static func insert(_ account: NewAccount, hash: String?, now: Int, in connection: any SQLConnection) throws -> Int {
        try checkFree(account.email, in: connection)
        let row = try connection.first(
            """
            INSERT INTO person (email, email_folded, username, first_name, last_name, phone, password_hash,
                custom_hotkeys, created_at, last_activity)
            VALUES (\(account.email), \(folded(account.email)), \(account.username), \(account.firstName),
                \(account.lastName), \(account.phone), \(hash), '{}', \(now), \(now))
            RETURNING id
            """
        )
        return row?.int("id") ?? 0
    }

    static func join(
        _ id: Int, organization: Int, role: Role, now: Int, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            """
            INSERT INTO membership (organization, person, role, created_at, updated_at)
            VALUES (\(organization), \(id), \(role.rawValue), \(now), \(now))
            """
        )
    }

    static func existing(_ id: Int, organization: Int, in connection: any SQLConnection) throws -> Person {
        guard let person = try person(id, organization: organization, in: connection) else {
            throw Refusal.missing("User")
        }
        return person
    }

    private static func checkFree(_ email: String, in connection: any SQLConnection) throws {
        if try connection.first("SELECT 1 FROM person WHERE email_folded = \(folded(email))") != nil {
            throw Refusal.invalid(.init("email", "User with this email already exists."))
        }
    }

    /// Ends sessions and withdraws tokens.
    private static func endAll(of person: Int, in connection: any SQLConnection) throws {
        try connection.execute("DELETE FROM session WHERE person = \(person)")
        try connection.execute("DELETE FROM legacy_token WHERE person = \(person)")
        try connection.execute(
            "UPDATE personal_token SET revoked_at = created_at WHERE person = \(person) AND revoked_at IS NULL"
        )
    }
}
