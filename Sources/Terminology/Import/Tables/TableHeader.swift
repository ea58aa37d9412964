/// The names of a table's columns.
struct TableHeader {
    let file: String
    let names: [String]

    /// Where a column stands; the names' case does not matter.
    func column(_ name: String) -> Int? {
        names.firstIndex(of: name) ?? names.firstIndex { $0.lowercased() == name.lowercased() }
    }

    /// Where a column stands that the table cannot do without.
    func required(_ name: String) throws -> Int {
        if let index = column(name) { return index }
        throw ImportProblem(file: file, line: 1, column: name, reason: "the table has no column “\(name)”")
    }

    func has(_ wanted: String...) -> Bool { wanted.allSatisfy { column($0) != nil } }

    /// The column's name for people, its number where it has none.
    func title(_ index: Int) -> String { names.indices.contains(index) ? names[index] : String(index + 1) }
}
