import Storage

/// The open tasks of a project as one person meets them, within one transaction.
struct TaskQueue {
    enum Outcome: Sendable {
        case claimed(NextTask.Choice)
        /// Nothing is left for this person.
        case empty
        /// Somebody else was faster.
        case lost
    }

    private let project: Project
    private let member: Member
    private let now: Int
    private let connection: any SQLConnection
    private let hidden: Query
    /// Whether tasks this person holds are passed over: what comes after them is wanted.
    private var passesHeld = false

    init(_ project: Project, _ member: Member, _ now: Int, _ connection: any SQLConnection) throws {
        self.project = project
        self.member = member
        self.now = now
        self.connection = connection
        hidden = try ImportBatches.hidden(in: project.id, connection)
    }

    /// The task this person holds and may still label.
    func held() throws -> NextTask.Choice? { try lock(isPrefetch: false, queue: "Task lock") }

    /// The task this person fetched ahead, while they hold another.
    func prefetched() throws -> NextTask.Choice? { try lock(isPrefetch: true, queue: "Prefetched") }

    private func lock(isPrefetch: Bool, queue: String) throws -> NextTask.Choice? {
        let row = try connection.first(
            """
            SELECT task.id, task_lock.unique_id FROM task_lock JOIN task ON task.id = task_lock.task_id
            WHERE task_lock.project_id = \(project.id) AND task_lock.user_id = \(member.id)
                AND task_lock.expires_at > \(now) AND task_lock.is_prefetch = \(raw: word(isPrefetch))
                AND task.is_labeled = \(raw: word(false)) AND \(notMine)
            ORDER BY task_lock.expires_at DESC LIMIT 1
            """
        )
        guard let row else { return nil }
        var cells = Cells(row)
        return NextTask.Choice(task: cells.int(), lockName: cells.text(), queue: queue)
    }

    /// Chooses a task and locks it for this person.
    func claim(name: String, isPrefetch: Bool, chance: (Int) -> Int) throws -> Outcome {
        if isPrefetch {
            if let choice = try prefetched() { return .claimed(choice) }
        } else {
            if let choice = try held() { return .claimed(choice) }
            if let choice = try prefetched() {
                try store(choice.task, name: choice.lockName, isPrefetch: false)
                return .claimed(choice)
            }
        }
        var queue = self
        queue.passesHeld = isPrefetch
        guard let (task, reason) = try queue.choose(chance) else { return .empty }
        guard try isStillOpen(task, reason) else { return .lost }
        try store(task, name: name, isPrefetch: isPrefetch)
        return .claimed(NextTask.Choice(task: task, lockName: name, queue: reason))
    }

    private func store(_ task: Int, name: String, isPrefetch: Bool) throws {
        let lifetime = isPrefetch ? NextTask.prefetchLifetime : NextTask.lockLifetime
        try connection.execute("DELETE FROM task_lock WHERE task_id = \(task) AND expires_at <= \(now)")
        try connection.execute(
            """
            INSERT INTO task_lock (task_id, user_id, project_id, is_prefetch, unique_id, expires_at)
            VALUES (\(task), \(member.id), \(project.id), \(isPrefetch), \(name), \(now + lifetime))
            ON CONFLICT (task_id, user_id) DO UPDATE SET is_prefetch = excluded.is_prefetch,
                unique_id = excluded.unique_id, expires_at = excluded.expires_at
            """
        )
        guard !isPrefetch else { return }
        try connection.execute(
            """
            INSERT INTO stream_step (project_id, user_id, task_id)
            VALUES (\(project.id), \(member.id), \(task)) ON CONFLICT (project_id, user_id, task_id) DO NOTHING
            """
        )
    }

    // MARK: The order of the queues

    private func choose(_ chance: (Int) -> Int) throws -> (task: Int, queue: String)? {
        if project.showGroundTruthFirst || project.annotatorEvaluationEnabled,
            let task = try first(where: "task.ground_truths > 0", order: "task.id")
        {
            return (task, "Ground truth queue")
        }
        var among: Query = ""
        var prefix = ""
        if project.showOverlapFirst, try first(where: "task.overlap > 1", order: "task.id") != nil {
            among = "task.overlap > 1"
            prefix = "Show overlap first & "
        }
        // What others have begun is finished first, so that whole tasks come out early.
        if project.maximumAnnotations > 1,
            let task = try first(
                where: Self.both("task.annotations > 0", among), order: "task.annotations DESC, task.id")
        {
            return (task, prefix + "Breadth first queue")
        }
        if let (task, queue) = try sample(among, chance) { return (task, prefix + queue) }
        return try postponed() ?? skipped()
    }

    private func sample(_ among: Query, _ chance: (Int) -> Int) throws -> (task: Int, queue: String)? {
        switch project.sampling {
        case .sequential:
            return try first(where: among, order: "task.id").map { ($0, "Sequence queue") }
        case .uniform:
            return try random(among, chance).map { ($0, "Uniform random queue") }
        case .uncertainty:
            let task = try leastSure(among) ?? random(among, chance)
            return task.map { ($0, "Active learning or random queue") }
        }
    }

