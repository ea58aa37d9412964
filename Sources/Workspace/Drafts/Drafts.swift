import Storage

/// Keeping unfinished work.
package struct Drafts: Sendable {
    let work: Work
    /// Tells a stale client what is there now; set by whoever knows how a draft is written.
    let describe: @Sendable (Draft, Authors) -> String

    package init(_ work: Work, describe: @escaping @Sendable (Draft, Authors) -> String = { _, _ in "null" }) {
        self.work = work
        self.describe = describe
    }

    /// A draft with the person who made it.
    package struct Record: Sendable {
        package var draft: Draft
        package var authors: Authors
    }

    /// What a client wants changed; nil leaves a field as it is.
    package struct Edit: Sendable {
        /// A JSON array of objects.
        package var result: String?
        package var leadTime: Double?
        package var wasPostponed: Bool?
        /// The version the client saw; another one is refused as stale.
        package var expectedVersion: Int?

        package init() {}
    }

    /// How long a task stays with the person who works on it, after each save.
    static let lockLifetime = NextTask.lockLifetime

    package func create(
        _ edit: Edit, on task: Int, annotation: Int? = nil, by member: Member
    ) async throws -> Record {
        try member.require(.annotate)
        let now = work.clock.now()
        var draft = Draft(task: task, project: 0, user: member.id, at: now)
        draft.annotation = annotation
        try draft.apply(edit)
        let prepared = draft
        return try await work.database.write { connection in
            var draft = prepared
            let scope = try TaskScope(task, for: member, in: connection)
            draft.project = scope.project
            if let annotation {
                guard let found = try Annotation.find(annotation, in: connection), found.task == task else {
                    throw Refusal.missing("Annotation")
                }
                if found.completedBy != member.id { try member.require(.review) }
            }
            try draft.insert(in: connection)
            try Self.renewLock(task, member, now, connection)
            try EventLog.append(
                Event(
                    "draft.create", .draft, draft.id, project: draft.project, after: EventLog.hash(draft.result)
                ),
                by: member, at: now, in: connection
            )
            return try Self.record(draft, in: connection)
        }
    }

    package func update(_ id: Int, _ edit: Edit, by member: Member) async throws -> Record {
        try member.require(.annotate)
        let now = work.clock.now()
        return try await work.database.write { [describe] connection in
            let before = try Self.find(id, for: member, in: connection, lock: true)
            if let expected = edit.expectedVersion, expected != before.version {
                let authors = try Self.record(before, in: connection).authors
                throw Refusal.staleDraft(describe(before, authors))
            }
            var draft = before
            try draft.apply(edit)
            draft.version += 1
            draft.updatedAt = now
            let changes = zip(Draft.columns, draft.values).map { column, value -> Query in
                "\(raw: column) = \(value)"
            }
            try connection.execute("UPDATE draft SET \(Query.joined(changes, separator: ", ")) WHERE id = \(id)")
            if draft.outline != before.outline {
                var change = ResultOutline(stored: draft.outline)
                change.add(ResultOutline(stored: before.outline), times: -1)
                try LabelUses.add(change, from: .drafts, to: draft.project, in: connection)
            }
            try Self.renewLock(draft.task, member, now, connection)
            try EventLog.append(
                Event(
                    "draft.update", .draft, id, project: draft.project, before: EventLog.hash(before.result),
                    after: EventLog.hash(draft.result)
                ),
                by: member, at: now, in: connection
            )
            return try Self.record(draft, in: connection)
        }
    }

    package func delete(_ id: Int, by member: Member) async throws {
        let now = work.clock.now()
        try await work.database.write { connection in
            let draft = try Self.find(id, for: member, in: connection, lock: true)
            try Self.remove([id], of: draft.user, task: draft.task, in: connection)
            try connection.execute("UPDATE task SET drafts = drafts - 1 WHERE id = \(draft.task)")
            try EventLog.append(
                Event("draft.delete", .draft, id, project: draft.project, before: EventLog.hash(draft.result)),
                by: member, at: now, in: connection
            )
        }
    }

    package func draft(_ id: Int, for member: Member) async throws -> Record {
        try await work.database.read { connection in
            try Self.record(try Self.find(id, for: member, in: connection), in: connection)
        }
    }

    /// The member's own drafts of a task, of a new annotation or of one that exists.
    package func list(
        ofTask task: Int, annotation: Int? = nil, for member: Member
    ) async throws -> [Record] {
        try await work.database.read { connection in
            _ = try TaskScope(task, for: member, in: connection, lock: false)
            let drafts = try Self.of([task], visibleTo: member, in: connection)
            return try drafts.filter { annotation == nil || $0.annotation == annotation }.map {
                try Self.record($0, in: connection)
            }
        }
    }

    static func of(_ tasks: [Int], visibleTo member: Member, in connection: any SQLConnection) throws -> [Draft] {
        try connection.query(
            """
            SELECT \(raw: Draft.selection) FROM draft
            WHERE draft.task_id IN (\(list: tasks)) AND draft.user_id = \(member.id) ORDER BY draft.id
            """
        ).map { row in
            var cells = Cells(row)
            return Draft(&cells)
        }
    }

    /// Removes drafts of a person on a task and their labels from the counts; the task's counters are the caller's.
    static func remove(_ ids: [Int], of user: Int, task: Int, in connection: any SQLConnection) throws {
        guard !ids.isEmpty else { return }
        let rows = try connection.query(
            """
            DELETE FROM draft WHERE id IN (\(list: ids)) AND user_id = \(user) AND task_id = \(task)
            RETURNING project_id, labels
            """
        )
        var gone = ResultOutline()
        for row in rows { gone.add(ResultOutline(stored: row.string("labels")), times: -1) }
        if let project = rows.first?.int("project_id") {
            try LabelUses.add(gone, from: .drafts, to: project, in: connection)
        }
    }

    private static func find(
        _ id: Int, for member: Member, in connection: any SQLConnection, lock: Bool = false
    ) throws -> Draft {
        guard let draft = try Draft.find(id, in: connection, lock: lock),
            draft.user == member.id || member.role.may(.manageProjects),
            (try? TaskScope(draft.task, for: member, in: connection, lock: false)) != nil
        else { throw Refusal.missing("AnnotationDraft") }
        return draft
    }

    private static func renewLock(
        _ task: Int, _ member: Member, _ now: Int, _ connection: any SQLConnection
    ) throws {
        try connection.execute(
            """
            UPDATE task_lock SET expires_at = \(now + lockLifetime)
            WHERE task_id = \(task) AND user_id = \(member.id)
            """
        )
    }

    static func record(_ draft: Draft, in connection: any SQLConnection) throws -> Record {
        Record(draft: draft, authors: try Authors([draft.user], in: connection))
    }
}

extension Draft {
    fileprivate mutating func apply(_ edit: Drafts.Edit) throws {
        if let result = edit.result { try setResult(result) }
        if let value = edit.leadTime { leadTime = value }
        if let value = edit.wasPostponed { wasPostponed = value }
    }
}

extension Refusal {
    static func staleDraft(_ current: String) -> Refusal {
        Refusal(.stale, "The draft was changed meanwhile; what is there now comes with this answer.", current: current)
    }
}
