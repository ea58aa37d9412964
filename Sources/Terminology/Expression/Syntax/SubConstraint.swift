/// The smallest part of an expression that stands for concepts: `<< ^ 123 {{ M … }} {{ D … }} {{ + HISTORY }}`.
///
/// It is read from inside to outside: focus, membership with its filters, hierarchy, filters, history.
package struct SubConstraint: Sendable, Hashable {
    package var step: HierarchyStep?
    package var membership: Membership?
    package var focus: Focus
    package var memberFilters: [MemberFilter.Block]
    package var filters: [ConceptOrDescriptionFilter]
    package var history: HistorySupplement?
    package var range: SourceRange

    /// A block of double braces that looks at concepts or at their descriptions.
    package enum ConceptOrDescriptionFilter: Sendable, Hashable {
        /// All hold for the concept.
        case concept([ConceptFilter])
        /// All hold for one and the same description of the concept.
        case description([DescriptionFilter])
    }
}
