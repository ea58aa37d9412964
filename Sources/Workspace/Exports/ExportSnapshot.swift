import Exchange
package import JSON
package import Storage

/// An export that is kept, with the formats it was converted to.
package struct ExportSnapshot: Sendable, Equatable {
    package struct Conversion: Sendable, Equatable {
        package let id: Int
        package let format: String
        package let state: String
        package let blob: BlobID?
        package let size: Int
    }

    package let id: Int
    package let project: Int
    package let title: String
    package let createdBy: Int
    package let createdAt: Int
    package let finishedAt: Int?
    /// `created`, `in_progress`, `completed` or `failed`.
    package let state: String
    package let md5: String?
    package let tasks: Int
    package let blob: BlobID?
    package let size: Int
    /// `task_filter_options`, `annotation_filter_options` and `serialization_options`, as they were asked.
    package let options: JSONValue
    package var conversions: [Conversion] = []
    package var author: Author?

    init(_ row: SQLRow) {
        id = row.int("id")
        project = row.int("project_id")
        title = row.string("title")
        createdBy = row.int("user_id")
        createdAt = row.int("created_at")
        finishedAt = row.optionalInt("finished_at")
        state = row.string("state")
        md5 = row.optionalString("md5")
        tasks = row.int("tasks")
        blob = row.optionalString("blob").flatMap { BlobID(hex: $0) }
        size = row.int("size")
        options = (try? JSONValue(parsing: row.string("options"))) ?? .null
    }
}

extension ExportRequest {
    /// Reads the options of a snapshot.
    init(project: Int, options: JSONValue) throws {
        self.init(project: project)
        let tasks = options["task_filter_options"]
        // A snapshot has all tasks unless it asks for less.
        allTasks = !(tasks?["only_with_annotations"]?.boolean ?? false)
        if let view = tasks?["filters"] { selection = try TaskSelection(["filters": view]) }
        for (option, column) in [
            ("finished", TaskColumn.isLabeled), ("annotated", .totalAnnotations),
            ("skipped", .cancelledAnnotations),
        ] {
            guard let word = tasks?[option]?.string, word == "only" || word == "exclude" else { continue }
            let isOnly = word == "only"
            let kind: JSONValue = column == .isLabeled ? .bool(isOnly) : .number(JSONNumber(0))
            selection.filters.append(
                try TaskFilter([
                    "filter": .string(
                        option == "finished"
                            ? "is_labeled"
                            : option == "annotated"
                                ? "total_annotations" : "cancelled_annotations"),
                    "operator": .string(column == .isLabeled ? "equal" : isOnly ? "greater" : "equal"),
                    "type": "Number", "value": kind,
                ])
            )
        }
        let chosen = options["annotation_filter_options"]
        annotations.usual = chosen?["usual"]?.boolean
        annotations.groundTruth = chosen?["ground_truth"]?.boolean
        annotations.skipped = chosen?["skipped"]?.boolean
        let form = options["serialization_options"]
        drafts = form?["drafts"]?["only_id"]?.boolean ?? false ? .ids : .full
        predictions = form?["predictions"]?["only_id"]?.boolean ?? false ? .ids : .full
        namesAnnotators = !(form?["annotations__completed_by"]?["only_id"]?.boolean ?? true)
    }
}
