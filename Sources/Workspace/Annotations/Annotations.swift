import Storage

/// Making, changing and deleting annotations.
///
/// Each act is one transaction: the annotation, the state it replaces, the counters of task and project, the draft and
/// the lock that are done with, and the event.
package struct Annotations: Sendable {
    let work: Work
    /// Tells a stale client what is there now; set by whoever knows how an annotation is written.
    let describe: @Sendable (Annotation, Authors) -> String

    package init(_ work: Work, describe: @escaping @Sendable (Annotation, Authors) -> String = { _, _ in "null" }) {
        self.work = work
        self.describe = describe
    }

    package func create(_ new: NewAnnotation, on task: Int, by member: Member) async throws -> AnnotationPage {
        try member.require(.annotate)
        if new.groundTruth || new.completedBy.map({ $0 != member.id }) ?? false { try member.require(.review) }
        let now = work.clock.now()
        var annotation = Annotation(task: task, project: 0, uniqueID: new.uniqueID ?? work.newName(), at: now)
        try annotation.setResult(new.result)
        annotation.completedBy = new.completedBy ?? member.id
        annotation.wasCancelled = new.wasCancelled
        annotation.groundTruth = new.groundTruth
        annotation.leadTime = new.leadTime
        annotation.parentPrediction = new.parentPrediction
        annotation.parentAnnotation = new.parentAnnotation
        annotation.importID = new.importID
        annotation.lastAction = new.wasCancelled ? "skipped" : "submitted"
        annotation.updatedBy = member.id
        let prepared = annotation
        let page = try await work.database.write { connection in
            let stored = try Self.insert(prepared, new, by: member, at: now, in: connection)
            return try Self.page([stored], in: connection)
        }
        keepMasks(of: new.result, by: member)
        return page
    }

    /// Has the states of masks that were handed in written down.
    private func keepMasks(of result: String, by member: Member) {
        let masks = MaskMention.all(in: result).map(\.mask)
        guard !masks.isEmpty else { return }
        // Nobody waits for it: a state that was not written is made from the log when it is asked for.
        Task(priority: .utility) { await Masks(work).keepStates(named: masks, for: member) }
    }

    private static func insert(
        _ annotation: Annotation, _ new: NewAnnotation, by member: Member, at now: Int,
        in connection: any SQLConnection
    ) throws -> Annotation {
        var annotation = annotation
        var task = try TaskScope(annotation.task, for: member, in: connection)
        annotation.project = task.project
        try annotation.nameCodes(in: connection)
        if new.uniqueID != nil, let twin = try twin(of: annotation, in: connection) { return twin }
        try check(new.completedBy, for: member, in: connection)
        if new.wasCancelled, !task.allowSkip { throw Refusal.mayNotBeSkipped }
        try MaskMention.check(annotation.result, on: task.id, of: member.organization, in: connection)
        if let draft = new.draft, let found = try Draft.find(draft, in: connection), found.user == member.id {
            annotation.draftCreatedAt = found.createdAt
        }
        annotation.id = try annotation.insert(in: connection)
        if annotation.groundTruth { try makeOnlyTruth(annotation, in: connection) }
        if let draft = new.draft { try Drafts.remove([draft], of: member.id, task: task.id, in: connection) }
        try connection.execute(
            "DELETE FROM task_lock WHERE task_id = \(task.id) AND user_id = \(member.id)"
        )
        try task.recount(by: member, at: now, in: connection)
        try LabelUses.add(
            ResultOutline(stored: annotation.outline), from: .annotations, to: task.project, at: now, in: connection
        )
        try EventLog.append(
            Event(
                new.wasCancelled ? "annotation.skip" : "annotation.create", .annotation, annotation.id,
                project: task.project, after: annotation.fingerprint
            ),
            by: member, at: now, in: connection
        )
        return annotation
    }

    /// Refuses to name somebody from elsewhere as the one whose work it is.
    private static func check(_ person: Int?, for member: Member, in connection: any SQLConnection) throws {
        guard let person, person != member.id else { return }
        let row = try connection.first(
            "SELECT 1 FROM membership WHERE person = \(person) AND organization = \(member.organization)"
        )
        if row == nil { throw Refusal.invalid(.init("completed_by", "Nobody here has the id \(person).")) }
    }

    /// The annotation that was stored when the client sent this one before.
    private static func twin(of annotation: Annotation, in connection: any SQLConnection) throws -> Annotation? {
        guard
            let id = try connection.optionalInteger(
                """
                SELECT id FROM annotation
                WHERE unique_id = \(annotation.uniqueID) AND project_id = \(annotation.project)
                """
            ), let twin = try Annotation.find(id, in: connection)
        else { return nil }
        guard twin.task == annotation.task, twin.completedBy == annotation.completedBy else {
            throw Refusal.invalid(.init("unique_id", "Another annotation has this unique_id."))
        }
        return twin
    }

    /// A task has one truth: others lose the mark.
    private static func makeOnlyTruth(_ annotation: Annotation, in connection: any SQLConnection) throws {
        try connection.execute(
            """
            UPDATE annotation SET ground_truth = \(false)
            WHERE task_id = \(annotation.task) AND id <> \(annotation.id) AND ground_truth = \(true)
            """
        )
    }

    package func update(_ id: Int, _ edit: AnnotationEdit, by member: Member) async throws -> AnnotationPage {
        try member.require(.annotate)
        let now = work.clock.now()
        defer { if let result = edit.result { keepMasks(of: result, by: member) } }
        return try await work.database.write { [describe] connection in
            guard let seen = try Annotation.find(id, in: connection) else { throw Refusal.missing("Annotation") }
            var task = try Self.scope(of: seen, for: member, in: connection)
            guard let before = try Annotation.find(id, in: connection, lock: true) else {
                throw Refusal.missing("Annotation")
            }
            let isOwn = before.completedBy == member.id
            if !isOwn || edit.completedBy.map({ $0 != member.id }) ?? false
                || edit.groundTruth.map({ $0 != before.groundTruth }) ?? false
            {
                try member.require(.review)
            }
            if let expected = edit.expectedVersion, expected != before.version {
                let authors = try Self.page([before], in: connection).authors
                throw Refusal.staleAnnotation(describe(before, authors))
            }
            if edit.wasCancelled == true, !before.wasCancelled, !task.allowSkip { throw Refusal.mayNotBeSkipped }
            try Self.check(edit.completedBy, for: member, in: connection)
            var annotation = before
            try annotation.apply(edit, by: member, at: now)
            if annotation.result != before.result {
                try annotation.nameCodes(in: connection)
                try MaskMention.check(annotation.result, on: task.id, of: member.organization, in: connection)
            }
            try Self.keepVersion(before, replacedBy: annotation.lastAction ?? "updated", member, now, connection)
            try annotation.update(in: connection)
            if annotation.groundTruth, !before.groundTruth { try Self.makeOnlyTruth(annotation, in: connection) }
            if edit.result != nil || edit.wasCancelled != nil {
                let drafts = try connection.query(
                    "SELECT id FROM draft WHERE annotation_id = \(id) AND user_id = \(member.id)"
                )
                try Drafts.remove(drafts.map { $0.int("id") }, of: member.id, task: task.id, in: connection)
            }
            try connection.execute(
                "DELETE FROM task_lock WHERE task_id = \(task.id) AND user_id = \(member.id)"
            )
            try task.recount(by: member, at: now, in: connection)
            if annotation.outline != before.outline {
                var change = ResultOutline(stored: annotation.outline)
                change.add(ResultOutline(stored: before.outline), times: -1)
                try LabelUses.add(change, from: .annotations, to: task.project, at: now, in: connection)
            }
            try EventLog.append(
                Event(
                    "annotation.update", .annotation, id, project: task.project, before: before.fingerprint,
                    after: annotation.fingerprint
                ),
                by: member, at: now, in: connection
            )
            return try Self.page([annotation], in: connection)
        }
    }

    package func delete(_ id: Int, by member: Member) async throws {
        try member.require(.annotate)
        let now = work.clock.now()
        try await work.database.write { connection in
            guard let annotation = try Annotation.find(id, in: connection) else {
                throw Refusal.missing("Annotation")
            }
            var task = try Self.scope(of: annotation, for: member, in: connection)
            if annotation.completedBy != member.id { try member.require(.review) }
            try Self.remove(annotation, of: &task, as: "deleted", by: member, at: now, in: connection)
            try EventLog.append(
                Event(
                    "annotation.delete", .annotation, id, project: task.project, before: annotation.fingerprint
                ),
                by: member, at: now, in: connection
            )
        }
    }

    /// Takes an annotation out with the drafts of its changes, and out of every count; its last state is kept.
    static func remove(
        _ annotation: Annotation, of task: inout TaskScope, as action: String, by member: Member, at now: Int,
        in connection: any SQLConnection
    ) throws {
        try keepVersion(annotation, replacedBy: action, member, now, connection)
        let drafts = try connection.query("SELECT labels FROM draft WHERE annotation_id = \(annotation.id)")
        try connection.execute("DELETE FROM annotation WHERE id = \(annotation.id)")
        try task.recount(by: member, at: now, in: connection)
        var gone = ResultOutline()
        gone.add(ResultOutline(stored: annotation.outline), times: -1)
        try LabelUses.add(gone, from: .annotations, to: task.project, in: connection)
        var goneDrafts = ResultOutline()
        for row in drafts { goneDrafts.add(ResultOutline(stored: row.string("labels")), times: -1) }
        try LabelUses.add(goneDrafts, from: .drafts, to: task.project, in: connection)
    }

    /// Stores the state that is about to be replaced.
    static func keepVersion(
        _ annotation: Annotation, replacedBy action: String, _ member: Member, _ now: Int,
        _ connection: any SQLConnection
    ) throws {
        try connection.execute(
            """
            INSERT INTO annotation_version (annotation_id, task_id, project_id, version, action, was_cancelled,
                ground_truth, lead_time, made_by, made_at, replaced_by, replaced_at, replaced_by_action, result)
            VALUES (\(annotation.id), \(annotation.task), \(annotation.project), \(annotation.version),
                \(annotation.lastAction ?? "submitted"), \(annotation.wasCancelled), \(annotation.groundTruth),
                \(annotation.leadTime), \(annotation.updatedBy), \(annotation.updatedAt), \(member.id), \(now),
                \(action), \(annotation.result))
            """
        )
    }

    static func scope(
        of annotation: Annotation, for member: Member, in connection: any SQLConnection
    ) throws -> TaskScope {
        do {
            return try TaskScope(annotation.task, for: member, in: connection)
        } catch let refusal as Refusal where refusal.kind == .notFound {
            throw Refusal.missing("Annotation")
        }
    }

    static func page(_ annotations: [Annotation], in connection: any SQLConnection) throws -> AnnotationPage {
        AnnotationPage(
            annotations: annotations, authors: try Authors(annotations.compactMap(\.completedBy), in: connection)
        )
    }
}

extension Annotation {
    /// Makes the next version of it.
    fileprivate mutating func apply(_ edit: AnnotationEdit, by member: Member, at now: Int) throws {
        if let result = edit.result { try setResult(result) }
        if let value = edit.wasCancelled { wasCancelled = value }
        if let value = edit.groundTruth { groundTruth = value }
        if let value = edit.leadTime { leadTime = value }
        if let value = edit.completedBy { completedBy = value }
        if let value = edit.parentPrediction { parentPrediction = value }
        if let value = edit.parentAnnotation { parentAnnotation = value }
        lastAction = wasCancelled ? "skipped" : "updated"
        version += 1
        updatedBy = member.id
        updatedAt = now
    }
}

extension Refusal {
    fileprivate static let mayNotBeSkipped = Refusal.invalid(.init("was_cancelled", "This task may not be skipped."))

    static func staleAnnotation(_ current: String) -> Refusal {
        Refusal(
            .stale, "The annotation was changed meanwhile; what is there now comes with this answer.", current: current)
    }
}
