package import Storage

/// Accounts, roles and everything people prove themselves with.
package struct People: Sendable {
    let database: any SQLDatabase
    let clock: WallClock
    let passwords: PasswordHasher
    /// Signs personal access tokens of this installation.
    let tokens: SignedToken
    /// Makes invitations from their ids.
    let invitations: InvitationCode
    package let signUp: SignUp

    /// - Parameter secrets: this installation's own, from ``InstallationSecrets``.
    package init(
        database: any SQLDatabase,
        clock: WallClock,
        passwords: PasswordHasher,
        secrets: InstallationSecrets,
        signUp: SignUp
    ) {
        self.database = database
        self.clock = clock
        self.passwords = passwords
        self.signUp = signUp
        tokens = SignedToken(secret: secrets.tokens)
        invitations = InvitationCode(secret: secrets.invitations)
    }

    /// The addresses and roles of one person in one organisation.
    static func person(_ id: Int, organization: Int, in connection: any SQLConnection) throws -> Person? {
        try connection.first(
            """
            SELECT \(raw: Person.columns) FROM person p JOIN membership m ON m.person = p.id
            WHERE p.id = \(id) AND m.organization = \(organization)
            """
        ).map(Person.init)
    }

    static func organization(_ id: Int, in connection: any SQLConnection) throws -> Organization {
        guard let row = try connection.first("SELECT * FROM organization WHERE id = \(id)") else {
            throw Refusal.missing("Organization")
        }
        return Organization(row)
    }
}
