/// What is wrong in the files of one release, until there is too much of it.
struct ProblemList {
    private(set) var problems: [ImportProblem] = []
    /// Lesser ones: the release is right without what they speak of.
    private(set) var warnings: [ImportProblem] = []
    private var hidden = 0

    /// Notes a problem that makes the release wrong.
    ///
    /// - Throws: `ImportFailure` at the hundredth.
    mutating func refuse(_ file: String, _ line: Int, _ column: String = "", _ reason: String) throws(ImportFailure) {
        problems.append(ImportProblem(file: file, line: line, column: column, reason: reason))
        if problems.count >= 100 { throw ImportFailure(problems) }
    }

    mutating func warn(_ file: String, _ line: Int = 0, _ column: String = "", _ reason: String) {
        guard warnings.count < 100 else { return hidden += 1 }
        warnings.append(ImportProblem(file: file, line: line, column: column, reason: reason))
    }

    /// - Throws: `ImportFailure` if there was a problem.
    func check() throws(ImportFailure) {
        if !problems.isEmpty { throw ImportFailure(problems) }
    }

    /// All warnings, and how many were too many.
    var notes: [ImportProblem] {
        guard hidden > 0, let last = warnings.last else { return warnings }
        return warnings + [ImportProblem(file: last.file, reason: "and \(hidden) more warnings")]
    }
}
