import Storage

/// How many labels each task of a project should get: for a part of the tasks as many as the project says, for the
/// others one.
struct OverlapRule {
    let project: Project

    init(_ project: Project) { self.project = project }

    /// What a new task gets, before the parts are set anew.
    var initial: Int { project.overlapCohortPercentage < 100 ? 1 : project.maximumAnnotations }

    /// Sets the overlap of all tasks, and with it whether they are labelled.
    ///
    /// Tasks that have the most annotations already come first into the part that gets more of them.
    func rearrange(in connection: any SQLConnection) throws {
        let before = try ProjectTally.stored(project.id, in: connection)
        let wanted: Int
        if project.overlapCohortPercentage >= 100 || project.maximumAnnotations == 1 {
            wanted = before.tasks
        } else {
            wanted = (before.tasks * project.overlapCohortPercentage + 50) / 100
        }
        let maximum = project.maximumAnnotations
        if wanted == before.tasks {
            try connection.execute(
                "UPDATE task SET overlap = \(maximum) WHERE project_id = \(project.id) AND overlap <> \(maximum)"
            )
        } else {
            try connection.execute(
                """
                UPDATE task SET overlap = CASE WHEN id IN (
                    SELECT id FROM task WHERE project_id = \(project.id)
                    ORDER BY annotations DESC, id LIMIT \(wanted)
                ) THEN CAST(\(maximum) AS BIGINT) ELSE 1 END WHERE project_id = \(project.id)
                """
            )
        }
        try setLabelled(in: connection)
        let after = try ProjectTally.recount(project.id, in: connection)
        try ProjectTally.add(after - before, to: project.id, in: connection)
    }

    private func setLabelled(in connection: any SQLConnection) throws {
        // As WorkOnTask decides it for one task.
        let counted: Query =
            project.skipQueue == .ignoreSkipped ? "" : "AND annotation.was_cancelled = \(raw: connection.dialect.false)"
        try connection.execute(
            """
            UPDATE task SET is_labeled = (
                SELECT count(DISTINCT coalesce(annotation.completed_by, 0)) FROM annotation
                WHERE annotation.task_id = task.id \(counted)
            ) >= overlap
            WHERE project_id = \(project.id)
            """
        )
        try connection.execute(
            """
            UPDATE task SET completed_at = CASE WHEN is_labeled = \(raw: connection.dialect.true) THEN (
                SELECT max(annotation.created_at) FROM annotation WHERE annotation.task_id = task.id
            ) END
            WHERE project_id = \(project.id)
            """
        )
    }
}
