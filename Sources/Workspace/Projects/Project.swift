import Storage

/// A set of tasks labelled through one interface.
package struct Project: Sendable, Equatable {
    package var id = 0
    package var organization: Int
    package var title = ""
    package var description = ""
    /// The labelling interface, as it was written.
    package var labelConfig = "<View></View>"
    package var expertInstruction = ""
    package var showInstruction = false
    package var showSkipButton = true
    package var enableEmptyAnnotation = true
    package var showAnnotationHistory = false
    package var color = "#FFFFFF"
    /// How many people should label a task.
    package var maximumAnnotations = 1
    package var isPublished = false
    package var isDraft = false
    /// The predictions that are shown, and that uncertainty sampling goes by.
    package var modelVersion = ""
    package var minAnnotationsToStartTraining = 0
    package var startTrainingOnAnnotationUpdate = false
    package var showCollabPredictions = true
    package var sampling = Sampling.sequential
    package var showGroundTruthFirst = false
    package var annotatorEvaluationEnabled = false
    package var showOverlapFirst = false
    /// Of how many of a hundred tasks more than one label is wanted.
    package var overlapCohortPercentage = 100
    package var taskDataLogin: String?
    package var taskDataPassword: String?
    /// What the client set, as JSON; nil stands for weights of 1.
    package var controlWeights: String?
    package var evaluatePredictionsAutomatically = false
    package var skipQueue = SkipQueue.requeueForOthers
    package var revealPreannotationsInteractively = false
    /// Whether an import of images makes a task of each series or of each study.
    package var imagingTaskPer = ImagingTaskPer.series
    /// Microseconds since 1970 UTC, as all times.
    package var pinnedAt: Int?
    package var createdBy: Int
    package var createdAt: Int
    package var updatedAt: Int

    package init(organization: Int, createdBy: Int, at now: Int) {
        self.organization = organization
        self.createdBy = createdBy
        createdAt = now
        updatedAt = now
    }
}

extension Project {
    /// What distinguishes two states of a project in the event log.
    var fingerprint: String {
        EventLog.hash(columns.map(\.1).map(String.init(describing:)).joined(separator: "\u{1F}"))
    }

    /// All columns but the id, with their values.
    var columns: [(String, SQLValue)] {
        [
            ("organization_id", organization.sqlValue), ("title", title.sqlValue),
            ("description", description.sqlValue), ("label_config", labelConfig.sqlValue),
            ("expert_instruction", expertInstruction.sqlValue), ("show_instruction", showInstruction.sqlValue),
            ("show_skip_button", showSkipButton.sqlValue),
            ("enable_empty_annotation", enableEmptyAnnotation.sqlValue),
            ("show_annotation_history", showAnnotationHistory.sqlValue), ("color", color.sqlValue),
            ("maximum_annotations", maximumAnnotations.sqlValue), ("is_published", isPublished.sqlValue),
            ("is_draft", isDraft.sqlValue), ("model_version", modelVersion.sqlValue),
            ("min_annotations_to_start_training", minAnnotationsToStartTraining.sqlValue),
            ("start_training_on_annotation_update", startTrainingOnAnnotationUpdate.sqlValue),
            ("show_collab_predictions", showCollabPredictions.sqlValue), ("sampling", sampling.rawValue.sqlValue),
            ("show_ground_truth_first", showGroundTruthFirst.sqlValue),
            ("annotator_evaluation_enabled", annotatorEvaluationEnabled.sqlValue),
            ("show_overlap_first", showOverlapFirst.sqlValue),
            ("overlap_cohort_percentage", overlapCohortPercentage.sqlValue),
            ("task_data_login", taskDataLogin.sqlValue), ("task_data_password", taskDataPassword.sqlValue),
            ("control_weights", controlWeights.sqlValue),
            ("evaluate_predictions_automatically", evaluatePredictionsAutomatically.sqlValue),
            ("skip_queue", skipQueue.rawValue.sqlValue),
            ("reveal_preannotations_interactively", revealPreannotationsInteractively.sqlValue),
            ("imaging_task_per", imagingTaskPer.rawValue.sqlValue),
            ("pinned_at", pinnedAt.sqlValue), ("created_by", createdBy.sqlValue), ("created_at", createdAt.sqlValue),
            ("updated_at", updatedAt.sqlValue),
        ]
    }

    /// The columns ``init(_:)`` reads, in its order.
    static let selection = """
        project.id, project.organization_id, project.title, project.description, project.label_config,
        project.expert_instruction, project.show_instruction, project.show_skip_button,
        project.enable_empty_annotation, project.show_annotation_history, project.color,
        project.maximum_annotations, project.is_published, project.is_draft, project.model_version,
        project.min_annotations_to_start_training, project.start_training_on_annotation_update,
        project.show_collab_predictions, project.sampling, project.show_ground_truth_first,
        project.annotator_evaluation_enabled, project.show_overlap_first, project.overlap_cohort_percentage,
        project.task_data_login, project.task_data_password, project.control_weights,
        project.evaluate_predictions_automatically, project.skip_queue,
        project.reveal_preannotations_interactively, project.imaging_task_per, project.pinned_at,
        project.created_by, project.created_at, project.updated_at
        """

    init(_ cells: inout Cells) {
        id = cells.int()
        organization = cells.int()
        title = cells.text()
        description = cells.text()
        labelConfig = cells.text()
        expertInstruction = cells.text()
        showInstruction = cells.bool()
        showSkipButton = cells.bool()
        enableEmptyAnnotation = cells.bool()
        showAnnotationHistory = cells.bool()
        color = cells.text()
        maximumAnnotations = cells.int()
        isPublished = cells.bool()
        isDraft = cells.bool()
        modelVersion = cells.text()
        minAnnotationsToStartTraining = cells.int()
        startTrainingOnAnnotationUpdate = cells.bool()
        showCollabPredictions = cells.bool()
        sampling = Sampling(rawValue: cells.text()) ?? .sequential
        showGroundTruthFirst = cells.bool()
        annotatorEvaluationEnabled = cells.bool()
        showOverlapFirst = cells.bool()
        overlapCohortPercentage = cells.int()
        taskDataLogin = cells.optionalText()
        taskDataPassword = cells.optionalText()
        controlWeights = cells.optionalText()
        evaluatePredictionsAutomatically = cells.bool()
        skipQueue = SkipQueue(rawValue: cells.text()) ?? .requeueForOthers
        revealPreannotationsInteractively = cells.bool()
        imagingTaskPer = ImagingTaskPer(rawValue: cells.text()) ?? .series
        pinnedAt = cells.optionalInt()
        createdBy = cells.int()
        createdAt = cells.int()
        updatedAt = cells.int()
    }
}
