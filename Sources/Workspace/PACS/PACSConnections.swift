import Foundation
import Storage

/// Naming archives, which administrators do, and using them, which those do who manage projects.
package struct PACSConnections: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// What a person says of an archive; nil leaves a member as it was.
    package struct Edit: Sendable {
        package var name: String?
        package var baseURL: String?
        /// `.some(nil)` takes it away.
        package var authorization: String??
        package var allowsPrivateNetwork: Bool?

        package init() {}
    }

    package func list(for member: Member) async throws -> [PACSConnection] {
        try member.require(.manageProjects)
        return try await work.database.read { connection in
            try connection.query(
                """
                SELECT \(raw: PACSConnection.selection) FROM pacs
                WHERE organization_id = \(member.organization) ORDER BY name, id
                """
            ).map(Self.connection)
        }
    }

    package func connection(_ id: Int, for member: Member) async throws -> PACSConnection {
        try member.require(.manageProjects)
        return try await work.database.read { try Self.find(id, for: member, in: $0) }
    }

    package func create(_ edit: Edit, by member: Member) async throws -> PACSConnection {
        try member.require(.managePeople)
        let name = try Self.name(edit.name ?? "")
        let url = try Self.url(edit.baseURL ?? "")
        let authorization = try Self.header(edit.authorization ?? nil)
        let now = work.clock.now()
        return try await work.database.write { connection in
            try Self.refuseTaken(name, except: 0, of: member, in: connection)
            let id = try connection.integer(
                """
                INSERT INTO pacs (organization_id, name, base_url, authorization_header, allows_private, created_by,
                    created_at, updated_at)
                VALUES (\(member.organization), \(name), \(url), \(authorization),
                    \(edit.allowsPrivateNetwork ?? false), \(member.id), \(now), \(now)) RETURNING id
                """
            )
            try EventLog.append(Event("pacs.create", .organization, id), by: member, at: now, in: connection)
            return try Self.find(id, for: member, in: connection)
        }
    }

    package func change(_ id: Int, _ edit: Edit, by member: Member) async throws -> PACSConnection {
        try member.require(.managePeople)
        let now = work.clock.now()
        return try await work.database.write { connection in
            let before = try Self.find(id, for: member, in: connection)
            let name = try Self.name(edit.name ?? before.name)
            let url = try Self.url(edit.baseURL ?? before.baseURL)
            // Credentials belong to an address: they do not follow to another one.
            let kept = url == before.baseURL ? before.authorization : nil
            let authorization = try Self.header(edit.authorization ?? kept)
            try Self.refuseTaken(name, except: id, of: member, in: connection)
            try connection.execute(
                """
                UPDATE pacs SET name = \(name), base_url = \(url), authorization_header = \(authorization),
                    allows_private = \(edit.allowsPrivateNetwork ?? before.allowsPrivateNetwork), updated_at = \(now)
                WHERE id = \(id)
                """
            )
            try EventLog.append(Event("pacs.change", .organization, id), by: member, at: now, in: connection)
            return try Self.find(id, for: member, in: connection)
        }
    }

    package func delete(_ id: Int, by member: Member) async throws {
        try member.require(.managePeople)
        let now = work.clock.now()
        try await work.database.write { connection in
            _ = try Self.find(id, for: member, in: connection)
            try connection.execute("DELETE FROM pacs WHERE id = \(id)")
            try EventLog.append(Event("pacs.delete", .organization, id), by: member, at: now, in: connection)
        }
    }

    private static func connection(_ row: SQLRow) -> PACSConnection {
        var cells = Cells(row)
        return PACSConnection(&cells)
    }

    private static func find(
        _ id: Int, for member: Member, in connection: any SQLConnection
    ) throws -> PACSConnection {
        let row = try connection.first(
            """
            SELECT \(raw: PACSConnection.selection) FROM pacs
            WHERE id = \(id) AND organization_id = \(member.organization)
            """
        )
        guard let row else { throw Refusal.missing("PACS connection") }
        return self.connection(row)
    }

    private static func refuseTaken(
        _ name: String, except id: Int, of member: Member, in connection: any SQLConnection
    ) throws {
        let other = try connection.first(
            "SELECT 1 FROM pacs WHERE organization_id = \(member.organization) AND name = \(name) AND id <> \(id)"
        )
        if other != nil { throw Refusal.invalid(.init("name", "Another connection has this name.")) }
    }

    private static func name(_ text: String) throws -> String {
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...100).contains(name.count) else {
            throw Refusal.invalid(.init("name", "A name has 1 to 100 characters."))
        }
        return name
    }

    /// An address without credentials, query or fragment, so that none of these ends up in a message.
    private static func url(_ text: String) throws -> String {
        var address = text.trimmingCharacters(in: .whitespacesAndNewlines)
        while address.hasSuffix("/") { address.removeLast() }
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty, address.utf8.count <= 500,
            let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https", url.user() == nil,
            url.query() == nil, url.fragment() == nil
        else {
            throw Refusal.invalid(
                .init("url", "Name where DICOMweb begins, such as https://pacs.example.org/dicom-web.")
            )
        }
        return address
    }

    private static func header(_ text: String?) throws -> String? {
        guard let text = text?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty else { return nil }
        // A line end would begin another header.
        guard text.utf8.count <= 8000, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw Refusal.invalid(.init("authorization", "A header's value is printable ASCII of one line."))
        }
        return text
    }
}
