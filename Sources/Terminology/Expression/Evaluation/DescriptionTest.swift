/// The conditions of one block on a description, made ready for many.
final class DescriptionTest {
    /// A condition on the text.
    private struct Term {
        var isNegated: Bool
        var choices: [Choice]
    }

    private enum Choice {
        /// Exactly these documents match.
        case documents([UInt64])
        /// All that match are among these, or anywhere.
        case pattern(TermMatcher, among: [UInt64]?)
        /// All with one of these lexemes, the pieces of texts between blanks.
        case lexemes([Bool])
        case all

        var candidates: [UInt64]? {
            switch self {
            case .documents(let bits): bits
            case .pattern(_, let bits): bits
            case .lexemes, .all: nil
            }
        }

        /// Nanoseconds a description, roughly.
        var cost: Int {
            switch self {
            case .documents, .all: 10
            case .lexemes: 60
            case .pattern: 800
            }
        }
    }

    private let index: TerminologyIndex
    /// For each profile of the index, whether kind, language, dialects and activity are as asked.
    private var profiles: [Bool] = []
    private var modules: [(isNegated: Bool, wanted: [Bool])] = []
    /// For each day of the index, whether it is as asked.
    private(set) var days: [Bool]?
    private var ids: [(isNegated: Bool, numbers: Set<UInt64>)] = []
    private var terms: [Term] = []
    /// Room for a text.
    private var text: [UInt8] = []

    /// Nanoseconds a description, roughly.
    private(set) var cost = 10
    /// Whether more is asked than the text part knows.
    private(set) var needsPlace = false

    /// - Parameter count: how many concepts will be asked; texts of few are compared one by one.
    init(
        _ filters: [DescriptionFilter], count: Int, _ evaluation: inout Evaluation
    ) throws(ExpressionFailure) {
        index = evaluation.index
        var tests: [(DescriptionProfile) -> Bool] = []
        var isActiveAsked = false
        for filter in filters {
            switch filter {
            case .term(let isNegated, let wanted):
                terms.append(Term(isNegated: isNegated, choices: wanted.map { choice($0, isFew: count < 64) }))
            case .language(let isNegated, let wanted):
                let matches = index.languages.map { tag in
                    wanted.contains(tag.split(separator: "-").first?.lowercased() ?? "") != isNegated
                }
                tests.append { Int($0.language) < matches.count && matches[Int($0.language)] }
            case .kind(let isNegated, let wanted):
                let kinds = Set(wanted.flatMap(\.kinds))
                tests.append { kinds.contains($0.kind) != isNegated }
            case .kindID(let isNegated, let value):
                var kinds: Set<DescriptionKind> = []
                for kind in DescriptionFilter.Kind.allCases where try evaluation.contains(value, kind.code) {
                    kinds.formUnion(kind.kinds)
                }
                let found = kinds
                tests.append { found.contains($0.kind) != isNegated }
            case .dialect(let filter):
                let choices = try Self.choices(filter, &evaluation)
                tests.append { profile in
                    choices.contains { $0.ratings.contains(profile.acceptability & $0.mask) } != filter.isNegated
                }
            case .active(let active):
                isActiveAsked = true
                tests.append { active.matches($0.isActive) }
            case .module(let isNegated, let value): modules.append((isNegated, try evaluation.modules(value)))
            case .time(let time):
                let known = days ?? Array(repeating: true, count: index.days.count)
                days = known.enumerated().map { $1 && time.matches(index.days[$0]) }
            case .id(let isNegated, let numbers): ids.append((isNegated, Set(numbers)))
            }
        }
        // Names that are no longer in use are asked for, or not meant.
        if !isActiveAsked { tests.append(\.isActive) }
        profiles = index.terms.profileTable.map { profile in tests.allSatisfy { $0(profile) } }
        needsPlace = !modules.isEmpty || days != nil || !ids.isEmpty
        cost += terms.reduce(0) { $0 + $1.choices.reduce(0) { $0 + $1.cost } }
    }

    private func choice(_ term: SearchTerm, isFew: Bool) -> Choice {
        switch term {
        case .words(let text, _):
            return isFew
                ? .pattern(TermMatcher(term), among: nil) : .documents(index.terms.documents(matchingWordsOf: text))
        case .pattern(let pieces):
            if pieces.count > 1, pieces.allSatisfy(\.isEmpty) { return .all }
            if isFew { return .pattern(TermMatcher(term), among: nil) }
            let among = documents(holding: pieces)
            if among == nil, let lexemes = lexemes(holding: pieces) { return .lexemes(lexemes) }
            return .pattern(TermMatcher(term), among: among)
        }
    }

