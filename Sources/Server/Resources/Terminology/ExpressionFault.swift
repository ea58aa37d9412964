import Foundation
import Hummingbird
import JSON
import Terminology
import Workspace

/// What is said of an expression that has no answer: the usual body of an error, and where in the expression it is wrong.
enum ExpressionFault {
    static func response(to failure: ExpressionFailure) -> Response {
        let place = failure.line > 1 ? "line \(failure.line), column \(failure.column)" : "column \(failure.column)"
        return .json(.badRequest) { writer in
            writer.object { writer in
                writer.member("id", UUID().uuidString.lowercased())
                writer.member("status_code", 400)
                writer.member("version", Version.labelStudio)
                writer.member("detail", "\(failure.message) (\(place))")
                writer.member("exc_info", JSONValue.null)
                writer.member("reason", failure.reason.rawValue)
                writer.member("position", failure.position)
                writer.member("line", failure.line)
                writer.member("column", failure.column)
                writer.member(
                    "expected", array: { writer in for expected in failure.expected { writer.value(expected) } })
                writer.member("found", failure.found)
            }
        }
    }
}
