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
    /// What came of the images among the files; nil where there were none.
    package var images: Images?

    package init() {}

    /// A file that was left out, and why.
    package struct Refused: Sendable, Equatable {
        package let file: String
        package let reason: String

        package init(file: String, reason: String) {
            self.file = file
            self.reason = reason
        }
    }

    /// What came of images.
    package struct Images: Sendable, Equatable {
        package struct Series: Sendable, Equatable {
            package let id: Int
            package let frames: Int
            /// Above 1 where files were added to a series that was there: the earlier version keeps its labels.
            package let version: Int
            /// False where the series was here already.
            package let isNew: Bool
            /// False where a task of the project shows it already.
            package let hasNewTask: Bool
            package let problems: [String]
        }

        package var files = 0
        package var refused: [Refused] = []
        /// Files that were here already, byte for byte.
        package var duplicates = 0
        /// Indexes and notes of systems.
        package var passedOver = 0
        package var series: [Series] = []
        /// Files of labels that became predictions or annotations.
        package var labels = 0

        package init() {}
    }
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
    /// What segmentations, structure sets, reports and label maps among the files become.
    package var labelsBecome = LabelsBecome.predictions

    /// What the labels of a file become on the task of the series they speak of.
    package enum LabelsBecome: String, Sendable {
        case predictions
        case annotations
    }

    package init(project: Int) { self.project = project }
}
