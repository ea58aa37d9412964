/// An element of a config: its tag, attributes and content in the order written, known to us or not.
package struct MarkupElement: Sendable, Equatable {
    package let name: String
    /// The name in lower case: tags of the labelling language do not mind case.
    package let key: String
    package var attributes: [MarkupAttribute]
    package var children: [MarkupNode]
    package let place: MarkupPlace

    package init(
        _ name: String,
        attributes: [MarkupAttribute] = [],
        children: [MarkupNode] = [],
        place: MarkupPlace = MarkupPlace()
    ) {
        self.name = name
        self.key = lowerCased(name)
        self.attributes = attributes
        self.children = children
        self.place = place
    }

    package static func == (left: MarkupElement, right: MarkupElement) -> Bool {
        left.name == right.name && left.attributes == right.attributes && left.children == right.children
    }
}

extension MarkupElement {
    /// The value of an attribute by its lower-case name; of two that differ in case only, the later.
    package subscript(key: String) -> String? { attributes.last { $0.key == key }?.value }

    /// The value of an attribute by its exact name.
    package func exactly(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// Whether an attribute says `true`.
    package func says(_ key: String) -> Bool { self[key].map(lowerCased) == "true" }

    /// The number an attribute holds.
    package func number(_ key: String) -> Double? { self[key].flatMap(Double.init) }

    /// The parts of a comma-separated attribute, without the spaces around them.
    package func list(_ key: String) -> [String] {
        (self[key] ?? "").split(separator: ",").map { String($0.trimmingSpaces) }.filter { !$0.isEmpty }
    }

    package var elements: some Sequence<MarkupElement> { children.lazy.compactMap(\.element) }

    /// The character data directly inside, without the white space around it.
    package var text: String {
        var all = ""
        for child in children {
            switch child {
            case .text(let part), .literal(let part): all += part
            case .element, .comment: break
            }
        }
        return String(Substring(all).trimmingSpaces)
    }

    /// Calls `body` with this element and all inside it, in document order, and with the elements around each.
    package func walk(_ body: (MarkupElement, _ around: [MarkupElement]) -> Void) {
        var around: [MarkupElement] = []
        walk(&around, body)
    }

    private func walk(_ around: inout [MarkupElement], _ body: (MarkupElement, [MarkupElement]) -> Void) {
        body(self, around)
        around.append(self)
        for child in children {
            if case .element(let element) = child { element.walk(&around, body) }
        }
        around.removeLast()
    }
}

extension Substring {
    /// Without XML white space at both ends.
    var trimmingSpaces: Substring {
        let isSpace = { (character: UInt8) in character == 32 || (9...13).contains(character) }
        guard let first = utf8.firstIndex(where: { !isSpace($0) }),
            let last = utf8.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return self[first...last]
    }
}
