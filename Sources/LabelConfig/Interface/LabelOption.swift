/// One label, choice or relation a control offers, with those nested in it.
package struct LabelOption: Sendable {
    package let value: String
    package let alias: String?
    package let children: [LabelOption]
    package let element: MarkupElement

    init(_ element: MarkupElement) {
        self.element = element
        value = element["value"] ?? ""
        alias = element["alias"].flatMap { $0.isEmpty ? nil : $0 }
        children = Self.options(in: element)
    }

    /// What results carry.
    package var answer: String { alias ?? value }

    package var hotkey: String? { element["hotkey"] }

    /// The colour: labels write `background`, choices of a taxonomy `color`.
    package var color: String? { element["background"] ?? element["color"] }

    /// The number that COCO and YOLO give this label.
    package var category: Int? { element["category"].flatMap { Int($0) } }

    package var isSelected: Bool { element.says("selected") }

    /// The options directly below a control or option, seen through layout tags.
    static func options(in element: MarkupElement) -> [LabelOption] {
        var found: [LabelOption] = []
        for inner in element.elements {
            if ["label", "choice", "relation"].contains(inner.key) {
                found.append(LabelOption(inner))
            } else if inner["toname"] == nil {
                found += options(in: inner)
            }
        }
        return found
    }
}
