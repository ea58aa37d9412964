extension JobStore {
    /// The jobs' table, as the step `number` of the program's migrations.
    package static func migration(_ number: Int) -> Migration {
        Migration(number, "jobs") { dialect in
            """
            CREATE TABLE job (
                id \(dialect.id),
                kind TEXT NOT NULL,
                payload TEXT NOT NULL,
                project_id \(dialect.integer),
                user_id \(dialect.integer),
                state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
                lease_token TEXT,
                lease_expiry \(dialect.integer),
                attempts \(dialect.integer) NOT NULL,
                cancel_requested \(dialect.boolean) NOT NULL,
                done \(dialect.integer) NOT NULL,
                total \(dialect.integer) NOT NULL,
                message TEXT NOT NULL,
                checkpoint TEXT,
                result TEXT,
                error TEXT,
                created_at \(dialect.integer) NOT NULL,
                updated_at \(dialect.integer) NOT NULL,
                CHECK ((state = 'running') = (lease_token IS NOT NULL)),
                CHECK ((lease_token IS NULL) = (lease_expiry IS NULL))
            ) \(dialect.strict);
            CREATE INDEX job_open ON job (id) WHERE state IN ('queued', 'running');
            CREATE INDEX job_by_project ON job (project_id, id);
            """
        }
    }

    static let columns = """
        id, kind, payload, project_id, user_id, state, lease_token, lease_expiry, attempts, cancel_requested, done, \
        total, message, checkpoint, result, error, created_at, updated_at
        """
}

extension Job {
    init(row: SQLRow) {
        id = row.int("id")
        kind = row.string("kind")
        payload = row.string("payload")
        project = row.optionalInt("project_id")
        user = row.optionalInt("user_id")
        lifecycle = JobLifecycle(
            // The table's CHECK knows the same names.
            state: JobLifecycle.State(rawValue: row.string("state")) ?? .failed,
            lease: row.optionalString("lease_token").map {
                JobLifecycle.Lease(token: $0, expiry: row.int("lease_expiry"))
            },
            attempts: row.int("attempts"),
            isCancelRequested: row.bool("cancel_requested")
        )
        progress = JobProgress(done: row.int("done"), total: row.int("total"), message: row.string("message"))
        checkpoint = row.optionalString("checkpoint")
        result = row.optionalString("result")
        error = row.optionalString("error")
        createdAt = row.int("created_at")
        updatedAt = row.int("updated_at")
    }
}
