package import Exchange

/// What is asked of an export.
package struct ExportRequest: Sendable {
    package var project: Int
    package var format = ExportFormat.json
    /// Also tasks nobody has annotated.
    package var allTasks = false
    package var selection = TaskSelection()
    /// Snapshots only: which annotations come along.
    package var annotations = AnnotationChoice()
    /// Whether drafts and predictions are written in full, by id, or left out.
    package var drafts = Detail.full
    package var predictions = Detail.ids
    /// Whether the annotator is written by id or in full.
    package var namesAnnotators = false

    package enum Detail: String, Sendable {
        case full, ids, none
    }

    /// Annotations are chosen by what they are; nothing chosen means all.
    package struct AnnotationChoice: Sendable, Equatable {
        package var usual: Bool?
        package var groundTruth: Bool?
        package var skipped: Bool?

        package init() {}

        func takes(_ annotation: Annotation) -> Bool {
            guard usual != nil || groundTruth != nil || skipped != nil else { return true }
            if annotation.wasCancelled { return skipped ?? false }
            if annotation.groundTruth { return groundTruth ?? false }
            return usual ?? false
        }
    }

    package init(project: Int) { self.project = project }
}
