import GRDB
import GRDBSQLite

/// One connection of the pool. Used on its own thread only, so it needs no lock.
final class SQLiteConnection: SQLConnection {
    let dialect = Dialect.sqlite

    /// Keeps the connection's identity from being handed to another while this value is known by it.
    private let owner: Database
    private let handle: OpaquePointer
    /// Statements that nobody steps at present, by their text. One in use is taken out, so that a query may run
    /// inside the loop over another of the same text.
    private var idle: [String: SQLiteStatement] = [:]

    /// What the disk refused, if ever.
    private(set) var diskFailure: String?
    /// Whether a statement failed in the present transaction, outside a savepoint that took it back.
    private(set) var hasFailed = false

    init(_ database: Database) throws {
        guard let handle = database.sqliteConnection else {
            throw StorageError.unavailable(reason: "the database is closed")
        }
        owner = database
        self.handle = handle
    }

    @discardableResult func execute(_ query: Query) throws -> Int {
        let before = sqlite3_total_changes(handle)
        try run(query) { statement in
            while try statement.step(on: handle) {}
        }
        return sqlite3_total_changes(handle) == before ? 0 : Int(sqlite3_changes(handle))
    }

    func query(_ query: Query) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try forEach(query) { rows.append($0) }
        return rows
    }

    func forEach(_ query: Query, _ body: (SQLRow) throws -> Void) throws {
        try run(query) { statement in
            guard try statement.step(on: handle) else { return }
            let columns = statement.columns
            repeat { try body(statement.row(columns)) } while try statement.step(on: handle)
        }
    }

    func script(_ text: String) throws {
        let code = sqlite3_exec(handle, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw noted(StorageError(sqlite: code, connection: handle)) }
    }

    func copyIn(_ table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws {
        let marks = (1...max(columns.count, 1)).map { "$\($0)" }.joined(separator: ", ")
        let text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        try with(text) { statement in
            for row in rows {
                try statement.bind(row)
                _ = try statement.step(on: handle)
                statement.reset()
            }
        }
    }

    @discardableResult func savepoint<T>(_ body: () throws -> T) throws -> T {
        try script("SAVEPOINT inner_step")
        do {
            let result = try body()
            if hasFailed { throw StorageError.afterFailure }
            try script("RELEASE inner_step")
            return result
        } catch {
            try script("ROLLBACK TO inner_step; RELEASE inner_step")
            hasFailed = false
            throw error
        }
    }

    /// Tells that another transaction begins.
    func startAfresh() { hasFailed = false }

    /// Throws when the transaction cannot be stored although its body returned.
    func checkBody() throws {
        if !isInTransaction { throw StorageError.endedTransaction }
        if hasFailed { throw StorageError.afterFailure }
    }

    /// Whether a transaction is open; SQLite ends one by itself after some failures.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Moves pages from the log into the database as far as readers allow.
    func checkpoint() throws {
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        guard code != SQLITE_OK, code & 0xff != SQLITE_BUSY else { return }
        throw noted(StorageError(sqlite: code, connection: handle))
    }

    /// Lets go of every compiled statement, so that the connection can be closed.
    func forgetStatements() { idle = [:] }

    private func run(_ query: Query, _ body: (SQLiteStatement) throws -> Void) throws {
        try with(query.text) { statement in
            try statement.bind(query.values)
            try body(statement)
        }
    }

    private func with(_ text: String, _ body: (SQLiteStatement) throws -> Void) throws {
        do {
            let statement = try idle.removeValue(forKey: text) ?? SQLiteStatement(text, on: handle)
            defer {
                statement.clear()
                // Lists of values make ever new texts; starting afresh now and then costs less than counting uses.
                if idle.count >= 200 { idle.removeAll() }
                idle[text] = statement
            }
            try body(statement)
        } catch let error as StorageError {
            throw noted(error)
        }
    }

    private func noted(_ error: StorageError) -> StorageError {
        hasFailed = true
        if case .readOnly(let reason) = error { diskFailure = reason }
        return error
    }
}
