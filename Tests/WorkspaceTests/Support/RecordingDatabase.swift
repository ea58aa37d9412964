import Storage
import Synchronization

/// Notes the queries that pass.
final class Recorder: Sendable {
    private let queries = Mutex<[Query]>([])
    var all: [Query] { queries.withLock { $0 } }
    func note(_ query: Query) { queries.withLock { $0.append(query) } }
}

/// A database that tells a recorder what it is asked.
struct RecordingDatabase: SQLDatabase {
    let base: any SQLDatabase
    let recorder: Recorder
    var dialect: Dialect { base.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await base.read { try body(RecordingConnection(base: $0, recorder: recorder)) }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await base.write { try body(RecordingConnection(base: $0, recorder: recorder)) }
    }

    func migrate(_ migrations: [Migration]) async throws { try await base.migrate(migrations) }
    func close() async { await base.close() }
}

private struct RecordingConnection: SQLConnection {
    let base: any SQLConnection
    let recorder: Recorder
    var dialect: Dialect { base.dialect }

    func execute(_ query: Query) throws -> Int {
        recorder.note(query)
        return try base.execute(query)
    }

    func query(_ query: Query) throws -> [SQLRow] {
        recorder.note(query)
        return try base.query(query)
    }

    func forEach(_ query: Query, _ body: (SQLRow) throws -> Void) throws {
        recorder.note(query)
        try base.forEach(query, body)
    }

    func script(_ text: String) throws { try base.script(text) }

    func savepoint<T>(_ body: () throws -> T) throws -> T { try base.savepoint(body) }

    func copyIn(_ table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws {
        try base.copyIn(table, columns: columns, rows: rows)
    }
}
