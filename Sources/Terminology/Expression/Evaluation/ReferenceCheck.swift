/// Finds concepts that a release does not have before anything is evaluated, so that a short way to the answer hides none.
struct ReferenceCheck {
    let evaluation: Evaluation

    func check(_ constraint: Constraint) throws(ExpressionFailure) {
        switch constraint.kind {
        case .simple(let sub): try check(sub)
        case .conjunction(let subs), .disjunction(let subs): for sub in subs { try check(sub) }
        case .exclusion(let left, let right):
            try check(left)
            try check(right)
        case .refined(let sub, let refinement):
            try check(sub)
            try check(refinement)
        case .dotted(let sub, let names):
            try check(sub)
            for name in names { try check(name) }
        }
    }

    private func check(_ sub: SubConstraint) throws(ExpressionFailure) {
        switch sub.focus {
        case .any: break
        case .concept(let reference): _ = try evaluation.concept(reference)
        case .alternate(let other): _ = try evaluation.concept(other)
        case .nested(let inner): try check(inner)
        }
        if sub.membership == nil, let block = sub.memberFilters.first {
            throw evaluation.failure(.meaningless, "A member filter says nothing without ^ before it.", at: block.range)
        }
        for filter in sub.memberFilters.flatMap(\.filters) {
            switch filter.value {
            case .module(_, let value): try check(value)
            case .concepts(_, let inner): try check(inner)
            case .time, .active, .number, .text, .boolean: break
            }
        }
        for filter in sub.filters {
            switch filter {
            case .concept(let filters): for filter in filters { try check(filter) }
            case .description(let filters): for filter in filters { try check(filter) }
            }
        }
        if case .custom(let choice) = sub.history { try check(choice) }
    }

    private func check(_ filter: ConceptFilter) throws(ExpressionFailure) {
        switch filter {
        case .definitionID(_, let value), .module(_, let value): try check(value)
        case .definition, .time, .active, .tag: break
        }
    }

    private func check(_ filter: DescriptionFilter) throws(ExpressionFailure) {
        switch filter {
        case .kindID(_, let value), .module(_, let value): try check(value)
        case .dialect(let dialect):
            switch dialect.value {
            case .constraint(let sub): try check(.constraint(sub))
            case .choices(let choices, _):
                for choice in choices {
                    if case .concept(let reference) = choice.dialect { try check(.references([reference])) }
                }
            }
        case .term, .language, .kind, .time, .active, .id: break
        }
    }

    /// Metadata that filters name may be missing in an extract of a release that uses it.
    private func check(_ value: ConceptValue) throws(ExpressionFailure) {
        switch value {
        case .references(let references): for reference in references { try checkLoosely(reference) }
        case .constraint(let sub):
            if let reference = sub.plainReference { try checkLoosely(reference) } else { try check(sub) }
        }
    }

    private func checkLoosely(_ reference: ConceptReference) throws(ExpressionFailure) {
        let index = evaluation.index
        if WellKnown.ofFilters.contains(reference.code) || DialectAlias.codes.values.contains(reference.code)
            || index.modules.contains(reference.code) || index.dialects.contains(where: { $0.code == reference.code })
        {
            return
        }
        _ = try evaluation.concept(reference)
    }

    private func check(_ refinement: Refinement) throws(ExpressionFailure) {
        switch refinement {
        case .attribute(let attribute): try check(attribute)
        case .group(let group): try check(group.attributes)
        case .conjunction(let parts), .disjunction(let parts): for part in parts { try check(part) }
        }
    }

    private func check(_ set: AttributeSet) throws(ExpressionFailure) {
        switch set {
        case .attribute(let attribute): try check(attribute)
        case .conjunction(let parts), .disjunction(let parts): for part in parts { try check(part) }
        }
    }

    private func check(_ attribute: AttributeConstraint) throws(ExpressionFailure) {
        try check(attribute.name)
        if case .concepts(let sub) = attribute.value { try check(sub) }
    }
}
