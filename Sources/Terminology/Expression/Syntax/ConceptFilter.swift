/// One condition on a concept.
package enum ConceptFilter: Sendable, Hashable {
    case definition(isNegated: Bool, isDefined: Set<Bool>)
    case definitionID(isNegated: Bool, ConceptValue)
    case module(isNegated: Bool, ConceptValue)
    case time(TimeFilter)
    case active(ActiveFilter)
    /// `semanticTag = "disorder"`; not in ECL 2.2, but asked for in every labelling project.
    case tag(isNegated: Bool, [String])
}