    /// Of a pattern such as `*e*`, which nearly all texts fit: the lexemes that fit it, for one is enough.
    private func lexemes(holding pieces: [String]) -> [Bool]? {
        let store = index.terms
        guard pieces.count == 3, pieces[0].isEmpty, pieces[2].isEmpty, !pieces[1].contains(" "),
            store.styles.allSatisfy({ $0.kept == "" })
        else { return nil }
        let matcher = TermMatcher(.pattern(pieces))
        return (0..<store.lexemeCount).map { matcher.matches(store.lexemeText($0), style: .plain) }
    }

    /// Documents that hold the longest runs of letters and digits of a pattern, each of which is part of one word.
    private func documents(holding pieces: [String]) -> [UInt64]? {
        let runs = Set(pieces.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }.map(String.init))
        var shared: [UInt64]?
        for run in runs.sorted(by: { $0.utf8.count > $1.utf8.count }).prefix(3) {
            guard let found = index.terms.documents(containing: run) else { continue }
            if var both = shared {
                for place in both.indices { both[place] &= found[place] }
                shared = both
            } else {
                shared = found
            }
        }
        return shared
    }

    /// Documents among which are all that match; nil where no condition narrows them down.
    var candidates: [UInt64]? {
        var shared: [UInt64]?
        for term in terms where !term.isNegated {
            guard let first = term.choices.first?.candidates else { continue }
            var bits = first
            var isKnown = true
            for choice in term.choices.dropFirst() {
                guard let more = choice.candidates else {
                    isKnown = false
                    break
                }
                for place in bits.indices { bits[place] |= more[place] }
            }
            guard isKnown else { continue }
            if let before = shared { for place in bits.indices { bits[place] &= before[place] } }
            shared = bits
        }
        return shared
    }

    /// - Parameters:
    ///   - document: its number in the text part.
    ///   - place: its number in the order of concepts; nil to look for it.
    func matches(_ document: Int, place: Int?) -> Bool {
        // What lies in the order of concepts is nearer at hand for who goes through concepts.
        if let place, needsPlace, !hasColumns(place) { return false }
        guard hasProfile(document) else { return false }
        if needsPlace, place == nil, !hasColumns(self.place(of: document)) { return false }
        return hasTerms(document)
    }

    /// Whether kind, language, dialects and activity are as asked.
    @inline(__always)
    func hasProfile(_ document: Int) -> Bool { profiles[Int(index.terms.profiles[document])] }

    /// Whether the text is as asked.
    func hasTerms(_ document: Int) -> Bool {
        terms.isEmpty
            || terms.allSatisfy { term in term.choices.contains { matches($0, document) } != term.isNegated }
    }

    private func matches(_ choice: Choice, _ document: Int) -> Bool {
        switch choice {
        case .all: return true
        case .lexemes(let wanted):
            var isFound = false
            index.terms.forEachLexeme(document) { if wanted[$0] { isFound = true } }
            return isFound
        case .documents(let bits): return bits[document >> 6] >> UInt64(document & 63) & 1 != 0
        case .pattern(let matcher, let among):
            if let among, among[document >> 6] >> UInt64(document & 63) & 1 == 0 { return false }
            text.removeAll(keepingCapacity: true)
            index.terms.append(document, to: &text)
            let style = index.terms.style(document)
            return text.withUnsafeBufferPointer { matcher.matches($0, style: style) }
        }
    }

    private func hasColumns(_ place: Int) -> Bool {
        let reader = index.descriptionReader
        if let days, !days[Int(reader.times[place])] { return false }
        if !modules.isEmpty {
            let module = Int(reader.modules[place])
            guard modules.allSatisfy({ $0.wanted[module] != $0.isNegated }) else { return false }
        }
        if ids.isEmpty { return true }
        let number = reader.number(place)
        return ids.allSatisfy { $0.numbers.contains(number) != $0.isNegated }
    }

    private func place(of document: Int) -> Int {
        let range = index.descriptionReader.offsets.range(Int(index.terms.concept(document)))
        return range.first { Int(index.descriptionReader.documents[$0]) == document } ?? range.lowerBound
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
