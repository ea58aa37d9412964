extension SubConstraint {
    /// A rough order of how long it takes, in microseconds: the cheapest of several is looked at first.
    var cost: Int {
        var cost = 1
        if case .nested(let inner) = focus { cost += inner.cost }
        if membership != nil { cost += memberFilters.isEmpty ? 10 : 500 }
        cost += filters.reduce(0) { $0 + $1.cost }
        return history == nil ? cost : cost + 200
    }
}

extension SubConstraint.ConceptOrDescriptionFilter {
    var cost: Int {
        switch self {
        case .concept: return 100
        case .description(let filters):
            let hasPattern = filters.contains {
                guard case .term(_, let terms) = $0 else { return false }
                return terms.contains { if case .pattern = $0 { true } else { false } }
            }
            return hasPattern ? 5000 : 1000
        }
    }
}

extension Constraint {
    var cost: Int {
        switch kind {
        case .simple(let sub): sub.cost
        case .conjunction(let subs), .disjunction(let subs): subs.reduce(0) { $0 + $1.cost }
        case .exclusion(let left, let right): left.cost + right.cost
        case .refined(let sub, _): sub.cost + 300
        case .dotted(let sub, let names): sub.cost + 300 * names.count
        }
    }
}
