/// What a sub-constraint begins with.
package indirect enum Focus: Sendable, Hashable {
    case concept(ConceptReference)
    /// `*`: the active concepts of the hierarchy.
    case any(SourceRange)
    /// `LOINC#54486-6`: a code of another scheme that names a concept.
    case alternate(AlternateIdentifier)
    /// A constraint in brackets.
    case nested(Constraint)
}
