/// A release that was not taken: the first problems, and how many there are.
package struct ImportFailure: Error, Sendable, Equatable {
    /// The first hundred.
    package var problems: [ImportProblem]
    package var count: Int

    package init(_ problems: [ImportProblem], count: Int? = nil) {
        self.problems = Array(problems.prefix(100))
        self.count = count ?? problems.count
    }
}
