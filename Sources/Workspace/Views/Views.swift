package import JSON
import Storage

/// A saved look at the tasks of a project: a tab of the data manager.
package struct DataView: Sendable, Equatable {
    package let id: Int
    package let project: Int
    package let user: Int
    package let order: Int
    /// What the browser keeps of it, as JSON: title, filters, ordering, hidden columns…
    package let data: String
    /// `{all, excluded | included}`, as JSON.
    package let selectedItems: String?

    init(_ row: SQLRow) {
        id = row.int("id")
        project = row.int("project_id")
        user = row.int("user_id")
        order = row.int("position")
        data = row.string("data")
        selectedItems = row.optionalString("selected_items")
    }
}

/// Keeping views.
package struct Views: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    package func list(of project: Int, for member: Member) async throws -> [DataView] {
        try member.require(.seeAllWork)
        return try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            return try connection.query(
                "SELECT * FROM data_view WHERE project_id = \(project) ORDER BY position, id"
            ).map(DataView.init)
        }
    }

    package func view(_ id: Int, for member: Member) async throws -> DataView {
        try member.require(.seeAllWork)
        return try await work.database.read { connection in try Self.find(id, for: member, in: connection) }
    }

    package func create(_ data: JSONValue, in project: Int, by member: Member) async throws -> DataView {
        try member.require(.seeAllWork)
        try Self.check(data)
        let now = work.clock.now()
        return try await work.database.write { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let position = try connection.integer(
                "SELECT coalesce(max(position) + 1, 0) FROM data_view WHERE project_id = \(project)"
            )
            let id = try connection.integer(
                """
                INSERT INTO data_view (project_id, user_id, position, data)
                VALUES (\(project), \(member.id), \(position), \(data.text)) RETURNING id
                """
            )
            try EventLog.append(
                Event("view.create", .view, id, project: project, after: EventLog.hash(data.text)), by: member,
                at: now, in: connection
            )
            return try Self.find(id, for: member, in: connection)
        }
    }

    /// Changes a view; members of `data` that are not named stay as they are.
    package func update(
        _ id: Int, data: JSONValue?, selectedItems: JSONValue?, replaces: Bool = false, by member: Member
    ) async throws -> DataView {
        try member.require(.seeAllWork)
        let now = work.clock.now()
        return try await work.database.write { connection in
            let before = try Self.find(id, for: member, in: connection)
            var merged = replaces ? JSONObject() : ((try? JSONValue(parsing: before.data))?.object ?? JSONObject())
            for (key, value) in data?.object ?? JSONObject() { merged[key] = value }
            try Self.check(.object(merged))
            let text = JSONValue.object(merged).text
            let selected = selectedItems.map { $0.isNull ? nil : $0.text } ?? before.selectedItems
            try connection.execute(
                "UPDATE data_view SET data = \(text), selected_items = \(selected) WHERE id = \(id)"
            )
            try EventLog.append(
                Event(
                    "view.update", .view, id, project: before.project, before: EventLog.hash(before.data),
                    after: EventLog.hash(text)
                ),
                by: member, at: now, in: connection
            )
            return try Self.find(id, for: member, in: connection)
        }
    }

    package func delete(_ id: Int, by member: Member) async throws {
        try member.require(.seeAllWork)
        let now = work.clock.now()
        try await work.database.write { connection in
            let view = try Self.find(id, for: member, in: connection)
            try connection.execute("DELETE FROM data_view WHERE id = \(id)")
            try EventLog.append(
                Event("view.delete", .view, id, project: view.project), by: member, at: now, in: connection
            )
        }
    }

    package func deleteAll(of project: Int, by member: Member) async throws {
        try member.require(.manageProjects)
        let now = work.clock.now()
        try await work.database.write { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let count = try connection.execute("DELETE FROM data_view WHERE project_id = \(project)")
            try EventLog.append(
                Event("view.delete", .view, project: project, count: count), by: member, at: now, in: connection
            )
        }
    }

    package func reorder(_ ids: [Int], of project: Int, by member: Member) async throws {
        try member.require(.seeAllWork)
        let now = work.clock.now()
        try await work.database.write { connection in
            _ = try Projects.find(project, for: member, in: connection)
            for (position, id) in ids.enumerated() {
                try connection.execute(
                    "UPDATE data_view SET position = \(position) WHERE id = \(id) AND project_id = \(project)"
                )
            }
            try EventLog.append(
                Event("view.reorder", .view, project: project, count: ids.count), by: member, at: now, in: connection
            )
        }
    }

    /// The tasks a view shows, and which of them are selected.
    package func selection(of id: Int, for member: Member) async throws -> TaskSelection {
        let view = try await view(id, for: member)
        let data = (try? JSONValue(parsing: view.data)) ?? .null
        var selection = try TaskSelection(data)
        if let text = view.selectedItems, let selected = try? JSONValue(parsing: text) {
            try selection.choose(selected)
        }
        return selection
    }

    private static func check(_ data: JSONValue) throws {
        guard data.object != nil else { throw Refusal.invalid(.init("data", "The data of a view must be an object.")) }
        _ = try TaskSelection(data)
    }

    private static func find(_ id: Int, for member: Member, in connection: any SQLConnection) throws -> DataView {
        let row = try connection.first(
            """
            SELECT data_view.* FROM data_view JOIN project ON project.id = data_view.project_id
            WHERE data_view.id = \(id) AND project.organization_id = \(member.organization)
            """
        )
        guard let row else { throw Refusal.missing("View") }
        return DataView(row)
    }
}
