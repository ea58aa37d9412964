/// What an expression stands for.
package struct ExpressionAnswer: Sendable {
    package enum Content: Sendable {
        case concepts(ConceptSet)
        /// Of `^ [fields]` as the whole expression.
        case rows(ReferenceSetRows)
    }

    /// The expression in brief syntax without terms and comments.
    package var normalised: String
    package var content: Content
}
