import Hummingbird
import Workspace

/// The query of a request's address: names and values, decoded, in order; a name may come several times.
struct QueryItems: Sendable {
    /// All of them, in order.
    let items: [(name: String, value: String)]

    /// Reads `a=1&b=two%20words`, also as the body of a form.
    init(_ text: String) {
        items = text.split(separator: "&", omittingEmptySubsequences: true).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : "")
        }
    }

    /// The last value of that name.
    subscript(name: String) -> String? { items.last { $0.name == name }?.value }

    /// All values of that name, or of `name[]`.
    func all(_ name: String) -> [String] {
        items.filter { $0.name == name || $0.name == name + "[]" }.map(\.value)
    }

    /// The value as an integer; a fault at the name when it is none.
    func int(_ name: String) throws -> Int? {
        guard let text = self[name], !text.isEmpty else { return nil }
        guard let value = Int(text) else { throw Refusal.invalid(.init(name, "A valid integer is required.")) }
        return value
    }

    /// The value as a Boolean, in any of the words clients use; a fault at the name when it is none.
    func bool(_ name: String) throws -> Bool? {
        guard let text = self[name], !text.isEmpty else { return nil }
        guard let value = Bool(word: text) else { throw Refusal.invalid(.init(name, "Must be a valid boolean.")) }
        return value
    }

    private static func decode(_ text: Substring) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(text)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16),
                rest.count >= 2
            {
                bytes.append(value)
                rest.removeFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Request {
    /// The query of the address.
    var queryItems: QueryItems { QueryItems(uri.query ?? "") }
}

extension Bool {
    /// Reads the words clients send for a Boolean: `true`, `True`, `1`, `yes`, `on` and their opposites.
    init?(word: String) {
        switch word.lowercased() {
        case "true", "1", "yes", "on", "t": self = true
        case "false", "0", "no", "off", "f", "": self = false
        default: return nil
        }
    }
}