    /// Goes to a random open task, and on from there to one that is free.
    private func random(_ among: Query, _ chance: (Int) -> Int) throws -> Int? {
        let tally = try ProjectTally.stored(project.id, in: connection)
        let open = tally.tasks - tally.finishedTasks
        guard open > 0 else { return nil }
        let start = try connection.optionalInteger(
            """
            SELECT id FROM task WHERE project_id = \(project.id) AND is_labeled = \(raw: word(false))\(hidden)
            ORDER BY id LIMIT 1 OFFSET \(chance(open))
            """
        )
        guard let start else { return try first(where: among, order: "task.id") }
        return try first(where: Self.both("task.id >= \(start)", among), order: "task.id")
            ?? first(where: Self.both("task.id < \(start)", among), order: "task.id")
    }

    private func leastSure(_ among: Query) throws -> Int? {
        try connection.optionalInteger(
            """
            SELECT task.id FROM prediction JOIN task ON task.id = prediction.task_id
            WHERE prediction.project_id = \(project.id) AND prediction.model_version = \(project.modelVersion)
                AND \(open(among)) ORDER BY prediction.score, prediction.task_id LIMIT 1
            """
        )
    }

    /// Tasks the person put off come back when no other is left.
    private func postponed() throws -> (task: Int, queue: String)? {
        try connection.optionalInteger(
            """
            SELECT task.id FROM draft JOIN task ON task.id = draft.task_id
            WHERE draft.project_id = \(project.id) AND draft.user_id = \(member.id)
                AND draft.was_postponed = \(raw: word(true)) AND \(isFree())
                AND NOT EXISTS (SELECT 1 FROM annotation
                    WHERE annotation.task_id = task.id AND annotation.completed_by = \(member.id))
            ORDER BY draft.updated_at LIMIT 1
            """
        ).map { ($0, "Postponed draft queue") }
    }

    /// Tasks the person skipped come back last, where the project says so.
    private func skipped() throws -> (task: Int, queue: String)? {
        guard project.skipQueue == .requeueForMe else { return nil }
        return try connection.optionalInteger(
            """
            SELECT task.id FROM annotation JOIN task ON task.id = annotation.task_id
            WHERE annotation.project_id = \(project.id) AND annotation.completed_by = \(member.id)
                AND annotation.was_cancelled = \(raw: word(true)) AND \(isFree(besides: 1))
                AND NOT EXISTS (SELECT 1 FROM annotation done
                    WHERE done.task_id = task.id AND done.completed_by = \(member.id)
                        AND done.was_cancelled = \(raw: word(false)))
            ORDER BY annotation.updated_at, annotation.id LIMIT 1
            """
        ).map { ($0, "Skipped queue") }
    }

    // MARK: What is open

    private func first(where condition: Query, order: String) throws -> Int? {
        try connection.optionalInteger(
            "SELECT task.id FROM task WHERE \(open(condition)) ORDER BY \(raw: order) LIMIT 1"
        )
    }

    /// On PostgreSQL a claim that was committed after our statement began is seen only now, with the row held.
    private func isStillOpen(_ task: Int, _ queue: String) throws -> Bool {
        guard connection.dialect == .postgres else { return true }
        try connection.execute("SELECT id FROM task WHERE id = \(task) FOR UPDATE")
        let mine = queue == "Skipped queue" ? 1 : 0
        return try connection.optionalInteger(
            "SELECT task.id FROM task WHERE task.id = \(task) AND \(isFree(besides: mine))"
        ) != nil
    }

    private func open(_ condition: Query) -> Query {
        Self.both("\(isFree()) AND \(notMine)", condition)
    }

    /// Not labelled, and with the labels it has and the locks of others still short of what is wanted.
    ///
    /// - Parameter besides: skips of this person's own, which do not count.
    private func isFree(besides: Int = 0) -> Query {
        let labels: Query =
            project.skipQueue == .requeueForOthers
            ? "task.annotations - task.ground_truths"
            : "task.annotations + task.cancelled - \(raw: String(besides)) - task.ground_truths"
        let held: Query =
            passesHeld
            ? """
            AND NOT EXISTS (SELECT 1 FROM task_lock WHERE task_lock.task_id = task.id
                AND task_lock.user_id = \(member.id) AND task_lock.expires_at > \(now))
            """ : ""
        return """
            task.project_id = \(project.id) AND task.is_labeled = \(raw: word(false))\(hidden)
            AND \(labels) + (SELECT count(*) FROM task_lock WHERE task_lock.task_id = task.id
                AND task_lock.user_id <> \(member.id) AND task_lock.expires_at > \(now)) < task.overlap \(held)
            """
    }

    /// Neither annotated nor put off by this person.
    private var notMine: Query {
        """
        (task.annotations + task.cancelled = 0 OR NOT EXISTS (SELECT 1 FROM annotation
            WHERE annotation.task_id = task.id AND annotation.completed_by = \(member.id)))
        AND (task.drafts = 0 OR NOT EXISTS (SELECT 1 FROM draft
            WHERE draft.task_id = task.id AND draft.user_id = \(member.id)
                AND draft.was_postponed = \(raw: word(true))))
        """
    }

    private static func both(_ left: Query, _ right: Query) -> Query {
        if left.text.isEmpty { return right }
        return right.text.isEmpty ? left : "\(left) AND \(right)"
    }

    /// Written out, not bound, so that the planner sees that the partial indexes fit.
    private func word(_ value: Bool) -> String { value ? connection.dialect.true : connection.dialect.false }
}
