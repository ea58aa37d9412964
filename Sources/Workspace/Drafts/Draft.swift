import Storage

/// Unfinished work of a person on a task, or on a change of an annotation.
package struct Draft: Sendable, Equatable {
    package var id = 0
    package var task: Int
    package var project: Int
    /// The annotation it would change; nil for a new one.
    package var annotation: Int?
    package var user: Int
    /// Counts the states it has had, from 1; what `If-Match` is compared with.
    package var version = 1
    package var leadTime: Double?
    /// Whether the person put the task off.
    package var wasPostponed = false
    package var importID: Int?
    package var createdAt: Int
    package var updatedAt: Int
    package var outline = "{}"
    /// A JSON array, byte for byte as it was sent.
    package var result = "[]"

    package init(task: Int, project: Int, user: Int, at now: Int) {
        self.task = task
        self.project = project
        self.user = user
        createdAt = now
        updatedAt = now
    }

    /// Sets the result and what is derived from it.
    package mutating func setResult(_ result: String) throws(Refusal) {
        outline = try ResultOutline(result: result).text
        self.result = result
    }
}

extension Draft {
    static let selection = """
        draft.id, draft.task_id, draft.project_id, draft.annotation_id, draft.user_id, draft.version,
        draft.lead_time, draft.was_postponed, draft.import_id, draft.created_at, draft.updated_at, draft.labels,
        draft.result
        """

    init(_ cells: inout Cells) {
        id = cells.int()
        task = cells.int()
        project = cells.int()
        annotation = cells.optionalInt()
        user = cells.int()
        version = cells.int()
        leadTime = cells.optionalDouble()
        wasPostponed = cells.bool()
        importID = cells.optionalInt()
        createdAt = cells.int()
        updatedAt = cells.int()
        outline = cells.text()
        result = cells.text()
    }

    static let columns = [
        "task_id", "project_id", "annotation_id", "user_id", "version", "lead_time", "was_postponed", "import_id",
        "created_at", "updated_at", "labels", "result",
    ]

    var values: [SQLValue] {
        [
            task.sqlValue, project.sqlValue, annotation.sqlValue, user.sqlValue, version.sqlValue,
            leadTime.sqlValue, wasPostponed.sqlValue, importID.sqlValue, createdAt.sqlValue, updatedAt.sqlValue,
            outline.sqlValue, result.sqlValue,
        ]
    }

    /// Stores a new draft and counts it and its labels.
    mutating func insert(in connection: any SQLConnection) throws {
        let columns = Self.columns.joined(separator: ", ")
        id = try connection.integer(
            "INSERT INTO draft (\(raw: columns)) VALUES (\(list: values)) RETURNING id"
        )
        try connection.execute("UPDATE task SET drafts = drafts + 1 WHERE id = \(task)")
        try LabelUses.add(ResultOutline(stored: outline), from: .drafts, to: project, in: connection)
    }

    static func find(_ id: Int, in connection: any SQLConnection, lock: Bool = false) throws -> Draft? {
        let lock = lock ? connection.dialect.forUpdate : ""
        guard
            let row = try connection.first("SELECT \(raw: selection) FROM draft WHERE id = \(id) \(raw: lock)")
        else { return nil }
        var cells = Cells(row)
        return Draft(&cells)
    }
}
