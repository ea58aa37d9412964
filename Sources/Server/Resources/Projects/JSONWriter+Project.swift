import JSON
import LabelConfig
import Workspace

extension JSONWriter {
    /// A project in Label Studio's members.
    ///
    /// - Parameter counts: the counts that are wanted, null stands for the others; nil for all.
    mutating func project(_ record: ProjectRecord, counts: Set<String>? = nil) {
        let project = record.project
        let config = try? LabelConfig(parsing: project.labelConfig)
        let parsed = config?.parsedLabelConfig ?? .object(JSONObject())
        object { writer in
            writer.description(of: project)
            writer.key("created_by")
            if let author = record.author { writer.object { $0.author(author) } } else { writer.null() }
            writer.member("created_at", ISOTime.text(project.createdAt))
            writer.member("updated_at", ISOTime.text(project.updatedAt))
            writer.rules(of: project)
            writer.counts(of: record.tally, counts)
            writer.member("control_weights", ControlWeights.complete(project.controlWeights, for: parsed))
            writer.member("parsed_label_config", parsed)
            writer.member("config_has_control_tags", parsed.object?.isEmpty == false)
            writer.member("config_suitable_for_bulk_annotation", config.map(BulkRule.allows) ?? false)
            writer.member("queue_total", record.queueTotal)
            writer.member("queue_done", record.queueDone)
            writer.member("state", JSONValue.null)
        }
    }

    private mutating func description(of project: Project) {
        member("id", project.id)
        member("title", project.title)
        member("description", project.description)
        member("label_config", project.labelConfig)
        member("expert_instruction", project.expertInstruction)
        member("show_instruction", project.showInstruction)
        member("show_skip_button", project.showSkipButton)
        member("enable_empty_annotation", project.enableEmptyAnnotation)
        member("show_annotation_history", project.showAnnotationHistory)
        member("organization", project.organization)
        member("color", project.color)
        member("maximum_annotations", project.maximumAnnotations)
        member("is_published", project.isPublished)
        member("model_version", project.modelVersion)
        member("is_draft", project.isDraft)
        member("pinned_at", ISOTime.text(project.pinnedAt))
    }

    private mutating func rules(of project: Project) {
        member("min_annotations_to_start_training", project.minAnnotationsToStartTraining)
        member("start_training_on_annotation_update", project.startTrainingOnAnnotationUpdate)
        member("show_collab_predictions", project.showCollabPredictions)
        member("sampling", project.sampling.rawValue)
        member("show_ground_truth_first", project.showGroundTruthFirst)
        member("annotator_evaluation_enabled", project.annotatorEvaluationEnabled)
        member("show_overlap_first", project.showOverlapFirst)
        member("overlap_cohort_percentage", project.overlapCohortPercentage)
        member("task_data_login", project.taskDataLogin)
        member("task_data_password", project.taskDataPassword)
        member("evaluate_predictions_automatically", project.evaluatePredictionsAutomatically)
        member("skip_queue", project.skipQueue.rawValue)
        member("reveal_preannotations_interactively", project.revealPreannotationsInteractively)
        member("imaging", object: { $0.member("task_per", project.imagingTaskPer.rawValue) })
    }

    /// The counts of a project; those that are not wanted are null.
    mutating func counts(of tally: ProjectTally, _ wanted: Set<String>? = nil) {
        let all = [
            ("task_number", tally.tasks), ("finished_task_number", tally.finishedTasks),
            ("total_predictions_number", tally.predictions), ("total_annotations_number", tally.annotations),
            ("num_tasks_with_annotations", tally.annotatedTasks), ("useful_annotation_number", tally.useful),
            ("ground_truth_number", tally.groundTruths), ("skipped_annotations_number", tally.cancelled),
        ]
        for (name, count) in all { member(name, wanted?.contains(name) ?? true ? count : nil) }
    }
}
