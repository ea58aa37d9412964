import CPostgres

/// One libpq session. Used by one thread at a time.
final class PostgresSession: SQLConnection {
    let dialect = Dialect.postgres

    let library: CPostgresLibrary
    let handle: OpaquePointer
    private var prepared: [Statement: String] = [:]
    private var statementsAreStale = false
    /// The answer that is being read row by row; libpq takes no other command meanwhile.
    private weak var stream: PostgresStream?

    /// A text can be prepared for values of different types.
    private struct Statement: Hashable {
        var text: String
        var types: [UInt32]
    }

    init(url: String) throws {
        library = try PostgresLibrary.load()
        handle = try Self.connect(url, library)
        // Notices would go to standard error, with values in them.
        _ = library.setNoticeProcessor(handle, { _, _ in }, nil)
        try script(
            """
            SET synchronous_commit = on;
            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;
            SET bytea_output = 'hex';
            SET extra_float_digits = 1;
            SET client_min_messages = warning;
            """
        )
        guard try first("SHOW synchronous_commit")?.string("synchronous_commit") == "on" else {
            throw StorageError.unavailable(reason: "the server does not let synchronous_commit be on")
        }
    }

    deinit { library.finish(handle) }

    private static func connect(_ url: String, _ library: CPostgresLibrary) throws -> OpaquePointer {
        // The URL is the "dbname", which libpq takes apart; what it says wins over what stands before it.
        let pairs = [("connect_timeout", "2"), ("application_name", "vesalius"), ("dbname", url)]
        let words = pairs.map { Array($0.0.utf8CString) } + pairs.map { Array($0.1.utf8CString) }
        let handle = withPointers(to: words) { pointers in
            let keywords = Array(pointers.prefix(pairs.count)) + [nil]
            let values = Array(pointers.suffix(pairs.count)) + [nil]
            return library.connectdbParams(keywords, values, 1)
        }
        guard let handle else { throw StorageError.unavailable(reason: "no memory for a connection") }
        guard Int(library.status(handle)) == CPostgresConnectionOK else {
            defer { library.finish(handle) }
            throw StorageError.unavailable(reason: trimmed(library.errorMessage(handle)))
        }
        return handle
    }

    var isLost: Bool { Int(library.status(handle)) != CPostgresConnectionOK }

    // MARK: SQLConnection

    @discardableResult func execute(_ query: Query) throws -> Int {
        var changed = 0
        try send(query)
        try eachResult { result in
            // A SELECT answers how many rows it has, which are not changes.
            let command = library.cmdStatus(result).map { String(cString: $0) } ?? ""
            let count = library.cmdTuples(result).flatMap { Int(String(cString: $0)) }
            changed = command.hasPrefix("SELECT") ? 0 : count ?? 0
        }
        return changed
    }

