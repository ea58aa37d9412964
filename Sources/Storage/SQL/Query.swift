/// SQL text and the values of its `$1`, `$2`, …, in order.
///
/// Values are written as interpolations and never become part of the text:
///
///     let query: Query = "SELECT title FROM project WHERE id = \(id)"
///
/// Trusted text of the program's own, such as a column name chosen from a closed list, is written
/// `\(raw: column)`; a part of a query that was built before, `\(fragment)`.
package struct Query: Sendable, Equatable, ExpressibleByStringInterpolation {
    package private(set) var text: String
    package private(set) var values: [SQLValue]

    package init(stringLiteral value: String) {
        text = value
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// Adds another part; its placeholders are numbered on.
    package static func += (left: inout Query, right: Query) {
        left = "\(left)\(right)"
    }

    /// Joins parts with trusted text between them, such as `" AND "`.
    package static func joined(_ parts: [Query], separator: String) -> Query {
        var result: Query = ""
        for (index, part) in parts.enumerated() {
            if index > 0 { result += "\(raw: separator)" }
            result += part
        }
        return result
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 4 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: some SQLConvertible) {
            values.append(value.sqlValue)
            text += "$\(values.count)"
        }

        /// A value or null.
        package mutating func appendInterpolation<Value: SQLConvertible>(_ value: Value?) {
            values.append(value?.sqlValue ?? .null)
            text += "$\(values.count)"
        }

        /// Trusted text of the program's own; never anything a user can influence.
        package mutating func appendInterpolation(raw: String) { text += raw }

        /// A list of values as `$1, $2, …`; an empty list as `NULL`, which is equal to nothing.
        package mutating func appendInterpolation(list: [some SQLConvertible]) {
            guard !list.isEmpty else { return text += "NULL" }
            for (index, value) in list.enumerated() {
                if index > 0 { text += ", " }
                appendInterpolation(value)
            }
        }

        /// A part built before; its placeholders are numbered on.
        package mutating func appendInterpolation(_ fragment: Query) {
            let base = values.count
            if base == 0 || fragment.values.isEmpty {
                text += fragment.text
            } else {
                // Only our own "$n" can stand in the text: literals with "$" are written as values.
                var rest = Substring(fragment.text)
                while let mark = rest.firstIndex(of: "$") {
                    text += rest[..<mark]
                    let digits = rest[rest.index(after: mark)...].prefix { $0.isNumber }
                    text += "$\(base + (Int(digits) ?? 0))"
                    rest = rest[digits.endIndex...]
                }
                text += rest
            }
            values += fragment.values
        }
    }
}
