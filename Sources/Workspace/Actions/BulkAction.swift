/// Something done to all selected tasks of a project.
package enum BulkAction: String, Sendable, CaseIterable {
    case predictionsToAnnotations = "predictions_to_annotations"
    case removeDuplicates = "remove_duplicates"
    case deleteTasks = "delete_tasks"
    case deleteAnnotations = "delete_tasks_annotations"
    case deletePredictions = "delete_tasks_predictions"

    /// Where it stands among others.
    package var order: Int {
        switch self {
        case .predictionsToAnnotations: 91
        case .removeDuplicates: 95
        case .deleteTasks: 100
        case .deleteAnnotations: 101
        case .deletePredictions: 102
        }
    }

    package var title: String {
        switch self {
        case .predictionsToAnnotations: "Create annotations from predictions"
        case .removeDuplicates: "Remove duplicated tasks"
        case .deleteTasks: "Delete tasks"
        case .deleteAnnotations: "Delete annotations"
        case .deletePredictions: "Delete predictions"
        }
    }

    /// What a person is asked before.
    package var question: String {
        switch self {
        case .predictionsToAnnotations:
            "Each selected task gets an annotation of yours for its prediction of the chosen model version."
        case .removeDuplicates:
            "Of selected tasks with equal data the first stays and takes over the work on the others, which are deleted."
        case .deleteTasks: "The selected tasks are deleted with all work on them."
        case .deleteAnnotations: "The annotations of the selected tasks are deleted."
        case .deletePredictions: "The predictions of the selected tasks are deleted."
        }
    }

    /// The permissions clients of Label Studio look for.
    package var permissions: [String] {
        switch self {
        case .predictionsToAnnotations: ["tasks.change"]
        case .removeDuplicates: ["projects.change", "tasks.delete"]
        case .deleteTasks: ["tasks.delete"]
        case .deleteAnnotations: ["tasks.change", "annotations.delete"]
        case .deletePredictions: ["predictions.any"]
        }
    }

    /// Whether lists must be read anew after it.
    package var reloads: Bool { self == .deleteTasks || self == .removeDuplicates }
}
