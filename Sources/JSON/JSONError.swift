/// A place in a JSON text that cannot be read, and why.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    /// What is wrong at the place.
    package enum Reason: Sendable, Equatable {
        /// The text ends inside a value.
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte(UInt8)
        /// A value stands where another kind is needed.
        case expected(String)
        /// A number that RFC 8259 does not allow.
        case badNumber
        /// A string with a bad escape, a control character or broken UTF-8.
        case badString
        /// Arrays and objects nested deeper than ``JSONReader/maximumDepth``.
        case tooDeep
        /// Bytes after the end of the value.
        case trailingBytes
    }

    /// Zero-based offset in bytes.
    package var offset: Int
    /// One-based line.
    package var line: Int
    /// One-based column in bytes.
    package var column: Int
    /// What is wrong.
    package var reason: Reason

    package init(offset: Int, line: Int, column: Int, reason: Reason) {
        self.offset = offset
        self.line = line
        self.column = column
        self.reason = reason
    }

    init(at offset: Int, in bytes: [UInt8], reason: Reason) {
        var line = 1
        var start = 0
        let end = min(offset, bytes.count)
        for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            start = index + 1
        }
        self.init(offset: offset, line: line, column: end - start + 1, reason: reason)
    }

    package var description: String {
        let what =
            switch reason {
            case .unexpectedEnd: "the text ends inside a value"
            case .unexpectedByte(let byte) where byte > 32 && byte < 127:
                "unexpected “\(Character(UnicodeScalar(byte)))”"
            case .unexpectedByte(let byte): "unexpected byte \(byte)"
            case .expected(let kind): "expected \(kind)"
            case .badNumber: "not a JSON number"
            case .badString: "not a JSON string (bad escape, control character or broken UTF-8)"
            case .tooDeep: "nested deeper than \(JSONReader.maximumDepth) levels"
            case .trailingBytes: "more text after the end of the value"
            }
        return "line \(line), column \(column): \(what)"
    }
}
