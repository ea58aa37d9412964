import Storage

/// What a model said about a task.
package struct Prediction: Sendable, Equatable {
    package var id = 0
    package var task: Int
    package var project: Int
    /// `undefined` where the model did not say.
    package var modelVersion = "undefined"
    /// How sure the model is.
    package var score: Double?
    package var cluster: Int?
    package var mislabeling = 0.0
    /// Ids of similar tasks, as JSON.
    package var neighbors: String?
    package var createdAt: Int
    package var updatedAt: Int
    /// A JSON array, byte for byte as it was sent.
    package var result = "[]"

    package init(task: Int, project: Int, at now: Int) {
        self.task = task
        self.project = project
        createdAt = now
        updatedAt = now
    }
}

extension Prediction {
    var fingerprint: String { EventLog.hash("\(modelVersion)\u{1F}\(score ?? -1)\u{1F}\(result)") }

    static let selection = """
        prediction.id, prediction.task_id, prediction.project_id, prediction.model_version, prediction.score,
        prediction.cluster, prediction.mislabeling, prediction.neighbors, prediction.created_at,
        prediction.updated_at, prediction.result
        """

    init(_ cells: inout Cells) {
        id = cells.int()
        task = cells.int()
        project = cells.int()
        modelVersion = cells.text()
        score = cells.optionalDouble()
        cluster = cells.optionalInt()
        mislabeling = cells.optionalDouble() ?? 0
        neighbors = cells.optionalText()
        createdAt = cells.int()
        updatedAt = cells.int()
        result = cells.text()
    }

    static let columns = [
        "task_id", "project_id", "model_version", "score", "cluster", "mislabeling", "neighbors", "created_at",
        "updated_at", "result",
    ]

    var values: [SQLValue] {
        [
            task.sqlValue, project.sqlValue, modelVersion.sqlValue, score.sqlValue, cluster.sqlValue,
            mislabeling.sqlValue, neighbors.sqlValue, createdAt.sqlValue, updatedAt.sqlValue, result.sqlValue,
        ]
    }

    static func find(_ id: Int, in connection: any SQLConnection) throws -> Prediction? {
        guard let row = try connection.first("SELECT \(raw: selection) FROM prediction WHERE id = \(id)") else {
            return nil
        }
        var cells = Cells(row)
        return Prediction(&cells)
    }
}
