import Storage

/// Hands out tasks so that nobody waits for another and no task gets more labels than wanted.
///
/// A task is handed out with a lock that runs out by itself. Locks of others count as the labels they will become.
package struct NextTask: Sendable {
    /// A task without a sign of life of the person who holds it goes to others. An hour: longer than a hard case
    /// takes, shorter than a night. Each saved draft starts it anew.
    static let lockLifetime = 3_600_000_000
    /// A task fetched ahead is soon free again when its turn does not come.
    static let prefetchLifetime = 300_000_000

    /// A task with the reason it was chosen.
    package struct Choice: Sendable, Equatable {
        package let task: Int
        package let lockName: String
        /// `Sequence queue`, `Task lock`, …
        package let queue: String
    }

    let work: Work

    package init(_ work: Work) { self.work = work }

    /// The task the member should label now, or nil when there is none.
    ///
    /// Whoever holds a task gets it again; that is only read. Else one is claimed in a transaction.
    package func claim(in project: Int, by member: Member) async throws -> Choice? {
        try member.require(.annotate)
        let now = work.clock.now()
        let held = try await work.database.read { connection -> Choice? in
            let project = try Projects.find(project, for: member, in: connection)
            return try TaskQueue(project, member, now, connection).held()
        }
        if let held { return held }
        return try await attempt(in: project, by: member, isPrefetch: false)
    }

    /// The task that will come after the one the member holds, or nil. It is held for five minutes.
    package func prefetch(in project: Int, by member: Member) async throws -> Choice? {
        try member.require(.annotate)
        let now = work.clock.now()
        let held = try await work.database.read { connection -> Choice? in
            let project = try Projects.find(project, for: member, in: connection)
            return try TaskQueue(project, member, now, connection).prefetched()
        }
        if let held { return held }
        return try await attempt(in: project, by: member, isPrefetch: true)
    }

    private func attempt(in project: Int, by member: Member, isPrefetch: Bool) async throws -> Choice? {
        let now = work.clock.now()
        let name = work.newName()
        let chance = work.chance
        // On PostgreSQL somebody may take a task between our look and our grasp; then the next look sees it taken.
        for _ in 0..<64 {
            let outcome = try await work.database.write { connection -> TaskQueue.Outcome in
                let project = try Projects.find(project, for: member, in: connection)
                let queue = try TaskQueue(project, member, now, connection)
                return try queue.claim(name: name, isPrefetch: isPrefetch, chance: chance)
            }
            switch outcome {
            case .claimed(let choice): return choice
            case .empty: return nil
            case .lost: continue
            }
        }
        throw Refusal(.throttled(seconds: 1), "Many people are taking tasks at this moment; try again.")
    }

    /// Lets go of the tasks a member holds in a project.
    package func release(in project: Int, by member: Member) async throws {
        try await work.database.write { connection in
            _ = try Projects.find(project, for: member, in: connection)
            try connection.execute(
                "DELETE FROM task_lock WHERE project_id = \(project) AND user_id = \(member.id)"
            )
        }
    }

    /// The tasks a member was given in a project, the oldest first, with the annotation that came of each.
    package func history(
        in project: Int, of member: Member, limit: Int = 1000
    ) async throws -> [(task: Int, annotation: Int?)] {
        try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let rows = try connection.query(
                """
                SELECT stream_step.task_id, (SELECT max(annotation.id) FROM annotation
                    WHERE annotation.task_id = stream_step.task_id AND annotation.completed_by = \(member.id))
                FROM stream_step JOIN task ON task.id = stream_step.task_id
                WHERE stream_step.project_id = \(project) AND stream_step.user_id = \(member.id)
                ORDER BY stream_step.id DESC LIMIT \(limit)
                """
            )
            return rows.reversed().map { row in
                var cells = Cells(row)
                return (cells.int(), cells.optionalInt())
            }
        }
    }
}
