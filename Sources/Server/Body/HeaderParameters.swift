/// The parameters of a header's value, `form-data; name="a"; filename="b"`, as RFC 7231 §3.1.1.1 has them.
struct HeaderParameters {
    /// What stands before the first semicolon, in lower case.
    let value: String
    /// Keys in lower case.
    let items: [(key: String, value: String)]

    init(_ text: String) {
        var items: [(key: String, value: String)] = []
        var rest = Substring(text)
        value = String(rest.prefix { $0 != ";" }).trimmed.lowercased()
        rest = rest.drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let key = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest[key.endIndex...]
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst()
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.popFirst(), character != "\"" {
                    // Browsers write %22 for a quote; a backslash escapes only a quote or itself (old paths have many).
                    if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                        value.append(next)
                        rest = rest.dropFirst()
                    } else {
                        value.append(character)
                    }
                }
                rest = rest.drop { $0 != ";" }
            } else {
                value = String(rest.prefix { $0 != ";" }).trimmed
                rest = rest.drop { $0 != ";" }
            }
            items.append((String(key).trimmed.lowercased(), value))
        }
        self.items = items
    }

    subscript(key: String) -> String? { items.first { $0.key == key }?.value }
}
