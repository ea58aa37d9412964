/// Label Studio's tree as XML: `<Choice>` in `<Choice>` inside a `<Taxonomy>`, alone or in a whole labelling config.
enum TreeXML {
    static func nodes(_ bytes: [UInt8], _ problems: RunProblems, _ file: String) throws -> [TreeNode] {
        var taxonomies: [[TreeNode]] = []
        do {
            var scanner = try XMLScanner(bytes)
            scan: while true {
                switch try scanner.next() {
                case .start("Taxonomy"): taxonomies.append(try choices(&scanner))
                case .start, .text, .end: break
                case .finish: break scan
                }
            }
        } catch let problem as XMLProblem {
            try problems.fail(problem.problem(in: file))
        }
        if taxonomies.count > 1 {
            problems.warn(
                file, 0, "Taxonomy", "there are \(taxonomies.count) taxonomies in it, and only the first is read")
        }
        return taxonomies.first ?? []
    }

    /// The choices of the element that has just begun; the scanner limits how deep they may lie.
    private static func choices(_ scanner: inout XMLScanner) throws -> [TreeNode] {
        var nodes: [TreeNode] = []
        while true {
            let line = scanner.line
            switch try scanner.next() {
            case .start("Choice"):
                var node = TreeNode(
                    value: scanner.attribute("value") ?? "", alias: scanner.attribute("alias") ?? "",
                    hint: scanner.attribute("hint") ?? "", color: scanner.attribute("color") ?? "", line: line)
                node.children = try choices(&scanner)
                nodes.append(node)
            case .start: try scanner.skipElement()
            case .text: break
            case .end, .finish: return nodes
            }
        }
    }
}
