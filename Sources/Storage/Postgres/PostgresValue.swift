/// A value on its way to the server.
struct PostgresValue {
    /// The type's number in `pg_type`; 0 leaves it to the server.
    let type: UInt32
    /// nil is NULL; in the text format a zero byte ends them.
    let bytes: [UInt8]?
    let length: CInt
    /// 0 is text, 1 binary.
    let format: CInt

    init(_ value: SQLValue) throws {
        switch value {
        case .null:
            self.init(type: 0, bytes: nil, length: 0, format: 0)
        case .blob(let value):
            self.init(type: OID.bytes, bytes: value, length: CInt(value.count), format: 1)
        case .text(var value):
            let content = try value.withUTF8 { utf8 in
                try StorageError.refuseNUL(utf8)
                return [UInt8](utf8)
            }
            self.init(type: OID.text, bytes: content, length: CInt(content.count), format: 1)
        case .integer(let value):
            self.init(type: OID.int8, text: String(value))
        case .boolean(let value):
            self.init(type: OID.bool, text: value ? "t" : "f")
        case .real(let value):
            try StorageError.refuseNaN(value)
            self.init(type: OID.float8, text: String(value))
        }
    }

    private init(type: UInt32, bytes: [UInt8]?, length: CInt, format: CInt) {
        self.type = type
        self.bytes = bytes
        self.length = length
        self.format = format
    }

    private init(type: UInt32, text: String) {
        self.init(type: type, bytes: Array(text.utf8) + [0], length: 0, format: 0)
    }

    /// A value in the server's text format.
    static func value(_ bytes: UnsafeRawBufferPointer, type: UInt32) -> SQLValue {
        switch type {
        case OID.bool: return .boolean(bytes.first == UInt8(ascii: "t"))
        case OID.bytes: return .blob(unhexed(bytes))
        case OID.int8, OID.int2, OID.int4, OID.oid:
            return Int64(String(decoding: bytes, as: UTF8.self)).map(SQLValue.integer) ?? .null
        case OID.float4, OID.float8:
            return Double(String(decoding: bytes, as: UTF8.self)).map(SQLValue.real) ?? .null
        case OID.numeric:
            // sum(bigint) and the like; what has no fraction fits an integer as on SQLite.
            let text = String(decoding: bytes, as: UTF8.self)
            return Int64(text).map(SQLValue.integer) ?? Double(text).map(SQLValue.real) ?? .text(text)
        default: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Bytes written as `\x0a1b`.
    private static func unhexed(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        func digit(_ byte: UInt8) -> UInt8 { byte < 0x3a ? byte - 0x30 : byte - 0x57 }
        return stride(from: 2, to: text.count - 1, by: 2).map { digit(text[$0]) << 4 | digit(text[$0 + 1]) }
    }

    /// Numbers of `pg_type` that never change.
    enum OID {
        static let bool: UInt32 = 16
        static let bytes: UInt32 = 17
        static let int8: UInt32 = 20
        static let int2: UInt32 = 21
        static let int4: UInt32 = 23
        static let text: UInt32 = 25
        static let oid: UInt32 = 26
        static let float4: UInt32 = 700
        static let float8: UInt32 = 701
        static let numeric: UInt32 = 1700
    }
}
