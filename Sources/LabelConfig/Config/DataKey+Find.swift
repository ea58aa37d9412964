extension DataKey {
    /// What the tags of a config need, by first use.
    ///
    /// As in Label Studio only tags with a name count (a Header may lack its text), and a video wins over other tags
    /// that show the same key.
    static func keys(of root: MarkupElement) -> [DataKey] {
        var keys: [DataKey] = []
        root.walk { element, _ in
            guard element["name"] != nil else { return }
            if let key = medicalKey(of: element) { return add(key, to: &keys) }
            for (attribute, isList) in [("value", false), ("valuelist", true), ("data", false)] {
                guard let reference = element[attribute].flatMap(DataReference.init) else { continue }
                if attribute == "data", ObjectKind(rawValue: element.key)?.carrier != .reactCode { continue }
                let key = DataKey(
                    reference: reference,
                    tag: element.name,
                    kinds: isList ? [.list, .text] : kinds(takenBy: element),
                    alternative: nil
                )
                add(key, to: &keys)
            }
        }
        return keys
    }

    private static func add(_ key: DataKey, to keys: inout [DataKey]) {
        if let index = keys.firstIndex(where: { $0.name == key.name }) {
            if keys[index].tag != "Video" { keys[index] = key }
        } else {
            keys.append(key)
        }
    }

    /// The key of a native file. A task from Label Studio may bring its pictures alone.
    private static func medicalKey(of element: MarkupElement) -> DataKey? {
        let isImage = element.key == "image" && element["medical"] != nil || MedicalImage(rawValue: element.key) != nil
        guard isImage, let source = element["source"].flatMap(DataReference.init) else { return nil }
        return DataKey(
            reference: source, tag: element.name, kinds: [.text, .list],
            alternative: (element["valuelist"] ?? element["value"]).flatMap(DataReference.init))
    }

    private static func kinds(takenBy element: MarkupElement) -> [JSONKind] {
        switch element.key {
        case "text": [.text, .number, .boolean, .list]
        case "header": [.text, .number, .boolean]
        case "image", "dicom", "volume", "slide", "choices", "labels": [.text, .list]
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
