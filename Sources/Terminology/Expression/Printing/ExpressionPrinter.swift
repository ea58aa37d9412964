/// Writes an expression in brief syntax with one blank where blanks go: equal text, equal meaning.
///
/// What is written is read back as the same expression. It is the key of caches, and what a user is shown.
package struct ExpressionPrinter {
    /// Whether `|terms|` stay.
    package var keepsTerms: Bool
    private let codes: CodeStyle
    private var text = ""

    package init(codes: CodeStyle = .snomed, keepsTerms: Bool = false) {
        self.codes = codes
        self.keepsTerms = keepsTerms
    }

    package static func text(
        of constraint: Constraint, codes: CodeStyle = .snomed, keepsTerms: Bool = false
    ) -> String {
        var printer = ExpressionPrinter(codes: codes, keepsTerms: keepsTerms)
        printer.add(constraint)
        return printer.text
    }

    private mutating func add(_ constraint: Constraint) {
        switch constraint.kind {
        case .simple(let sub): add(sub)
        case .conjunction(let subs): list(subs, " AND ") { $0.add($1) }
        case .disjunction(let subs): list(subs, " OR ") { $0.add($1) }
        case .exclusion(let left, let right): list([left, right], " MINUS ") { $0.add($1) }
        case .refined(let sub, let refinement):
            add(sub)
            text += " : "
            add(refinement, inner: false)
        case .dotted(let sub, let names): list([sub] + names, " . ") { $0.add($1) }
        }
    }

    private mutating func add(_ sub: SubConstraint) {
        if let step = sub.step { text += step.rawValue + " " }
        if let membership = sub.membership {
            text += "^ "
            switch membership.fields {
            case .members: break
            case .all: text += "[*] "
            case .named(let fields): text += "[" + fields.map(\.name).joined(separator: ", ") + "] "
            }
        }
        switch sub.focus {
        case .any: text += "*"
        case .concept(let reference): add(reference)
        case .alternate(let other):
            let isPlain = other.code.utf8.allSatisfy {
                ExpressionParser.isLetter($0) || ExpressionParser.isDigit($0) || [45, 46, 95].contains($0)
            }
            text += other.scheme + "#" + (isPlain ? other.code : "\"\(other.code)\"")
            add(term: other.term)
        case .nested(let inner):
            text += "("
            add(inner)
            text += ")"
        }
        for block in sub.memberFilters { self.block("M ", block.filters) { $0.add($1) } }
        for filter in sub.filters {
            switch filter {
            case .concept(let filters): block("C ", filters) { $0.add($1) }
            case .description(let filters): block("D ", filters) { $0.add($1) }
            }
        }
        if let history = sub.history { add(history) }
    }

    private mutating func add(_ reference: ConceptReference) {
        text += codes == .snomed ? reference.code : string(reference.code)
        add(term: reference.term)
    }

    private mutating func add(term: String?) {
        if keepsTerms, let term { text += " |\(term)|" }
    }

    private mutating func add(_ history: HistorySupplement) {
        switch history {
        case .minimum: text += " {{ + HISTORY-MIN }}"
        case .moderate: text += " {{ + HISTORY-MOD }}"
        case .maximum: text += " {{ + HISTORY-MAX }}"
        case .custom(let choice):
            text += " {{ + HISTORY ("
            add(choice)
            text += ") }}"
        }
    }

    // MARK: Refinements

    private mutating func add(_ refinement: Refinement, inner: Bool) {
        switch refinement {
        case .attribute(let attribute): add(attribute)
        case .group(let group):
            add(group.cardinality)
            text += "{ "
            add(group.attributes, inner: false)
            text += " }"
        case .conjunction(let parts): bracketed(inner) { $0.list(parts, ", ") { $0.add($1, inner: true) } }
        case .disjunction(let parts): bracketed(inner) { $0.list(parts, " OR ") { $0.add($1, inner: true) } }
        }
    }

    private mutating func add(_ set: AttributeSet, inner: Bool) {
        switch set {
        case .attribute(let attribute): add(attribute)
        case .conjunction(let parts): bracketed(inner) { $0.list(parts, ", ") { $0.add($1, inner: true) } }
        case .disjunction(let parts): bracketed(inner) { $0.list(parts, " OR ") { $0.add($1, inner: true) } }
        }
    }

    private mutating func add(_ attribute: AttributeConstraint) {
        add(attribute.cardinality)
        if attribute.isReversed { text += "R " }
        add(attribute.name)
        text += " \(attribute.comparison.rawValue) "
        switch attribute.value {
        case .concepts(let sub): add(sub)
        case .number(let number): text += "#" + number.text
        case .text(let terms): add(terms)
        case .boolean(let value): text += value ? "true" : "false"
        }
    }

    private mutating func add(_ cardinality: Cardinality?) {
        guard let cardinality else { return }
        text += "[\(cardinality.minimum)..\(cardinality.maximum.map(String.init) ?? "*")] "
    }

    // MARK: Filters

    private mutating func add(_ filter: DescriptionFilter) {
        switch filter {
        case .term(let isNegated, let terms):
            key("term", isNegated)
            add(terms)
        case .language(let isNegated, let languages):
            key("language", isNegated)
            set(languages) { $0.text += $1 }
        case .kind(let isNegated, let kinds):
            key("type", isNegated)
            set(kinds) { $0.text += $1.rawValue }
        case .kindID(let isNegated, let value):
            key("typeId", isNegated)
            add(value)
        case .dialect(let dialect): add(dialect)
        case .module(let isNegated, let value):
            key("moduleId", isNegated)
            add(value)
        case .time(let time): add("effectiveTime", time)
        case .active(let active): add(active)
        case .id(let isNegated, let numbers):
            key("id", isNegated)
            set(numbers) { $0.text += "\($1)" }
        }
    }

    private mutating func add(_ dialect: DialectFilter) {
        switch dialect.value {
        case .constraint(let sub):
            key("dialectId", dialect.isNegated)
            add(sub)
        case .choices(let choices, let isSet):
            if case .concept = choices.first?.dialect {
                key("dialectId", dialect.isNegated)
            } else {
                key("dialect", dialect.isNegated)
            }
            if isSet { text += "(" }
            list(choices, " ") { printer, choice in
                switch choice.dialect {
                case .alias(let alias): printer.text += alias
                case .concept(let reference): printer.add(reference)
                }
                printer.add(choice.acceptability)
            }
            if isSet { text += ")" }
        }
        add(dialect.acceptability)
    }

    private mutating func add(_ acceptability: [DialectFilter.Acceptability]?) {
        guard let acceptability else { return }
        text += " ("
        list(acceptability, " ") { printer, one in
            switch one {
            // Words and concepts may not be mixed, so all are written as concepts.
            case .acceptable: printer.text += WellKnown.acceptable
            case .preferred: printer.text += WellKnown.preferred
            case .other(let reference): printer.add(reference)
            }
        }
        text += ")"
    }

    private mutating func add(_ filter: ConceptFilter) {
        switch filter {
        case .definition(let isNegated, let isDefined):
            key("definitionStatus", isNegated)
            set(isDefined.sorted { !$0 && $1 }) { $0.text += $1 ? "defined" : "primitive" }
        case .definitionID(let isNegated, let value):
            key("definitionStatusId", isNegated)
            add(value)
        case .module(let isNegated, let value):
            key("moduleId", isNegated)
            add(value)
        case .time(let time): add("effectiveTime", time)
        case .active(let active): add(active)
        case .tag(let isNegated, let tags):
            key("semanticTag", isNegated)
            set(tags) { $0.text += $0.string($1) }
        }
    }

    private mutating func add(_ filter: MemberFilter) {
        switch filter.value {
        case .module(let isNegated, let value):
            key("moduleId", isNegated)
            add(value)
        case .time(let time): add(filter.field, time)
        case .active(let active): add(active)
        case .concepts(let isNegated, let sub):
            key(filter.field, isNegated)
            add(sub)
        case .number(let comparison, let number):
            text += "\(filter.field) \(comparison.rawValue) #\(number.text)"
        case .text(let isNegated, let terms):
            key(filter.field, isNegated)
            add(terms)
        case .boolean(let isNegated, let value):
            key(filter.field, isNegated)
            text += value ? "true" : "false"
        }
    }

    private mutating func add(_ value: ConceptValue) {
        switch value {
        case .constraint(let sub): add(sub)
        case .references(let references): set(references) { $0.add($1) }
        }
    }

    private mutating func add(_ key: String, _ time: TimeFilter) {
        text += "\(key) \(time.comparison.rawValue) "
        set(time.days) { $0.text += $1 == 0 ? "\"\"" : "\"\($1)\"" }
    }

    private mutating func add(_ active: ActiveFilter) {
        switch active {
        case .only(let isActive): text += "active = \(isActive ? 1 : 0)"
        case .both: text += "active = *"
        }
    }

    private mutating func add(_ terms: [SearchTerm]) {
        set(terms) { printer, term in
            switch term {
            case .words(let words, let isNamed): printer.text += (isNamed ? "match:" : "") + printer.string(words)
            case .pattern(let pieces):
                let escaped = pieces.map { piece in
                    let inner = printer.string(piece).dropFirst().dropLast()
                    return inner.split(separator: "*", omittingEmptySubsequences: false).joined(separator: "\\*")
                }
                printer.text += "wild:\"\(escaped.joined(separator: "*"))\""
            }
        }
    }

    // MARK: Pieces

    private mutating func key(_ key: String, _ isNegated: Bool) { text += key + (isNegated ? " != " : " = ") }

    private func string(_ text: String) -> String {
        var escaped = "\""
        for character in text.unicodeScalars {
            if character == "\"" || character == "\\" { escaped.unicodeScalars.append("\\") }
            escaped.unicodeScalars.append(character)
        }
        return escaped + "\""
    }

    private mutating func list<Item>(_ items: [Item], _ separator: String, _ add: (inout Self, Item) -> Void) {
        for (place, item) in items.enumerated() {
            if place > 0 { text += separator }
            add(&self, item)
        }
    }

    /// One item alone, more in brackets.
    private mutating func set<Item>(_ items: [Item], _ add: (inout Self, Item) -> Void) {
        bracketed(items.count > 1) { $0.list(items, " ", add) }
    }

    private mutating func bracketed(_ isNeeded: Bool, _ body: (inout Self) -> Void) {
        if isNeeded { text += "(" }
        body(&self)
        if isNeeded { text += ")" }
    }

    private mutating func block<Item>(_ letter: String, _ items: [Item], _ add: (inout Self, Item) -> Void) {
        text += " {{ " + letter
        list(items, ", ", add)
        text += " }}"
    }
}
