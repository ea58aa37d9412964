/// A tag that arranges or explains and asks nothing.
package struct VisualTag: Sendable {
    /// The raw value is the tag's name in lower case.
    package enum Kind: String, Sendable, CaseIterable {
        case view
        case header
        case style
        case markdown
        case html
        case collapse
        case panel
        case filter
        case dialog
        case shortcut
        case repeater
        case pagedView = "pagedview"
    }

    package let kind: Kind
    /// What it shows, where that comes from the data.
    package let value: DataReference?
    package let visibility: [VisibilityRule]
    package let element: MarkupElement
}
