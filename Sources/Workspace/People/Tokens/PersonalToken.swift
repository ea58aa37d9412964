import Storage

/// A personal access token as its owner sees it in a list: it can be recognised, not used.
package struct PersonalToken: Sendable, Equatable {
    package let id: Int
    package let name: String
    /// Header and claims, without the signature.
    package let unsigned: String
    package let createdAt: Int
    package let expiresAt: Int
    package let usedAt: Int?

    init(_ row: SQLRow) {
        id = row.int("id")
        name = row.string("name")
        unsigned = row.string("unsigned_text")
        createdAt = row.int("created_at")
        expiresAt = row.int("expires_at")
        usedAt = row.optionalInt("used_at")
    }
}
