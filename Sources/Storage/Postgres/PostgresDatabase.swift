/// A PostgreSQL server, used through a pool of connections.
///
/// A transaction is acknowledged after the server flushed it (`synchronous_commit` is on for every connection). One
/// that lost against another (serialization failure, deadlock) is tried again up to three times, so its body may run
/// more than once.
package final class PostgresDatabase: SQLDatabase {
    package let dialect = Dialect.postgres

    private let pool: PostgresPool

    /// Connects on first use.
    ///
    /// - Parameters:
    ///   - url: `postgres://user:password@host/database`, or whatever else libpq takes.
    ///   - connections: The most that are open at a time.
    ///   - patience: How long a transaction waits for a free connection before it fails as unavailable.
    package init(url: String, connections: Int = 8, patience: Duration = .seconds(2)) {
        pool = PostgresPool(url: url, size: connections, patience: patience)
    }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        // All statements of a repeatable read see the state that the first one saw.
        try await run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    @discardableResult package func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        try await run("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", body)
    }

    package func migrate(_ migrations: [Migration]) async throws {
        try await MigrationRunner(migrations).run(on: self)
    }

    package func close() async { await pool.close() }

    private func run<T: Sendable>(
        _ begin: String,
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        var attempt = 0
        while true {
            do {
                return try await pool.with { try await $0.transaction(begin, body) }
            } catch StorageError.conflict where attempt < 3 {
                attempt += 1
                // The two that met wait differently long, so that they do not meet again.
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...(10 << attempt))))
            }
        }
    }
}
