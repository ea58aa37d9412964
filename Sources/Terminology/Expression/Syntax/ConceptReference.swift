/// A concept as it is named in an expression: `73211009 |Diabetes mellitus|`.
package struct ConceptReference: Sendable, Hashable {
    package var code: String
    /// For the eye only: it may be wrong without being an error.
    package var term: String?
    package var range: SourceRange
}
