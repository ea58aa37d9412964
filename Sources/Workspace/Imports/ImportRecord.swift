import Storage

/// What is kept of an import.
package struct ImportRecord: Sendable, Equatable {
    package let id: Int
    package let project: Int
    package let user: Int
    /// `created`, `in_progress`, `completed` or `failed`.
    package let state: String
    package let tasks: Int
    package let annotations: Int
    package let predictions: Int
    package let error: String?
    package let createdAt: Int
    package let updatedAt: Int
    package let finishedAt: Int?

    init(_ row: SQLRow) {
        id = row.int("id")
        project = row.int("project_id")
        user = row.int("user_id")
        state = row.string("state")
        tasks = row.int("tasks")
        annotations = row.int("annotations")
        predictions = row.int("predictions")
        error = row.optionalString("error")
        createdAt = row.int("created_at")
        updatedAt = row.int("updated_at")
        finishedAt = row.optionalInt("finished_at")
    }
}
