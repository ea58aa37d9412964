import JSON

/// A column of the data manager as Label Studio describes it.
struct TableColumn {
    let id: String
    let title: String
    let type: String
    let help: String
    /// Whether it is shown in the table, and beside a task, unless somebody says otherwise.
    var isShown = false
    var isShownBeside = false

    static let all = [
        TableColumn(id: "id", title: "ID", type: "Number", help: "The task's id", isShown: true),
        TableColumn(
            id: "inner_id", title: "Inner ID", type: "Number", help: "The task's number within the project, from 1"
        ),
        TableColumn(
            id: "completed_at", title: "Completed", type: "Datetime", help: "When the last annotation was made",
            isShown: true
        ),
        TableColumn(
            id: "total_annotations", title: "Annotations", type: "Number", help: "How many annotations the task has",
            isShown: true, isShownBeside: true
        ),
        TableColumn(
            id: "cancelled_annotations", title: "Cancelled", type: "Number", help: "How often the task was skipped",
            isShown: true
        ),
        TableColumn(
            id: "total_predictions", title: "Predictions", type: "Number", help: "How many predictions the task has",
            isShown: true
        ),
        TableColumn(
            id: "annotators", title: "Annotated by", type: "List", help: "Who annotated the task", isShown: true
        ),
        TableColumn(
            id: "annotations_results", title: "Annotation results", type: "String",
            help: "The results of all annotations"
        ),
        TableColumn(id: "annotations_ids", title: "Annotation IDs", type: "String", help: "The ids of all annotations"),
        TableColumn(
            id: "predictions_score", title: "Prediction score", type: "Number",
            help: "The mean score of the predictions"
        ),
        TableColumn(
            id: "predictions_model_versions", title: "Prediction model versions", type: "List",
            help: "Which model versions have predicted"
        ),
        TableColumn(
            id: "predictions_results", title: "Prediction results", type: "String",
            help: "The results of all predictions"
        ),
        TableColumn(id: "file_upload", title: "Upload filename", type: "String", help: "The file the task came from"),
        TableColumn(
            id: "storage_filename", title: "Storage filename", type: "String", help: "The object the task came from"
        ),
        TableColumn(id: "created_at", title: "Created at", type: "Datetime", help: "When the task was made"),
        TableColumn(id: "updated_at", title: "Updated at", type: "Datetime", help: "When the task was changed last"),
        TableColumn(id: "updated_by", title: "Updated by", type: "List", help: "Who changed the task last"),
        TableColumn(
            id: "avg_lead_time", title: "Lead Time", type: "Number", help: "The mean seconds of work on an annotation"
        ),
        TableColumn(id: "draft_exists", title: "Drafts", type: "Boolean", help: "Whether there is a draft"),
        TableColumn(
            id: "is_labeled", title: "Labelled", type: "Boolean",
            help: "Whether as many people as wanted have labelled it"
        ),
    ]
}

extension JSONWriter {
    /// A key of the tasks' data.
    mutating func dataColumn(_ name: String) {
        object { writer in
            writer.member("id", name)
            writer.member("title", name)
            writer.member("type", "String")
            writer.member("target", "tasks")
            writer.member("parent", "data")
            writer.visibility(true, true)
            writer.member("project_defined", true)
        }
    }

    /// A column every project has.
    mutating func column(_ column: TableColumn, people: [Int], models: [String]) {
        object { writer in
            writer.member("id", column.id)
            writer.member("title", column.title)
            writer.member("type", column.type)
            writer.member("help", column.help)
            writer.member("target", "tasks")
            switch column.id {
            case "annotators", "updated_by":
                writer.member(
                    "schema",
                    object: { writer in
                        writer.member("items", array: { writer in for id in people { writer.value(id) } })
                    })
            case "predictions_model_versions":
                writer.member(
                    "schema",
                    object: { writer in
                        writer.member("items", array: { writer in for name in models { writer.value(name) } })
                        writer.member("multiple", true)
                    })
            default: break
            }
            writer.visibility(column.isShown, column.isShownBeside)
            writer.member("project_defined", false)
        }
    }

    private mutating func visibility(_ explore: Bool, _ labeling: Bool) {
        member(
            "visibility_defaults",
            object: { writer in
                writer.member("explore", explore)
                writer.member("labeling", labeling)
            })
    }
}
