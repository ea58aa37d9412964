/// What stands after the colon: conditions on the attributes of a concept.
package indirect enum Refinement: Sendable, Hashable {
    case attribute(AttributeConstraint)
    /// Conditions that one role group must meet.
    case group(AttributeGroup)
    case conjunction([Refinement])
    case disjunction([Refinement])
}
