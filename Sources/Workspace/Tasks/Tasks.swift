import JSON
import LabelConfig
import Storage

/// Making, reading, changing and deleting single tasks.
package struct Tasks: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// A task as a client sends it; nil leaves a field as it is.
    package struct Edit: Sendable {
        /// A JSON object, byte for byte.
        package var data: String?
        /// A JSON object, byte for byte.
        package var meta: String?
        package var overlap: Int?
        package var innerID: Int?
        package var allowSkip: Bool?

        package init() {}
    }

    package func create(_ edit: Edit, in project: Int, by member: Member) async throws -> TaskDetail {
        try member.require(.manageProjects)
        guard let data = edit.data else { throw Refusal.invalid(.init("data", "This field is required.")) }
        try Self.check(edit)
        let now = work.clock.now()
        return try await work.database.write { connection in
            let project = try Projects.find(project, for: member, in: connection)
            try Self.check(data, fits: project)
            let inner = try connection.integer(
                """
                UPDATE project_tally SET last_inner_id = CASE WHEN last_inner_id < \(edit.innerID ?? 0)
                    THEN CAST(\(edit.innerID ?? 0) AS BIGINT) ELSE last_inner_id + 1 END,
                    tasks_version = tasks_version + 1
                WHERE project_id = \(project.id) RETURNING last_inner_id
                """
            )
            let id = try connection.integer(
                """
                INSERT INTO task (project_id, inner_id, overlap, is_labeled, annotations, cancelled, ground_truths,
                    predictions, drafts, allow_skip, created_at, updated_at)
                VALUES (\(project.id), \(edit.innerID ?? inner), \(edit.overlap ?? OverlapRule(project).initial),
                    \(false), 0, 0, 0, 0, 0, \(edit.allowSkip ?? true), \(now), \(now)) RETURNING id
                """
            )
            try connection.execute(
                "INSERT INTO task_body (task_id, meta, data) VALUES (\(id), \(edit.meta), \(data))"
            )
            try SeriesAddress.store([(id, SeriesAddress.all(in: data))], of: member.organization, in: connection)
            var columns = DataColumns()
            columns.add(data)
            try columns.store(project.id, in: connection)
            var one = ProjectTally()
            one.tasks = 1
            try ProjectTally.add(one, to: project.id, in: connection)
            if edit.overlap == nil, project.overlapCohortPercentage < 100, project.maximumAnnotations > 1 {
                try OverlapRule(project).rearrange(in: connection)
            }
            try EventLog.append(
                Event("task.create", .task, id, project: project.id, after: EventLog.hash(data)), by: member,
                at: now, in: connection
            )
            return TaskDetail(task: try Self.find(id, for: member, in: connection))
        }
    }

    package func update(_ id: Int, _ edit: Edit, by member: Member) async throws -> TaskPage {
        try member.require(.manageProjects)
        try Self.check(edit)
        let now = work.clock.now()
        return try await work.database.write { connection in
            var scope = try TaskScope(id, for: member, in: connection)
            let before = try Self.find(id, for: member, in: connection)
            if let data = edit.data, data != before.data {
                try Self.check(data, fits: Projects.find(scope.project, for: member, in: connection))
                try connection.execute("UPDATE task_body SET data = \(data) WHERE task_id = \(id)")
                try SeriesAddress.replace(id, data: data, of: member.organization, in: connection)
                var columns = DataColumns()
                columns.add(before.data, times: -1)
                columns.add(data)
                try columns.store(scope.project, in: connection)
            }
            if let meta = edit.meta {
                try connection.execute("UPDATE task_body SET meta = \(meta) WHERE task_id = \(id)")
            }
            if let overlap = edit.overlap, overlap != scope.counts.overlap {
                try scope.setOverlap(overlap, by: member, at: now, in: connection)
            }
            if let innerID = edit.innerID {
                try connection.execute("UPDATE task SET inner_id = \(innerID) WHERE id = \(id)")
            }
            if let allowSkip = edit.allowSkip {
                try connection.execute("UPDATE task SET allow_skip = \(allowSkip) WHERE id = \(id)")
            }
            try connection.execute(
                "UPDATE task SET updated_at = \(now), updated_by = \(member.id) WHERE id = \(id)"
            )
            try EventLog.append(
                Event(
                    "task.update", .task, id, project: scope.project, before: EventLog.hash(before.data),
                    after: EventLog.hash(edit.data ?? before.data)
                ),
                by: member, at: now, in: connection
            )
            return try Self.details([id], for: member, in: connection)
        }
    }

    package func delete(_ id: Int, by member: Member) async throws {
        try member.require(.manageProjects)
        let now = work.clock.now()
        try await work.database.write { connection in
            let scope = try TaskScope(id, for: member, in: connection)
            let data = try Self.find(id, for: member, in: connection).data
            _ = try TaskRemoval.remove([id], of: scope.project, in: connection)
            try EventLog.append(
                Event("task.delete", .task, id, project: scope.project, before: EventLog.hash(data)), by: member,
                at: now, in: connection
            )
        }
    }

    /// A task with the work on it that the member may see.
    package func detail(_ id: Int, for member: Member) async throws -> TaskPage {
        try await work.database.read { connection in
            _ = try TaskScope(id, for: member, in: connection, lock: false)
            return try Self.details([id], for: member, in: connection)
        }
    }

    /// The task of a queue with the work on it that its labeller may see.
    package func detail(of choice: NextTask.Choice, for member: Member) async throws -> TaskPage {
        try await detail(choice.task, for: member)
    }

    static func find(_ id: Int, for member: Member, in connection: any SQLConnection) throws -> LabelTask {
        let row = try connection.first(
            "SELECT \(raw: LabelTask.selection) FROM \(raw: LabelTask.tables) WHERE task.id = \(id)"
        )
        guard let row else { throw Refusal.missing("Task") }
        var cells = Cells(row)
        return LabelTask(&cells)
    }

    /// Whole tasks in the order of the ids.
    static func details(
        _ ids: [Int], for member: Member, in connection: any SQLConnection, withWork: Bool = true
    ) throws -> TaskPage {
        var found: [Int: TaskDetail] = [:]
        try connection.forEach(
            "SELECT \(raw: LabelTask.selection) FROM \(raw: LabelTask.tables) WHERE task.id IN (\(list: ids))"
        ) { row in
            var cells = Cells(row)
            let task = LabelTask(&cells)
            found[task.id] = TaskDetail(task: task)
        }
        var people: Set<Int> = []
        if withWork {
            for annotation in try Annotations.of(ids, visibleTo: member, in: connection) {
                found[annotation.task]?.annotations.append(annotation)
                found[annotation.task]?.annotationIDs.append(annotation.id)
                if let person = annotation.completedBy {
                    people.insert(person)
                    if found[annotation.task]?.annotators.contains(person) == false {
                        found[annotation.task]?.annotators.append(person)
                    }
                }
            }
            for prediction in try Predictions.of(ids, in: connection) {
                found[prediction.task]?.predictions.append(prediction)
                if found[prediction.task]?.modelVersions.contains(prediction.modelVersion) == false {
                    found[prediction.task]?.modelVersions.append(prediction.modelVersion)
                }
            }
            for draft in try Drafts.of(ids, visibleTo: member, in: connection) {
                found[draft.task]?.drafts.append(draft)
                people.insert(draft.user)
            }
        }
        return TaskPage(
            tasks: ids.compactMap { found[$0] }, authors: try Authors(people, in: connection), total: ids.count
        )
    }

    private static func check(_ edit: Edit) throws {
        var faults: [Refusal.Fault] = []
        if let overlap = edit.overlap, overlap < 1 {
            faults.append(.init("overlap", "Ensure this value is greater than or equal to 1."))
        }
        // Numbers go on from the largest: far from where an integer ends.
        if let innerID = edit.innerID, !(0...1 << 53).contains(innerID) {
            faults.append(.init("inner_id", "Ensure this value is between 0 and \(1 << 53)."))
        }
        if let data = edit.data, (try? JSONValue(parsing: data))?.object == nil {
            faults.append(.init("data", "The data of a task must be an object."))
        }
        if let meta = edit.meta, (try? JSONValue(parsing: meta))?.object == nil, meta != "null" {
            faults.append(.init("meta", "The meta of a task must be an object."))
        }
        guard faults.isEmpty else { throw Refusal.invalid(faults) }
    }

    /// Refuses data that lack what the project's interface shows.
    private static func check(_ data: String, fits project: Project) throws {
        guard let config = try? LabelConfig(parsing: project.labelConfig), let value = try? JSONValue(parsing: data)
        else { return }
        if let problem = config.validateTaskData(value) {
            throw Refusal.invalid(.init("data", problem.description))
        }
    }
}
