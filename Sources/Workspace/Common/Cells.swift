import Storage

/// Reads the values of a row from left to right.
///
/// A page of tasks has some ten thousand cells; looking each up by its column's name was most of the time of a list.
struct Cells {
    private let values: [SQLValue]
    private var index = 0

    init(_ row: SQLRow, from index: Int = 0) {
        values = row.values
        self.index = index
    }

    private mutating func next() -> SQLValue {
        guard index < values.count else { return .null }
        defer { index += 1 }
        return values[index]
    }

    mutating func optionalInt() -> Int? {
        switch next() {
        case .integer(let value): Int(value)
        case .boolean(let value): value ? 1 : 0
        default: nil
        }
    }

    mutating func int() -> Int { optionalInt() ?? 0 }

    mutating func bool() -> Bool {
        switch next() {
        case .integer(let value): value != 0
        case .boolean(let value): value
        default: false
        }
    }

    mutating func optionalDouble() -> Double? {
        switch next() {
        case .real(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    mutating func optionalText() -> String? {
        if case .text(let value) = next() { value } else { nil }
    }

    mutating func text() -> String { optionalText() ?? "" }
}
