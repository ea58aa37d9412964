import Exchange
import Storage

/// What all tasks of an import have in common.
struct BatchContext: Sendable {
    let batch: Int
    let project: Project
    let member: Member
    let now: Int
    let people: ImportPeople
    let upload: Int?
    let newName: @Sendable () -> String

    var overlap: Int { OverlapRule(project).initial }

    func row(_ task: ImportedTask, id: Int, innerID: Int, _ counts: TaskCounts) -> [SQLValue] {
        [
            id.sqlValue, project.id.sqlValue, innerID.sqlValue, counts.overlap.sqlValue,
            counts.isLabeled.sqlValue, counts.annotations.sqlValue, counts.cancelled.sqlValue,
            counts.groundTruths.sqlValue, counts.predictions.sqlValue, counts.drafts.sqlValue,
            counts.score.sqlValue, counts.leadTime.sqlValue, counts.completedAt.sqlValue, batch.sqlValue,
            upload.sqlValue, (task.allowSkip ?? true).sqlValue, now.sqlValue, now.sqlValue, member.id.sqlValue,
        ]
    }

    func annotation(
        _ imported: ImportedAnnotation, of task: Int, outline: (count: Int, text: String)
    ) throws -> Annotation {
        // An id that came from elsewhere may be here already, when the same export is imported twice: the annotation
        // gets a name of its own, and keeps where it came from.
        var annotation = Annotation(task: task, project: project.id, uniqueID: newName(), at: now)
        annotation.completedBy = try people.id(of: imported.completedBy) ?? member.id
        annotation.wasCancelled = imported.wasCancelled
        annotation.groundTruth = imported.groundTruth
        annotation.leadTime = imported.leadTime
        annotation.importID = imported.importID
        annotation.lastAction = "imported"
        annotation.updatedBy = member.id
        annotation.createdAt = imported.createdAt.map { Int($0) } ?? now
        annotation.updatedAt = imported.updatedAt.map { Int($0) } ?? annotation.createdAt
        annotation.result = imported.result
        annotation.resultCount = outline.count
        annotation.outline = outline.text
        return annotation
    }

    func prediction(_ imported: ImportedPrediction, of task: Int) -> Prediction {
        var prediction = Prediction(task: task, project: project.id, at: now)
        prediction.modelVersion = imported.modelVersion
        prediction.score = imported.score
        prediction.result = imported.result
        return prediction
    }

    func draft(
        _ imported: ImportedDraft, of task: Int, _ annotations: [Int: Int], outline: String
    ) throws -> Draft {
        var draft = Draft(task: task, project: project.id, user: member.id, at: now)
        draft.user = try people.id(of: imported.user) ?? member.id
        draft.annotation = imported.annotationImportID.flatMap { annotations[$0] }
        draft.leadTime = imported.leadTime
        draft.wasPostponed = imported.wasPostponed
        draft.createdAt = imported.createdAt.map { Int($0) } ?? now
        draft.updatedAt = imported.updatedAt.map { Int($0) } ?? draft.createdAt
        draft.result = imported.result
        draft.outline = outline
        return draft
    }
}

/// The people of an organisation as imported work names them.
struct ImportPeople: Sendable {
    private var ids: Set<Int> = []
    private var emails: [String: Int] = [:]

    init(of organization: Int, in connection: any SQLConnection) throws {
        try connection.forEach(
            """
            SELECT person.id, person.email FROM person JOIN membership ON membership.person = person.id
            WHERE membership.organization = \(organization)
            """
        ) { row in
            var cells = Cells(row)
            let id = cells.int()
            ids.insert(id)
            emails[cells.text().lowercased()] = id
        }
    }

    /// The id of whoever is named; nil where nobody is. Throws where nobody here is called so.
    func id(of annotator: ImportedAnnotation.Annotator?) throws -> Int? {
        switch annotator {
        case nil: return nil
        case .id(let id):
            guard ids.contains(id) else {
                throw Refusal.invalid("Unknown annotator's id \(id): nobody in this organization has it.")
            }
            return id
        case .email(let email):
            guard let id = emails[email.lowercased()] else {
                throw Refusal.invalid("Unknown annotator's email \(email): nobody in this organization has it.")
            }
            return id
        }
    }

    func knows(_ annotator: ImportedAnnotation.Annotator?) -> Bool {
        (try? id(of: annotator)) != nil || annotator == nil
    }
}
