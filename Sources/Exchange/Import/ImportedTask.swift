/// A task as it came in, checked in shape but not against any project.
package struct ImportedTask: Sendable, Equatable {
    /// The data: a JSON object, byte for byte as it was written where the source was JSON.
    package var data: String
    /// The `meta` JSON object, byte for byte.
    package var meta: String?
    package var innerID: Int?
    package var overlap: Int?
    package var allowSkip: Bool?
    package var annotations: [ImportedAnnotation] = []
    package var predictions: [ImportedPrediction] = []
    package var drafts: [ImportedDraft] = []
    /// One-based position among the tasks of its file.
    package var record = 1
    /// One-based line of the file where the task begins.
    package var line = 1

    package init(data: String) { self.data = data }
}
