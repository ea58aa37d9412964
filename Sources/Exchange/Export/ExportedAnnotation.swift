/// An annotation as an export tells it.
package struct ExportedAnnotation: Sendable, Equatable {
    package var id: Int
    package var task: Int
    package var project: Int
    /// The id of the annotator; nil where the account is gone.
    package var completedBy: Int?
    /// Full record of the annotator: then `completed_by` is written as an object.
    package var annotator: ExportedPerson?
    /// A JSON array, byte for byte as it was submitted.
    package var result: String
    package var resultCount = 0
    package var wasCancelled = false
    package var groundTruth = false
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    /// Microseconds since 1970 UTC.
    package var updatedAt: Int64
    package var draftCreatedAt: Int64?
    package var leadTime: Double?
    /// The snapshot of the prediction it began from: a JSON object.
    package var prediction = "{}"
    package var uniqueID: String?
    package var importID: Int?
    package var lastAction: String?
    package var bulkCreated = false
    package var updatedBy: Int?
    package var parentPrediction: Int?
    package var parentAnnotation: Int?
    package var lastCreatedBy: Int?

    package init(id: Int, task: Int, project: Int, result: String, createdAt: Int64, updatedAt: Int64) {
        self.id = id
        self.task = task
        self.project = project
        self.result = result
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
