/// Moves over JSON text without building anything: every byte of an import passes through here.
///
/// It works on a bare pointer; every read is guarded by `count`. Strings are crossed eight bytes at a time, which
/// made the reading of notes three times as fast as byte after byte.
struct JSONScanner {
    struct Failure: Error {
        var offset: Int
        var reason: JSONError.Reason
    }

    private let base: UnsafePointer<UInt8>
    private let count: Int
    private(set) var position: Int
    private var depth: Int

    /// `buffer` must outlive the scanner and not be empty.
    init?(_ buffer: UnsafeBufferPointer<UInt8>, from position: Int, depth: Int) {
        guard let base = buffer.baseAddress else { return nil }
        self.base = base
        self.count = buffer.count
        self.position = position
        self.depth = depth
    }

    mutating func skipValue() throws(Failure) {
        switch try nextByte() {
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "{"): try skipObject()
        case UInt8(ascii: "["): try skipArray()
        case UInt8(ascii: "t"): try skipWord("true")
        case UInt8(ascii: "f"): try skipWord("false")
        case UInt8(ascii: "n"): try skipWord("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try skipNumber()
        case let byte: throw failure(.unexpectedByte(byte))
        }
    }

    private mutating func skipObject() throws(Failure) {
        try enter()
        if try nextByte() == UInt8(ascii: "}") { return leave() }
        while true {
            guard try nextByte() == UInt8(ascii: "\"") else { throw failure(.expected("a member name")) }
            try skipString()
            guard try nextByte() == UInt8(ascii: ":") else { throw failure(.expected("a colon")) }
            position += 1
            try skipValue()
            switch try nextByte() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"): return leave()
            case let byte: throw failure(.unexpectedByte(byte))
            }
        }
    }

    private mutating func skipArray() throws(Failure) {
        try enter()
        if try nextByte() == UInt8(ascii: "]") { return leave() }
        while true {
            try skipValue()
            switch try nextByte() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"): return leave()
            case let byte: throw failure(.unexpectedByte(byte))
            }
        }
    }

    /// Moves past the string that starts here; answers whether any of it is escaped.
    @discardableResult
    mutating func skipString() throws(Failure) -> Bool {
        var index = position + 1
        var escaped = false
        while true {
            while index + 8 <= count {
                let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
                guard Self.isPlain(word) else { break }
                index += 8
            }
            guard index < count else { throw failure(.unexpectedEnd, at: count) }
            let byte = base[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return escaped
            }
            if byte == UInt8(ascii: "\\") {
                escaped = true
                index = try skipEscape(index)
            } else if byte < 0x20 {
                throw failure(.badString, at: index)
            } else {
                index += 1
            }
        }
    }

    /// Whether none of eight bytes is a quote, a backslash or a control character.
    private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        // The highest bit of a byte is set where the byte was 0 (or, for the last term, below 0x20).
        let found =
            ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word)
        return found & tops == 0
    }

    /// Checks an escape (RFC 8259 §7) and answers the offset after it.
    private func skipEscape(_ index: Int) throws(Failure) -> Int {
        guard index + 1 < count else { throw failure(.unexpectedEnd, at: count) }
        switch base[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return index + 2
        case UInt8(ascii: "u"):
            for digit in index + 2..<index + 6 {
                guard digit < count else { throw failure(.unexpectedEnd, at: count) }
                switch base[digit] {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                    UInt8(ascii: "A")...UInt8(ascii: "F"):
                    break
                default: throw failure(.badString, at: index)
                }
            }
            return index + 6
        default: throw failure(.badString, at: index)
        }
    }

    mutating func skipNumber() throws(Failure) {
        let start = position
        if base[position] == UInt8(ascii: "-") { position += 1 }
        let whole = position
        guard try skipDigits(start), base[whole] != UInt8(ascii: "0") || position == whole + 1 else {
            throw failure(.badNumber, at: start)
        }
        if position < count, base[position] == UInt8(ascii: ".") {
            position += 1
            guard try skipDigits(start) else { throw failure(.badNumber, at: start) }
        }
        if position < count, base[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < count, base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-") {
                position += 1
            }
            guard try skipDigits(start) else { throw failure(.badNumber, at: start) }
        }
    }

    private mutating func skipDigits(_ start: Int) throws(Failure) -> Bool {
        let first = position
        // Text that is cut inside a number may go on in the next chunk.
        guard position < count else { throw failure(.unexpectedEnd, at: start) }
        while position < count, base[position] &- 0x30 < 10 { position += 1 }
        return position > first
    }

    private mutating func skipWord(_ word: StaticString) throws(Failure) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard position < count else { throw failure(.unexpectedEnd, at: count) }
            guard base[position] == word.utf8Start[index] else {
                throw failure(.unexpectedByte(base[start]), at: start)
            }
            position += 1
        }
    }

    private mutating func nextByte() throws(Failure) -> UInt8 {
        while position < count {
            switch base[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            case let byte: return byte
            }
        }
        throw failure(.unexpectedEnd, at: count)
    }

    private mutating func enter() throws(Failure) {
        depth += 1
        guard depth <= JSONReader.maximumDepth else { throw failure(.tooDeep) }
        position += 1
    }

    private mutating func leave() {
        depth -= 1
        position += 1
    }

    private func failure(_ reason: JSONError.Reason, at offset: Int? = nil) -> Failure {
        Failure(offset: offset ?? position, reason: reason)
    }
}
