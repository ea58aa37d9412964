import JSON
import Storage

/// Somebody with an account.
package struct Person: Sendable, Equatable {
    package let id: Int
    package let email: String
    package let username: String
    package let firstName: String
    package let lastName: String
    package let phone: String
    /// JSON text as the browser sent it.
    package let customHotkeys: String
    package let allowNewsletters: Bool?
    /// Microseconds since 1970.
    package let createdAt: Int
    package let lastActivity: Int
    /// What the person is in the organisation that was asked about.
    package let role: Role

    /// The columns of a query that ``init(_:)`` reads: `person` as `p` and `membership` as `m`.
    static let columns = """
        p.id, p.email, p.username, p.first_name, p.last_name, p.phone, p.custom_hotkeys, p.allow_newsletters,
        p.created_at, p.last_activity, m.role
        """

    init(_ row: SQLRow) {
        id = row.int("id")
        email = row.string("email")
        username = row.string("username")
        firstName = row.string("first_name")
        lastName = row.string("last_name")
        phone = row.string("phone")
        customHotkeys = row.string("custom_hotkeys")
        allowNewsletters = row["allow_newsletters"] == .null ? nil : row.bool("allow_newsletters")
        createdAt = row.int("created_at")
        lastActivity = row.int("last_activity")
        role = Role(rawValue: row.string("role")) ?? .deactivated
    }

    /// The first letters of the names, or of the address.
    package var initials: String {
        let letters = [firstName, lastName].compactMap(\.first).map { $0.uppercased() }.joined()
        return letters.isEmpty ? String(email.prefix(2)) : letters
    }

    /// The name to show: the names, or the address.
    package var displayName: String {
        let name = [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ")
        return name.isEmpty ? email : name
    }
}
