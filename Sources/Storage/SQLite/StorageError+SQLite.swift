import GRDB
import GRDBSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension StorageError {
    /// What SQLite's extended result code means here.
    init(sqlite code: CInt, connection: OpaquePointer) {
        let extended = sqlite3_extended_errcode(connection)
        let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? ""
        self.init(sqlite: extended & 0xff == code & 0xff ? extended : code, message: message)
    }

    init(sqlite code: CInt, message: String) {
        // "UNIQUE constraint failed: project.title": the names after the colon, never a value.
        let detail = message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? message
        switch (code & 0xff, code) {
        case (_, sqliteUnique), (_, sqlitePrimaryKey), (_, sqliteRowID): self = .duplicate(detail: detail)
        case (_, sqliteForeignKey): self = .missingReference(detail: detail)
        case (SQLITE_CONSTRAINT, _), (SQLITE_MISMATCH, _), (SQLITE_TOOBIG, _): self = .invalid(detail: detail)
        case (SQLITE_BUSY, _), (SQLITE_LOCKED, _): self = .conflict
        case (SQLITE_FULL, _), (SQLITE_IOERR, _), (SQLITE_READONLY, _):
            self = .readOnly(reason: "\(message) (SQLite \(code))")
        case (SQLITE_CANTOPEN, _): self = .unavailable(reason: message)
        default: self = .failed(code: "SQLite \(code)", message: message)
        }
    }

    /// An error that GRDB threw around our own statements: opening, beginning a read.
    init(_ error: DatabaseError) {
        // GRDB's word for a pool that was closed.
        if error.resultCode == .SQLITE_MISUSE {
            self = .unavailable(reason: "the database is closed")
            return
        }
        self.init(sqlite: error.extendedResultCode.rawValue, message: error.message ?? "")
    }

    /// PostgreSQL cannot hold U+0000 in text, so neither engine takes it.
    static func refuseNUL(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard let start = bytes.baseAddress, memchr(start, 0, bytes.count) != nil else { return }
        throw invalid(detail: "text with a NUL character")
    }

    /// SQLite would store NaN as NULL, so neither engine takes it.
    static func refuseNaN(_ value: Double) throws {
        if value.isNaN { throw invalid(detail: "a number that is NaN") }
    }
}

// Extended codes are macros with arithmetic, which Swift does not see: primary | n << 8.
private let sqliteForeignKey = SQLITE_CONSTRAINT | 3 << 8
private let sqlitePrimaryKey = SQLITE_CONSTRAINT | 6 << 8
private let sqliteUnique = SQLITE_CONSTRAINT | 8 << 8
private let sqliteRowID = SQLITE_CONSTRAINT | 10 << 8
