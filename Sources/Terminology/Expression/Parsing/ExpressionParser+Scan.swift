extension ExpressionParser {
    /// What joins operands.
    enum Joint { case and, or }

    /// The byte under the cursor, 0 at the end.
    var current: UInt8 { byte(0) }

    func byte(_ ahead: Int) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

    /// Skips blanks and comments.
    mutating func skipSpace() throws(ExpressionFailure) {
        while at < bytes.count {
            if Self.isSpace(bytes[at]) {
                at += 1
            } else if bytes[at] == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                var end = at + 2
                while end + 1 < bytes.count, !(bytes[end] == UInt8(ascii: "*") && bytes[end + 1] == UInt8(ascii: "/")) {
                    end += 1
                }
                guard end + 1 < bytes.count else {
                    throw unclosed("The comment", from: at, by: "*/")
                }
                at = end + 2
            } else {
                return
            }
        }
    }

    /// Skips blanks of which there must be one.
    /// - Parameter next: what comes behind them.
    mutating func skipRequiredSpace(before next: String) throws(ExpressionFailure) {
        let start = at
        try skipSpace()
        guard at > start else { throw failure(expected: ["a blank", next]) }
    }

    func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            at + text.count <= bytes.count && text.indices.allSatisfy { bytes[at + $0] == text[$0] }
        }
    }

    mutating func take(_ text: StaticString) -> Bool {
        guard starts(with: text) else { return false }
        at += text.utf8CodeUnitCount
        return true
    }

    mutating func require(_ text: StaticString, or others: [String] = []) throws(ExpressionFailure) {
        guard take(text) else { throw failure(expected: ["\(text)"] + others) }
    }

    /// The letters under the cursor in lower case; empty where digits follow them or there are none.
    func peekWord() -> String {
        var end = at
        while end < bytes.count, Self.isLetter(bytes[end]) { end += 1 }
        guard end > at, end == bytes.count || !isCode(bytes[end]) else { return "" }
        return String(decoding: bytes[at..<end].map { $0 | 0x20 }, as: UTF8.self)
    }

    /// Whether a byte continues a word so that it is none: a code or the alias of a scheme.
    private func isCode(_ byte: UInt8) -> Bool { Self.isDigit(byte) || byte == UInt8(ascii: "#") }

    mutating func takeWord(_ word: String) -> Bool {
        guard peekWord() == word else { return false }
        at += word.utf8.count
        return true
    }

    /// `,`, `AND` or `OR`.
    mutating func takeJoint() -> Joint? {
        if take(",") || takeWord("and") { return .and }
        return takeWord("or") ? .or : nil
    }

    /// What stands at an offset, for messages.
    func token(at start: Int) -> String {
        guard start < bytes.count else { return "the end" }
        var end = start + 1
        if Self.isLetter(bytes[start]) || Self.isDigit(bytes[start]) {
            while end < bytes.count, end < start + 32, Self.isLetter(bytes[end]) || Self.isDigit(bytes[end]) {
                end += 1
            }
        } else {
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// What was opened lasts to the end of the expression: it is there that its close is missing.
    func unclosed(_ what: String, from open: Int, by close: String) -> ExpressionFailure {
        let place = ExpressionFailure(.syntax, "", in: bytes, at: open)
        return ExpressionFailure(
            .syntax, "\(what) that begins in line \(place.line), column \(place.column), is not closed.", in: bytes,
            at: bytes.count, found: token(at: bytes.count), expected: [close])
    }

    /// Something else stands under the cursor than may.
    func failure(expected: [String]) -> ExpressionFailure { failure(at: at, expected: expected) }

    func failure(at place: Int, expected: [String]) -> ExpressionFailure {
        let found = token(at: place)
        let wanted =
            expected.count > 1 ? "one of \(expected.joined(separator: " "))" : expected.first ?? "something else"
        let message =
            place < bytes.count
            ? "Found “\(found)” where \(wanted) is expected." : "It ends where \(wanted) is expected."
        return ExpressionFailure(.syntax, message, in: bytes, at: place, found: found, expected: expected)
    }
}
