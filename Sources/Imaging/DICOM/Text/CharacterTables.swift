/// The tables of the character sets that DICOM allows beside Unicode (PS3.3 C.12.1.1.2).
enum CharacterTables {}

/// A table of characters of two bytes, read from its text at first use.
struct DoubleByteTable: Sendable {
    private let rows: [[UInt16]]

    init(_ text: String) {
        // Lines, not Characters: a line break may follow a combining mark.
        rows = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.map { UInt16(truncatingIfNeeded: $0.value) }
        }
    }

    /// The character in a line, nil if there is none.
    subscript(row: Int, column: Int) -> Unicode.Scalar? {
        guard rows.indices.contains(row), rows[row].indices.contains(column), rows[row][column] != 0xFFFD else {
            return nil
        }
        return Unicode.Scalar(rows[row][column])
    }

    /// All characters of the table.
    var characters: Set<UInt16> { rows.reduce(into: []) { $0.formUnion($1) } }
}
