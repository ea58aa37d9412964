/// Why a table's bytes cannot be cut into rows.
struct TableFault: Error, Equatable {
    var line: Int
    /// The field, from 0.
    var field: Int
    var reason: String
}
