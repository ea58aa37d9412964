import Storage

/// One thing to be labelled. (`Task` is Swift's.)
package struct LabelTask: Sendable, Equatable {
    package var id: Int
    package var project: Int
    /// Counts from 1 within the project.
    package var innerID: Int
    package var counts: TaskCounts
    /// The name of the file it was imported from.
    package var fileUpload: String?
    package var storageFilename: String?
    package var allowSkip: Bool
    package var createdAt: Int
    package var updatedAt: Int
    package var updatedBy: Int?
    /// A JSON object, byte for byte; nil where it was not asked for.
    package var data: String
    /// A JSON object, byte for byte.
    package var meta: String?
}

extension LabelTask {
    /// The columns ``init(_:)`` reads; needs ``tables``.
    static let selection = """
        task.id, task.project_id, task.inner_id, \(TaskCounts.selection), file_upload.name, task.storage_filename,
        task.allow_skip, task.created_at, task.updated_at, task.updated_by, task_body.data, task_body.meta
        """

    static let tables = """
        task JOIN task_body ON task_body.task_id = task.id
        LEFT JOIN file_upload ON file_upload.id = task.file_upload_id
        """

    init(_ cells: inout Cells) {
        id = cells.int()
        project = cells.int()
        innerID = cells.int()
        counts = TaskCounts(&cells)
        fileUpload = cells.optionalText()
        storageFilename = cells.optionalText()
        allowSkip = cells.bool()
        createdAt = cells.int()
        updatedAt = cells.int()
        updatedBy = cells.optionalInt()
        data = cells.text()
        meta = cells.optionalText()
    }
}
