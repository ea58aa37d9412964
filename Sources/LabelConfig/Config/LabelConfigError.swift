package import JSON

/// Why a config is refused: at least one problem.
package struct LabelConfigError: Error, Sendable, Equatable, CustomStringConvertible {
    package let problems: [ConfigProblem]

    package init(problems: [ConfigProblem]) { self.problems = problems }

    package var description: String { problems.map(\.description).joined(separator: "\n") }

    /// The `validation_errors` of an API answer.
    package var validationErrors: JSONValue {
        ["label_config": .array(problems.map { .string($0.description) })]
    }
}
