import CPostgres

/// An answer in libpq's single-row mode.
final class PostgresStream {
    private unowned let session: PostgresSession
    private var waiting: ArraySlice<SQLRow> = []
    private var columns: [String] = []
    private var isFinished = false

    init(session: PostgresSession) { self.session = session }

    func next() throws -> SQLRow? {
        if let row = waiting.popFirst() { return row }
        return isFinished ? nil : try receive()
    }

    /// Takes the rest into memory, so that the session can run something else.
    func readAhead() throws {
        guard !isFinished else { return }
        while let row = try receive() { waiting.append(row) }
    }

    /// Throws the rest away.
    func abandon() {
        waiting = []
        guard !isFinished else { return }
        isFinished = true
        while let result = session.library.getResult(session.handle) { session.library.clear(result) }
    }

    private func receive() throws -> SQLRow? {
        while let result = session.library.getResult(session.handle) {
            defer { session.library.clear(result) }
            try session.check(result)
            let rows = PostgresRows(session.library, result, columns: columns)
            columns = rows.columns
            if rows.count > 0 { return rows.row(0) }
        }
        isFinished = true
        return nil
    }
}
