import JSON
import Workspace

/// A request's body, the same whether it came as JSON, as a form or as multipart.
///
/// In a form every value is text, so the typed readers also take the words for numbers and Booleans.
struct Fields: Sendable {
    /// The body; an object for a form.
    let value: JSONValue
    /// The text of a JSON body; empty for a form.
    let bytes: [UInt8]
    /// Whether all values are text.
    let isForm: Bool

    /// A JSON body; an empty one is an empty object.
    init(json bytes: [UInt8]) throws(BodyError) {
        isForm = false
        self.bytes = bytes
        if bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
            value = .object(JSONObject())
        } else {
            do { value = try JSONValue(parsing: bytes) } catch { throw .notJSON(error) }
        }
    }

    /// A form; names that repeat, or end in `[]`, become arrays.
    init(form items: [(name: String, value: String)]) {
        isForm = true
        bytes = []
        // Gathered first: an object looks its members up one after the other, and a form may have thousands.
        var names: [String] = []
        var values: [String: [JSONValue]] = [:]
        var lists: Set<String> = []
        for (name, text) in items {
            let isList = name.hasSuffix("[]")
            let key = isList ? String(name.dropLast(2)) : name
            if isList { lists.insert(key) }
            if values[key] == nil { names.append(key) }
            values[key, default: []].append(.string(text))
        }
        var object = JSONObject()
        for name in names {
            let all = values[name] ?? []
            object.append(name, all.count == 1 && !lists.contains(name) ? all[0] : .array(all))
        }
        value = .object(object)
    }

    /// The member of that name; null counts.
    subscript(key: String) -> JSONValue? { value[key] }

    /// The body as an object, or a fault.
    func object() throws -> JSONObject {
        guard let object = value.object else { throw BodyError.notAnObject }
        return object
    }

    /// Whether the member is there, be it null.
    func has(_ key: String) -> Bool { value[key] != nil }

    /// Text; null and absence are nil.
    func string(_ key: String) throws -> String? {
        switch value[key] {
        case nil, .null: return nil
        case .string(let text): return text
        case .number(let number): return number.text
        default: throw Refusal.invalid(.init(key, "Not a valid string."))
        }
    }

    /// Text that must be there and not blank.
    func requiredString(_ key: String) throws -> String {
        guard let text = try string(key) else { throw Refusal.invalid(.init(key, "This field is required.")) }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Refusal.invalid(.init(key, "This field may not be blank."))
        }
        return text
    }

    /// An integer, also written as text; null, blank and absence are nil.
    func integer(_ key: String) throws -> Int? {
        switch value[key] {
        case nil, .null, .string(""): return nil
        case .string(let text):
            if let number = Int(text.trimmed) { return number }
        case let value?:
            if let number = value.integer { return number }
        }
        throw Refusal.invalid(.init(key, "A valid integer is required."))
    }

    /// A number, also written as text; null, blank and absence are nil.
    func double(_ key: String) throws -> Double? {
        switch value[key] {
        case nil, .null, .string(""): return nil
        case .string(let text):
            if let number = Double(text.trimmed), number.isFinite { return number }
        case let value?:
            if let number = value.double { return number }
        }
        throw Refusal.invalid(.init(key, "A valid number is required."))
    }

    /// A Boolean, also as a word or 0 and 1; null and absence are nil.
    func boolean(_ key: String) throws -> Bool? {
        switch value[key] {
        case nil, .null: return nil
        case .bool(let value): return value
        case .number(let number) where number.integer == 0 || number.integer == 1: return number.integer == 1
        case .string(let text):
            if let value = Bool(word: text) { return value }
        default: break
        }
        throw Refusal.invalid(.init(key, "Must be a valid boolean."))
    }

    /// A structure: as it is in JSON, read from the text in a form.
    func structure(_ key: String) throws -> JSONValue? {
        guard let value = value[key] else { return nil }
        guard case .string(let text) = value, let first = text.trimmed.utf8.first,
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return value }
        guard let parsed = try? JSONValue(parsing: text) else {
            throw Refusal.invalid(.init(key, "Value must be valid JSON."))
        }
        return parsed
    }

    /// The text of a structure exactly as the client wrote it, to be stored and given back byte for byte.
    func verbatim(_ key: String) throws -> String? {
        if isForm {
            guard case .string(let text)? = value[key] else { return nil }
            guard (try? JSONValue(parsing: text)) != nil else {
                throw Refusal.invalid(.init(key, "Value must be valid JSON."))
            }
            return text
        }
        var range: Range<Int>?
        var reader = JSONReader(bytes)
        do {
            guard try reader.peek() == .object else { return nil }
            try reader.readObject { name, reader throws(JSONError) in
                let found = try reader.skipValue()
                if name == key { range = found }
            }
        } catch {
            throw BodyError.notJSON(error)
        }
        return range.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
