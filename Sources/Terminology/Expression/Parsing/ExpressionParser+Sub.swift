extension ExpressionParser {
    static let subExpected = ["a concept", "*", "(", "^", "<", "<<", "<!", "<<!", ">", ">>", ">!", ">>!", "!!>", "!!<"]

    /// `[step] [^ …] focus [filters] [history]`; stops right behind its last sign.
    /// - Parameter expected: for the message where nothing of the kind stands there.
    mutating func sub(expected: [String] = Self.subExpected) throws(ExpressionFailure) -> SubConstraint {
        let start = at
        let step = takeStep()
        if step != nil { try skipSpace() }
        let membership = try takeMembership()
        if membership != nil { try skipSpace() }
        let first = at == start
        let focus = try focus(expected: first ? expected : membership == nil ? Self.afterStep : Self.afterMembership)
        var sub = SubConstraint(
            step: step, membership: membership, focus: focus, memberFilters: [], filters: [], history: nil,
            range: SourceRange(start, at))
        try filters(of: &sub)
        sub.range.end = at
        return sub
    }

    private static let afterStep = ["a concept", "*", "(", "^"]
    private static let afterMembership = ["a concept", "*", "("]

    private mutating func takeStep() -> HierarchyStep? {
        switch current {
        case UInt8(ascii: "<"):
            return take("<<!")
                ? .childOrSelfOf : take("<<") ? .descendantOrSelfOf : take("<!") ? .childOf : takeOne(.descendantOf)
        case UInt8(ascii: ">"):
            return take(">>!")
                ? .parentOrSelfOf : take(">>") ? .ancestorOrSelfOf : take(">!") ? .parentOf : takeOne(.ancestorOf)
        case UInt8(ascii: "!"):
            return take("!!>") ? .top : take("!!<") ? .bottom : nil
        default:
            let word = peekWord()
            guard !word.isEmpty, let step = HierarchyStep.allCases.first(where: { $0.word == word }) else { return nil }
            let next = byte(word.utf8.count)
            guard Self.isSpace(next) || next == UInt8(ascii: "(") || next == UInt8(ascii: "/") else { return nil }
            at += word.utf8.count
            return step
        }
    }

    private mutating func takeOne(_ step: HierarchyStep) -> HierarchyStep {
        at += 1
        return step
    }

    private mutating func takeMembership() throws(ExpressionFailure) -> Membership? {
        let start = at
        guard take("^") || takeWord("memberof") else { return nil }
        var membership = Membership(fields: .members, range: SourceRange(start, at))
        let end = at
        try skipSpace()
        guard take("[") else {
            at = end
            return membership
        }
        try skipSpace()
        if take("*") || takeWord("any") {
            membership.fields = .all
        } else {
            var fields: [Membership.Field] = []
            repeat {
                try skipSpace()
                fields.append(try field())
                try skipSpace()
            } while take(",")
            membership.fields = .named(fields)
        }
        try skipSpace()
        try require("]", or: membership.fields == .all ? [] : [","])
        membership.range.end = at
        return membership
    }

    private mutating func field() throws(ExpressionFailure) -> Membership.Field {
        let start = at
        while Self.isLetter(current) { at += 1 }
        guard at > start else { throw failure(expected: ["a field name", "*"]) }
        return Membership.Field(
            name: String(decoding: bytes[start..<at], as: UTF8.self), range: SourceRange(start, at))
    }

    private mutating func focus(expected: [String]) throws(ExpressionFailure) -> Focus {
        let start = at
        if take("*") { return .any(SourceRange(start, at)) }
        if current == UInt8(ascii: "(") {
            let open = at
            at += 1
            try skipSpace()
            let inner = try constraint()
            guard take(")") else { throw unclosed(inner, open: open) }
            return .nested(inner)
        }
        if let alternate = try takeAlternate() { return .alternate(alternate) }
        if codes == .snomed {
            if takeWord("any") { return .any(SourceRange(start, at)) }
            guard Self.isDigit(current) else { throw failure(expected: expected) }
            return .concept(try reference())
        }
        if takeWord("any") { return .any(SourceRange(start, at)) }
        guard bareCodeEnd > at || current == UInt8(ascii: "\"") else { throw failure(expected: expected) }
        return .concept(try reference())
    }

    private func unclosed(_ inner: Constraint, open: Int) -> ExpressionFailure {
        var expected = [")"]
        switch inner.kind {
        case .simple: expected += [":", ".", "AND", "OR", "MINUS", "{{"]
        case .conjunction: expected += ["AND"]
        case .disjunction: expected += ["OR"]
        case .refined: expected += ["AND", "OR"]
        case .dotted: expected += ["."]
        case .exclusion: break
        }
        var problem = failure(expected: expected)
        if at == bytes.count {
            let place = ExpressionFailure(.syntax, "", in: bytes, at: open)
            problem.message += " The bracket in line \(place.line), column \(place.column), is not closed."
        }
        return problem
    }

    // MARK: Codes

    /// `73211009 |Diabetes mellitus|`, or a code of another system, bare or quoted.
    mutating func reference() throws(ExpressionFailure) -> ConceptReference {
        let start = at
        let code: String
        if codes == .snomed {
            code = try identifier()
        } else if current == UInt8(ascii: "\"") {
            code = try quoted(escapes: [UInt8(ascii: "\""), UInt8(ascii: "\\")], expected: "a code")
        } else {
            let end = bareCodeEnd
            guard end > at else { throw failure(expected: ["a code"]) }
            code = String(decoding: bytes[at..<end], as: UTF8.self)
            at = end
        }
        let term = try takeTerm()
        return ConceptReference(code: code, term: term, range: SourceRange(start, at))
    }

    /// Six to eighteen digits with a right check digit.
    mutating func identifier() throws(ExpressionFailure) -> String {
        let start = at
        while Self.isDigit(current) { at += 1 }
        let digits = bytes[start..<at]
        let text = String(decoding: digits.prefix(32), as: UTF8.self)
        guard !digits.isEmpty else { throw failure(expected: ["an identifier"]) }
        var problem: String?
        if digits.first == UInt8(ascii: "0") {
            problem = "begins with 0"
        } else if !(6...18).contains(digits.count) {
            problem = "has \(digits.count) digits, not 6 to 18"
        } else if !SnomedIdentifier.isSound(UInt64(text) ?? 0) {
            problem = "has a wrong check digit or partition"
        }
        if let problem {
            throw ExpressionFailure(
                .malformedIdentifier, "“\(text)” is no identifier of SNOMED CT: it \(problem).", in: bytes, at: start,
                found: text, expected: ["an identifier"])
        }
        return text
    }

    /// The end of the bare code under the cursor; the cursor itself where there is none.
    private var bareCodeEnd: Int {
        var end = at
        while end < bytes.count {
            let byte = bytes[end]
            let next = end + 1 < bytes.count ? bytes[end + 1] : 0
            let isPlain = Self.isLetter(byte) || Self.isDigit(byte)
            let isInner =
                byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "/")
            guard isPlain || end > at && isInner && (Self.isLetter(next) || Self.isDigit(next)) else { break }
            end += 1
        }
        let word = String(decoding: bytes[at..<end], as: UTF8.self).lowercased()
        return ["and", "or", "minus", "any", "memberof"].contains(word) ? at : end
    }

    /// `LOINC#54486-6`, `LOINC#"54486-6"`, `"LOINC#54486-6"`
    private mutating func takeAlternate() throws(ExpressionFailure) -> AlternateIdentifier? {
        let start = at
        let isQuoted = current == UInt8(ascii: "\"")
        guard isQuoted && codes == .snomed || Self.isLetter(current) else { return nil }
        var end = isQuoted ? at + 1 : at
        let first = end
        while end < bytes.count,
            Self.isLetter(bytes[end]) || Self.isDigit(bytes[end]) || bytes[end] == UInt8(ascii: "-")
        {
            end += 1
        }
        guard end > first, Self.isLetter(bytes[first]), end < bytes.count, bytes[end] == UInt8(ascii: "#") else {
            if isQuoted { throw failure(at: end, expected: end > first ? ["#"] : ["the alias of a scheme"]) }
            return nil
        }
        let scheme = String(decoding: bytes[first..<end], as: UTF8.self)
        at = end + 1
        let code: String
        let codeStart = at
        if isQuoted {
            while at < bytes.count, current != UInt8(ascii: "\""), current != UInt8(ascii: "\\") { at += 1 }
            code = String(decoding: bytes[codeStart..<at], as: UTF8.self)
            guard !code.isEmpty else { throw failure(expected: ["a code"]) }
            try require("\"")
        } else if current == UInt8(ascii: "\"") {
            code = try quoted(escapes: [], expected: "a code")
        } else {
            while Self.isLetter(current) || Self.isDigit(current) || [45, 46, 95].contains(current) { at += 1 }
            code = String(decoding: bytes[codeStart..<at], as: UTF8.self)
            guard !code.isEmpty else { throw failure(expected: ["a code"]) }
        }
        let term = try takeTerm()
        return AlternateIdentifier(scheme: scheme, code: code, term: term, range: SourceRange(start, at))
    }

    /// ` |term|` behind a code; the cursor stays where there is none.
    private mutating func takeTerm() throws(ExpressionFailure) -> String? {
        let end = at
        try skipSpace()
        let open = at
        guard take("|") else {
            at = end
            return nil
        }
        guard let close = bytes[at...].firstIndex(of: UInt8(ascii: "|")) else {
            throw unclosed("The term", from: open, by: "|")
        }
        let text = bytes[at..<close]
        guard let first = text.firstIndex(where: { !Self.isSpace($0) }),
            let last = text.lastIndex(where: { !Self.isSpace($0) })
        else {
            throw failure(expected: ["a term"])
        }
        at = close + 1
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    /// A string in double quotes of at least one character, backslashes undone.
    mutating func quoted(escapes: [UInt8], expected: String) throws(ExpressionFailure) -> String {
        let open = at
        at += 1
        var text: [UInt8] = []
        while current != UInt8(ascii: "\"") {
            guard at < bytes.count else {
                throw unclosed("The string", from: open, by: "\"")
            }
            if current == UInt8(ascii: "\\") {
                guard escapes.contains(byte(1)) else {
                    throw failure(expected: escapes.map { "\\" + String(UnicodeScalar($0)) })
                }
                at += 1
            }
            text.append(current)
            at += 1
        }
        guard !text.isEmpty else { throw failure(expected: [expected]) }
        at += 1
        return String(decoding: text, as: UTF8.self)
    }
}
