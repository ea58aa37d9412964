extension DataKey {
    /// What the tags of a config need, by first use.
    ///
    /// As in Label Studio only tags with a name count (a Header may lack its text), and a video wins over other tags
    /// that show the same key.
    static func keys(of root: MarkupElement) -> [DataKey] {
        var keys: [DataKey] = []
        root.walk { element, _ in
            guard element["name"] != nil else { return }
            for (attribute, isList) in [("value", false), ("valuelist", true), ("data", false)] {
                guard let reference = element[attribute].flatMap(DataReference.init) else { continue }
                if attribute == "data", ObjectKind(rawValue: element.key)?.carrier != .reactCode { continue }
                let key = DataKey(
                    reference: reference,
                    tag: element.name,
                    kinds: isList ? [.list, .text] : kinds(takenBy: element)
                )
                if let index = keys.firstIndex(where: { $0.name == key.name }) {
                    if keys[index].tag != "Video" { keys[index] = key }
                } else {
                    keys.append(key)
                }
            }
        }
        return keys
    }

    private static func kinds(takenBy element: MarkupElement) -> [JSONKind] {
        switch element.key {
        case "text": [.text, .number, .boolean, .list]
        case "header": [.text, .number, .boolean]
        case "image", "choices", "labels": [.text, .list]
        case "paragraphs", "chat", "list", "ranker": [.list, .text]
        case "table", "timeseries", "variants", "waveform": [.object, .list, .text]
        case "taxonomy": [.text, .list, .null]
        // Interfaces written in code take what they like.
        case "reactcode", "custominterface": [.object, .list, .text, .number, .boolean, .null]
        case let key where key.hasSuffix("labels"): [.text, .list]
        default: [.text]
        }
    }
}
