/// A tree as indented text: a line a choice, deeper below the one it belongs to.
///
/// After a tab may follow the code, after another one synonyms with `;` between. Lines that begin with `#` are notes; `-` and
/// `*` before a choice are left out.
enum TreeText {
    static let deepest = 100

    /// Whether a text may be meant as a tree: records of fixed width and lists of numbers with texts, which a damaged release
    /// of another kind would be, are not.
    static func isLikely(_ head: String) -> Bool {
        // The last line of a head may be cut.
        let lines = head.split(whereSeparator: \.isNewline).prefix(200)
        guard !lines.isEmpty, !head.unicodeScalars.contains("\0") else { return false }
        let isIndented = lines.contains { $0.first == " " || $0.first == "\t" }
        return lines.allSatisfy { line in
            let text = line.drop { $0 == " " || $0 == "\t" }
            return text.count <= 400 && !text.contains("   ") && !text.contains("|")
                && (isIndented || text.first?.isNumber != true)
        }
    }

    static func nodes(_ bytes: [UInt8], _ problems: RunProblems, _ file: String) throws -> [TreeNode] {
        var widths: [Int] = []
        /// The open choices, the top first; each gets what is below it when it closes.
        var open: [TreeNode] = []
        var roots: [TreeNode] = []
        func close(to depth: Int) {
            while open.count > depth {
                let node = open.removeLast()
                if open.isEmpty { roots.append(node) } else { open[open.count - 1].children.append(node) }
            }
        }
        for line in TextLines(bytes) where !line.isBlank {
            guard let text = String(validating: line.bytes, as: UTF8.self) else {
                try problems.fail(file, line.number, "", "the text is not UTF-8")
                continue
            }
            let indent = text.prefix { $0 == " " || $0 == "\t" }
            var rest = text.dropFirst(indent.count)
            if rest.hasPrefix("#") { continue }
            if rest.hasPrefix("- ") || rest.hasPrefix("* ") { rest = rest.dropFirst(2) }
            let width = indent.reduce(0) { $1 == "\t" ? ($0 / 8 + 1) * 8 : $0 + 1 }
            while let last = widths.last, last > width { widths.removeLast() }
            if widths.last != width {
                guard widths.count == open.count, widths.count < deepest else {
                    let isDeep = widths.count >= deepest
                    try problems.fail(
                        file, line.number, "",
                        isDeep
                            ? "choices lie more than \(deepest) deep"
                            : "it begins further left than what is above, and further right than the line before")
                    continue
                }
                widths.append(width)
            }
            close(to: widths.count - 1)
            open.append(node(rest, line.number))
        }
        close(to: 0)
        return roots
    }

    private static func node(_ text: Substring, _ line: Int) -> TreeNode {
        let fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(\.trimmedBlanks)
        return TreeNode(
            value: fields[0], alias: fields.count > 1 ? fields[1] : "",
            synonyms: fields.count > 2
                ? fields[2].split(separator: ";").map(\.trimmedBlanks).filter { !$0.isEmpty } : [],
            line: line)
    }
}
