import JSON

/// Label Studio's tree as JSON: `{"items": […]}` or a bare list, each with `value`, perhaps `alias`, `hint`, `color`, `isLeaf`
/// and `children`.
enum TreeJSON {
    static func nodes(_ bytes: [UInt8], _ problems: RunProblems, _ file: String) throws -> [TreeNode] {
        let lines = LineNumbers(bytes)
        var reader = JSONReader(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        var nodes: [TreeNode] = []
        do throws(JSONError) {
            if try reader.peek() == .array {
                nodes = try list(&reader, lines)
            } else {
                try reader.readObject { (key, reader) throws(JSONError) in
                    if key == "items" { nodes = try list(&reader, lines) } else { try reader.skipValue() }
                }
            }
            try reader.finish()
        } catch {
            try problems.fail(file, error.line, String(error.column), "it is no tree in JSON: \(error)")
        }
        return nodes
    }

    private static func list(_ reader: inout JSONReader, _ lines: LineNumbers) throws(JSONError) -> [TreeNode] {
        var nodes: [TreeNode] = []
        try reader.readArray { (reader) throws(JSONError) in nodes.append(try node(&reader, lines)) }
        return nodes
    }

    private static func node(_ reader: inout JSONReader, _ lines: LineNumbers) throws(JSONError) -> TreeNode {
        var node = TreeNode()
        let kind = try reader.peek()
        node.line = lines.line(reader.position)
        if kind == .string {
            node.value = try reader.readString()
            return node
        }
        try reader.readObject { (key, reader) throws(JSONError) in
            let kind = try reader.peek()
            switch (key, kind) {
            case ("value", .string): node.value = try reader.readString()
            case ("value", .number): node.value = try reader.readNumber().text
            case ("alias", .string): node.alias = try reader.readString()
            case ("alias", .number): node.alias = try reader.readNumber().text
            case ("hint", .string): node.hint = try reader.readString()
            case ("color", .string): node.color = try reader.readString()
            case ("isLeaf", .bool): node.isCutOff = try !reader.readBool()
            case ("children", .array): node.children = try list(&reader, lines)
            default: try reader.skipValue()
            }
        }
        return node
    }
}
