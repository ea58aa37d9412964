/// Reads JSON text (RFC 8259) value by value, without building what the caller does not ask for.
///
/// `skipValue()` checks a value and answers where it stands, so that a task's data can be stored byte for byte.
package struct JSONReader: Sendable {
    /// The deepest nesting that is read; deeper text is refused rather than trusted with the stack.
    package static let maximumDepth = 256

    /// What kind of value stands next.
    package enum Kind: Sendable, Equatable { case null, bool, number, string, array, object }

    package let bytes: [UInt8]
    /// The offset of the next byte.
    package private(set) var position: Int
    private var depth = 0

    package init(_ bytes: [UInt8], from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// An error at the present place.
    package func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(at: offset ?? position, in: bytes, reason: reason)
    }

    /// Refuses anything but white space up to the end.
    package mutating func finish() throws(JSONError) {
        skipSpace()
        guard position == bytes.count else { throw error(.trailingBytes) }
    }

    /// The kind of the next value, which is not read.
    package mutating func peek() throws(JSONError) -> Kind {
        switch try nextByte() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        case let byte: throw error(.unexpectedByte(byte))
        }
    }

    /// Reads an object; `member` gets each name and must read the value that follows.
    package mutating func readObject(
        _ member: (String, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard try nextByte() == UInt8(ascii: "{") else { throw error(.expected("an object")) }
        try enter()
        if try nextByte() == UInt8(ascii: "}") { return leave() }
        while true {
            guard try nextByte() == UInt8(ascii: "\"") else { throw error(.expected("a member name")) }
            let key = try readString()
            guard try nextByte() == UInt8(ascii: ":") else { throw error(.expected("a colon")) }
            position += 1
            try member(key, &self)
            switch try nextByte() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"): return leave()
            case let byte: throw error(.unexpectedByte(byte))
            }
        }
    }

    /// Reads an array; `element` must read one value each time it is called.
    package mutating func readArray(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        guard try nextByte() == UInt8(ascii: "[") else { throw error(.expected("an array")) }
        try enter()
        if try nextByte() == UInt8(ascii: "]") { return leave() }
        while true {
            try element(&self)
            switch try nextByte() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"): return leave()
            case let byte: throw error(.unexpectedByte(byte))
            }
        }
    }

    /// Reads any value into memory.
    package mutating func readValue() throws(JSONError) -> JSONValue {
        switch try peek() {
        case .null:
            try readWord("null")
            return .null
        case .bool: return .bool(try readBool())
        case .number: return .number(try readNumber())
        case .string: return .string(try readString())
        case .array:
            var elements: [JSONValue] = []
            try readArray { (reader) throws(JSONError) in elements.append(try reader.readValue()) }
            return .array(elements)
        case .object:
            var object = JSONObject()
            try readObject { (key, reader) throws(JSONError) in object.append(key, try reader.readValue()) }
            return .object(object)
        }
    }

    /// Checks the next value and answers the bytes it stands in.
    @discardableResult
    package mutating func skipValue() throws(JSONError) -> Range<Int> {
        _ = try nextByte()
        let start = position
        try scan { (scanner) throws(JSONScanner.Failure) in try scanner.skipValue() }
        return start..<position
    }

    package mutating func readBool() throws(JSONError) -> Bool {
        if try nextByte() == UInt8(ascii: "t") {
            try readWord("true")
            return true
        }
        guard bytes[position] == UInt8(ascii: "f") else { throw error(.expected("true or false")) }
        try readWord("false")
        return false
    }

    package mutating func readNumber() throws(JSONError) -> JSONNumber {
        _ = try nextByte()
        return JSONNumber(validated: String(decoding: bytes[try skipNumber()], as: UTF8.self))
    }

    package mutating func readString() throws(JSONError) -> String {
        guard try nextByte() == UInt8(ascii: "\"") else { throw error(.expected("a string")) }
        let start = position
        let (body, escaped) = try skipString()
        if escaped { return try JSONEscapes.decode(bytes[body], of: self, from: start) }
        guard let text = String(validating: bytes[body], as: UTF8.self) else { throw error(.badString, at: start) }
        return text
    }

    private mutating func nextByte() throws(JSONError) -> UInt8 {
        skipSpace()
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[position]
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= Self.maximumDepth else { throw error(.tooDeep) }
        position += 1
    }

    private mutating func leave() {
        depth -= 1
        position += 1
    }

    private mutating func readWord(_ word: StaticString) throws(JSONError) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count else { throw error(.unexpectedEnd) }
            guard bytes[position] == word.utf8Start[index] else { throw error(.unexpectedByte(bytes[start])) }
            position += 1
        }
    }

    /// Moves past a string that starts here; answers the bytes between its quotes and whether any is escaped.
    private mutating func skipString() throws(JSONError) -> (body: Range<Int>, escaped: Bool) {
        let start = position + 1
        let escaped = try scan { (scanner) throws(JSONScanner.Failure) in try scanner.skipString() }
        return (start..<position - 1, escaped)
    }

    private mutating func skipNumber() throws(JSONError) -> Range<Int> {
        let start = position
        try scan { (scanner) throws(JSONScanner.Failure) in try scanner.skipNumber() }
        return start..<position
    }

    /// Lets a scanner work from here on and goes where it stopped.
    private mutating func scan<Answer>(
        _ body: (inout JSONScanner) throws(JSONScanner.Failure) -> Answer
    ) throws(JSONError) -> Answer {
        let (start, depth) = (position, depth)
        do throws(JSONScanner.Failure) {
            let (answer, end) = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONScanner.Failure) in
                guard var scanner = JSONScanner(buffer, from: start, depth: depth) else {
                    throw JSONScanner.Failure(offset: start, reason: .unexpectedEnd)
                }
                return (try body(&scanner), scanner.position)
            }
            position = end
            return answer
        } catch {
            throw self.error(error.reason, at: error.offset)
        }
    }
}
