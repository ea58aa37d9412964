/// An annotation that came with a task.
package struct ImportedAnnotation: Sendable, Equatable {
    /// Who made it, as far as the file says.
    package enum Annotator: Sendable, Equatable {
        case id(Int)
        case email(String)
    }

    /// A JSON array of objects, byte for byte.
    package var result: String
    /// Nil: the person who imports.
    package var completedBy: Annotator?
    package var wasCancelled = false
    /// True unless the file says otherwise: annotations that arrive with their tasks are taken for the truth.
    package var groundTruth = true
    /// Seconds of work.
    package var leadTime: Double?
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64?
    /// Microseconds since 1970 UTC.
    package var updatedAt: Int64?
    package var uniqueID: String?
    /// The id it had where it came from; drafts refer to it.
    package var importID: Int?

    package init(result: String) { self.result = result }
}
