/// Conditions on attributes without groups, joined by AND or OR.
package indirect enum AttributeSet: Sendable, Hashable {
    case attribute(AttributeConstraint)
    case conjunction([AttributeSet])
    case disjunction([AttributeSet])
}
