package import JSON

extension JSONWriter {
    /// How an annotation names the person who made it.
    package enum Credit: Sendable {
        /// By id.
        case id
        /// With name and address, as within a task.
        case full
    }

    /// An annotation in Label Studio's members.
    package mutating func annotation(_ annotation: Annotation, _ authors: Authors, now: Int, credit: Credit = .id) {
        object { writer in
            writer.member("id", annotation.id)
            writer.member("result", raw: annotation.result)
            writer.madeBy(authors[annotation.completedBy], at: annotation.createdAt, now: now)
            switch (credit, authors[annotation.completedBy]) {
            case (.full, let author?):
                writer.member("completed_by", object: { $0.author(author, withInitials: true) })
            default: writer.member("completed_by", annotation.completedBy)
            }
            writer.member("was_cancelled", annotation.wasCancelled)
            writer.member("ground_truth", annotation.groundTruth)
            writer.member("created_at", ISOTime.text(annotation.createdAt))
            writer.member("updated_at", ISOTime.text(annotation.updatedAt))
            writer.member("draft_created_at", ISOTime.text(annotation.draftCreatedAt))
            writer.member("lead_time", annotation.leadTime)
            writer.member("import_id", annotation.importID)
            writer.member("last_action", annotation.lastAction)
            writer.member("bulk_created", annotation.bulkCreated)
            writer.member("unique_id", annotation.uniqueID)
            writer.member("version", annotation.version)
            writer.member("task", annotation.task)
            writer.member("project", annotation.project)
            writer.member("updated_by", annotation.updatedBy)
            writer.member("parent_prediction", annotation.parentPrediction)
            writer.member("parent_annotation", annotation.parentAnnotation)
            writer.member("last_created_by", annotation.lastCreatedBy)
        }
    }

    /// A draft in Label Studio's members.
    package mutating func draft(_ draft: Draft, _ authors: Authors, now: Int) {
        object { writer in
            writer.member("id", draft.id)
            writer.member("user", authors[draft.user]?.email)
            writer.madeBy(authors[draft.user], at: draft.createdAt, now: now)
            writer.member("result", raw: draft.result)
            writer.member("lead_time", draft.leadTime)
            writer.member("was_postponed", draft.wasPostponed)
            writer.member("import_id", draft.importID)
            writer.member("created_at", ISOTime.text(draft.createdAt))
            writer.member("updated_at", ISOTime.text(draft.updatedAt))
            writer.member("version", draft.version)
            writer.member("task", draft.task)
            writer.member("annotation", draft.annotation)
        }
    }

    /// A prediction in Label Studio's members.
    package mutating func prediction(_ prediction: Prediction, now: Int) {
        object { writer in
            writer.member("id", prediction.id)
            writer.member("result", raw: prediction.result)
            writer.member("model_version", prediction.modelVersion)
            writer.member("created_ago", ISOTime.ago(prediction.createdAt, now: now))
            writer.member("score", prediction.score)
            writer.member("cluster", prediction.cluster)
            writer.member("neighbors", raw: prediction.neighbors)
            writer.member("mislabeling", prediction.mislabeling)
            writer.member("created_at", ISOTime.text(prediction.createdAt))
            writer.member("updated_at", ISOTime.text(prediction.updatedAt))
            writer.member("model", JSONValue.null)
            writer.member("model_run", JSONValue.null)
            writer.member("task", prediction.task)
            writer.member("project", prediction.project)
        }
    }

    /// The members that name a person; the object is the caller's.
    package mutating func author(_ author: Author, withInitials: Bool = false) {
        member("id", author.id)
        member("first_name", author.firstName)
        member("last_name", author.lastName)
        member("email", author.email)
        member("avatar", JSONValue.null)
        if withInitials { member("initials", author.initials) }
    }

    private mutating func madeBy(_ author: Author?, at time: Int, now: Int) {
        member("created_username", author?.signature)
        member("created_ago", ISOTime.ago(time, now: now))
    }
}
