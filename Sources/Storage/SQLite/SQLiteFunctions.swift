import GRDB
import GRDBSQLite

/// The functions that our SQL has on SQLite besides its own; see ``Dialect`` for how to write them.
enum SQLiteFunctions {
    static func register(on database: Database) throws {
        try register("contains_text", containsText, on: database)
        try register("json_member_text", jsonMemberText, on: database)
        try register("json_member_number", jsonMemberNumber, on: database)
        try register("json_member_contains", jsonMemberContains, values: 3, on: database)
    }

    private typealias Body =
        @convention(c) (OpaquePointer?, CInt, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    private static func register(_ name: String, _ body: Body, values: CInt = 2, on database: Database) throws {
        // INNOCUOUS lets indexes and generated columns use it although the schema is not trusted.
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        let code = sqlite3_create_function_v2(database.sqliteConnection, name, values, flags, nil, body, nil, nil, nil)
        guard code == SQLITE_OK else { throw StorageError.failed(code: "SQLite \(code)", message: name) }
    }

    private static let containsText: Body = { context, _, values in
        guard let haystack = text(values?[0]), let needle = text(values?[1]) else {
            return sqlite3_result_null(context)
        }
        sqlite3_result_int(context, TextSearch.contains(haystack, needle) ? 1 : 0)
    }

    private static let jsonMemberText: Body = { context, _, values in
        guard let json = text(values?[0]), let key = text(values?[1]),
            let member = JSONMember.find(key, in: json)
        else { return sqlite3_result_null(context) }
        switch member {
        case .null: sqlite3_result_null(context)
        case .verbatim(let bytes): answer(bytes, to: context)
        case .escaped(let bytes): JSONMember.unescaped(bytes).withUnsafeBufferPointer { answer($0, to: context) }
        }
    }

    /// As `contains_text(json_member_text(json, key), needle)`, but the member is searched where it stands.
    private static let jsonMemberContains: Body = { context, _, values in
        guard let json = text(values?[0]), let key = text(values?[1]), let needle = text(values?[2]),
            let member = JSONMember.find(key, in: json)
        else { return sqlite3_result_null(context) }
        switch member {
        case .null: sqlite3_result_null(context)
        case .verbatim(let bytes): sqlite3_result_int(context, TextSearch.contains(bytes, needle) ? 1 : 0)
        case .escaped(let bytes):
            let isFound = JSONMember.unescaped(bytes).withUnsafeBufferPointer { TextSearch.contains($0, needle) }
            sqlite3_result_int(context, isFound ? 1 : 0)
        }
    }

    private static let jsonMemberNumber: Body = { context, _, values in
        guard let json = text(values?[0]), let key = text(values?[1]),
            let number = JSONMember.find(key, in: json, onlyNumbers: true)?.number
        else { return sqlite3_result_null(context) }
        sqlite3_result_double(context, number)
    }

    /// The bytes of a text argument, which live as long as the call; nil for NULL.
    private static func text(_ value: OpaquePointer?) -> UnsafeBufferPointer<UInt8>? {
        guard sqlite3_value_type(value) != SQLITE_NULL, let start = sqlite3_value_text(value) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    }

    private static func answer(_ bytes: UnsafeBufferPointer<UInt8>, to context: OpaquePointer?) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            return sqlite3_result_text(context, "", 0, nil)
        }
        start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            // SQLITE_TRANSIENT: SQLite copies the bytes.
            sqlite3_result_text(context, $0, CInt(bytes.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        }
    }
}
