/// What is wrong in the files that one thread reads.
struct RF2Log: Sendable {
    /// Enough to see what is wrong; the rest is counted.
    private static let most = 100
    /// Warnings of one kind in one file; the rest is counted.
    private static let mostAlike = 3

    private(set) var problems: [ImportProblem] = []
    private(set) var count = 0
    private var warnings: [ImportProblem] = []
    private var alike: [String: Int] = [:]

    /// Something that makes the release wrong.
    mutating func refuse(_ file: String, _ line: Int = 0, _ column: String = "", _ reason: @autoclosure () -> String) {
        count += 1
        if problems.count < Self.most {
            problems.append(ImportProblem(file: file, line: line, column: column, reason: reason()))
        }
    }

    /// Something that people should know and that harms nothing else.
    ///
    /// - Parameter kind: warnings of the same kind in the same file are shown only a few times.
    mutating func warn(
        _ kind: StaticString, _ file: String, _ line: Int = 0, _ column: String = "",
        _ reason: @autoclosure () -> String
    ) {
        let count = alike["\(file)\n\(kind)", default: 0] + 1
        alike["\(file)\n\(kind)"] = count
        guard count <= Self.mostAlike else { return }
        warnings.append(ImportProblem(file: file, line: line, column: column, reason: reason()))
    }

    mutating func add(_ other: RF2Log) {
        problems = Array((problems + other.problems).prefix(Self.most))
        count += other.count
        warnings += other.warnings
        for (key, number) in other.alike { alike[key, default: 0] += number }
    }

    /// - Throws: `ImportFailure` if something is wrong.
    func check() throws(ImportFailure) {
        if count > 0 { throw ImportFailure(problems, count: count) }
    }

    /// The warnings, and how many more there are of each kind.
    var notes: [ImportProblem] {
        warnings
            + alike.filter { $0.value > Self.mostAlike }.sorted { $0.key < $1.key }.map { key, number in
                let parts = key.split(separator: "\n")
                return ImportProblem(
                    file: String(parts.first ?? ""), reason: "\(number - Self.mostAlike) more: \(parts.last ?? "")")
            }
    }
}
