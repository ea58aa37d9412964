/// The members of Label Studio 1.23.2's answers, as recorded from one.
enum RecordedMembers {
    static let project = """
        id title description label_config expert_instruction show_instruction show_skip_button
        enable_empty_annotation show_annotation_history organization color maximum_annotations is_published
        model_version is_draft created_by created_at min_annotations_to_start_training
        start_training_on_annotation_update show_collab_predictions num_tasks_with_annotations task_number
        useful_annotation_number ground_truth_number skipped_annotations_number total_annotations_number
        total_predictions_number sampling show_ground_truth_first annotator_evaluation_enabled
        show_overlap_first overlap_cohort_percentage task_data_login task_data_password control_weights
        parsed_label_config evaluate_predictions_automatically config_has_control_tags skip_queue
        reveal_preannotations_interactively pinned_at finished_task_number queue_total queue_done
        config_suitable_for_bulk_annotation state
        """.members
    static let projectCounts = """
        id task_number finished_task_number total_predictions_number total_annotations_number
        num_tasks_with_annotations useful_annotation_number ground_truth_number skipped_annotations_number
        """.members
    static let summary = """
        project created_at all_data_columns common_data_columns created_annotations created_labels
        created_labels_drafts
        """.members
    static let listedTask = """
        id predictions annotations drafts annotators inner_id cancelled_annotations total_annotations
        total_predictions completed_at annotations_results predictions_results predictions_score file_upload
        storage_filename annotations_ids predictions_model_versions avg_lead_time draft_exists updated_by data
        meta created_at updated_at is_labeled overlap comment_count unresolved_comment_count
        last_comment_updated_at project comment_authors
        """.members
    static let listedTaskOnly = """
        id drafts annotators inner_id cancelled_annotations total_annotations total_predictions
        annotations_results predictions_results file_upload storage_filename annotations_ids
        predictions_model_versions updated_by data meta created_at updated_at is_labeled overlap comment_count
        unresolved_comment_count last_comment_updated_at project comment_authors
        """.members
    static let madeTask = """
        id data meta created_at updated_at is_labeled overlap inner_id total_annotations cancelled_annotations
        total_predictions comment_count unresolved_comment_count last_comment_updated_at project updated_by
        file_upload comment_authors
        """.members
    static let annotation = """
        id result created_username created_ago completed_by was_cancelled ground_truth created_at updated_at
        draft_created_at lead_time import_id last_action bulk_created task project updated_by parent_prediction
        parent_annotation last_created_by
        """.members
    static let annotationInTask = """
        id result created_username created_ago completed_by was_cancelled ground_truth created_at updated_at
        draft_created_at lead_time import_id last_action bulk_created task project updated_by parent_prediction
        parent_annotation last_created_by
        """.members
    static let annotationPerson = """
        id first_name last_name avatar email initials
        """.members
    static let draft = """
        id user created_username created_ago result lead_time was_postponed import_id created_at updated_at task
        annotation
        """.members
    static let prediction = """
        id result model_version created_ago score cluster neighbors mislabeling created_at updated_at model
        model_run task project
        """.members
    static let createdBy = """
        id first_name last_name email avatar
        """.members
}

extension String {
    /// Names with white space between them.
    fileprivate var members: Set<String> { Set(split(whereSeparator: \.isWhitespace).map(String.init)) }
}
