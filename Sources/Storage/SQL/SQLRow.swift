/// One row of an answer.
package struct SQLRow: Sendable, Equatable {
    package let columns: [String]
    package let values: [SQLValue]

    package init(columns: [String], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column, or null where the answer has no such column.
    package subscript(_ column: String) -> SQLValue {
        columns.firstIndex(of: column).map { values[$0] } ?? .null
    }

    /// The integer in a column; 0 where it is null or something else.
    package func int(_ column: String) -> Int { optionalInt(column) ?? 0 }

    /// The text in a column; empty where it is null or something else.
    package func string(_ column: String) -> String { optionalString(column) ?? "" }

    /// The Boolean in a column; SQLite holds it as 0 or 1.
    package func bool(_ column: String) -> Bool {
        switch self[column] {
        case .boolean(let value): value
        case .integer(let value): value != 0
        default: false
        }
    }

    package func optionalInt(_ column: String) -> Int? {
        switch self[column] {
        case .integer(let value): Int(value)
        case .boolean(let value): value ? 1 : 0
        default: nil
        }
    }

    package func optionalDouble(_ column: String) -> Double? {
        switch self[column] {
        case .real(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    package func optionalString(_ column: String) -> String? {
        if case .text(let value) = self[column] { value } else { nil }
    }

    package func optionalBlob(_ column: String) -> [UInt8]? {
        if case .blob(let value) = self[column] { value } else { nil }
    }
}
