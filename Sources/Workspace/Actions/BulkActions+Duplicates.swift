import JSON
import Storage

extension BulkActions {
    /// Finds tasks whose data are equal as JSON; the first of each keeps the work of all.
    func removeDuplicates(_ selection: TaskSelection, of project: Int, by member: Member) async throws -> Int {
        let now = work.clock.now()
        let groups = try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            return try Self.duplicates(selection, of: project, in: connection)
        }
        var removed = 0
        for group in groups {
            removed += try await work.database.write { connection in
                let count = try Self.merge(group, of: project, member, now, connection)
                try EventLog.append(
                    Event("action.remove_duplicates", .task, group.first, project: project, count: count), by: member,
                    at: now, in: connection
                )
                return count
            }
        }
        return removed
    }

    /// Groups of task ids with equal data, each in order.
    private static func duplicates(
        _ selection: TaskSelection, of project: Int, in connection: any SQLConnection
    ) throws -> [[Int]] {
        var groups: [String: [Int]] = [:]
        var last = 0
        while true {
            let ids = try selection.ids(project, after: last, limit: 2000, in: connection)
            guard let end = ids.last else { break }
            last = end
            try connection.forEach(
                "SELECT task_id, data FROM task_body WHERE task_id IN (\(list: ids)) ORDER BY task_id"
            ) { row in
                var cells = Cells(row)
                let id = cells.int()
                groups[EventLog.hash(canonical(cells.text())), default: []].append(id)
            }
        }
        return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    /// The text with the members of the outermost object in order: exports differ in nothing else.
    private static func canonical(_ data: String) -> String {
        guard let object = (try? JSONValue(parsing: data))?.object else { return data }
        return JSONValue.object(
            JSONObject(object.members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        ).text
    }

    private static func merge(
        _ group: [Int], of project: Int, _ member: Member, _ now: Int, _ connection: any SQLConnection
    ) throws -> Int {
        guard let first = group.first else { return 0 }
        let others = Array(group.dropFirst())
        for table in ["annotation", "draft", "prediction", "annotation_version"] {
            try connection.execute(
                "UPDATE \(raw: table) SET task_id = \(first) WHERE task_id IN (\(list: others))"
            )
        }
        try connection.execute(
            """
            INSERT INTO mask_use (task_id, mask_id)
            SELECT DISTINCT CAST(\(first) AS BIGINT), mask_id FROM mask_use WHERE task_id IN (\(list: others))
            ON CONFLICT (task_id, mask_id) DO NOTHING
            """
        )
        // The others count as they were until each is counted anew, without what moved.
        for task in group {
            guard try connection.optionalInteger("SELECT id FROM task WHERE id = \(task)") != nil else { continue }
            var scope = try TaskScope(task, for: member, in: connection)
            try scope.recount(by: member, at: now, in: connection)
        }
        return try TaskRemoval.remove(others, of: project, in: connection)
    }
}
