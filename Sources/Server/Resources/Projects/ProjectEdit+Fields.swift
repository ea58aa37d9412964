import JSON
import Workspace

extension ProjectEdit {
    /// What a request says of a project; members it may not set are passed over, as Label Studio does.
    init(_ fields: Fields) throws {
        self.init()
        _ = try fields.object()
        title = try fields.string("title")
        description = try fields.text("description")
        labelConfig = try fields.string("label_config")
        expertInstruction = try fields.text("expert_instruction")
        color = try fields.string("color")
        modelVersion = try fields.text("model_version")
        sampling = try fields.string("sampling")
        skipQueue = try fields.string("skip_queue")
        maximumAnnotations = try fields.integer("maximum_annotations")
        minAnnotationsToStartTraining = try fields.integer("min_annotations_to_start_training")
        overlapCohortPercentage = try fields.integer("overlap_cohort_percentage")
        if fields.has("task_data_login") { taskDataLogin = .some(try fields.string("task_data_login")) }
        if fields.has("task_data_password") { taskDataPassword = .some(try fields.string("task_data_password")) }
        if fields.has("pinned_at") { pinnedAt = .some(try fields.time("pinned_at")) }
        imagingTaskPer = try fields.structure("imaging")?["task_per"]?.string
        controlWeights = try Self.weights(fields)
        try readFlags(fields)
    }

    private mutating func readFlags(_ fields: Fields) throws {
        showInstruction = try fields.boolean("show_instruction")
        showSkipButton = try fields.boolean("show_skip_button")
        enableEmptyAnnotation = try fields.boolean("enable_empty_annotation")
        showAnnotationHistory = try fields.boolean("show_annotation_history")
        isPublished = try fields.boolean("is_published")
        isDraft = try fields.boolean("is_draft")
        startTrainingOnAnnotationUpdate = try fields.boolean("start_training_on_annotation_update")
        showCollabPredictions = try fields.boolean("show_collab_predictions")
        showGroundTruthFirst = try fields.boolean("show_ground_truth_first")
        annotatorEvaluationEnabled = try fields.boolean("annotator_evaluation_enabled")
        showOverlapFirst = try fields.boolean("show_overlap_first")
        evaluatePredictionsAutomatically = try fields.boolean("evaluate_predictions_automatically")
        revealPreannotationsInteractively = try fields.boolean("reveal_preannotations_interactively")
    }

    private static func weights(_ fields: Fields) throws -> JSONValue? {
        guard let weights = try fields.structure("control_weights") else { return nil }
        guard weights.isNull || weights.object != nil else {
            throw Refusal.invalid(.init("control_weights", "Expected an object of weights by control."))
        }
        return weights
    }
}

extension Fields {
    /// Text that null empties; absence is nil.
    func text(_ key: String) throws -> String? { has(key) ? try string(key) ?? "" : nil }

    /// Microseconds since 1970; null, blank and absence are nil.
    func time(_ key: String) throws -> Int? {
        guard let text = try string(key), !text.isEmpty else { return nil }
        guard let time = ISOTime.microseconds(text) else {
            throw Refusal.invalid(.init(key, "Expected a time such as 2026-11-23T17:58:05.607Z."))
        }
        return time
    }
}
