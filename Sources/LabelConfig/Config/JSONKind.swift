package import JSON

/// A kind of JSON value, in words for messages.
package enum JSONKind: String, Sendable, Equatable {
    case null
    case boolean
    case number
    case text
    case list
    case object

    package init(_ value: JSONValue) {
        self =
            switch value {
            case .null: .null
            case .bool: .boolean
            case .number: .number
            case .string: .text
            case .array: .list
            case .object: .object
            }
    }

    var words: String {
        switch self {
        case .null: "null"
        case .object: "an object"
        default: "a " + rawValue
        }
    }
}
