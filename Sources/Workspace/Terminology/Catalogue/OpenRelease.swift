package import Terminology

/// A release at hand: its row and its index.
package struct OpenRelease: Sendable {
    package let release: TerminologyRelease
    package let index: TerminologyIndex
    /// Answers expressions, and remembers its last answers for all who ask.
    package let evaluator: ExpressionEvaluator
}
