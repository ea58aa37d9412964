/// One numbered step of the schema; append-only, never edited after a release.
package struct Migration: Sendable {
    /// Positive; steps run in the order of their numbers, each once, each in a transaction of its own.
    package let number: Int
    /// For the log, such as `people`.
    package let name: String
    /// The statements, in the words of the engine.
    package let statements: @Sendable (Dialect) -> String

    package init(_ number: Int, _ name: String, _ statements: @escaping @Sendable (Dialect) -> String) {
        self.number = number
        self.name = name
        self.statements = statements
    }
}
