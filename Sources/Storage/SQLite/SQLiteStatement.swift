import GRDBSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A compiled statement, bound and stepped through SQLite's own interface.
///
/// GRDB's rows box every value; reading 50 000 rows of 1 kB through them takes several times as long.
/// Used on its connection's thread only.
final class SQLiteStatement {
    private let handle: OpaquePointer
    private var names: [String] = []
    private var namesAreOfPreparation: CInt = -1

    init(_ text: String, on connection: OpaquePointer) throws {
        var text = text
        var compiled: OpaquePointer?
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                sqlite3_prepare_v3(
                    connection, characters.baseAddress, CInt(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                    &compiled, nil
                )
            }
        }
        guard code == SQLITE_OK else { throw StorageError(sqlite: code, connection: connection) }
        guard let compiled else { throw StorageError.invalid(detail: "an empty statement") }
        handle = compiled
    }

    deinit { sqlite3_finalize(handle) }

    /// Whether the next ``step(on:)`` found a row.
    func step(on connection: OpaquePointer) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw StorageError(sqlite: code, connection: connection)
        }
    }

    /// Makes the statement ready for another run and lets go of what it read.
    func reset() {
        // The code repeats the error of the last step, which was thrown there.
        _ = sqlite3_reset(handle)
    }

    func clear() {
        reset()
        sqlite3_clear_bindings(handle)
    }

    func bind(_ values: [SQLValue]) throws {
        guard sqlite3_bind_parameter_count(handle) == values.count else {
            let wanted = sqlite3_bind_parameter_count(handle)
            throw StorageError.invalid(detail: "\(values.count) values for \(wanted) placeholders")
        }
        for (index, value) in values.enumerated() { try bind(value, at: CInt(index + 1)) }
    }

    private func bind(_ value: SQLValue, at index: CInt) throws {
        let code: CInt
        switch value {
        case .null: code = sqlite3_bind_null(handle, index)
        case .integer(let value): code = sqlite3_bind_int64(handle, index, value)
        case .boolean(let value): code = sqlite3_bind_int64(handle, index, value ? 1 : 0)
        case .real(let value):
            try StorageError.refuseNaN(value)
            code = sqlite3_bind_double(handle, index, value)
        case .text(var value):
            code = try value.withUTF8 { bytes in
                try StorageError.refuseNUL(bytes)
                // A nil address would bind NULL, and the empty string is not NULL.
                guard let start = bytes.baseAddress, !bytes.isEmpty else {
                    return sqlite3_bind_text(handle, index, "", 0, transient)
                }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text64(handle, index, $0, UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let value):
            code = value.withUnsafeBytes { bytes in
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(handle, index, 0)
                    : sqlite3_bind_blob64(handle, index, bytes.baseAddress, UInt64(bytes.count), transient)
            }
        }
        guard code == SQLITE_OK else { throw StorageError.invalid(detail: "value \(index) is too big") }
    }

    /// The names of the answer's columns; read again when a change of the schema had the statement compiled anew.
    var columns: [String] {
        let preparation = sqlite3_stmt_status(handle, CInt(SQLITE_STMTSTATUS_REPREPARE), 0)
        if preparation != namesAreOfPreparation {
            names = (0..<sqlite3_column_count(handle)).map { index in
                sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
            }
            namesAreOfPreparation = preparation
        }
        return names
    }

    func row(_ columns: [String]) -> SQLRow {
        let values = [SQLValue](unsafeUninitializedCapacity: columns.count) { buffer, count in
            for index in 0..<columns.count { buffer.initializeElement(at: index, to: value(CInt(index))) }
            count = columns.count
        }
        return SQLRow(columns: columns, values: values)
    }

    private func value(_ index: CInt) -> SQLValue {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, index))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(handle, index)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, index)
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))))
        default: return .null
        }
    }
}

/// SQLITE_TRANSIENT, a macro Swift does not see: SQLite copies the bytes before the call returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
