extension ExpressionParser {
    /// The blocks of double braces behind a focus: member filters first, history last.
    mutating func filters(of sub: inout SubConstraint) throws(ExpressionFailure) {
        while true {
            let end = at
            try skipSpace()
            let open = at
            guard take("{{") else {
                at = end
                return
            }
            try enter()
            defer { leave() }
            try skipSpace()
            if take("+") {
                sub.history = try history()
            } else if takeDomain("m") {
                guard sub.filters.isEmpty else {
                    throw ExpressionFailure(
                        .syntax, "Member filters stand before all other filters.", in: bytes, at: open, found: "{{",
                        expected: ["{{ C", "{{ D", "{{ +"])
                }
                let filters = try items { (parser: inout Self) throws(ExpressionFailure) in try parser.memberFilter() }
                sub.memberFilters.append(.init(filters: filters, range: SourceRange(open, at)))
            } else if takeDomain("c") {
                sub.filters.append(
                    .concept(
                        try items { (parser: inout Self) throws(ExpressionFailure) in
                            try parser.conceptFilter()
                        }))
            } else {
                _ = takeDomain("d")
                sub.filters.append(
                    .description(
                        try items { (parser: inout Self) throws(ExpressionFailure) in
                            try parser.descriptionFilter()
                        }))
            }
            try skipSpace()
            try require("}}", or: sub.history == nil ? [","] : [])
            if sub.history != nil { return }
        }
    }

    /// The letter that says what a block looks at, which may touch the keyword behind it.
    private mutating func takeDomain(_ letter: String) -> Bool {
        let word = peekWord()
        let isTouching =
            word.hasPrefix(letter) && letter != "m" && !Self.keywords.contains(word)
            && Self.keywords.contains(String(word.dropFirst()))
        guard word == letter || isTouching else { return false }
        at += 1
        return true
    }

    private static let keywords: Set<String> = [
        "term", "language", "type", "typeid", "dialect", "dialectid", "moduleid", "effectivetime", "active", "id",
        "definitionstatus", "definitionstatusid", "semantictag",
    ]

    private mutating func items<Item>(
        _ item: (inout Self) throws(ExpressionFailure) -> Item
    ) throws(ExpressionFailure) -> [Item] {
        var items: [Item] = []
        repeat {
            try skipSpace()
            items.append(try item(&self))
            try skipSpace()
        } while take(",")
        return items
    }

    // MARK: Descriptions

    private static let descriptionKeywords = [
        "term", "language", "type", "typeId", "dialect", "dialectId", "moduleId", "effectiveTime", "active", "id",
    ]

    private mutating func descriptionFilter() throws(ExpressionFailure) -> DescriptionFilter {
        let word = peekWord()
        guard Self.descriptionKeywords.contains(where: { $0.lowercased() == word }) else {
            throw failure(expected: Self.descriptionKeywords)
        }
        at += word.utf8.count
        try skipSpace()
        switch word {
        case "effectivetime": return .time(try timeFilter())
        case "active": return .active(try activeFilter())
        default: break
        }
        let isNegated = try negation()
        try skipSpace()
        switch word {
        case "term": return .term(isNegated: isNegated, try searchTerms())
        case "language": return .language(isNegated: isNegated, try languages())
        case "type": return .kind(isNegated: isNegated, try kinds())
        case "typeid": return .kindID(isNegated: isNegated, try concepts())
        case "moduleid": return .module(isNegated: isNegated, try concepts())
        case "id": return .id(isNegated: isNegated, try identifiers())
        default: return .dialect(try dialectFilter(isNegated: isNegated, isID: word == "dialectid"))
        }
    }

    private mutating func languages() throws(ExpressionFailure) -> [String] {
        try list(expected: ["a language of two letters"]) { (parser: inout Self) throws(ExpressionFailure) in
            let word = parser.peekWord()
            guard word.utf8.count == 2 else { throw parser.failure(expected: ["a language of two letters"]) }
            parser.at += 2
            return word
        }
    }

