import Storage

/// What a person said about a task.
package struct Annotation: Sendable, Equatable {
    package var id = 0
    package var task: Int
    package var project: Int
    /// Whose work it is.
    package var completedBy: Int?
    /// Whether the task was skipped.
    package var wasCancelled = false
    /// Whether it is the truth others are measured by.
    package var groundTruth = false
    /// Seconds of work.
    package var leadTime: Double?
    /// Counts the states it has had, from 1; what `If-Match` is compared with.
    package var version = 1
    /// Given by the client that made it: the same one again is a repetition, not another annotation.
    package var uniqueID: String
    package var importID: Int?
    package var lastAction: String?
    package var bulkCreated = false
    package var draftCreatedAt: Int?
    package var parentPrediction: Int?
    package var parentAnnotation: Int?
    package var lastCreatedBy: Int?
    package var updatedBy: Int?
    package var createdAt: Int
    package var updatedAt: Int
    package var resultCount = 0
    /// The outline as it is stored.
    package var outline = "{}"
    /// A JSON array, byte for byte as it was sent.
    package var result = "[]"

    package init(task: Int, project: Int, uniqueID: String, at now: Int) {
        self.task = task
        self.project = project
        self.uniqueID = uniqueID
        createdAt = now
        updatedAt = now
    }

    /// Sets the result and what is derived from it.
    package mutating func setResult(_ result: String) throws(Refusal) {
        let outline = try ResultOutline(result: result)
        self.result = result
        resultCount = outline.items
        self.outline = outline.text
    }
}

extension Annotation {
    /// What distinguishes two states in the event log.
    var fingerprint: String {
        EventLog.hash("\(wasCancelled)\u{1F}\(groundTruth)\u{1F}\(result)")
    }

    static let selection = """
        annotation.id, annotation.task_id, annotation.project_id, annotation.completed_by, annotation.was_cancelled,
        annotation.ground_truth, annotation.lead_time, annotation.version, annotation.unique_id,
        annotation.import_id, annotation.last_action, annotation.bulk_created, annotation.draft_created_at,
        annotation.parent_prediction, annotation.parent_annotation, annotation.last_created_by,
        annotation.updated_by, annotation.created_at, annotation.updated_at, annotation.result_count,
        annotation.labels, annotation.result
        """

    init(_ cells: inout Cells) {
        id = cells.int()
        task = cells.int()
        project = cells.int()
        completedBy = cells.optionalInt()
        wasCancelled = cells.bool()
        groundTruth = cells.bool()
        leadTime = cells.optionalDouble()
        version = cells.int()
        uniqueID = cells.text()
        importID = cells.optionalInt()
        lastAction = cells.optionalText()
        bulkCreated = cells.bool()
        draftCreatedAt = cells.optionalInt()
        parentPrediction = cells.optionalInt()
        parentAnnotation = cells.optionalInt()
        lastCreatedBy = cells.optionalInt()
        updatedBy = cells.optionalInt()
        createdAt = cells.int()
        updatedAt = cells.int()
        resultCount = cells.int()
        outline = cells.text()
        result = cells.text()
    }

    /// The columns of an INSERT, in the order of ``values``.
    static let columns = [
        "task_id", "project_id", "completed_by", "was_cancelled", "ground_truth", "lead_time", "version",
        "unique_id", "import_id", "last_action", "bulk_created", "draft_created_at", "parent_prediction",
        "parent_annotation", "last_created_by", "updated_by", "created_at", "updated_at", "result_count", "labels",
        "result",
    ]

    var values: [SQLValue] {
        [
            task.sqlValue, project.sqlValue, completedBy.sqlValue, wasCancelled.sqlValue, groundTruth.sqlValue,
            leadTime.sqlValue, version.sqlValue, uniqueID.sqlValue, importID.sqlValue, lastAction.sqlValue,
            bulkCreated.sqlValue, draftCreatedAt.sqlValue, parentPrediction.sqlValue, parentAnnotation.sqlValue,
            lastCreatedBy.sqlValue, updatedBy.sqlValue, createdAt.sqlValue, updatedAt.sqlValue,
            resultCount.sqlValue, outline.sqlValue, result.sqlValue,
        ]
    }

    /// Stores a new annotation and answers its id.
    func insert(in connection: any SQLConnection) throws -> Int {
        let columns = Self.columns.joined(separator: ", ")
        return try connection.integer(
            "INSERT INTO annotation (\(raw: columns)) VALUES (\(list: values)) RETURNING id"
        )
    }

    /// Stores a changed annotation.
    func update(in connection: any SQLConnection) throws {
        let changes = zip(Self.columns, values).map { column, value -> Query in "\(raw: column) = \(value)" }
        try connection.execute("UPDATE annotation SET \(Query.joined(changes, separator: ", ")) WHERE id = \(id)")
    }

    static func find(_ id: Int, in connection: any SQLConnection, lock: Bool = false) throws -> Annotation? {
        let lock = lock ? connection.dialect.forUpdate : ""
        guard
            let row = try connection.first(
                "SELECT \(raw: selection) FROM annotation WHERE id = \(id) \(raw: lock)"
            )
        else { return nil }
        var cells = Cells(row)
        return Annotation(&cells)
    }
}
