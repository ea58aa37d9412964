/// Why a task does not fit a config. Holds keys and kinds only: the content may be a patient's.
package enum TaskDataProblem: Error, Sendable, Equatable, CustomStringConvertible {
    case notAnObject(JSONKind)
    case missing(key: String, tag: String)
    case wrongKind(key: String, tag: String, found: JSONKind, wanted: [JSONKind])

    package var description: String {
        switch self {
        case .notAnObject(let kind):
            "the task's data must be an object with a member for each key of the config, not \(kind.words)"
        case .missing(let key, let tag):
            "the task's data lack the key \"\(key)\", which <\(tag)> shows"
        case .wrongKind(let key, let tag, let found, let wanted):
            "data[\"\(key)\"] is \(found.words), but <\(tag)> takes \(wanted.map(\.words).joined(separator: " or "))"
        }
    }
}
