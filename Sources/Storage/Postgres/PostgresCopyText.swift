/// Rows in the text format of COPY.
struct PostgresCopyText {
    private(set) var bytes: [UInt8] = []

    /// Large enough that the cost of handing it over does not count.
    var isFull: Bool { bytes.count >= 1 << 18 }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ row: [SQLValue], columns: Int) throws {
        guard row.count == columns else {
            throw StorageError.invalid(detail: "\(row.count) values for \(columns) columns")
        }
        for (index, value) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            try append(value)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ value: SQLValue) throws {
        switch value {
        case .null: bytes += Array("\\N".utf8)
        case .integer(let value): bytes += Array(String(value).utf8)
        case .boolean(let value): bytes.append(value ? UInt8(ascii: "t") : UInt8(ascii: "f"))
        case .real(let value):
            try StorageError.refuseNaN(value)
            bytes += Array(String(value).utf8)
        case .text(var value):
            try value.withUTF8 { utf8 in
                try StorageError.refuseNUL(utf8)
                appendEscaped(utf8)
            }
        case .blob(let value):
            bytes += Array("\\\\x".utf8)
            for byte in value {
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 15)])
            }
        }
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for (index, byte) in text.enumerated() {
            let letter: UInt8
            switch byte {
            case UInt8(ascii: "\\"): letter = byte
            case 0x09: letter = UInt8(ascii: "t")
            case 0x0a: letter = UInt8(ascii: "n")
            case 0x0d: letter = UInt8(ascii: "r")
            default: continue
            }
            bytes.append(contentsOf: text[start..<index])
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(letter)
            start = index + 1
        }
        bytes.append(contentsOf: text[start...])
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
