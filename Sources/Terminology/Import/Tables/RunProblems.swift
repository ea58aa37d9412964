/// What was found wrong in a release, in order.
final class RunProblems {
    /// Enough to see what is wrong with the files; after so many the import ends.
    static let mostFailures = 100
    static let mostWarnings = 1000

    private var failures: [ImportProblem] = []
    private var kept: [ImportProblem] = []
    private(set) var warningCount = 0

    /// Notes something that makes the release wrong; ends the import when there is much of it.
    func fail(_ file: String, _ line: Int = 0, _ column: String = "", _ reason: String) throws {
        failures.append(ImportProblem(file: file, line: line, column: column, reason: reason))
        if failures.count >= Self.mostFailures { throw ImportFailure(failures) }
    }

    func fail(_ problem: ImportProblem) throws {
        try fail(problem.file, problem.line, problem.column, problem.reason)
    }

    /// Notes something that a reader should know and that harms nothing else.
    func warn(_ file: String, _ line: Int = 0, _ column: String = "", _ reason: @autoclosure () -> String) {
        warningCount += 1
        guard kept.count < Self.mostWarnings else { return }
        kept.append(ImportProblem(file: file, line: line, column: column, reason: reason()))
    }

    /// Ends the import if anything is wrong.
    func stopIfWrong() throws {
        if !failures.isEmpty { throw ImportFailure(failures) }
    }

    /// The warnings so far, with their number where not all were kept; the next release begins anew.
    func takeWarnings() -> [ImportProblem] {
        defer {
            kept = []
            warningCount = 0
        }
        guard warningCount > kept.count else { return kept }
        return kept + [ImportProblem(file: "", reason: "\(warningCount - kept.count) more problems like these")]
    }
}
