/// Cuts a stream of JSON text into its values, holding no more than one value and one chunk.
///
/// It takes a top-level array (each element is a value), a single value, or values one after another with white space
/// between (newline-delimited JSON). Values are cut, not checked: read each with ``JSONReader``.
package struct JSONArraySplitter: Sendable {
    /// A value's bytes and where it began in the stream.
    package struct Element: Sendable, Equatable {
        /// Zero-based position among the values.
        package var index: Int
        /// The offset of the first byte in the whole stream.
        package var offset: Int
        /// The one-based line of the first byte.
        package var line: Int
        package var bytes: [UInt8]
    }

    /// Whether the stream is one array.
    package private(set) var isArray = false

    private enum Place { case start, before, inside, after }
    private var place = Place.start
    private var depth = 0
    private var inString = false
    private var escaped = false
    private var isScalar = false
    private var separated = true
    private var current: [UInt8] = []
    private var first = (offset: 0, line: 1)
    private var count = 0
    private var offset = 0
    private var line = 1

    package init() {}

    /// Takes the next chunk; `body` gets each value that ends in it.
    package mutating func feed(
        _ chunk: some Sequence<UInt8>, _ body: (Element) throws -> Void
    ) throws {
        for byte in chunk {
            try take(byte, body)
            offset += 1
            if byte == 0x0A { line += 1 }
        }
    }

    /// Ends the stream.
    package mutating func finish(_ body: (Element) throws -> Void) throws {
        if place == .inside {
            guard isScalar, !isArray else { throw error(.unexpectedEnd) }
            try emit(body)
        }
        guard place == .after || !isArray && count > 0 else { throw error(.unexpectedEnd) }
    }

    private mutating func take(_ byte: UInt8, _ body: (Element) throws -> Void) throws {
        switch place {
        case .inside: try takeInside(byte, body)
        case .after:
            guard Self.isSpace(byte) else { throw error(.trailingBytes) }
        case .start, .before:
            if Self.isSpace(byte) || offset < 3 && [0xEF, 0xBB, 0xBF][offset] == byte { return }
            if place == .start, byte == UInt8(ascii: "[") {
                isArray = true
                place = .before
            } else if isArray, byte == UInt8(ascii: "]"), !separated || count == 0 {
                place = .after
            } else if isArray, byte == UInt8(ascii: ","), !separated {
                separated = true
            } else {
                guard !isArray || separated, byte != UInt8(ascii: ","), byte != UInt8(ascii: "]") else {
                    throw error(.unexpectedByte(byte))
                }
                begin(byte)
            }
        }
    }

    private mutating func begin(_ byte: UInt8) {
        place = .inside
        first = (offset, line)
        current = [byte]
        depth = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") ? 1 : 0
        inString = byte == UInt8(ascii: "\"")
        isScalar = depth == 0 && !inString
        escaped = false
    }

    private mutating func takeInside(_ byte: UInt8, _ body: (Element) throws -> Void) throws {
        if inString {
            current.append(byte)
            if escaped {
                escaped = false
            } else if byte == UInt8(ascii: "\\") {
                escaped = true
            } else if byte == UInt8(ascii: "\"") {
                inString = false
                if depth == 0 { try emit(body) }
            }
            return
        }
        if isScalar {
            if Self.isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") {
                try emit(body)
                return try take(byte, body)
            }
            current.append(byte)
            return
        }
        current.append(byte)
        switch byte {
        case UInt8(ascii: "\""): inString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            if depth == 0 { try emit(body) }
        default: break
        }
    }

    private mutating func emit(_ body: (Element) throws -> Void) throws {
        place = .before
        separated = false
        let element = Element(index: count, offset: first.offset, line: first.line, bytes: current)
        count += 1
        current = []
        try body(element)
    }

    private func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(offset: offset, line: line, column: 1, reason: reason)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
