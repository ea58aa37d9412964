package import Storage

/// The counts of a project, kept up to date by every act that changes them, in its own transaction.
package struct ProjectTally: Sendable, Equatable {
    package var tasks = 0
    package var finishedTasks = 0
    /// Tasks with at least one annotation that was not cancelled.
    package var annotatedTasks = 0
    /// Annotations that were not cancelled.
    package var annotations = 0
    package var cancelled = 0
    /// Annotations that were neither cancelled nor the truth.
    package var useful = 0
    package var groundTruths = 0
    package var predictions = 0

    static let selection = """
        project_tally.tasks, project_tally.finished_tasks, project_tally.annotated_tasks, project_tally.annotations,
        project_tally.cancelled, project_tally.useful, project_tally.ground_truths, project_tally.predictions
        """

    package init() {}

    init(_ cells: inout Cells) {
        tasks = cells.int()
        finishedTasks = cells.int()
        annotatedTasks = cells.int()
        annotations = cells.int()
        cancelled = cells.int()
        useful = cells.int()
        groundTruths = cells.int()
        predictions = cells.int()
    }

    /// What one task adds.
    init(of task: TaskCounts) {
        tasks = 1
        finishedTasks = task.isLabeled ? 1 : 0
        annotatedTasks = task.annotations > 0 ? 1 : 0
        annotations = task.annotations
        cancelled = task.cancelled
        useful = task.annotations - task.groundTruths
        groundTruths = task.groundTruths
        predictions = task.predictions
    }

    static func + (left: ProjectTally, right: ProjectTally) -> ProjectTally {
        var sum = left
        sum.tasks += right.tasks
        sum.finishedTasks += right.finishedTasks
        sum.annotatedTasks += right.annotatedTasks
        sum.annotations += right.annotations
        sum.cancelled += right.cancelled
        sum.useful += right.useful
        sum.groundTruths += right.groundTruths
        sum.predictions += right.predictions
        return sum
    }

    static prefix func - (tally: ProjectTally) -> ProjectTally {
        var negative = tally
        negative.tasks.negate()
        negative.finishedTasks.negate()
        negative.annotatedTasks.negate()
        negative.annotations.negate()
        negative.cancelled.negate()
        negative.useful.negate()
        negative.groundTruths.negate()
        negative.predictions.negate()
        return negative
    }

    static func - (left: ProjectTally, right: ProjectTally) -> ProjectTally { left + -right }

    /// Adds a difference to the stored counts.
    static func add(_ change: ProjectTally, to project: Int, in connection: any SQLConnection) throws {
        guard change != ProjectTally() else { return }
        try connection.execute(
            """
            UPDATE project_tally SET tasks = tasks + \(change.tasks),
                finished_tasks = finished_tasks + \(change.finishedTasks),
                annotated_tasks = annotated_tasks + \(change.annotatedTasks),
                annotations = annotations + \(change.annotations), cancelled = cancelled + \(change.cancelled),
                useful = useful + \(change.useful), ground_truths = ground_truths + \(change.groundTruths),
                predictions = predictions + \(change.predictions)
            WHERE project_id = \(project)
            """
        )
    }

    /// Counts everything anew; the stored counts must always equal this.
    package static func recount(_ project: Int, in connection: any SQLConnection) throws -> ProjectTally {
        var sum = ProjectTally()
        let hidden = try ImportBatches.hidden(in: project, connection)
        try connection.forEach(
            """
            SELECT \(raw: TaskCounts.selection) FROM task WHERE project_id = \(project)\(hidden)
            """
        ) { row in
            var cells = Cells(row)
            sum = sum + ProjectTally(of: TaskCounts(&cells))
        }
        return sum
    }

    static func stored(_ project: Int, in connection: any SQLConnection) throws -> ProjectTally {
        guard
            let row = try connection.first(
                "SELECT \(raw: selection) FROM project_tally WHERE project_id = \(project)"
            )
        else { return ProjectTally() }
        var cells = Cells(row)
        return ProjectTally(&cells)
    }
}
