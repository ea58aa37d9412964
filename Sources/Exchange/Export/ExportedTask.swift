/// A task with everything an export may tell of it.
package struct ExportedTask: Sendable, Equatable {
    package var id: Int
    package var project: Int
    package var innerID: Int?
    /// The data: a JSON object, byte for byte as it was imported.
    package var data: String
    /// A JSON object.
    package var meta = "{}"
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    /// Microseconds since 1970 UTC.
    package var updatedAt: Int64
    package var allowSkip = true
    package var updatedBy: Int?
    /// The name of the file it was imported from.
    package var fileUpload: String?
    package var totalAnnotations = 0
    package var cancelledAnnotations = 0
    package var totalPredictions = 0
    package var annotations: [ExportedAnnotation] = []
    package var drafts: [ExportedDraft] = []
    package var predictions: [ExportedPrediction] = []
    /// The files of this task, by the address its data names, for the formats that carry them
    /// (see ``ExportFormat/mediaURLs(of:schema:)``).
    package var media: [String: [UInt8]] = [:]
    /// Its series and masks, for the formats that write them (see ``ExportFormat/needsImaging``).
    package var imaging: ExportedImaging?

    package init(id: Int, project: Int, data: String, createdAt: Int64, updatedAt: Int64) {
        self.id = id
        self.project = project
        self.data = data
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
