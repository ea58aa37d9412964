package import JSON

extension LabelConfig {
    /// The data a task must bring, by first use in the config.
    ///
    /// As in Label Studio only tags with a name count (a Header may lack its text), and a video wins over other tags
    /// that show the same key.
    package var dataKeys: [DataKey] {
        var keys: [DataKey] = []
        document.root.walk { element, _ in
            guard element["name"] != nil else { return }
            for (attribute, isList) in [("value", false), ("valuelist", true), ("data", false)] {
                guard let reference = element[attribute].flatMap(DataReference.init) else { continue }
                if attribute == "data", ObjectKind(rawValue: element.key)?.carrier != .reactCode { continue }
                let key = DataKey(
                    reference: reference,
                    tag: element.name,
                    kinds: isList ? [.list, .text] : Self.kinds(takenBy: element)
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

    /// What is wrong with a task's data, or nil. The message names keys and kinds, never content.
    package func validateTaskData(_ data: JSONValue) -> TaskDataProblem? {
        guard case .object = data else { return .notAnObject(JSONKind(data)) }
        for key in dataKeys {
            if key.reference.isRepeated {
                guard let value = data[key.root] else { return .missing(key: key.root, tag: key.tag) }
                guard case .array = value else {
                    return .wrongKind(key: key.root, tag: key.tag, found: JSONKind(value), wanted: [.list])
                }
                continue
            }
            guard let value = key.reference.look(in: data) else { return .missing(key: key.name, tag: key.tag) }
            if !key.kinds.contains(JSONKind(value)) {
                return .wrongKind(key: key.name, tag: key.tag, found: JSONKind(value), wanted: key.kinds)
            }
        }
        return nil
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
