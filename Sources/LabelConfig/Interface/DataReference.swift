/// Where a tag finds its content in a task's data: `$key`, `$a.b[0]`, `$images[{{idx}}].url`.
package struct DataReference: Sendable, Hashable {
    /// One step from a value to one inside it.
    package enum Step: Sendable, Hashable {
        case member(String)
        case element(Int)
        /// An index that a Repeater fills in, by its flag.
        case placeholder(String)
    }

    /// The reference without the dollar sign, as Label Studio names data keys.
    package let text: String
    /// The first step: the member of the task's data.
    package let root: String
    package let rest: [Step]

    /// Reads an attribute: a value that starts with a dollar sign, or text with one `$key` in it.
    package init?(_ attribute: String) {
        if attribute.first == "$", attribute.utf8.count > 1 {
            self.init(path: String(attribute.dropFirst()))
            return
        }
        guard let dollar = attribute.firstIndex(of: "$") else { return nil }
        let word = attribute[attribute.index(after: dollar)...]
            .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard !word.isEmpty else { return nil }
        self.init(path: String(word))
    }

    private init(path: String) {
        text = path
        var steps: [Step] = []
        for (index, part) in path.split(separator: ".", omittingEmptySubsequences: false).enumerated() {
            var pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            let name = String(pieces.removeFirst())
            if !name.isEmpty || index == 0 { steps.append(.member(name)) }
            for piece in pieces {
                let inside = String(piece.hasSuffix("]") ? piece.dropLast() : piece)
                steps.append(Int(inside).map(Step.element) ?? .placeholder(inside))
            }
        }
        if case .member(let name)? = steps.first { root = name } else { root = path }
        rest = Array(steps.dropFirst())
    }
}
