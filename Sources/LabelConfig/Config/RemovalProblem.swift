/// Work already done that a new config would orphan.
package enum RemovalProblem: Sendable, Equatable, CustomStringConvertible {
    /// Results whose control, object or type the config no longer has.
    case results(count: Int, from: String, to: String, type: String)
    /// A control with answers that the config no longer has.
    case control(name: String, count: Int)
    /// Labels that are in use and gone from the config.
    case labels(control: String, [UsedLabel])

    package struct UsedLabel: Sendable, Equatable {
        package var name: String
        package var annotations: Int
        package var drafts: Int

        var description: String {
            let counts = [(annotations, "annotation"), (drafts, "draft")]
                .filter { $0.0 > 0 }
                .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
            return "\(name) (\(counts.joined(separator: ", ")))"
        }
    }

    package var description: String {
        switch self {
        case .results(let count, let from, let to, let type):
            "The new config has no place for \(count) existing result\(count == 1 ? "" : "s") "
                + "with from_name=\(from), to_name=\(to), type=\(type)."
        case .control(let name, let count):
            "\(count) existing answer\(count == 1 ? "" : "s") belong to the tag \"\(name)\": it cannot be removed."
        case .labels(let control, let labels):
            "These labels are still used by annotations or drafts:\n"
                + labels.map { $0.description + "\n" }.joined()
                + "Keep them in the tag with name=\"\(control)\"."
        }
    }
}
