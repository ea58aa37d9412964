/// What is read of a tree so far.
struct TreeReading {
    static let codeNames = ["id", "code", "alias"]
    static let termNames = ["term", "value", "name", "label", "display"]

    let run: ImportRun
    let file: String
    var assembly: DraftAssembly
    private let hint: UInt16
    private let color: UInt16
    private var lines: [Int] = []
    private var values: [String] = []

    init(_ run: ImportRun, _ file: String) {
        self.run = run
        self.file = file
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let stem = name.split(separator: ".").first.map(String.init) ?? name
        let key = run.request.key ?? SystemKey.from(stem)
        assembly = DraftAssembly(
            SystemIdentity(
                key: key, title: run.request.title ?? stem, uri: "urn:vesalius:tree:" + key,
                version: run.request.version ?? "", licence: .ownTree))
        hint = assembly.propertyName("hint")
        color = assembly.propertyName("color")
    }

    /// Adds choices and what is below them.
    mutating func add(_ nodes: [TreeNode], below parent: UInt32? = nil, path: String = "") throws {
        try run.goOn()
        var siblings: [UInt32: Int] = [:]
        for node in nodes {
            guard !node.value.isEmpty else {
                try run.problems.fail(file, node.line, "value", "a choice has no value")
                continue
            }
            let whole = path.isEmpty ? node.value : path + " / " + node.value
            let code = node.alias.isEmpty ? whole : node.alias
            let row = try row(code, node)
            if let line = siblings.updateValue(node.line, forKey: row) {
                run.problems.warn(
                    file, node.line, "value",
                    "“\(code)” stands twice \(parent == nil ? "at the top" : "below “\(path)”"), first in line \(line); both are one"
                )
            }
            if let parent {
                guard parent != row else {
                    try run.problems.fail(file, node.line, "alias", "“\(code)” stands below itself")
                    continue
                }
                assembly.edge(row, parent)
            }
            if node.isCutOff, node.children.isEmpty {
                run.problems.warn(file, node.line, "isLeaf", "what is below “\(code)” is not in the file")
            }
            try add(node.children, below: row, path: whole)
        }
    }

    /// The concept of a choice: a new one, or the one that has its code and its value.
    private mutating func row(_ code: String, _ node: TreeNode) throws -> UInt32 {
        guard let row = assembly.concept(code) else {
            let row = assembly.row(code) ?? 0
            if values[Int(row)] != node.value {
                try run.problems.fail(
                    file, node.line, "alias",
                    "“\(code)” is the code of “\(values[Int(row)])” in line \(lines[Int(row)]) and of “\(node.value)” here"
                )
            }
            return row
        }
        lines.append(node.line)
        values.append(node.value)
        assembly.name(row, node.value, .preferred)
        for synonym in node.synonyms where synonym != node.value { assembly.name(row, synonym, .synonym) }
        assembly.property(row, hint, node.hint)
        assembly.property(row, color, node.color)
        return row
    }

    consuming func finish(version: String) throws -> ReleaseDraft {
        guard assembly.count > 0 else {
            throw ImportFailure([ImportProblem(file: file, reason: "there are no choices in it")])
        }
        assembly.source(file, rows: assembly.count)
        if assembly.identity.version.isEmpty {
            assembly.identity.version = version
            assembly.identity.versionURI = version
        }
        return try assembly.finish()
    }
}
