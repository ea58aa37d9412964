import JSON

/// A JSON value that knows where it stands, so that what is wrong with it can be named with its line.
struct PlacedValue {
    enum Content {
        case null
        case bool(Bool)
        /// As it was written.
        case number(String)
        case string(String)
        case array([PlacedValue])
        case object([(name: String, value: PlacedValue)])
    }

    let offset: Int
    let content: Content

    init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        self = try Self.read(&reader)
        try reader.finish()
    }

    private init(offset: Int, content: Content) {
        self.offset = offset
        self.content = content
    }

    private static func read(_ reader: inout JSONReader) throws(JSONError) -> PlacedValue {
        let kind = try reader.peek()
        let offset = reader.position
        let content: Content
        switch kind {
        case .null:
            try reader.skipValue()
            content = .null
        case .bool: content = .bool(try reader.readBool())
        case .number: content = .number(try reader.readNumber().text)
        case .string: content = .string(try reader.readString())
        case .array:
            var elements: [PlacedValue] = []
            try reader.readArray { (reader) throws(JSONError) in elements.append(try read(&reader)) }
            content = .array(elements)
        case .object:
            var members: [(name: String, value: PlacedValue)] = []
            try reader.readObject { (name, reader) throws(JSONError) in members.append((name, try read(&reader))) }
            content = .object(members)
        }
        return PlacedValue(offset: offset, content: content)
    }

    subscript(name: String) -> PlacedValue? {
        guard case .object(let members) = content else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The elements of a list; none of what is no list.
    var elements: [PlacedValue] { if case .array(let elements) = content { elements } else { [] } }

    /// The list that a member is, empty where it is not there.
    func list(_ name: String) -> [PlacedValue] { self[name]?.elements ?? [] }

    /// The text that a member is, empty where it is none.
    func text(_ name: String) -> String { self[name]?.string ?? "" }

    var string: String? { if case .string(let text) = content { text } else { nil } }

    var isTrue: Bool { if case .bool(true) = content { true } else { false } }

    /// A value of a simple kind as text.
    var plain: String? {
        switch content {
        case .bool(let value): value ? "true" : "false"
        case .number(let text), .string(let text): text
        case .null, .array, .object: nil
        }
    }

    var members: [(name: String, value: PlacedValue)] {
        if case .object(let members) = content { members } else { [] }
    }
}
