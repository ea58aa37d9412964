import JSON

/// A Parameters resource in the making.
struct FHIRAnswer {
    private var parameters: [JSONValue] = []

    mutating func add(_ name: String, string text: String?) { add(name, "valueString", text) }
    mutating func add(_ name: String, code text: String?) { add(name, "valueCode", text) }
    mutating func add(_ name: String, uri text: String?) { add(name, "valueUri", text) }

    mutating func add(_ name: String, boolean value: Bool) {
        parameters.append(["name": .string(name), "valueBoolean": .bool(value)])
    }

    mutating func add(_ name: String, value: (String, JSONValue)) {
        parameters.append(.object(JSONObject([("name", .string(name)), value])))
    }

    /// A parameter of several parts.
    mutating func add(_ name: String, parts: (inout FHIRAnswer) -> Void) {
        var inner = FHIRAnswer()
        parts(&inner)
        parameters.append(["name": .string(name), "part": .array(inner.parameters)])
    }

    private mutating func add(_ name: String, _ kind: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        add(name, value: (kind, .string(text)))
    }

    var resource: JSONValue { ["resourceType": "Parameters", "parameter": .array(parameters)] }
}
