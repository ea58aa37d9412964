import JSON
import Storage

/// The keys that the data of tasks have, counted.
struct DataColumns {
    /// In the order of first appearance.
    private(set) var names: [String] = []
    private(set) var counts: [String: Int] = [:]

    /// Counts the members of a task's data; text that is no object has none.
    mutating func add(_ data: String, times: Int = 1) {
        var reader = JSONReader(Array(data.utf8))
        guard (try? reader.peek()) == .object else { return }
        try? reader.readObject { name, reader throws(JSONError) in
            if counts[name] == nil { names.append(name) }
            counts[name, default: 0] += times
            try reader.skipValue()
        }
    }

    /// Counts the keys of one task.
    mutating func add(names keys: [String]) {
        for name in keys {
            if let count = counts[name] {
                counts[name] = count + 1
            } else {
                names.append(name)
                counts[name] = 1
            }
        }
    }

    /// Adds the counts to the stored ones of a project.
    func store(_ project: Int, in connection: any SQLConnection) throws {
        guard !names.isEmpty else { return }
        var position = try connection.integer(
            "SELECT coalesce(max(position), 0) FROM data_column WHERE project_id = \(project)"
        )
        for name in names where counts[name] != 0 {
            position += 1
            try connection.execute(
                """
                INSERT INTO data_column (project_id, name, tasks, position)
                VALUES (\(project), \(name), \(counts[name] ?? 0), \(position))
                ON CONFLICT (project_id, name) DO UPDATE SET tasks = data_column.tasks + excluded.tasks
                """
            )
        }
    }
}