    func query(_ query: Query) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try send(query)
        try eachResult { result in
            let reader = PostgresRows(library, result)
            rows.reserveCapacity(reader.count)
            for index in 0..<reader.count { rows.append(reader.row(index)) }
        }
        return rows
    }

    func forEach(_ query: Query, _ body: (SQLRow) throws -> Void) throws {
        try send(query)
        guard library.setSingleRowMode(handle) == 1 else { throw lost() }
        let stream = PostgresStream(session: self)
        self.stream = stream
        defer { stream.abandon() }
        while let row = try stream.next() { try body(row) }
    }

    func script(_ text: String) throws {
        try settleStream()
        guard let result = library.exec(handle, text) else { throw lost() }
        defer { library.clear(result) }
        try check(result)
    }

    func copyIn(_ table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws {
        try settleStream()
        let text = "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN"
        guard let result = library.exec(handle, text) else { throw lost() }
        defer { library.clear(result) }
        try check(result)
        do {
            var buffer = PostgresCopyText()
            for row in rows {
                try buffer.append(row, columns: columns.count)
                if buffer.isFull { try put(&buffer) }
            }
            try put(&buffer)
        } catch {
            _ = library.putCopyEnd(handle, "refused by the client")
            try? eachResult { _ in }
            throw error
        }
        guard library.putCopyEnd(handle, nil) == 1 else { throw lost() }
        try eachResult { _ in }
    }

    @discardableResult func savepoint<T>(_ body: () throws -> T) throws -> T {
        try script("SAVEPOINT inner_step")
        do {
            let result = try body()
            try script("RELEASE inner_step")
            return result
        } catch {
            try script("ROLLBACK TO inner_step; RELEASE inner_step")
            throw error
        }
    }

    // MARK: Transactions

    func commit() throws {
        try settleStream()
        // The server would answer COMMIT with a rollback and call it done.
        if Int(library.transactionStatus(handle)) == CPostgresTransactionFailed { throw StorageError.afterFailure }
        if Int(library.transactionStatus(handle)) == CPostgresTransactionIdle {
            throw StorageError.endedTransaction
        }
        try script("COMMIT")
    }

    /// After a loss of the connection there is nothing left to take back.
    func rollback() {
        guard !isLost, Int(library.transactionStatus(handle)) != CPostgresTransactionIdle else { return }
        try? script("ROLLBACK")
        guard statementsAreStale, (try? script("DEALLOCATE ALL")) != nil else { return }
        prepared = [:]
        statementsAreStale = false
    }

    // MARK: Commands

    private func send(_ query: Query) throws {
        try settleStream()
        let values = try query.values.map { try PostgresValue($0) }
        let name = try prepare(query.text, values.map(\.type))
        let sent = Self.withPointers(to: values.map(\.bytes)) { pointers in
            library.sendQueryPrepared(
                handle, name, CInt(values.count), pointers, values.map(\.length), values.map(\.format), 0
            )
        }
        guard sent == 1 else { throw lost() }
    }

    private func prepare(_ text: String, _ types: [UInt32]) throws -> String {
        let statement = Statement(text: text, types: types)
        if let name = prepared[statement] { return name }
        // Lists of values make ever new texts; starting afresh now and then costs less than counting uses.
        if prepared.count >= 200 {
            try script("DEALLOCATE ALL")
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        guard let result = library.prepare(handle, name, text, CInt(types.count), types) else { throw lost() }
        defer { library.clear(result) }
        try check(result)
        prepared[statement] = name
        return name
    }

    /// Reads the answer to its end, whatever happens, because libpq takes no other command before.
    private func eachResult(_ body: (OpaquePointer) throws -> Void) throws {
        var failure: (any Error)?
        while let result = library.getResult(handle) {
            defer { library.clear(result) }
            guard failure == nil else { continue }
            do {
                try check(result)
                try body(result)
            } catch { failure = error }
        }
        if let failure { throw failure }
    }

    func check(_ result: OpaquePointer) throws {
        switch Int(library.resultStatus(result)) {
        case CPostgresCommandOK, CPostgresTuplesOK, CPostgresCopyIn, CPostgresSingleTuple: return
        default:
            if isLost { throw lost() }
            let field = { (field: Unicode.Scalar) in
                self.library.resultErrorField(result, CInt(field.value)).map { String(cString: $0) }
            }
            // "Cached plan must not change result type": another process changed the schema. The transaction is tried
            // again with statements prepared anew.
            if field("C") == "0A000", field("R") == "RevalidateCachedQuery" {
                statementsAreStale = true
                throw StorageError.conflict
            }
            throw StorageError(postgres: field)
        }
    }

    private func put(_ buffer: inout PostgresCopyText) throws {
        let sent = buffer.bytes.withUnsafeBytes { bytes in
            library.putCopyData(handle, bytes.bindMemory(to: CChar.self).baseAddress, CInt(bytes.count))
        }
        guard sent == 1 else { throw lost() }
        buffer.removeAll()
    }

    /// A command in the middle of a stream makes the stream's rest wait in memory.
    private func settleStream() throws { try stream?.readAhead() }

    func lost() -> StorageError { .unavailable(reason: Self.trimmed(library.errorMessage(handle))) }

    private static func trimmed(_ message: UnsafeMutablePointer<CChar>?) -> String {
        let text = message.map { String(cString: $0) } ?? ""
        return text.split(separator: "\n").first.map(String.init) ?? "the database connection is lost"
    }

    /// Calls `body` with the addresses of all byte strings, nil for nil.
    private static func withPointers<T, Byte>(
        to strings: [[Byte]?],
        _ body: ([UnsafePointer<CChar>?]) -> T
    ) -> T {
        // One block for all; each string's place in it.
        var block: [Byte] = []
        block.reserveCapacity(strings.reduce(1) { $0 + ($1?.count ?? 0) })
        let places = strings.map { string in
            string.map { string in
                defer { block.append(contentsOf: string) }
                return block.count
            }
        }
        if block.isEmpty { block.reserveCapacity(1) }
        return block.withUnsafeBytes { bytes in
            let empty = UnsafeRawPointer(bitPattern: 1)
            return body(
                places.map { place in
                    place.flatMap { place in
                        (bytes.baseAddress ?? empty).map { ($0 + place).assumingMemoryBound(to: CChar.self) }
                    }
                }
            )
        }
    }
}
