import ArgumentParser
import Foundation
import Terminology
import Workspace

/// How the commands on code systems write to a terminal.
enum TerminologyOutput {
    /// `snomed.vxt, line 17, column term: …`
    static func words(_ problem: ImportProblem) -> String {
        var place = problem.file
        if problem.line > 0 { place += ", line \(problem.line)" }
        if !problem.column.isEmpty { place += ", column \(problem.column)" }
        return place.isEmpty ? problem.reason : "\(place): \(problem.reason)"
    }

    /// All problems that are known, on standard error.
    static func tell(_ failure: ImportFailure) {
        var lines = failure.problems.map(words)
        let more = failure.count - failure.problems.count
        if more > 0 { lines.append("… and \(more) more") }
        lines.append("Nothing was loaded.")
        FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    static func size(_ bytes: Int) -> String {
        bytes < 1 << 20 ? "\(max(1, bytes >> 10)) kB" : "\((bytes + (1 << 19)) >> 20) MB"
    }

    /// Columns with two spaces between them; the last is not padded.
    static func table(_ rows: [[String]]) {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        for row in rows {
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                if column < row.count - 1 { line += String(repeating: " ", count: widths[column] + 2 - cell.count) }
            }
            print(line)
        }
    }
}

extension TerminologyOutput {
    /// Runs something with an expression and shows where the expression is wrong.
    static func explained<T>(_ expression: String?, _ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch let failure as ExpressionFailure {
            var lines: [String] = []
            if let expression, failure.line >= 1 {
                let rows = expression.split(separator: "\n", omittingEmptySubsequences: false)
                if failure.line <= rows.count {
                    lines = [String(rows[failure.line - 1]), String(repeating: " ", count: failure.column - 1) + "^"]
                }
            }
            lines.append("line \(failure.line), column \(failure.column): \(failure.message)")
            if !failure.expected.isEmpty { lines.append("expected: " + failure.expected.joined(separator: ", ")) }
            FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
            throw ExitCode.failure
        }
    }
}
