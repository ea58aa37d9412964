import Storage

/// A state that an annotation has or had.
package struct AnnotationState: Sendable, Equatable {
    /// The id of the kept version; nil for the present state.
    package let id: Int?
    package let annotation: Int
    package let task: Int
    package let project: Int
    package let version: Int
    /// How it came about: `submitted`, `updated`, `skipped`, `imported`…, or `deleted`.
    package let action: String
    package let wasCancelled: Bool
    package let groundTruth: Bool
    package let leadTime: Double?
    package let madeBy: Int?
    package let madeAt: Int
    package let result: String
}

/// All states of an annotation: those that were replaced, and the present one where there still is one.
package struct AnnotationHistory: Sendable {
    package let versions: [AnnotationVersion]
    package let present: Annotation?

    /// The oldest first; a deletion is the last.
    package var states: [AnnotationState] {
        var states = versions.map { AnnotationState($0) }
        if let present {
            states.append(AnnotationState(present))
        } else if let last = versions.last {
            states.append(AnnotationState(endOf: last))
        }
        return states
    }
}

extension AnnotationState {
    fileprivate init(_ version: AnnotationVersion) {
        self.init(
            id: version.id, annotation: version.annotation, task: version.task, project: version.project,
            version: version.version, action: version.action, wasCancelled: version.wasCancelled,
            groundTruth: version.groundTruth, leadTime: version.leadTime, madeBy: version.madeBy,
            madeAt: version.madeAt, result: version.result
        )
    }

    fileprivate init(_ annotation: Annotation) {
        self.init(
            id: nil, annotation: annotation.id, task: annotation.task, project: annotation.project,
            version: annotation.version, action: annotation.lastAction ?? "submitted",
            wasCancelled: annotation.wasCancelled, groundTruth: annotation.groundTruth, leadTime: annotation.leadTime,
            madeBy: annotation.updatedBy ?? annotation.completedBy, madeAt: annotation.updatedAt,
            result: annotation.result
        )
    }

    /// What ended the last version: a deletion, with the result that went.
    fileprivate init(endOf version: AnnotationVersion) {
        self.init(
            id: nil, annotation: version.annotation, task: version.task, project: version.project,
            version: version.version + 1, action: version.replacedByAction, wasCancelled: version.wasCancelled,
            groundTruth: version.groundTruth, leadTime: version.leadTime, madeBy: version.replacedBy,
            madeAt: version.replacedAt, result: version.result
        )
    }
}
