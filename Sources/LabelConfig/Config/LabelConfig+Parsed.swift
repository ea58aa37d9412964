package import JSON

extension LabelConfig {
    /// The controls as Label Studio's server sees them.
    package var parsedControls: ParsedControls { ParsedControls(document.root) }

    /// The project's `parsed_label_config`, member for member as Label Studio 1.23 answers it.
    package var parsedLabelConfig: JSONValue {
        .object(JSONObject(parsedControls.controls.map { ($0.name, $0.json) }))
    }
}

extension ParsedControl {
    var json: JSONValue {
        var members = JSONObject([("type", .string(type)), ("to_name", .array(toName.map(JSONValue.string)))])
        if !flags.isEmpty {
            var patterns = JSONObject()
            for flag in flags { patterns[flag] = ".*" }
            members.append("regex", .object(patterns))
        }
        if let condition {
            members.append("conditionals", ["type": .string(condition.type), "name": .string(condition.name)])
        }
        if isDynamic { members.append("dynamic_labels", true) }
        members.append("inputs", .array(inputs.map(\.json)))
        members.append("labels", .array(labels.map { .string($0.answer) }))
        members.append("labels_attrs", .object(JSONObject(labels.map { ($0.answer, $0.json) })))
        return .object(members)
    }
}

extension ParsedControl.Input {
    fileprivate var json: JSONValue {
        var members = JSONObject([("type", .string(type)), ("valueType", JSONValue(valueType))])
        if let value { members.append("value", .string(value)) }
        if let valueList { members.append("valueList", .string(valueList)) }
        return .object(members)
    }
}

extension ParsedControl.Label {
    fileprivate var json: JSONValue {
        .object(JSONObject(attributes.map { ($0.name, .string($0.value)) }))
    }
}
