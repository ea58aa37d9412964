/// An attribute as written, with its decoded value.
package struct MarkupAttribute: Sendable, Equatable {
    package let name: String
    /// The name in lower case, by which the labelling language looks it up.
    package let key: String
    package var value: String
    package let place: MarkupPlace

    package init(_ name: String, _ value: String, place: MarkupPlace = MarkupPlace()) {
        self.name = name
        self.key = lowerCased(name)
        self.value = value
        self.place = place
    }

    /// Places do not count: what was moved by reformatting is still the same.
    package static func == (left: MarkupAttribute, right: MarkupAttribute) -> Bool {
        left.name == right.name && left.value == right.value
    }
}

/// ASCII lower case; tag and attribute names need no more, and `lowercased()` is ten times slower.
func lowerCased(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }) else { return name }
    return String(
        decoding: name.utf8.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 },
        as: UTF8.self
    )
}
