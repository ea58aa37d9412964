/// `[1..3] R name = value`
package struct AttributeConstraint: Sendable, Hashable {
    /// What an attribute's value is compared with.
    package enum Value: Sendable, Hashable {
        case concepts(SubConstraint)
        case number(DecimalNumber)
        case text([SearchTerm])
        case boolean(Bool)
    }

    package var cardinality: Cardinality?
    /// The refined concept is the target, and the value the source, of the relationship.
    package var isReversed: Bool
    package var name: SubConstraint
    package var comparison: Comparison
    package var value: Value
    package var range: SourceRange
}
