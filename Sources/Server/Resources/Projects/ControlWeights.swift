import JSON

/// How much each control and label counts when answers are compared: what was set, and 1 for all else.
enum ControlWeights {
    /// - Parameters:
    ///   - stored: what a client has set, as JSON.
    ///   - parsed: the project's `parsed_label_config`.
    static func complete(_ stored: String?, for parsed: JSONValue) -> JSONValue {
        let stored = stored.flatMap { try? JSONValue(parsing: $0) }
        var weights = JSONObject()
        for (name, control) in parsed.object ?? JSONObject() {
            let own = stored?[name]
            var labels = JSONObject()
            for label in control["labels"]?.array?.compactMap(\.string) ?? [] {
                labels.append(label, number(own?["labels"]?[label]))
            }
            let overall = number(own?["overall"])
            weights.append(
                name, ["overall": overall, "type": control["type"] ?? .null, "labels": .object(labels)]
            )
        }
        return .object(weights)
    }

    private static func number(_ value: JSONValue?) -> JSONValue {
        if case .number? = value { value ?? 1.0 } else { 1.0 }
    }
}
