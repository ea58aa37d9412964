import Storage

/// Making, finding, changing and deleting projects.
package struct Projects: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    package func create(_ edit: ProjectEdit, by member: Member) async throws -> ProjectRecord {
        try member.require(.manageProjects)
        let now = work.clock.now()
        var draft = Project(organization: member.organization, createdBy: member.id, at: now)
        let faults = edit.apply(to: &draft)
        guard faults.isEmpty else { throw Refusal.invalid(faults) }
        let project = draft
        return try await work.database.write { connection in
            var project = project
            let names = project.columns.map(\.0).joined(separator: ", ")
            project.id = try connection.integer(
                "INSERT INTO project (\(raw: names)) VALUES (\(list: project.columns.map(\.1))) RETURNING id"
            )
            try connection.execute("INSERT INTO project_tally (project_id) VALUES (\(project.id))")
            try EventLog.append(
                Event("project.create", .project, project.id, project: project.id, after: project.fingerprint),
                by: member, at: now, in: connection
            )
            return try Self.record(project.id, for: member, in: connection)
        }
    }

    package func record(_ id: Int, for member: Member) async throws -> ProjectRecord {
        try await work.database.read { connection in try Self.record(id, for: member, in: connection) }
    }

    package func project(_ id: Int, for member: Member) async throws -> Project {
        try await work.database.read { connection in try Self.find(id, for: member, in: connection) }
    }

    /// Changes a project. A config that would orphan existing work is refused.
    package func update(_ id: Int, _ edit: ProjectEdit, by member: Member) async throws -> ProjectRecord {
        try member.require(.manageProjects)
        let now = work.clock.now()
        return try await work.database.write { connection in
            var project = try Self.find(id, for: member, in: connection, lock: true)
            let before = project
            let faults = edit.apply(to: &project)
            guard faults.isEmpty else { throw Refusal.invalid(faults) }
            if project.labelConfig != before.labelConfig {
                try ConfigChange(of: before.id, to: project.labelConfig, in: connection).refuseIfHarmful()
                try UndefinedKey.name(after: project, in: connection)
            }
            project.updatedAt = now
            let changes = project.columns.map { column, value -> Query in "\(raw: column) = \(value)" }
            try connection.execute(
                "UPDATE project SET \(Query.joined(changes, separator: ", ")) WHERE id = \(id)"
            )
            if project.maximumAnnotations != before.maximumAnnotations
                || project.overlapCohortPercentage != before.overlapCohortPercentage
                || project.skipQueue != before.skipQueue
            {
                try OverlapRule(project).rearrange(in: connection)
            }
            try EventLog.append(
                Event(
                    "project.update", .project, id, project: id, before: before.fingerprint,
                    after: project.fingerprint
                ),
                by: member, at: now, in: connection
            )
            return try Self.record(id, for: member, in: connection)
        }
    }

    /// Deletes a project with all that is in it.
    ///
    /// It leaves its organisation first, so that nobody sees it any more; then its tasks go in small transactions
    /// that others' work fits between. What a crash leaves is deleted at the next start.
    package func delete(_ id: Int, by member: Member) async throws {
        try member.require(.manageProjects)
        let now = work.clock.now()
        try await work.database.write { connection in
            let project = try Self.find(id, for: member, in: connection, lock: true)
            try connection.execute("UPDATE project SET organization_id = 0 WHERE id = \(id)")
            try EventLog.append(
                Event("project.delete", .project, id, project: id, before: project.fingerprint),
                by: member, at: now, in: connection
            )
        }
        try await sweep(id)
    }

    /// Deletes what is left of projects whose deletion was interrupted.
    func sweepDeleted() async throws {
        let left = try await work.database.read { connection in
            try connection.query("SELECT id FROM project WHERE organization_id = 0").map { $0.int("id") }
        }
        for id in left { try await sweep(id) }
    }

    private func sweep(_ id: Int) async throws {
        while try await work.database.write({ connection in
            let tasks = try connection.query("SELECT id FROM task WHERE project_id = \(id) ORDER BY id LIMIT 1000")
            let ids = tasks.map { $0.int("id") }
            try connection.execute("DELETE FROM annotation_version WHERE task_id IN (\(list: ids))")
            try connection.execute("DELETE FROM task WHERE id IN (\(list: ids))")
            return !ids.isEmpty
        }) {}
        try await work.database.write { connection in
            try connection.execute("DELETE FROM project WHERE id = \(id)")
        }
    }

    /// The project if the member's organisation has it.
    static func find(
        _ id: Int, for member: Member, in connection: any SQLConnection, lock: Bool = false
    ) throws -> Project {
        let lock = lock ? connection.dialect.forUpdate : ""
        guard
            let row = try connection.first(
                """
                SELECT \(raw: Project.selection) FROM project
                WHERE id = \(id) AND organization_id = \(member.organization) \(raw: lock)
                """
            )
        else { throw Refusal.missing("Project") }
        var cells = Cells(row)
        return Project(&cells)
    }

    static func record(_ id: Int, for member: Member, in connection: any SQLConnection) throws -> ProjectRecord {
        let records = try self.records(
            "WHERE project.id = \(id) AND project.organization_id = \(member.organization)", for: member,
            in: connection
        )
        guard let record = records.first else { throw Refusal.missing("Project") }
        return record
    }

    /// The projects that a rest of a query chooses, with their counts.
    static func records(
        _ rest: Query, for member: Member, in connection: any SQLConnection
    ) throws -> [ProjectRecord] {
        var records = try connection.query(
            """
            SELECT \(raw: Project.selection), \(raw: ProjectTally.selection)
            FROM project JOIN project_tally ON project_tally.project_id = project.id \(rest)
            """
        ).map { row in
            var cells = Cells(row)
            var project = Project(&cells)
            // The key to where the data lie is not for those who only label them.
            if !member.role.may(.manageProjects) {
                project.taskDataLogin = nil
                project.taskDataPassword = nil
            }
            return ProjectRecord(project: project, tally: ProjectTally(&cells), queueTotal: 0, queueDone: 0)
        }
        let authors = try Authors(records.map(\.project.createdBy), in: connection)
        for index in records.indices {
            let tally = records[index].tally
            records[index].author = authors[records[index].project.createdBy]
            guard tally.annotations + tally.cancelled > 0 else {
                records[index].queueTotal = tally.tasks
                continue
            }
            let row = try connection.first(
                """
                SELECT count(*), CAST(coalesce(sum(CASE WHEN task.is_labeled THEN 1 ELSE 0 END), 0) AS BIGINT)
                FROM (SELECT DISTINCT task_id FROM annotation
                    WHERE project_id = \(records[index].project.id) AND completed_by = \(member.id)) mine
                JOIN task ON task.id = mine.task_id
                """
            )
            var cells = Cells(row ?? SQLRow(columns: [], values: []))
            records[index].queueDone = cells.int()
            records[index].queueTotal = tally.tasks - tally.finishedTasks + cells.int()
        }
        return records
    }
}
