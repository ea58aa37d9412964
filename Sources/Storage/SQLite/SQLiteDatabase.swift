import GRDB
import GRDBSQLite
import Synchronization

/// The embedded database: one file and its log, one writer, several readers.
///
/// A transaction is acknowledged after its commit was flushed to disk (`synchronous=FULL`); transactions that arrive
/// together share one flush. When the disk refuses a write the database turns read-only until it is opened again:
/// after a failed flush the kernel may have dropped the pages, so trying again would only seem to succeed.
package final class SQLiteDatabase: SQLDatabase {
    package let dialect = Dialect.sqlite

    private let pool: DatabasePool
    private let connections: SQLiteConnections
    private let writer: SQLiteWriter

    /// Opens or creates the database.
    ///
    /// - Parameters:
    ///   - path: The file; its folder exists.
    ///   - readers: How many reads may run at the same time.
    ///   - onCommit: Called after each flush with the number of transactions that shared it.
    package init(
        path: String,
        readers: Int = 4,
        onCommit: @escaping @Sendable (_ transactions: Int) -> Void = { _ in }
    ) throws {
        let log = WriteAheadLog()
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(readers: readers))
            try pool.writeWithoutTransaction { database in
                // GRDB asks for NORMAL when it turns the log on, which a power cut can lose.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                // SQLite's own checkpoint swallows the error of a failed flush; the writer does it and looks.
                try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
                log.watch(database)
            }
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
        connections = SQLiteConnections()
        writer = SQLiteWriter(pool: pool, connections: connections, log: log, onCommit: onCommit)
    }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        do {
            return try await pool.read { [connections] database in
                try body(connections.connection(of: database))
            }
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
    }

    @discardableResult package func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            writer.enqueue(
                SQLiteWriter.Job { connection in
                    let result = try body(connection)
                    return { continuation.resume(returning: result) }
                } refuse: { error in
                    continuation.resume(throwing: error)
                }
            )
        }
    }

    package func migrate(_ migrations: [Migration]) async throws {
        try await MigrationRunner(migrations).run(on: self)
    }

    package func close() async {
        await writer.close()
        // Behind a barrier no read runs, so the statements of all connections may be let go of from here.
        try? await pool.barrierWriteWithoutTransaction { [connections] _ in connections.forgetStatements() }
        // Fails only when it is closed already.
        try? pool.close()
    }

    /// Why the database takes no more writes, if so.
    package var readOnlyReason: String? { writer.readOnlyReason }

    private static func configuration(readers: Int) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = readers
        // Inside this program writes queue and never meet SQLITE_BUSY; another program, such as the command line
        // beside a running server, may hold the file for a moment.
        configuration.busyMode = .timeout(5)
        configuration.label = "sqlite"
        configuration.prepareDatabase { database in
            // Page size only counts for a new file. 8 kB holds several 1 kB tasks and halves the tree's height;
            // 4 MB of cache a connection keeps an idle server small, the system's page cache does the rest.
            // A changed byte in a mapped file cannot be told from a good one, and I/O errors become SIGBUS: no mmap.
            try database.execute(
                sql: """
                    PRAGMA page_size = 8192;
                    PRAGMA cache_size = -4096;
                    PRAGMA mmap_size = 0;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA journal_size_limit = 67108864;
                    """
            )
            try SQLiteFunctions.register(on: database)
        }
        return configuration
    }
}
