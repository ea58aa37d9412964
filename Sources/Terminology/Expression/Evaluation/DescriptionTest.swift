/// The conditions of one block on a description, made ready for many.
final class DescriptionTest {
    private struct Term {
        var isNegated: Bool
        var matchers: [TermMatcher]
    }

    private let index: TerminologyIndex
    private var kinds: [(isNegated: Bool, kinds: Set<DescriptionKind>)] = []
    private var languages: [[Bool]] = []
    private var dialects: [(isNegated: Bool, choices: [(mask: UInt16, ratings: [UInt16])])] = []
    private var modules: [(isNegated: Bool, wanted: [Bool])] = []
    private var times: [TimeFilter] = []
    private var actives: [ActiveFilter] = []
    private var ids: [(isNegated: Bool, numbers: Set<UInt64>)] = []
    private var terms: [Term] = []
    private let styles: [FoldStyle]

    /// Nanoseconds a concept, roughly.
    var cost: Int { terms.isEmpty ? 30 : 1500 }

    init(_ filters: [DescriptionFilter], _ evaluation: inout Evaluation) throws(ExpressionFailure) {
        let index = evaluation.index
        self.index = index
        styles = index.languages.map(FoldStyle.init(language:))
        for filter in filters {
            switch filter {
            case .term(let isNegated, let wanted):
                terms.append(Term(isNegated: isNegated, matchers: wanted.map { TermMatcher($0) }))
            case .language(let isNegated, let wanted):
                languages.append(
                    index.languages.map { tag in
                        let language = tag.split(separator: "-").first?.lowercased() ?? ""
                        return wanted.contains(language) != isNegated
                    })
            case .kind(let isNegated, let wanted): kinds.append((isNegated, Set(wanted.flatMap(\.kinds))))
            case .kindID(let isNegated, let value):
                var wanted: Set<DescriptionKind> = []
                for kind in DescriptionFilter.Kind.allCases where try evaluation.contains(value, kind.code) {
                    wanted.formUnion(kind.kinds)
                }
                kinds.append((isNegated, wanted))
            case .dialect(let filter): dialects.append((filter.isNegated, try Self.choices(filter, &evaluation)))
            case .module(let isNegated, let value): modules.append((isNegated, try evaluation.modules(value)))
            case .time(let time): times.append(time)
            case .active(let active): actives.append(active)
            case .id(let isNegated, let numbers): ids.append((isNegated, Set(numbers)))
            }
        }
        // Names that are no longer in use are asked for, or not meant.
        if actives.isEmpty { actives = [.only(true)] }
    }

    /// - Parameter place: of a description in the order of concepts.
    func matches(_ place: Int) -> Bool {
        let document = Int(index.descriptionReader.documents[place])
        let store = index.terms
        let isActive = store.isActive(document)
        guard actives.allSatisfy({ $0.matches(isActive) }) else { return false }
        if !kinds.isEmpty {
            let kind = store.kind(document)
            guard kinds.allSatisfy({ $0.kinds.contains(kind) != $0.isNegated }) else { return false }
        }
        let language = store.language(document)
        guard languages.allSatisfy({ language < $0.count && $0[language] }) else { return false }
        if !dialects.isEmpty {
            let acceptability = store.acceptability(document)
            guard
                dialects.allSatisfy({ filter in
                    filter.choices.contains { $0.ratings.contains(acceptability & $0.mask) } != filter.isNegated
                })
            else { return false }
        }
        if !modules.isEmpty {
            let module = Int(index.descriptionReader.modules[place])
            guard modules.allSatisfy({ $0.wanted[module] != $0.isNegated }) else { return false }
        }
        if !times.isEmpty {
            let day = index.days[index.descriptionReader.times[place]]
            guard times.allSatisfy({ $0.matches(day) }) else { return false }
        }
        if !ids.isEmpty {
            let number = index.descriptionReader.number(place)
            guard ids.allSatisfy({ $0.numbers.contains(number) != $0.isNegated }) else { return false }
        }
        if terms.isEmpty { return true }
        let style = language < styles.count ? styles[language] : .plain
        var text = store.text(document)
        return text.withUTF8 { text in
            terms.allSatisfy { term in term.matchers.contains { $0.matches(text, style: style) } != term.isNegated }
        }
    }

    /// Which bits of an acceptability say that a description is in a dialect as asked.
    private static func choices(
        _ filter: DialectFilter, _ evaluation: inout Evaluation
    ) throws(ExpressionFailure) -> [(mask: UInt16, ratings: [UInt16])] {
        var found: [(mask: UInt16, ratings: [UInt16])] = []
        for (place, dialect) in evaluation.index.dialects.prefix(8).enumerated() {
            let shift = UInt16(place * 2)
            func add(_ acceptability: [DialectFilter.Acceptability]?) {
                let ratings: [UInt16] = (acceptability ?? [.acceptable, .preferred]).compactMap {
                    switch $0 {
                    case .acceptable: 1 << shift
                    case .preferred: 2 << shift
                    case .other: nil
                    }
                }
                found.append((3 << shift, ratings))
            }
            switch filter.value {
            case .constraint(let sub):
                if try evaluation.contains(.constraint(sub), dialect.code) { add(filter.acceptability) }
            case .choices(let choices, _):
                for choice in choices where choice.dialect.names(dialect) {
                    add(choice.acceptability ?? filter.acceptability)
                }
            }
        }
        return found
    }
}

extension DescriptionFilter.Kind {
    fileprivate var kinds: [DescriptionKind] {
        switch self {
        case .synonym: [.synonym, .preferred, .consumer, .short]
        case .fullySpecifiedName: [.fullySpecified]
        case .definition: [.definition]
        }
    }

    fileprivate var code: String {
        switch self {
        case .synonym: WellKnown.synonym
        case .fullySpecifiedName: WellKnown.fullySpecifiedName
        case .definition: WellKnown.definition
        }
    }
}

extension DialectFilter.Dialect {
    /// Whether this is what the release calls so: by code, or by the alias of the language reference set.
    fileprivate func names(_ dialect: LanguageDialect) -> Bool {
        switch self {
        case .concept(let reference): reference.code == dialect.code
        case .alias(let alias): alias == dialect.tag.lowercased() || DialectAlias.codes[alias] == dialect.code
        }
    }
}
