/// A tag that asks something: labels for regions, a choice, a text.
package struct ControlTag: Sendable {
    package let kind: ControlKind
    package let name: String
    /// The objects it is about.
    package let targets: [String]
    package let list: OptionList
    /// Where its options come from, if the task's data bring them.
    package let dynamicOptions: DataReference?
    /// All must hold for the control to be shown: its own rule and those of the views around it.
    package let visibility: [VisibilityRule]
    package let element: MarkupElement
    /// Flags of the Repeaters around it.
    package let flags: [String]

    init(_ element: MarkupElement, kind: ControlKind, visibility: [VisibilityRule], flags: [String]) {
        self.kind = kind
        self.element = element
        self.visibility = visibility
        self.flags = flags
        name = element["name"] ?? ""
        let named = element.list("toname")
        targets = named.isEmpty && kind.isOwnObject && !name.isEmpty ? [name] : named
        list = OptionList(kind == .chat ? [] : LabelOption.options(in: element))
        let takesOptions = kind.isLabelling || kind == .choices || kind == .taxonomy || kind == .criteria
        dynamicOptions = takesOptions ? element["value"].flatMap(DataReference.init) : nil
    }

    /// Whether answers outside the written options are expected: from the data, a service or the annotator.
    package var isOpen: Bool {
        dynamicOptions != nil || element["apiurl"] != nil || element.says("legacy") || element["terminology"] != nil
            || kind == .criteria
    }

    package var isRequired: Bool { element.says("required") }
    package var requiredMessage: String? { element["requiredmessage"] }
    package var isPerRegion: Bool { element.says("perregion") }
    package var isPerItem: Bool { element.says("peritem") }
    package var hotkey: String? { element["hotkey"] }
    package var leafsOnly: Bool { element.says("leafsonly") }

    /// Whether one answer is all that is taken. Label Studio's default is one for choices and labels alike.
    package var isSingle: Bool {
        switch kind {
        case .choices: element["choice"].map(lowerCased) != "multiple"
        case .taxonomy: element["maxusages"] == "1"
        default: element["choice"].map(lowerCased) == "single"
        }
    }
}
