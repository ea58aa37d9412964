/// The options of a control, ready to look up what a result says.
package struct OptionList: Sendable {
    package let options: [LabelOption]
    /// Every answer of the tree.
    package let answers: Set<String>
    /// Every path of answers from the top, to a leaf or not.
    let paths: Set<[String]>
    private let leafs: Set<[String]>

    init(_ options: [LabelOption]) {
        self.options = options
        var answers: Set<String> = []
        var paths: Set<[String]> = []
        var leafs: Set<[String]> = []
        func add(_ options: [LabelOption], below path: [String]) {
            for option in options {
                answers.insert(option.answer)
                let here = path + [option.answer]
                paths.insert(here)
                if option.children.isEmpty { leafs.insert(here) } else { add(option.children, below: here) }
            }
        }
        add(options, below: [])
        self.answers = answers
        self.paths = paths
        self.leafs = leafs
    }

    package var isEmpty: Bool { options.isEmpty }

    /// Whether the path ends at an option without others below it.
    package func isLeaf(_ path: [String]) -> Bool { leafs.contains(path) }
}
