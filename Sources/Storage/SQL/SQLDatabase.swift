/// A database that both engines present alike.
///
/// The body of ``read(_:)`` or ``write(_:)`` runs on a thread of the connection's own, so it may block; it must not
/// suspend, hence nothing interleaves with a transaction.
package protocol SQLDatabase: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` in a read-only transaction: it sees one state of the database.
    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T

    /// Runs `body` in a transaction that is committed unless it throws, and returns after the commit is on disk.
    ///
    /// Small transactions that arrive together may share one commit; one that throws takes back its own changes only.
    /// The body may run more than once (after a conflict, or when its group failed at the commit) and must have no
    /// other effect. On PostgreSQL transactions run beside each other (READ COMMITTED): one that decides by what it
    /// reads locks those rows with ``Dialect/forUpdate``.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T

    /// Brings the schema up to date; refuses a database that a later release has written.
    func migrate(_ migrations: [Migration]) async throws

    /// Waits for what runs and closes the files or connections.
    func close() async
}

/// One transaction's view of the database.
package protocol SQLConnection {
    var dialect: Dialect { get }

    /// Runs a statement and answers how many rows it changed.
    @discardableResult func execute(_ query: Query) throws -> Int

    /// Runs a query (also `INSERT … RETURNING`) and answers all rows.
    func query(_ query: Query) throws -> [SQLRow]

    /// Runs a query and hands over row after row, without holding them all.
    func forEach(_ query: Query, _ body: (SQLRow) throws -> Void) throws

    /// Runs several statements that take no values.
    func script(_ text: String) throws

    /// Inserts many rows as fast as the engine can (prepared INSERT, COPY).
    ///
    /// `table` and `columns` are trusted text; each row has a value for each column.
    func copyIn(_ table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws

    /// Runs `body` and takes its changes back when it throws; the transaction goes on.
    ///
    /// Everywhere else a statement that fails ends the transaction: the caller may translate the error, not ignore it.
    @discardableResult func savepoint<T>(_ body: () throws -> T) throws -> T
}

extension SQLConnection {
    /// The first row of the answer.
    package func first(_ query: Query) throws -> SQLRow? { try self.query(query).first }
}