    private mutating func kinds() throws(ExpressionFailure) -> [DescriptionFilter.Kind] {
        try list(expected: ["syn", "fsn", "def"]) { (parser: inout Self) throws(ExpressionFailure) in
            let word = parser.peekWord()
            let kind: DescriptionFilter.Kind
            switch word {
            case "syn", "synonym": kind = .synonym
            case "fsn", "fullyspecifiedname": kind = .fullySpecifiedName
            case "def", "definition": kind = .definition
            default: throw parser.failure(expected: ["syn", "fsn", "def"])
            }
            parser.at += word.utf8.count
            return kind
        }
    }

    private mutating func identifiers() throws(ExpressionFailure) -> [UInt64] {
        try list(expected: ["an identifier"]) { (parser: inout Self) throws(ExpressionFailure) in
            UInt64(try parser.identifier()) ?? 0
        }
    }

    private mutating func dialectFilter(isNegated: Bool, isID: Bool) throws(ExpressionFailure) -> DialectFilter {
        let start = at
        var value: DialectFilter.Value?
        if take("(") {
            try skipSpace()
            if isID ? isReference : true {
                var choices: [DialectFilter.Choice] = []
                while isID ? isReference : current != UInt8(ascii: ")") {
                    choices.append(try dialectChoice(isID: isID))
                    try skipSpace()
                }
                if current == UInt8(ascii: ")"), !choices.isEmpty {
                    at += 1
                    value = .choices(choices, isSet: true)
                } else if !isID || choices.count > 1 {
                    throw failure(expected: isID ? [")", "a concept"] : [")", "a dialect"])
                }
            }
            if value == nil { at = start }
        }
        let chosen: DialectFilter.Value
        if let value {
            chosen = value
        } else if isID {
            chosen = .constraint(try sub())
        } else {
            chosen = .choices([.init(dialect: try alias(), acceptability: nil)], isSet: false)
        }
        return DialectFilter(isNegated: isNegated, value: chosen, acceptability: try takeAcceptability())
    }

    private mutating func dialectChoice(isID: Bool) throws(ExpressionFailure) -> DialectFilter.Choice {
        let dialect: DialectFilter.Dialect = isID ? .concept(try reference()) : try alias()
        return .init(dialect: dialect, acceptability: try takeAcceptability())
    }

    private mutating func alias() throws(ExpressionFailure) -> DialectFilter.Dialect {
        let start = at
        guard Self.isLetter(current) else { throw failure(expected: ["a dialect"]) }
        while Self.isLetter(current) || Self.isDigit(current) || current == UInt8(ascii: "-") { at += 1 }
        return .alias(String(decoding: bytes[start..<at], as: UTF8.self).lowercased())
    }

    /// ` (prefer)`; the cursor stays where there is none.
    private mutating func takeAcceptability() throws(ExpressionFailure) -> [DialectFilter.Acceptability]? {
        let end = at
        try skipSpace()
        guard current == UInt8(ascii: "(") else {
            at = end
            return nil
        }
        return try list(expected: ["accept", "prefer", "a concept"]) { (parser: inout Self) throws(ExpressionFailure) in
            let word = parser.peekWord()
            switch word {
            case "accept", "acceptable":
                parser.at += word.utf8.count
                return .acceptable
            case "prefer", "preferred":
                parser.at += word.utf8.count
                return .preferred
            default:
                guard Self.isDigit(parser.current) else {
                    throw parser.failure(expected: ["accept", "prefer", "a concept"])
                }
                let reference = try parser.reference()
                return switch reference.code {
                case WellKnown.preferred: .preferred
                case WellKnown.acceptable: .acceptable
                default: .other(reference)
                }
            }
        }
    }

    // MARK: Concepts

    private static let conceptKeywords = [
        "definitionStatus", "definitionStatusId", "moduleId", "effectiveTime", "active", "semanticTag",
    ]

