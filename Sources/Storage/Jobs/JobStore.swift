/// The table of jobs.
package struct JobStore: Sendable {
    /// A job and the proof that a worker has it.
    package struct Claimed: Sendable {
        package let job: Job
        package let token: String
    }

    private let database: any SQLDatabase
    private let now: @Sendable () -> Int
    let bell = JobBell()

    /// - Parameter now: Microseconds since 1970.
    package init(_ database: any SQLDatabase, now: @escaping @Sendable () -> Int) {
        self.database = database
        self.now = now
    }

    // MARK: For those who want work done

    @discardableResult
    package func enqueue(_ kind: String, payload: String, project: Int? = nil, user: Int? = nil) async throws -> Job {
        let now = now()
        let job = try await database.write { connection in
            try Self.enqueue(kind, payload: payload, project: project, user: user, now: now, on: connection)
        }
        wake()
        return job
    }

    /// Enqueues in the caller's own transaction; call ``wake()`` after it was committed.
    package static func enqueue(
        _ kind: String,
        payload: String,
        project: Int?,
        user: Int?,
        now: Int,
        on connection: any SQLConnection
    ) throws -> Job {
        let row = try connection.first(
            """
            INSERT INTO job (kind, payload, project_id, user_id, state, attempts, cancel_requested, done, total,
                message, created_at, updated_at)
            VALUES (\(kind), \(payload), \(project), \(user), 'queued', \(0), \(false), \(0), \(0), '', \(now), \(now))
            RETURNING \(raw: columns)
            """
        )
        guard let row else { throw StorageError.failed(code: "job", message: "the new job was not returned") }
        return Job(row: row)
    }

    /// Has the runner of this process look for work now; those of others look within a few seconds.
    package func wake() { bell.ring() }

    package func job(_ id: Int) async throws -> Job? {
        try await database.read { try Self.find(id, on: $0, lock: "") }
    }

    /// The newest first; `before` is the last id of the page before.
    package func jobs(project: Int? = nil, before: Int? = nil, limit: Int = 100) async throws -> [Job] {
        try await database.read { connection in
            var conditions: [Query] = ["1 = 1"]
            if let project { conditions.append("project_id = \(project)") }
            if let before { conditions.append("id < \(before)") }
            return try connection.query(
                """
                SELECT \(raw: Self.columns) FROM job WHERE \(Query.joined(conditions, separator: " AND "))
                ORDER BY id DESC LIMIT \(limit)
                """
            ).map(Job.init(row:))
        }
    }

    /// The jobs of a kind that are waiting or running, the oldest first.
    package func open(_ kind: String) async throws -> [Job] {
        try await database.read { connection in
            try connection.query(
                """
                SELECT \(raw: Self.columns) FROM job WHERE state IN ('queued', 'running') AND kind = \(kind)
                ORDER BY id
                """
            ).map(Job.init(row:))
        }
    }

    /// The last job of a kind in a project, whatever became of it.
    package func last(_ kind: String, of project: Int) async throws -> Job? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT \(raw: Self.columns) FROM job WHERE project_id = \(project) AND kind = \(kind)
                ORDER BY id DESC LIMIT 1
                """
            ).map(Job.init(row:))
        }
    }

    /// Asks for a job's end; answers the job as it is then, nil when there is none.
    package func cancel(_ id: Int) async throws -> Job? {
        try await change(id) { _ = $0.lifecycle.cancel() }
    }

    // MARK: For workers

    /// Takes the oldest job of those kinds that nobody has; one whose worker was killed counts as such when its lease
    /// has run out.
    package func claim(kinds: [String], token: String, for duration: Int) async throws -> Claimed? {
        let now = now()
        return try await database.write { connection in
            while true {
                let row = try connection.first(
                    """
                    SELECT \(raw: Self.columns) FROM job
                    WHERE state IN ('queued', 'running') AND (lease_expiry IS NULL OR lease_expiry <= \(now))
                        AND kind IN (\(list: kinds))
                    ORDER BY id LIMIT 1 \(raw: connection.dialect.skipLocked)
                    """
                )
                guard let row else { return nil }
                var job = Job(row: row)
                let claim = job.lifecycle.claim(token: token, now: now, until: now + duration)
                if claim == .exhausted {
                    job.error = #"{"message":"Gave up: the work was cut off \#(job.lifecycle.attempts) times"}"#
                }
                try Self.save(&job, now: now, on: connection)
                if claim == .taken { return Claimed(job: job, token: token) }
            }
        }
    }

    /// Keeps the lease and, where given, writes down how far the work is.
    package func renew(
        _ claimed: Claimed,
        for duration: Int,
        progress: JobProgress? = nil,
        checkpoint: String? = nil
    ) async throws -> JobLifecycle.Renewal {
        let expiry = now() + duration
        return try await change(claimed.job.id) { job in
            let renewal = job.lifecycle.renew(token: claimed.token, until: expiry)
            guard renewal != .lost else { return renewal }
            if let progress { job.progress = progress }
            if let checkpoint { job.checkpoint = checkpoint }
            return renewal
        } ?? .lost
    }

    /// How a worker's work came out.
    package enum Outcome: Sendable, Equatable {
        /// With JSON text.
        case completed(result: String?)
        /// With JSON text.
        case failed(error: String)
        case cancelled
        /// Not yet done: another worker goes on from the checkpoint.
        case released
    }

    /// Hands the job in; false when the lease was lost, so that another worker's outcome counts.
    @discardableResult
    package func finish(
        _ claimed: Claimed,
        _ outcome: Outcome,
        progress: JobProgress? = nil
    ) async throws -> Bool {
        try await change(claimed.job.id) { job in
            let counts =
                switch outcome {
                case .completed: job.lifecycle.end(.completed, token: claimed.token)
                case .failed: job.lifecycle.end(.failed, token: claimed.token)
                case .cancelled: job.lifecycle.end(.cancelled, token: claimed.token)
                case .released: job.lifecycle.release(token: claimed.token)
                }
            guard counts else { return false }
            if let progress { job.progress = progress }
            if case .completed(let result) = outcome { job.result = result }
            if case .failed(let error) = outcome { job.error = error }
            return true
        } ?? false
    }

    // MARK: One row

    private func change(_ id: Int, _ body: @escaping @Sendable (inout Job) -> Void) async throws -> Job? {
        try await change(id) { job in
            body(&job)
            return job
        }
    }

    private func change<T: Sendable>(_ id: Int, _ body: @escaping @Sendable (inout Job) -> T) async throws -> T? {
        let now = now()
        return try await database.write { connection in
            guard var job = try Self.find(id, on: connection, lock: connection.dialect.forUpdate) else { return nil }
            let before = job
            let answer = body(&job)
            if job != before { try Self.save(&job, now: now, on: connection) }
            return answer
        }
    }

    private static func find(_ id: Int, on connection: any SQLConnection, lock: String) throws -> Job? {
        try connection.first("SELECT \(raw: columns) FROM job WHERE id = \(id) \(raw: lock)").map(Job.init(row:))
    }

    private static func save(_ job: inout Job, now: Int, on connection: any SQLConnection) throws {
        job.updatedAt = now
        let lifecycle = job.lifecycle
        try connection.execute(
            """
            UPDATE job SET state = \(lifecycle.state.rawValue), lease_token = \(lifecycle.lease?.token),
                lease_expiry = \(lifecycle.lease?.expiry), attempts = \(lifecycle.attempts),
                cancel_requested = \(lifecycle.isCancelRequested), done = \(job.progress.done),
                total = \(job.progress.total), message = \(job.progress.message), checkpoint = \(job.checkpoint),
                result = \(job.result), error = \(job.error), updated_at = \(now)
            WHERE id = \(job.id)
            """
        )
    }
}
