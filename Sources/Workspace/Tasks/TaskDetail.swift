/// A task with the work on it, as much as the asker may see.
package struct TaskDetail: Sendable {
    package var task: LabelTask
    package var annotations: [Annotation] = []
    package var predictions: [Prediction] = []
    /// The asker's own.
    package var drafts: [Draft] = []
    /// The ids of the people who annotated it.
    package var annotators: [Int] = []
    package var annotationIDs: [Int] = []
    package var modelVersions: [String] = []
}

/// Tasks with the people behind the work on them.
package struct TaskPage: Sendable {
    package var tasks: [TaskDetail]
    package var authors = Authors()
    /// How many tasks there are besides this page, and what was done on them.
    package var total = 0
    package var totalAnnotations = 0
    package var totalPredictions = 0
}
