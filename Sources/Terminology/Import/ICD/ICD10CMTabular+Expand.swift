extension ICD10CMTabular {
    /// A row as an order file of the same year would have it, and the node it is of.
    struct Expanded {
        var row: ICDOrderFile.Row
        var node: Int
        /// The row is its node with a 7th character.
        var hasSeventh: Bool
    }

    /// The rows of categories, with 7th characters where they are to be added: the list itself ends above them.
    ///
    /// A leaf of fewer than seven characters takes the characters of the nearest definition at it or above, after as
    /// many X as are missing to six. Notes such as that at S06 except some: the order file does not have those either.
    func expanded() -> [Expanded] {
        var sevenths: [Int?] = []
        sevenths.reserveCapacity(nodes.count)
        let exceptions = nodes.flatMap { $0.notes.compactMap { SeventhException($0.text) } }
        var rows: [Expanded] = []
        rows.reserveCapacity(nodes.count * 2)
        for (index, node) in nodes.enumerated() {
            let inherited: Int? = node.parent.flatMap { sevenths[$0] }
            let definition = node.sevenths.isEmpty ? inherited : index
            sevenths.append(definition)
            guard node.level == .category else { continue }
            let plain = ICDCode.plain(node.code)
            let characters =
                !node.hasChildren && plain.utf8.count < 7 ? definition.map { nodes[$0].sevenths } ?? [] : []
            rows.append(
                Expanded(
                    row: ICDOrderFile.Row(
                        code: plain, isBillable: !node.hasChildren && characters.isEmpty, short: "", long: node.title,
                        line: node.line
                    ), node: index, hasSeventh: false
                )
            )
            let base = plain + String(repeating: "X", count: max(0, 6 - plain.utf8.count))
            for seventh in characters where !exceptions.contains(where: { $0.applies(to: base, seventh.character) }) {
                let row = ICDOrderFile.Row(
                    code: base + seventh.character, isBillable: true, short: "",
                    long: "\(node.title), \(seventh.meaning)", line: node.line
                )
                rows.append(Expanded(row: row, node: index, hasSeventh: true))
            }
        }
        return rows
    }
}
