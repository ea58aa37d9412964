import JSON

/// Writes out the Repeaters of a config for one task's data.
struct RepeaterExpansion {
    /// Enough for a document of a thousand pages with ten tags each; more is cut off rather than trusted with memory.
    static let maximumElements = 20_000

    let data: JSONValue
    private var made = 0

    init(data: JSONValue) { self.data = data }

    mutating func expand(_ element: MarkupElement) -> MarkupElement {
        var copy = element
        copy.children = []
        for child in element.children {
            guard case .element(let inner) = child else {
                copy.children.append(child)
                continue
            }
            guard inner.key == "repeater" || inner.key == "pagedview" else {
                copy.children.append(.element(expand(inner)))
                continue
            }
            let flag = inner["indexflag"] ?? "{{idx}}"
            for index in 0..<count(of: inner) where made < Self.maximumElements {
                for part in inner.elements {
                    // What is repeated may hold a Repeater itself, which must see the index of this one.
                    let filled = fill(part, flag: flag, with: String(index))
                    let shell = expand(MarkupElement("View", children: [.element(filled)]))
                    copy.children += shell.children
                }
            }
        }
        return copy
    }

    private func count(of repeater: MarkupElement) -> Int {
        guard let reference = repeater["on"].flatMap(DataReference.init) else { return 0 }
        return reference.look(in: data)?.array?.count ?? 0
    }

    private mutating func fill(_ element: MarkupElement, flag: String, with index: String) -> MarkupElement {
        made += 1
        var copy = element
        for position in copy.attributes.indices where !flag.isEmpty {
            copy.attributes[position].value = copy.attributes[position].value.replacing(flag, with: index)
        }
        copy.children = element.children.map { child in
            if case .element(let inner) = child { .element(fill(inner, flag: flag, with: index)) } else { child }
        }
        return copy
    }
}
