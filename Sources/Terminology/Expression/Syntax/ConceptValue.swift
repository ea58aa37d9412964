/// Concepts that a filter compares with: `= << 900000000000443000` or `= (123 456)`.
package enum ConceptValue: Sendable, Hashable {
    case constraint(SubConstraint)
    case references([ConceptReference])
}
