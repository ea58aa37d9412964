package import Storage

/// Keys of this installation alone, made at its first start and kept in its database; there is no built-in one.
package struct InstallationSecrets: Sendable {
    let tokens: [UInt8]
    let invitations: [UInt8]

    /// Reads the keys, or makes them.
    package static func load(from database: any SQLDatabase) async throws -> InstallationSecrets {
        try await database.write { connection in
            InstallationSecrets(
                tokens: try secret("access-tokens", in: connection),
                invitations: try secret("invitations", in: connection)
            )
        }
    }

    static func secret(_ name: String, in connection: any SQLConnection) throws -> [UInt8] {
        // Two processes may start at once: the first insert wins, both read it.
        try connection.execute(
            """
            INSERT INTO installation_secret (name, value) VALUES (\(name), \(Secret.bytes(32)))
            ON CONFLICT (name) DO NOTHING
            """
        )
        guard
            let value = try connection.first("SELECT value FROM installation_secret WHERE name = \(name)")?
                .optionalBlob("value"), value.count == 32
        else { throw Refusal(.failed, "The secret “\(name)” of this installation is damaged.") }
        return value
    }
}
