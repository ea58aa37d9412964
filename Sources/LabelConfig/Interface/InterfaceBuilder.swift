/// Sorts the tags of a config into objects, controls and visual tags.
struct InterfaceBuilder {
    /// What the tags around one say about it.
    struct Surroundings {
        var visibility: [VisibilityRule] = []
        var flags: [String] = []
    }

    private(set) var objects: [ObjectTag] = []
    private(set) var controls: [ControlTag] = []
    private(set) var visuals: [VisualTag] = []
    private(set) var unknown: [MarkupElement] = []

    /// Parts of a control or object, read by it.
    private static let parts: Set<String> = ["label", "choice", "relation", "bucket", "channel", "multichannel"]

    mutating func visit(_ element: MarkupElement, _ around: Surroundings) {
        var around = around
        let rule = VisibilityRule(element)
        if let rule { around.visibility.append(rule) }
        if let flag = element["indexflag"] { around.flags.append(flag) }

        if Self.parts.contains(element.key) {
            // Their control reads them.
        } else if let kind = VisualTag.Kind(rawValue: element.key) {
            if kind == .repeater || kind == .pagedView, element["indexflag"] == nil { around.flags.append("{{idx}}") }
            visuals.append(
                VisualTag(
                    kind: kind,
                    value: element["value"].flatMap(DataReference.init),
                    visibility: around.visibility,
                    element: element
                )
            )
        } else if !sort(element, around) {
            unknown.append(element)
        }
        for inner in element.elements { visit(inner, around) }
    }

    private mutating func sort(_ element: MarkupElement, _ around: Surroundings) -> Bool {
        var isKnown = false
        if let kind = objectKind(of: element) {
            objects.append(ObjectTag(element, kind: kind, flags: around.flags))
            isKnown = true
        }
        if let kind = controlKind(of: element) {
            controls.append(
                ControlTag(element, kind: kind, visibility: around.visibility, flags: around.flags)
            )
            isKnown = true
        }
        return isKnown
    }

    private func objectKind(of element: MarkupElement) -> ObjectKind? {
        if element.key.isEmpty { return nil }
        if let kind = ObjectKind(rawValue: element.key) { return kind }
        guard ControlKind(rawValue: element.key) == nil, element["toname"] == nil, element["name"] != nil else {
            return nil
        }
        return element["value"] != nil || element["valuelist"] != nil ? .other : nil
    }

    private func controlKind(of element: MarkupElement) -> ControlKind? {
        if element.key.isEmpty { return nil }
        if let kind = ControlKind(rawValue: element.key) { return kind }
        return element["name"] != nil && element["toname"] != nil ? .other : nil
    }
}
