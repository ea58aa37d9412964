package import JSON

extension JSONWriter {
    /// How much of a task is written.
    package enum TaskForm: Sendable, Equatable {
        /// As in the data manager's list, without the work on it.
        case taskOnly
        /// As in the data manager's list with `fields=all`, and of a single task.
        case all
        /// As it was made or handed out.
        case plain
    }

    /// A task in Label Studio's members.
    ///
    /// - Parameters:
    ///   - include: the members that are wanted; nil for all.
    ///   - extra: writes more members at the end.
    package mutating func task(
        _ detail: TaskDetail, _ authors: Authors, now: Int, form: TaskForm, include: Set<String>? = nil,
        extra: (inout JSONWriter) -> Void = { _ in }
    ) {
        object { writer in
            writer.taskMembers(detail, authors, now: now, form: form, include: include)
            extra(&writer)
        }
    }

    private mutating func taskMembers(
        _ detail: TaskDetail, _ authors: Authors, now: Int, form: TaskForm, include: Set<String>?
    ) {
        let task = detail.task
        let counts = task.counts
        func wants(_ name: String) -> Bool { include.map { $0.contains(name) || name == "id" } ?? true }

        member("id", task.id)
        if form == .all {
            if wants("predictions") {
                member(
                    "predictions",
                    array: { writer in
                        for prediction in detail.predictions { writer.prediction(prediction, now: now) }
                    })
            }
            if wants("annotations") {
                member(
                    "annotations",
                    array: { writer in
                        for annotation in detail.annotations {
                            writer.annotation(annotation, authors, now: now, credit: .full)
                        }
                    })
            }
        }
        if form != .plain {
            if wants("drafts") {
                member(
                    "drafts",
                    array: { writer in
                        for draft in detail.drafts { writer.draft(draft, authors, now: now) }
                    })
            }
            if wants("annotators") { member("annotators", array: { $0.integers(detail.annotators) }) }
        }
        if wants("inner_id") { member("inner_id", task.innerID) }
        if wants("cancelled_annotations") { member("cancelled_annotations", counts.cancelled) }
        if wants("total_annotations") { member("total_annotations", counts.annotations) }
        if wants("total_predictions") { member("total_predictions", counts.predictions) }
        if form != .plain { aggregates(detail, form: form, wants: wants) }
        if wants("file_upload") { member("file_upload", task.fileUpload) }
        if form != .plain, wants("storage_filename") { member("storage_filename", task.storageFilename) }
        if wants("updated_by") {
            if form == .plain {
                member("updated_by", task.updatedBy)
            } else {
                member(
                    "updated_by",
                    array: { writer in
                        if let person = task.updatedBy { writer.object { $0.member("user_id", person) } }
                    })
            }
        }
        if wants("data") { member("data", raw: task.data) }
        if wants("meta") { member("meta", raw: task.meta ?? "{}") }
        if wants("created_at") { member("created_at", ISOTime.text(task.createdAt)) }
        if wants("updated_at") { member("updated_at", ISOTime.text(task.updatedAt)) }
        if wants("is_labeled") { member("is_labeled", counts.isLabeled) }
        if wants("overlap") { member("overlap", counts.overlap) }
        if wants("allow_skip") { member("allow_skip", task.allowSkip) }
        if wants("comment_count") { member("comment_count", 0) }
        if wants("unresolved_comment_count") { member("unresolved_comment_count", 0) }
        if wants("last_comment_updated_at") { member("last_comment_updated_at", JSONValue.null) }
        if wants("project") { member("project", task.project) }
        if wants("comment_authors") { member("comment_authors", array: { _ in }) }
    }

    /// What is gathered from the work on a task.
    private mutating func aggregates(_ detail: TaskDetail, form: TaskForm, wants: (String) -> Bool) {
        let counts = detail.task.counts
        if wants("completed_at") { member("completed_at", ISOTime.text(counts.completedAt)) }
        if wants("annotations_results") { member("annotations_results", "") }
        if wants("predictions_results") { member("predictions_results", "") }
        if wants("predictions_score") { member("predictions_score", counts.score) }
        if wants("annotations_ids") {
            member("annotations_ids", detail.annotationIDs.map(String.init).joined(separator: ","))
        }
        if wants("predictions_model_versions") {
            member("predictions_model_versions", detail.modelVersions.joined(separator: ","))
        }
        if wants("avg_lead_time") { member("avg_lead_time", counts.leadTime) }
        if wants("draft_exists") { member("draft_exists", counts.drafts > 0) }
    }

    private mutating func integers(_ values: [Int]) {
        for value in values { self.value(value) }
    }
}
