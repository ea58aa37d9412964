import GRDB
import Synchronization

/// The pool's connections with their compiled statements.
final class SQLiteConnections: Sendable {
    // A connection is not Sendable; each is only ever handed to the thread that GRDB runs its database on, or to the
    // one that closes the pool when no other runs.
    private struct Known: @unchecked Sendable {
        var connections: [ObjectIdentifier: SQLiteConnection] = [:]
    }

    private let known = Mutex(Known())

    /// Called on the database's own thread.
    func connection(of database: Database) throws -> SQLiteConnection {
        let id = ObjectIdentifier(database)
        if let connection = known.withLock({ $0 }).connections[id] { return connection }
        let connection = try SQLiteConnection(database)
        let new = Known(connections: [id: connection])
        known.withLock { $0.connections.merge(new.connections) { old, _ in old } }
        return connection
    }

    func forgetStatements() {
        for connection in known.withLock({ $0 }).connections.values { connection.forgetStatements() }
    }
}
