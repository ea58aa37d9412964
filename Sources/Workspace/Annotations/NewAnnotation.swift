/// An annotation as a client sends it.
package struct NewAnnotation: Sendable {
    /// A JSON array of objects.
    package var result: String
    package var wasCancelled = false
    package var groundTruth = false
    package var leadTime: Double?
    /// Chosen by the client, so that sending it again does no harm.
    package var uniqueID: String?
    /// The draft this was; it is removed.
    package var draft: Int?
    package var parentPrediction: Int?
    package var parentAnnotation: Int?
    package var importID: Int?
    /// Whose work it is; nil: the sender's.
    package var completedBy: Int?

    package init(result: String) { self.result = result }
}

/// What a client wants changed in an annotation; nil leaves a field as it is.
package struct AnnotationEdit: Sendable {
    package var result: String?
    package var wasCancelled: Bool?
    package var groundTruth: Bool?
    package var leadTime: Double?
    package var completedBy: Int?
    package var parentPrediction: Int?
    package var parentAnnotation: Int?
    /// The version the client saw; another one is refused as stale.
    package var expectedVersion: Int?

    package init() {}
}

/// Annotations with the people who made them.
package struct AnnotationPage: Sendable {
    package var annotations: [Annotation]
    package var authors: Authors
}
