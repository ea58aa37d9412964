extension ExpressionParser {
    /// `=`, `!=`, `<>`, `NOT =`, `<=`, `<`, `>=`, `>`
    mutating func comparison() throws(ExpressionFailure) -> Comparison {
        if take("=") { return .equal }
        if take("!=") || take("<>") { return .notEqual }
        if take("<=") { return .lessOrEqual }
        if take(">=") { return .greaterOrEqual }
        if take("<") { return .less }
        if take(">") { return .greater }
        if takeWord("not") {
            try skipSpace()
            try require("=")
            return .notEqual
        }
        throw failure(expected: Comparison.allCases.map(\.rawValue))
    }

    /// `=` or `!=`; true for the latter.
    mutating func negation() throws(ExpressionFailure) -> Bool {
        let place = at
        let comparison = try comparison()
        guard comparison == .equal || comparison == .notEqual else { throw failure(at: place, expected: ["=", "!="]) }
        return comparison == .notEqual
    }

    /// The value of an attribute.
    mutating func value(_ comparison: Comparison) throws(ExpressionFailure) -> AttributeConstraint.Value {
        if current == UInt8(ascii: "#") { return .number(try number()) }
        guard comparison == .equal || comparison == .notEqual else { throw failure(expected: ["#"]) }
        if try startsSearchTerm { return .text(try searchTerms()) }
        if let boolean = takeBoolean() { return .boolean(boolean) }
        return .concepts(try sub(expected: Self.subExpected + ["#", "\"", "true", "false"]))
    }

    mutating func takeBoolean() -> Bool? {
        takeWord("true") ? true : takeWord("false") ? false : nil
    }

    /// `#-12.5`
    mutating func number() throws(ExpressionFailure) -> DecimalNumber {
        at += 1
        let start = at
        if current == UInt8(ascii: "-") || current == UInt8(ascii: "+") { at += 1 }
        let digits = at
        while Self.isDigit(current) { at += 1 }
        guard at > digits else { throw failure(expected: ["a number"]) }
        guard at == digits + 1 || bytes[digits] != UInt8(ascii: "0") else {
            throw failure(at: digits, expected: ["a number without leading zeros"])
        }
        if current == UInt8(ascii: "."), Self.isDigit(byte(1)) {
            at += 1
            while Self.isDigit(current) { at += 1 }
        } else if current == UInt8(ascii: ".") {
            throw failure(at: at + 1, expected: ["a digit"])
        }
        guard let number = DecimalNumber(String(decoding: bytes[start..<at], as: UTF8.self)) else {
            throw failure(at: start, expected: ["a number"])
        }
        return number
    }

    // MARK: Search terms

    /// Whether a string, `match:`, `wild:` or a set of them stands under the cursor.
    var startsSearchTerm: Bool {
        mutating get throws(ExpressionFailure) {
            let here = at
            defer { at = here }
            if take("(") { try skipSpace() }
            if current == UInt8(ascii: "\"") { return true }
            guard takeWord("match") || takeWord("wild") else { return false }
            try skipSpace()
            return current == UInt8(ascii: ":")
        }
    }

    /// One search term, or several in brackets.
    mutating func searchTerms() throws(ExpressionFailure) -> [SearchTerm] {
        try list(expected: ["\"", "match:", "wild:"]) { (parser: inout Self) throws(ExpressionFailure) in
            try parser.searchTerm()
        }
    }

    private mutating func searchTerm() throws(ExpressionFailure) -> SearchTerm {
        if takeWord("wild") {
            try colon()
            return .pattern(try pattern())
        }
        let isNamed = takeWord("match")
        if isNamed { try colon() }
        guard current == UInt8(ascii: "\"") else {
            throw failure(expected: isNamed ? ["\""] : ["\"", "match:", "wild:"])
        }
        let open = at
        let text = try quoted(escapes: [UInt8(ascii: "\""), UInt8(ascii: "\\")], expected: "a word")
        guard text.utf8.contains(where: { !Self.isSpace($0) }) else {
            throw failure(at: open + 1, expected: ["a word"])
        }
        return .words(text, isNamed: isNamed)
    }

    private mutating func colon() throws(ExpressionFailure) {
        try skipSpace()
        try require(":")
        try skipSpace()
        guard current == UInt8(ascii: "\"") else { throw failure(expected: ["\""]) }
    }

    /// The pieces of a wildcard between its asterisks.
    private mutating func pattern() throws(ExpressionFailure) -> [String] {
        let open = at
        at += 1
        var pieces: [[UInt8]] = [[]]
        while current != UInt8(ascii: "\"") {
            guard at < bytes.count else {
                throw unclosed("The string", from: open, by: "\"")
            }
            if current == UInt8(ascii: "*") {
                pieces.append([])
            } else {
                if current == UInt8(ascii: "\\") {
                    guard [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "*")].contains(byte(1)) else {
                        throw failure(expected: ["\\\"", "\\\\", "\\*"])
                    }
                    at += 1
                }
                pieces[pieces.count - 1].append(current)
            }
            at += 1
        }
        guard at > open + 1 else { throw failure(expected: ["a pattern"]) }
        at += 1
        return pieces.map { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: Lists

    /// One thing, or one and more in brackets with blanks between them.
    mutating func list<Item>(
        expected: [String], _ item: (inout Self) throws(ExpressionFailure) -> Item
    ) throws(ExpressionFailure) -> [Item] {
        guard take("(") else { return [try item(&self)] }
        try skipSpace()
        var items = [try item(&self)]
        while true {
            let end = at
            try skipSpace()
            if take(")") { return items }
            guard at > end, at < bytes.count else { throw failure(expected: [")"] + expected) }
            items.append(try item(&self))
        }
    }

    /// Concepts of a filter: a sub-constraint, or two and more references in brackets.
    mutating func concepts() throws(ExpressionFailure) -> ConceptValue {
        let start = at
        if take("(") {
            try skipSpace()
            if isReference {
                let first = try reference()
                try skipSpace()
                if isReference {
                    var references = [first]
                    while isReference {
                        references.append(try reference())
                        try skipSpace()
                    }
                    try require(")", or: ["a concept"])
                    return .references(references)
                }
            }
            at = start
        }
        return .constraint(try sub())
    }

    /// Whether a bare concept stands under the cursor.
    var isReference: Bool {
        codes == .snomed ? Self.isDigit(current) : isBareCode || current == UInt8(ascii: "\"")
    }

    private var isBareCode: Bool {
        (Self.isLetter(current) || Self.isDigit(current))
            && !["and", "or", "minus", "any", "memberof"].contains(peekWord())
            && !HierarchyStep.allCases.contains { $0.word == peekWord() }
    }

    /// `"20210131"`, `""`, or several in brackets.
    mutating func times() throws(ExpressionFailure) -> [UInt32] {
        try list(expected: ["\"YYYYMMDD\""]) { (parser: inout Self) throws(ExpressionFailure) in try parser.time() }
    }

    private mutating func time() throws(ExpressionFailure) -> UInt32 {
        guard take("\"") else { throw failure(expected: ["\"YYYYMMDD\""]) }
        if take("\"") { return 0 }
        let start = at
        var day: UInt32 = 0
        for place in 0..<8 {
            guard Self.isDigit(current), place > 0 || current != UInt8(ascii: "0") else {
                throw failure(expected: ["a date as YYYYMMDD"])
            }
            day = day * 10 + UInt32(current - 48)
            at += 1
        }
        guard (1...12).contains(day / 100 % 100) else { throw failure(at: start + 4, expected: ["a month, 01 to 12"]) }
        guard (1...31).contains(day % 100) else { throw failure(at: start + 6, expected: ["a day, 01 to 31"]) }
        try require("\"")
        return day
    }
}
