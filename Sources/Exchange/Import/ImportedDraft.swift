/// Unfinished work that came with a task.
package struct ImportedDraft: Sendable, Equatable {
    /// A JSON array of objects, byte for byte.
    package var result: String
    /// The ``ImportedAnnotation/importID`` it changes; nil for a new annotation.
    package var annotationImportID: Int?
    /// The e-mail address or id of its author, as far as the file says.
    package var user: ImportedAnnotation.Annotator?
    package var leadTime: Double?
    package var wasPostponed = false
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64?
    /// Microseconds since 1970 UTC.
    package var updatedAt: Int64?

    package init(result: String) { self.result = result }
}
