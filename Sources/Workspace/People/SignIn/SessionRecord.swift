import Storage

/// A session as its owner sees it in a list.
package struct SessionRecord: Sendable, Equatable {
    package let id: Int
    package let address: String?
    /// What the browser said it is.
    package let agent: String?
    package let createdAt: Int
    package let seenAt: Int

    init(_ row: SQLRow) {
        id = row.int("id")
        address = row.optionalString("address")
        agent = row.optionalString("agent")
        createdAt = row.int("created_at")
        seenAt = row.int("seen_at")
    }
}
