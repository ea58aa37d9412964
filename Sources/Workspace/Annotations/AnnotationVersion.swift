import Storage

/// A state that an annotation had before it was changed or deleted.
package struct AnnotationVersion: Sendable, Equatable {
    package let id: Int
    package let annotation: Int
    package let task: Int
    package let project: Int
    package let version: Int
    /// How it came about: `submitted`, `updated`, `skipped`, `imported`…
    package let action: String
    package let wasCancelled: Bool
    package let groundTruth: Bool
    package let leadTime: Double?
    package let madeBy: Int?
    package let madeAt: Int
    package let replacedBy: Int?
    package let replacedAt: Int
    /// What ended it: `updated`, `deleted`…
    package let replacedByAction: String
    package let result: String

    init(_ row: SQLRow) {
        id = row.int("id")
        annotation = row.int("annotation_id")
        task = row.int("task_id")
        project = row.int("project_id")
        version = row.int("version")
        action = row.string("action")
        wasCancelled = row.bool("was_cancelled")
        groundTruth = row.bool("ground_truth")
        leadTime = row.optionalDouble("lead_time")
        madeBy = row.optionalInt("made_by")
        madeAt = row.int("made_at")
        replacedBy = row.optionalInt("replaced_by")
        replacedAt = row.int("replaced_at")
        replacedByAction = row.string("replaced_by_action")
        result = row.string("result")
    }
}
