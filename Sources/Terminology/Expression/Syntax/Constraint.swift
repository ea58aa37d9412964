/// An expression constraint of the Expression Constraint Language (ECL) 2.2, which stands for a set of concepts.
package struct Constraint: Sendable, Hashable {
    package indirect enum Kind: Sendable, Hashable {
        case simple(SubConstraint)
        /// `A AND B AND C`
        case conjunction([SubConstraint])
        /// `A OR B OR C`
        case disjunction([SubConstraint])
        /// `A MINUS B`
        case exclusion(SubConstraint, SubConstraint)
        /// `A : attribute = value`
        case refined(SubConstraint, Refinement)
        /// `A . attribute . attribute`
        case dotted(SubConstraint, [SubConstraint])
    }

    package var kind: Kind
    package var range: SourceRange
}
