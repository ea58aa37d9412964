/// One condition on a row of a reference set.
package struct MemberFilter: Sendable, Hashable {
    /// Conditions in one pair of double braces.
    package struct Block: Sendable, Hashable {
        package var filters: [MemberFilter]
        package var range: SourceRange
    }

    package enum Value: Sendable, Hashable {
        case module(isNegated: Bool, ConceptValue)
        case time(TimeFilter)
        case active(ActiveFilter)
        case concepts(isNegated: Bool, SubConstraint)
        case number(Comparison, DecimalNumber)
        case text(isNegated: Bool, [SearchTerm])
        case boolean(isNegated: Bool, Bool)
    }

    /// The column's name as it is written.
    package var field: String
    package var value: Value
    package var range: SourceRange
}