    private mutating func conceptFilter() throws(ExpressionFailure) -> ConceptFilter {
        let word = peekWord()
        guard Self.conceptKeywords.contains(where: { $0.lowercased() == word }) else {
            throw failure(expected: Self.conceptKeywords)
        }
        at += word.utf8.count
        try skipSpace()
        switch word {
        case "effectivetime": return .time(try timeFilter())
        case "active": return .active(try activeFilter())
        default: break
        }
        let isNegated = try negation()
        try skipSpace()
        switch word {
        case "definitionstatus": return .definition(isNegated: isNegated, isDefined: Set(try definitionStatuses()))
        case "definitionstatusid": return .definitionID(isNegated: isNegated, try concepts())
        case "moduleid": return .module(isNegated: isNegated, try concepts())
        default:
            return .tag(
                isNegated: isNegated,
                try list(expected: ["\""]) { (parser: inout Self) throws(ExpressionFailure) in
                    guard parser.current == UInt8(ascii: "\"") else { throw parser.failure(expected: ["\""]) }
                    return try parser.quoted(
                        escapes: [UInt8(ascii: "\""), UInt8(ascii: "\\")], expected: "a semantic tag")
                })
        }
    }

    private mutating func definitionStatuses() throws(ExpressionFailure) -> [Bool] {
        try list(expected: ["primitive", "defined"]) { (parser: inout Self) throws(ExpressionFailure) in
            if parser.takeWord("primitive") { return false }
            if parser.takeWord("defined") { return true }
            throw parser.failure(expected: ["primitive", "defined"])
        }
    }

    private mutating func timeFilter() throws(ExpressionFailure) -> TimeFilter {
        let comparison = try comparison()
        try skipSpace()
        return TimeFilter(comparison: comparison, days: try times())
    }

    private mutating func activeFilter() throws(ExpressionFailure) -> ActiveFilter {
        let isNegated = try negation()
        try skipSpace()
        if take("*") { return isNegated ? .only(false) : .both }
        let isActive: Bool
        if current == UInt8(ascii: "1") || current == UInt8(ascii: "0") {
            isActive = current == UInt8(ascii: "1")
            at += 1
        } else if let value = takeBoolean() {
            isActive = value
        } else {
            throw failure(expected: ["1", "0", "true", "false", "*"])
        }
        return .only(isActive != isNegated)
    }

    // MARK: Members

    private mutating func memberFilter() throws(ExpressionFailure) -> MemberFilter {
        let start = at
        while Self.isLetter(current) { at += 1 }
        guard at > start else { throw failure(expected: ["a field name", "moduleId", "effectiveTime", "active"]) }
        let field = String(decoding: bytes[start..<at], as: UTF8.self)
        try skipSpace()
        let value: MemberFilter.Value
        switch field.lowercased() {
        case "effectivetime": value = .time(try timeFilter())
        case "active": value = .active(try activeFilter())
        case "moduleid":
            let isNegated = try negation()
            try skipSpace()
            value = .module(isNegated: isNegated, try concepts())
        default: value = try fieldValue()
        }
        return MemberFilter(field: field, value: value, range: SourceRange(start, at))
    }

    private mutating func fieldValue() throws(ExpressionFailure) -> MemberFilter.Value {
        let comparison = try comparison()
        try skipSpace()
        if current == UInt8(ascii: "#") { return .number(comparison, try number()) }
        let isNegated = comparison == .notEqual
        guard comparison == .equal || isNegated else {
            guard current == UInt8(ascii: "\"") || current == UInt8(ascii: "(") else {
                throw failure(expected: ["#", "\"YYYYMMDD\""])
            }
            return .time(TimeFilter(comparison: comparison, days: try times()))
        }
        if starts(with: "\"\"") { return .time(TimeFilter(comparison: comparison, days: try times())) }
        if try startsSearchTerm { return .text(isNegated: isNegated, try searchTerms()) }
        if let boolean = takeBoolean() { return .boolean(isNegated: isNegated, boolean) }
        return .concepts(isNegated: isNegated, try sub(expected: Self.subExpected + ["#", "\"", "true", "false"]))
    }

    // MARK: History

    private mutating func history() throws(ExpressionFailure) -> HistorySupplement {
        try skipSpace()
        guard takeWord("history") else { throw failure(expected: ["HISTORY"]) }
        if current == UInt8(ascii: "-") || current == UInt8(ascii: "_") {
            at += 1
            if takeWord("min") { return .minimum }
            if takeWord("mod") { return .moderate }
            if takeWord("max") { return .maximum }
            throw failure(expected: ["MIN", "MOD", "MAX"])
        }
        try skipSpace()
        guard take("(") else { return .maximum }
        try skipSpace()
        let choice = try constraint()
        try require(")")
        return .custom(choice)
    }
}
