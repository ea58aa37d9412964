import Storage

extension SQLConnection {
    /// The one integer of an answer.
    func integer(_ query: Query) throws -> Int { try optionalInteger(query) ?? 0 }

    /// The one integer of an answer, or nil where there is none.
    func optionalInteger(_ query: Query) throws -> Int? {
        guard let row = try first(query) else { return nil }
        var cells = Cells(row)
        return cells.optionalInt()
    }

    /// Numbers set aside for rows that are inserted in bulk with their ids.
    ///
    /// - Parameter table: trusted text.
    func reserveIDs(of table: String, count: Int) throws -> [Int] {
        guard count > 0 else { return [] }
        switch dialect {
        case .sqlite:
            // There is one writer, and AUTOINCREMENT takes note of the numbers that are then inserted.
            let last = try integer("SELECT seq FROM sqlite_sequence WHERE name = \(table)")
            return Array(last + 1...last + count)
        case .postgres:
            return try query(
                """
                SELECT nextval(pg_get_serial_sequence(\(table), 'id')) FROM generate_series(1, \(count))
                """
            ).map { row in
                var cells = Cells(row)
                return cells.int()
            }
        }
    }
}
