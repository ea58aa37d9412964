import Storage

/// A task at hand in a transaction: what rules and counters need to know of it.
struct TaskScope {
    let id: Int
    let project: Int
    let skips: SkipQueue
    let allowSkip: Bool
    private(set) var counts: TaskCounts

    /// Finds a task that the member may know of, and holds it until the end of a writing transaction.
    init(_ id: Int, for member: Member, in connection: any SQLConnection, lock: Bool = true) throws {
        let lock = lock && connection.dialect == .postgres ? "FOR UPDATE OF task" : ""
        guard
            let row = try connection.first(
                """
                SELECT task.id, task.project_id, project.skip_queue, task.allow_skip, \(raw: TaskCounts.selection)
                FROM task JOIN project ON project.id = task.project_id
                WHERE task.id = \(id) AND project.organization_id = \(member.organization)
                \(ImportBatches.hiddenByID) \(raw: lock)
                """
            )
        else { throw Refusal.missing("Task") }
        var cells = Cells(row)
        self.id = cells.int()
        project = cells.int()
        skips = SkipQueue(rawValue: cells.text()) ?? .requeueForOthers
        allowSkip = cells.bool()
        counts = TaskCounts(&cells)
    }

    /// Counts the task's work anew and passes the difference on to its project.
    mutating func recount(by member: Member, at now: Int, in connection: any SQLConnection) throws {
        let before = counts
        counts = try TaskCounts.count(id, overlap: before.overlap, skips: skips, in: connection)
        try counts.store(id, in: connection)
        try connection.execute(
            "UPDATE task SET updated_at = \(now), updated_by = \(member.id) WHERE id = \(id)"
        )
        try ProjectTally.add(
            ProjectTally(of: counts) - ProjectTally(of: before), to: project, in: connection
        )
    }

    /// Sets how many labels are wanted, and what follows from it.
    mutating func setOverlap(
        _ overlap: Int, by member: Member, at now: Int, in connection: any SQLConnection
    ) throws {
        let before = counts
        counts = try TaskCounts.count(id, overlap: overlap, skips: skips, in: connection)
        try counts.store(id, in: connection)
        try ProjectTally.add(
            ProjectTally(of: counts) - ProjectTally(of: before), to: project, in: connection
        )
    }
}
