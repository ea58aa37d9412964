/// A tag that shows a part of a task's data.
package struct ObjectTag: Sendable {
    package let kind: ObjectKind
    package let name: String
    /// What it shows; nil where the value is literal text or missing.
    package let value: DataReference?
    /// What several images are read from (`valueList`).
    package let valueList: DataReference?
    /// The columns of a time series, in drawing order.
    package let channels: [ChannelTag]
    package let element: MarkupElement
    /// Flags of the Repeaters around it.
    package let flags: [String]

    init(_ element: MarkupElement, kind: ObjectKind, flags: [String]) {
        self.kind = kind
        self.element = element
        self.flags = flags
        name = element["name"] ?? ""
        value = (element["value"] ?? element["data"]).flatMap(DataReference.init)
        valueList = element["valuelist"].flatMap(DataReference.init)
        var channels: [ChannelTag] = []
        if kind.carrier == .timeSeries {
            element.walk { inner, _ in
                if inner.key == "channel", let channel = ChannelTag(inner) { channels.append(channel) }
            }
        }
        self.channels = channels
    }

    /// How the value is given: the text itself (`text`, `json`) or the address of a file (`url`).
    package var valueType: String? { element["valuetype"] }

    /// Whether the data hold an address in place of the content.
    package var isAddress: Bool { (valueType ?? (kind.carrier == .timeSeries ? "url" : "")) == "url" }

    /// The key of a paragraph's author.
    package var nameKey: String { element["namekey"] ?? "author" }

    /// The key of a paragraph's text.
    package var textKey: String { element["textkey"] ?? "text" }

    /// The extension a carrier tag names (`medical="…"`), or the long spelling's own name.
    package var medical: String? { element["medical"] ?? (kind != kind.carrier ? kind.rawValue : nil) }

    /// The native file of a medical object (`source="$record"`).
    package var source: DataReference? { element["source"].flatMap(DataReference.init) }
}
