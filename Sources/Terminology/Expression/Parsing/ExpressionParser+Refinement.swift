extension ExpressionParser {
    private static let attributeExpected = ["an attribute", "[", "R", "{", "("]

    /// - Parameter end: is set behind the last sign that belongs to it; the cursor stops behind white space.
    mutating func refinement(end: inout Int) throws(ExpressionFailure) -> Refinement {
        try enter()
        defer { leave() }
        var parts: [Refinement] = []
        let joint = try joinedParts(end: &end) { (parser: inout Self) throws(ExpressionFailure) in
            parts.append(try parser.subRefinement())
        }
        return parts.count == 1 ? parts[0] : joint == .and ? .conjunction(parts) : .disjunction(parts)
    }

    private mutating func attributeSet() throws(ExpressionFailure) -> AttributeSet {
        try enter()
        defer { leave() }
        var parts: [AttributeSet] = []
        var end = at
        let joint = try joinedParts(end: &end) { (parser: inout Self) throws(ExpressionFailure) in
            parts.append(try parser.subAttributeSet())
        }
        return parts.count == 1 ? parts[0] : joint == .and ? .conjunction(parts) : .disjunction(parts)
    }

    private mutating func joinedParts(
        end: inout Int, _ part: (inout Self) throws(ExpressionFailure) -> Void
    ) throws(ExpressionFailure) -> Joint {
        var joint: Joint?
        while true {
            try skipSpace()
            try part(&self)
            end = at
            try skipSpace()
            let place = at
            guard let next = takeJoint() else { return joint ?? .and }
            if let joint, joint != next {
                throw ExpressionFailure(
                    .syntax, "AND and OR are mixed: brackets must say which comes first.", in: bytes, at: place,
                    found: token(at: place), expected: ["brackets"])
            }
            joint = next
        }
    }

    private mutating func subRefinement() throws(ExpressionFailure) -> Refinement {
        if current == UInt8(ascii: "("), try !isAttributeName {
            at += 1
            var end = at
            let inner = try refinement(end: &end)
            try require(")", or: ["AND", "OR"])
            return inner
        }
        let start = at
        let cardinality = try takeCardinality()
        if take("{") {
            try skipSpace()
            let attributes = try attributeSet()
            try require("}", or: ["AND", "OR"])
            return .group(
                AttributeGroup(
                    cardinality: cardinality, attributes: attributes, range: SourceRange(start, at)))
        }
        return .attribute(try attribute(cardinality, start: start, expected: Self.attributeExpected))
    }

    private mutating func subAttributeSet() throws(ExpressionFailure) -> AttributeSet {
        if current == UInt8(ascii: "("), try !isAttributeName {
            at += 1
            let inner = try attributeSet()
            try require(")", or: ["AND", "OR"])
            return inner
        }
        let start = at
        let cardinality = try takeCardinality()
        let expected = Self.attributeExpected.filter { $0 != "{" }
        return .attribute(try attribute(cardinality, start: start, expected: expected))
    }

    /// Whether the bracket under the cursor holds concepts that name an attribute, rather than attributes: a comparison or
    /// a filter follows then.
    private var isAttributeName: Bool {
        mutating get throws(ExpressionFailure) {
            guard let close = closing(of: at) else { return false }
            let here = at
            defer { at = here }
            at = close + 1
            try skipSpace()
            return starts(with: "=") || starts(with: "!") || starts(with: "<") || starts(with: ">")
                || starts(with: "{{") || peekWord() == "not"
        }
    }

    private mutating func attribute(
        _ cardinality: Cardinality?, start: Int, expected: [String]
    ) throws(ExpressionFailure) -> AttributeConstraint {
        let isReversed = takeReverse()
        if isReversed { try skipSpace() }
        let names =
            isReversed ? ["an attribute"] : cardinality == nil ? expected : expected.filter { $0 != "[" && $0 != "(" }
        let name = try sub(expected: names)
        try skipSpace()
        let comparison = try comparison()
        try skipSpace()
        let value = try value(comparison)
        return AttributeConstraint(
            cardinality: cardinality, isReversed: isReversed, name: name, comparison: comparison, value: value,
            range: SourceRange(start, at))
    }

    private mutating func takeReverse() -> Bool {
        if current | 0x20 == UInt8(ascii: "r"), !Self.isLetter(byte(1)) {
            // In other systems `R` begins codes, as in `R05`; alone it is the flag.
            let next = byte(1)
            let isFlag =
                codes == .snomed && next != UInt8(ascii: "#") && next != UInt8(ascii: "-") || Self.isSpace(next)
                || next == UInt8(ascii: "<") || next == UInt8(ascii: "(") || next == UInt8(ascii: "\"")
            if isFlag { at += 1 }
            return isFlag
        }
        // “reverseOf” may be written without a blank behind it.
        let word = Array("reverseof".utf8)
        guard at + word.count <= bytes.count, word.indices.allSatisfy({ bytes[at + $0] | 0x20 == word[$0] }) else {
            return false
        }
        at += word.count
        return true
    }

    /// `[1..3]`, `[1 to many]`, with the white space behind it.
    private mutating func takeCardinality() throws(ExpressionFailure) -> Cardinality? {
        guard take("[") else { return nil }
        try skipSpace()
        let start = at
        let minimum = try count(expected: ["a number"])
        if !take("..") {
            try skipSpace()
            guard takeWord("to") else { throw failure(expected: ["..", "to"]) }
        }
        try skipSpace()
        var maximum: Int?
        if !take("*"), !takeWord("many") {
            maximum = try count(expected: ["a number", "*"])
        }
        if let maximum, maximum < minimum {
            throw ExpressionFailure(
                .syntax, "The most, \(maximum), is less than the least, \(minimum).", in: bytes, at: start,
                found: "\(minimum)", expected: ["a number up to \(maximum)"])
        }
        try skipSpace()
        try require("]")
        try skipSpace()
        return Cardinality(minimum: minimum, maximum: maximum)
    }

    /// A number without leading zeros.
    private mutating func count(expected: [String]) throws(ExpressionFailure) -> Int {
        let start = at
        while Self.isDigit(current) { at += 1 }
        guard at > start else { throw failure(expected: expected) }
        let digits = bytes[start..<at]
        guard digits.count == 1 || digits.first != UInt8(ascii: "0") else {
            throw failure(at: start, expected: ["a number without leading zeros"])
        }
        guard let number = Int(String(decoding: digits, as: UTF8.self)), number <= Int(Int32.max) else {
            throw failure(at: start, expected: ["a number up to \(Int32.max)"])
        }
        return number
    }
}
