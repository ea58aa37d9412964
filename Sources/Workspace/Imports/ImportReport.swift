/// What an import took in.
package struct ImportReport: Sendable, Equatable {
    package var batch: Int?
    package var tasks = 0
    package var annotations = 0
    package var predictions = 0
    package var drafts = 0
    /// The uploads the tasks came from.
    package var uploads: [Int] = []
    package var couldBeTasksList = false
    /// How many files of each ending there were; empty where the tasks came as a request's body.
    package var formats: [String: Int] = [:]
    package var dataColumns: [String] = []
    package var taskIDs: [Int] = []
    /// Seconds.
    package var duration = 0.0

    package init() {}
}

/// What is asked of an import.
package struct ImportRequest: Sendable {
    package var project: Int
    /// Whether tasks are stored; otherwise they are only counted.
    package var commits = true
    package var returnsIDs = false
    /// Data fields that hold a model's answers.
    package var predictionFields: [String] = []
    /// For CSV, TSV and text files; nil: told by the bytes.
    package var encoding: String?
    /// Whether a CSV, TSV or text file is a list of tasks, rather than one task's data.
    package var filesAreTaskLists = true

    package init(project: Int) { self.project = project }
}
