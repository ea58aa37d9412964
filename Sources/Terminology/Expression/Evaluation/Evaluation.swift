/// One run of an expression over an index.
struct Evaluation {
    let index: TerminologyIndex
    let tables: EvaluationTables
    /// The expression, for messages.
    let bytes: [UInt8]
    let limits: ExpressionLimits
    private let deadline: ContinuousClock.Instant
    private var work = 0

    init(index: TerminologyIndex, tables: EvaluationTables, bytes: [UInt8], limits: ExpressionLimits) {
        self.index = index
        self.tables = tables
        self.bytes = bytes
        self.limits = limits
        deadline = .now + limits.time
    }

    /// Books work, and looks at the clock now and then.
    /// - Parameter amount: about as many nanoseconds.
    mutating func spend(_ amount: Int, at range: SourceRange) throws(ExpressionFailure) {
        work += amount
        guard work > 200_000 else { return }
        work = 0
        if limits.isCancelled() { throw failure(.cancelled, "The evaluation was cancelled.", at: range) }
        guard ContinuousClock.now < deadline else {
            throw failure(.timeout, "The evaluation takes longer than \(limits.time).", at: range)
        }
    }

    func failure(
        _ reason: ExpressionFailure.Reason, _ message: String, at range: SourceRange, expected: [String] = []
    ) -> ExpressionFailure {
        let found = String(decoding: bytes[range.start..<min(range.end, range.start + 40)], as: UTF8.self)
        return ExpressionFailure(reason, message, in: bytes, at: range.start, found: found, expected: expected)
    }

    // MARK: Constraints

    /// - Parameter within: what the caller cuts the answer to anyway, so that less need be looked at.
    mutating func concepts(of constraint: Constraint, within: ConceptSet?) throws(ExpressionFailure) -> ConceptSet {
        switch constraint.kind {
        case .simple(let sub): return try concepts(of: sub, within: within)
        case .conjunction(let subs): return try conjunction(subs, within: within)
        case .disjunction(let subs):
            var all = try concepts(of: subs[0], within: within)
            for sub in subs.dropFirst() { all.formUnion(try concepts(of: sub, within: within)) }
            return all
        case .exclusion(let left, let right):
            var kept = try concepts(of: left, within: within)
            if !kept.isEmpty { kept.subtract(try concepts(of: right, within: kept)) }
            return kept
        case .refined(let sub, let refinement):
            var focus = try concepts(of: sub, within: within)
            if let within { focus.formIntersection(within) }
            return focus.isEmpty ? focus : try concepts(meeting: refinement, in: focus)
        case .dotted(let sub, let names):
            var found = try concepts(of: sub, within: nil)
            for name in names { found = try targets(of: name, from: found) }
            return found
        }
    }

    /// The cheapest first; nothing is looked at once nothing is left.
    private mutating func conjunction(
        _ subs: [SubConstraint], within: ConceptSet?
    ) throws(ExpressionFailure) -> ConceptSet {
        let ordered = subs.enumerated().sorted {
            ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
        }
        var kept = try concepts(of: ordered[0].element, within: within)
        if let within { kept.formIntersection(within) }
        for (_, sub) in ordered.dropFirst() {
            if kept.isEmpty { break }
            kept.formIntersection(try concepts(of: sub, within: kept))
        }
        return kept
    }

    mutating func concepts(of sub: SubConstraint, within: ConceptSet?) throws(ExpressionFailure) -> ConceptSet {
        try spend(1000, at: sub.range)
        let isPlain = sub.step == nil && sub.membership == nil && sub.history == nil
        var set: ConceptSet
        if let membership = sub.membership {
            let refsets = try focus(sub.focus, within: nil)
            set = try members(membership, of: refsets, sub.memberFilters)
            if let step = sub.step { set = try self.step(step, from: set, at: sub.range) }
        } else {
            guard sub.memberFilters.isEmpty else {
                throw failure(
                    .meaningless, "A member filter says nothing without ^ before it.", at: sub.memberFilters[0].range)
            }
            set = try step(sub.step, from: sub.focus, within: isPlain ? within : nil, at: sub.range)
        }
        if !sub.filters.isEmpty {
            if sub.history == nil, let within { set.formIntersection(within) }
            for filter in sub.filters.sorted(by: { $0.cost < $1.cost }) where !set.isEmpty {
                switch filter {
                case .concept(let filters): try keep(&set, filters, at: sub.range)
                case .description(let filters): try keep(&set, filters, at: sub.range)
                }
            }
        }
        if let history = sub.history { try supplement(&set, history, at: sub.range) }
        return set
    }

    /// What a focus stands for.
    mutating func focus(_ focus: Focus, within: ConceptSet?) throws(ExpressionFailure) -> ConceptSet {
        switch focus {
        case .any: return tables.everything
        case .nested(let inner): return try concepts(of: inner, within: within)
        case .concept(let reference):
            var set = index.emptySet()
            set.insert(try concept(reference))
            return set
        case .alternate(let other):
            var set = index.emptySet()
            set.insert(try concept(other))
            return set
        }
    }

    /// The concept that is named.
    func concept(_ reference: ConceptReference) throws(ExpressionFailure) -> Concept {
        if let number = UInt64(reference.code), index.identity.codeStyle == .snomed,
            let concept = index.concept(number: number)
        {
            return concept
        }
        let found =
            index.identity.codeStyle == .snomed
            ? index.concept(code: reference.code)
            : index.concept(code: reference.code) ?? index.concept(tolerant: reference.code)
        guard let found else {
            throw failure(
                .unknownConcept,
                "“\(reference.code)” is no concept of \(index.identity.title), \(index.identity.version).",
                at: reference.range)
        }
        return found
    }

    /// `LOINC#54486-6`: a code of the index's own system, or an identifier that the release gives a concept in another.
    func concept(_ other: AlternateIdentifier) throws(ExpressionFailure) -> Concept {
        if other.scheme.lowercased() == index.identity.key.lowercased() {
            return try concept(ConceptReference(code: other.code, term: other.term, range: other.range))
        }
        if let found = index.concept(identifiedBy: other.code, scheme: other.scheme) { return found }
        throw failure(
            .unknownConcept,
            "\(index.identity.title), \(index.identity.version), has no concept with the identifier “\(other.code)” of the scheme “\(other.scheme)”.",
            at: other.range)
    }
}

extension TerminologyIndex {
    /// The concept that has a code in another scheme. Those of SNOMED CT's identifier files are properties that are called
    /// as the scheme is: “LOINC Code System”.
    fileprivate func concept(identifiedBy code: String, scheme: String) -> Concept? {
        guard identity.codeStyle == .snomed else { return nil }
        func words(_ text: String) -> String {
            " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
        }
        let alias = words(scheme)
        let isScheme = propertyNames.map { words($0).contains(alias) }
        guard isScheme.contains(true) else { return nil }
        let reader = propertyReader
        for row in 0..<reader.concepts.count where isScheme[Int(reader.names[row])] && reader.values[row] == code {
            return Concept(ordinal: reader.concepts[row])
        }
        return nil
    }
}
