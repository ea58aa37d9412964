import Storage

extension Projects {
    /// Which projects are wanted, and in which order.
    package struct Search: Sendable {
        package enum Pinned: Sendable { case only, without }

        package var title: String?
        /// Stands in the title or the description.
        package var text: String?
        package var ids: [Int]?
        package var pinned: Pinned?
        /// `-created_at`, `title`, …
        package var ordering: [String] = []
        package var limit = 30
        package var offset = 0

        package init() {}
    }

    /// The columns that a list may be ordered by.
    private static let orders = ["id", "title", "created_at", "updated_at", "pinned_at", "is_published"]

    /// One page of the organisation's projects, the newest first unless asked otherwise, and how many there are.
    package func list(_ search: Search, for member: Member) async throws -> (total: Int, records: [ProjectRecord]) {
        try await work.database.read { connection in
            var filter: Query = "WHERE project.organization_id = \(member.organization)"
            if let title = search.title, !title.isEmpty {
                filter += " AND \(connection.dialect.contains("project.title", title))"
            }
            if let text = search.text, !text.isEmpty {
                filter += """
                     AND (\(connection.dialect.contains("project.title", text))
                        OR \(connection.dialect.contains("project.description", text)))
                    """
            }
            if let ids = search.ids { filter += " AND project.id IN (\(list: ids))" }
            switch search.pinned {
            case .only: filter += " AND project.pinned_at IS NOT NULL"
            case .without: filter += " AND project.pinned_at IS NULL"
            case nil: break
            }
            let total = try connection.integer("SELECT count(*) FROM project \(filter)")
            let order = try Self.order(search.ordering)
            let records = try Self.records(
                "\(filter) ORDER BY \(raw: order) LIMIT \(search.limit) OFFSET \(search.offset)", for: member,
                in: connection
            )
            return (total, records)
        }
    }

    private static func order(_ asked: [String]) throws -> String {
        var parts: [String] = []
        for name in asked.flatMap({ $0.split(separator: ",").map(String.init) }) {
            let isDescending = name.hasPrefix("-")
            let column = isDescending ? String(name.dropFirst()) : name
            guard let column = orders.first(where: { $0 == column }) else {
                throw Refusal.invalid(.init("ordering", "\"\(column)\" is not something to order projects by."))
            }
            parts.append("project.\(column) \(isDescending ? "DESC NULLS LAST" : "ASC NULLS LAST")")
        }
        if parts.isEmpty { parts = ["project.pinned_at DESC NULLS LAST", "project.created_at DESC"] }
        return (parts + ["project.id DESC"]).joined(separator: ", ")
    }
}
