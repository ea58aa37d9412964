extension Evaluation {
    /// Keeps the concepts for which all of a block's conditions hold.
    mutating func keep(_ set: inout ConceptSet, _ filters: [ConceptFilter], at range: SourceRange)
        throws(ExpressionFailure)
    {
        for filter in filters where !set.isEmpty {
            switch filter {
            case .active(.both): break
            case .active(.only(let isActive)):
                if isActive { set.formIntersection(index.active) } else { set.subtract(index.active) }
            case .definition(let isNegated, let isDefined):
                let (takesDefined, takesPrimitive) = (
                    isDefined.contains(true) != isNegated, isDefined.contains(false) != isNegated
                )
                try keep(&set, at: range) { $0.flags($1).contains(.defined) ? takesDefined : takesPrimitive }
            case .definitionID(let isNegated, let value):
                let isPrimitive = try contains(value, WellKnown.primitive)
                let isDefined = try contains(value, WellKnown.defined)
                try keep(&set, at: range) {
                    ($0.flags($1).contains(.defined) ? isDefined : isPrimitive) != isNegated
                }
            case .module(let isNegated, let value):
                let wanted = try modules(value)
                try keep(&set, at: range) { wanted[$0.moduleIndex($1)] != isNegated }
            case .time(let time):
                try keep(&set, at: range) { time.matches($0.effectiveTime($1)) }
            case .tag(let isNegated, let tags):
                let wanted = index.tags.map { tag in tags.contains { $0.lowercased() == tag.lowercased() } }
                try keep(&set, at: range) { wanted[$0.tagIndex($1)] != isNegated }
            }
        }
    }

    @inline(__always)
    private mutating func keep(
        _ set: inout ConceptSet, at range: SourceRange, _ isWanted: (TerminologyIndex, Concept) -> Bool
    ) throws(ExpressionFailure) {
        try spend(set.count * 6, at: range)
        let index = index
        set = set.filtered { isWanted(index, $0) }
    }

    /// For each module of the index, whether it is one of the concepts.
    mutating func modules(_ value: ConceptValue) throws(ExpressionFailure) -> [Bool] {
        var wanted: [Bool] = []
        for code in index.modules {
            let isWanted = try contains(value, code)
            wanted.append(isWanted && !code.isEmpty)
        }
        return wanted
    }

    /// Whether a code is among the concepts of a filter, in this release or by its mere name.
    mutating func contains(_ value: ConceptValue, _ code: String) throws(ExpressionFailure) -> Bool {
        switch value {
        case .references(let references): return references.contains { $0.code == code }
        case .constraint(let sub):
            if let reference = sub.plainReference { return reference.code == code }
            guard let concept = index.concept(code: code) else { return false }
            return try concepts(of: sub, within: nil).contains(concept)
        }
    }
}

extension SubConstraint {
    /// The concept that it is, with nothing around.
    var plainReference: ConceptReference? {
        guard step == nil, membership == nil, memberFilters.isEmpty, filters.isEmpty, history == nil else { return nil }
        switch focus {
        case .concept(let reference): return reference
        case .nested(let inner):
            if case .simple(let sub) = inner.kind { return sub.plainReference }
            return nil
        case .any, .alternate: return nil
        }
    }
}

extension ConceptSet {
    /// The concepts for which something is true.
    @inline(__always)
    func filtered(_ isWanted: (Concept) -> Bool) -> ConceptSet {
        var kept = self
        forEach { concept in
            if !isWanted(concept) { kept.remove(concept) }
        }
        return kept
    }
}
