import Storage

/// A column of the task table that can be filtered and ordered by. The list is closed: no name from outside becomes
/// a part of SQL.
package enum TaskColumn: Sendable, Hashable {
    case id, innerID, overlap
    case totalAnnotations, cancelledAnnotations, totalPredictions
    case predictionsScore, averageLeadTime
    case completedAt, createdAt, updatedAt
    case draftExists, isLabeled, groundTruth
    case fileUpload, storageFilename
    case annotators, updatedBy
    case annotationIDs, annotationResults
    case predictionModelVersions, predictionResults
    /// A member of the task's data.
    case data(String)

    /// What a column holds, and so which operators make sense.
    package enum Kind: Sendable, Equatable {
        case number, time, boolean, text
        /// A set of numbers or texts, of which any may match.
        case many
    }

    private static let names: [String: TaskColumn] = [
        "id": .id, "inner_id": .innerID, "overlap": .overlap, "total_annotations": .totalAnnotations,
        "cancelled_annotations": .cancelledAnnotations, "total_predictions": .totalPredictions,
        "predictions_score": .predictionsScore, "avg_lead_time": .averageLeadTime, "completed_at": .completedAt,
        "created_at": .createdAt, "updated_at": .updatedAt, "draft_exists": .draftExists, "is_labeled": .isLabeled,
        "ground_truth": .groundTruth, "file_upload": .fileUpload, "storage_filename": .storageFilename,
        "annotators": .annotators, "updated_by": .updatedBy, "annotations_ids": .annotationIDs,
        "annotations_results": .annotationResults, "predictions_model_versions": .predictionModelVersions,
        "predictions_results": .predictionResults,
    ]

    /// Reads `filter:tasks:data.text`, `tasks:id` or `id`.
    package init?(name: String) {
        var name = name[...]
        for prefix in ["filter:", "tasks:"] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
        if name.hasPrefix("data."), name.utf8.count > 5 {
            self = .data(String(name.dropFirst(5)))
        } else if let column = Self.names[String(name)] {
            self = column
        } else {
            return nil
        }
    }

    package var kind: Kind {
        switch self {
        case .id, .innerID, .overlap, .totalAnnotations, .cancelledAnnotations, .totalPredictions,
            .predictionsScore, .averageLeadTime:
            .number
        case .completedAt, .createdAt, .updatedAt: .time
        case .draftExists, .isLabeled, .groundTruth: .boolean
        case .fileUpload, .storageFilename, .data: .text
        case .annotators, .updatedBy, .annotationIDs, .annotationResults, .predictionModelVersions,
            .predictionResults:
            .many
        }
    }

    /// The value to compare and order by; for sets something that orders them sensibly.
    func expression(_ dialect: Dialect) -> Query {
        switch self {
        case .id: "task.id"
        case .innerID: "task.inner_id"
        case .overlap: "task.overlap"
        case .totalAnnotations: "task.annotations"
        case .cancelledAnnotations: "task.cancelled"
        case .totalPredictions: "task.predictions"
        case .predictionsScore: "task.score"
        case .averageLeadTime: "task.lead_time"
        case .completedAt: "task.completed_at"
        case .createdAt: "task.created_at"
        case .updatedAt: "task.updated_at"
        case .draftExists: "(task.drafts > 0)"
        case .isLabeled: "(task.is_labeled = \(raw: dialect.true))"
        case .groundTruth: "(task.ground_truths > 0)"
        case .fileUpload: "file_upload.name"
        case .storageFilename: "task.storage_filename"
        case .updatedBy: "task.updated_by"
        case .annotators:
            "(SELECT min(annotation.completed_by) FROM annotation WHERE annotation.task_id = task.id)"
        case .annotationIDs, .annotationResults:
            "(SELECT min(annotation.id) FROM annotation WHERE annotation.task_id = task.id)"
        case .predictionModelVersions, .predictionResults:
            "(SELECT min(prediction.model_version) FROM prediction WHERE prediction.task_id = task.id)"
        case .data(let key): dialect.jsonText("task_body.data", key: key)
        }
    }

    /// Which tables besides `task` the expression needs.
    var joins: Set<TaskJoin> {
        switch self {
        case .fileUpload: [.file]
        case .data: [.body]
        default: []
        }
    }
}

/// A table that a filter or an order brings in.
enum TaskJoin: Int, Comparable {
    case body
    case file

    static func < (left: TaskJoin, right: TaskJoin) -> Bool { left.rawValue < right.rawValue }

    var clause: Query {
        switch self {
        case .body: " JOIN task_body ON task_body.task_id = task.id"
        case .file: " LEFT JOIN file_upload ON file_upload.id = task.file_upload_id"
        }
    }
}
