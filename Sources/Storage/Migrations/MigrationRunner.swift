/// Brings a database's schema up to date.
///
/// Each step runs with its row of `schema_migration` in one transaction, under a lock that makes several processes
/// which start at once take turns; a failing step leaves those before it in place and can be run again.
struct MigrationRunner: Sendable {
    private let migrations: [Migration]
    private let known: Int

    init(_ migrations: [Migration]) {
        self.migrations = migrations.sorted { $0.number < $1.number }
        known = self.migrations.last?.number ?? 0
    }

    func run(on database: some SQLDatabase) async throws {
        for (earlier, later) in zip(migrations, migrations.dropFirst()) where earlier.number == later.number {
            throw StorageError.invalid(detail: "two migrations have the number \(later.number)")
        }
        while try await database.write({ try step(on: $0) }) {}
    }

    /// Whether a step was taken; another may follow.
    private func step(on connection: any SQLConnection) throws -> Bool {
        // On SQLite a write has the only lock there is. The number is any that others do not use.
        if connection.dialect == .postgres { try connection.script("SELECT pg_advisory_xact_lock(7236451)") }
        let dialect = connection.dialect
        try connection.script(
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
                number \(dialect.integer) NOT NULL PRIMARY KEY,
                name TEXT NOT NULL
            ) \(dialect.strict)
            """
        )
        let done = Set(try connection.query("SELECT number FROM schema_migration").map { $0.int("number") })
        if let newest = done.max(), newest > known { throw StorageError.newerSchema(found: newest, known: known) }
        guard let next = migrations.first(where: { !done.contains($0.number) }) else { return false }
        do {
            try connection.script(next.statements(dialect))
            try connection.execute(
                "INSERT INTO schema_migration (number, name) VALUES (\(next.number), \(next.name))"
            )
        } catch StorageError.failed(let code, let message) {
            throw StorageError.failed(code: code, message: "migration \(next.number) (\(next.name)): \(message)")
        }
        return true
    }
}
