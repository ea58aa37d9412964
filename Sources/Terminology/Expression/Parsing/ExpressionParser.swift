/// Reads expressions of ECL 2.2, brief and long syntax, by recursive descent over UTF-8 in linear time.
///
/// Codes of other systems than SNOMED CT are written as they are, `<< J45.9`, or quoted, `<< "and"`: a bare code is a run
/// of letters, digits, `-`, `_`, `/` and inner dots that is no keyword.
package struct ExpressionParser {
    /// Bytes an expression may have.
    package static let longest = 64 << 10
    /// How deeply brackets may be nested.
    package static let deepest = 200

    let bytes: [UInt8]
    let codes: CodeStyle
    var at = 0
    private var depth = 0
    /// Where each opening bracket is closed, made when first asked for.
    private var closings: [Int: Int]?

    private init(_ text: String, codes: CodeStyle) {
        bytes = Array(text.utf8)
        self.codes = codes
    }

    /// - Parameter codes: how codes of the system are written; those of SNOMED CT are checked.
    package static func parse(_ text: String, codes: CodeStyle = .snomed) throws(ExpressionFailure) -> Constraint {
        var parser = ExpressionParser(text, codes: codes)
        guard parser.bytes.count <= longest else {
            throw ExpressionFailure(
                .tooComplex, "The expression is longer than \(longest) bytes.", in: parser.bytes, at: longest)
        }
        try parser.skipSpace()
        let constraint = try parser.constraint()
        guard parser.at == parser.bytes.count else { throw parser.unexpected(after: constraint) }
        return constraint
    }

    /// `A`, `A AND B`, `A OR B`, `A MINUS B`, `A : …` or `A . b`; stops at what it does not know, behind white space.
    mutating func constraint() throws(ExpressionFailure) -> Constraint {
        try enter()
        defer { leave() }
        let start = at
        let first = try sub()
        var end = at
        try skipSpace()
        let kind: Constraint.Kind
        if take(":") {
            kind = .refined(first, try refinement(end: &end))
        } else if current == UInt8(ascii: ".") {
            var names: [SubConstraint] = []
            while take(".") {
                try skipSpace()
                names.append(try sub(expected: ["an attribute name"]))
                end = at
                try skipSpace()
            }
            kind = .dotted(first, names)
        } else if takeWord("minus") {
            try skipSpace()
            let second = try sub()
            end = at
            try skipSpace()
            kind = .exclusion(first, second)
        } else {
            kind = try joined(first, end: &end)
        }
        return Constraint(kind: kind, range: SourceRange(start, end))
    }

    private mutating func joined(_ first: SubConstraint, end: inout Int) throws(ExpressionFailure) -> Constraint.Kind {
        guard let joint = takeJoint() else { return .simple(first) }
        var operands = [first]
        var next: Joint? = joint
        while next != nil {
            try skipSpace()
            operands.append(try sub())
            end = at
            try skipSpace()
            let place = at
            next = takeJoint()
            if let next, next != joint { throw mixed(at: place) }
        }
        if peekWord() == "minus" { throw mixed(at: at) }
        return joint == .and ? .conjunction(operands) : .disjunction(operands)
    }

    /// Counts what makes the parser call itself: brackets and blocks, and the expression itself.
    mutating func enter() throws(ExpressionFailure) {
        depth += 1
        guard depth <= Self.deepest + 1 else {
            throw ExpressionFailure(
                .tooComplex, "The expression is nested more than \(Self.deepest) levels deep.", in: bytes, at: at)
        }
    }

    mutating func leave() { depth -= 1 }

    /// The bracket that closes the one at `open`; nil where there is none. One pass for all brackets of the text.
    mutating func closing(of open: Int) -> Int? {
        if closings == nil { closings = BracketPairs.find(in: bytes) }
        return closings?[open]
    }

    private func mixed(at place: Int) -> ExpressionFailure {
        ExpressionFailure(
            .syntax, "AND, OR and MINUS are mixed: brackets must say which comes first.", in: bytes, at: place,
            found: token(at: place), expected: ["brackets"])
    }

    /// Text is left over after a whole expression.
    private func unexpected(after constraint: Constraint) -> ExpressionFailure {
        let expected =
            switch constraint.kind {
            case .simple: [":", ".", "AND", "OR", "MINUS", "{{", "the end"]
            case .conjunction: ["AND", "the end"]
            case .disjunction: ["OR", "the end"]
            case .exclusion: ["the end"]
            case .refined: ["AND", "OR", "the end"]
            case .dotted: [".", "the end"]
            }
        if case .exclusion = constraint.kind, peekJointOrMinus { return mixed(at: at) }
        return failure(expected: expected)
    }

    private var peekJointOrMinus: Bool {
        current == UInt8(ascii: ",") || ["and", "or", "minus"].contains(peekWord())
    }
}
