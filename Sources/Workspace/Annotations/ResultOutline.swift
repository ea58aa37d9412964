import JSON

/// Which controls and labels a result uses, and how often: small enough to be kept beside the result.
///
/// It is stored as `{"controls":[["from","to","type",n]],"labels":[["from","label",n]]}`.
package struct ResultOutline: Sendable, Equatable {
    package struct Control: Sendable, Hashable {
        package var from: String
        package var to: String
        package var type: String
    }

    package struct Label: Sendable, Hashable {
        package var from: String
        package var label: String
    }

    /// How many items the result has.
    package private(set) var items = 0
    package private(set) var controls: [Control: Int] = [:]
    package private(set) var labels: [Label: Int] = [:]

    package init() {}

    /// Reads a result: a JSON array of objects. Items of unknown kinds are counted and otherwise left alone.
    package init(result: String) throws(Refusal) {
        do {
            var reader = JSONReader(Array(result.utf8))
            guard try reader.peek() == .array else { throw reader.error(.expected("an array"), at: 0) }
            try reader.readArray { (reader) throws(JSONError) in
                guard try reader.peek() == .object else { throw reader.error(.expected("an object")) }
                try read(item: &reader)
            }
            try reader.finish()
        } catch {
            let place = items > 0 ? "item \(items + 1), " : ""
            throw .invalid(.init("result", "The result must be a list of objects (\(place)\(error))."))
        }
    }

    private mutating func read(item reader: inout JSONReader) throws(JSONError) {
        var from = ""
        var to = ""
        var type = ""
        var value: Range<Int>?
        try reader.readObject { key, reader throws(JSONError) in
            let isText = try reader.peek() == .string
            switch key {
            case "from_name" where isText: from = try reader.readString()
            case "to_name": to = try Self.names(&reader)
            case "type" where isText: type = try reader.readString()
            case "value": value = try reader.skipValue()
            default: try reader.skipValue()
            }
        }
        items += 1
        // A relation or a choice between two objects names no label of its own.
        guard !from.isEmpty, !to.isEmpty, !type.isEmpty, type != "relation", type != "pairwise" else { return }
        type = type.lowercased()
        controls[Control(from: from, to: to, type: type), default: 0] += 1
        // What people wrote is not a label, and may name a patient.
        guard type != "textarea", let value else { return }
        var inner = JSONReader(reader.bytes, from: value.lowerBound)
        guard try inner.peek() == .object else { return }
        let key = type == "videorectangle" ? "labels" : type
        try inner.readObject { name, reader throws(JSONError) in
            let isList = try reader.peek() == .array
            if name == key, isList {
                try readLabels(of: from, &reader)
            } else {
                try reader.skipValue()
            }
        }
    }

    /// Reads the name of an object, or of several, joined by commas as Label Studio does.
    private static func names(_ reader: inout JSONReader) throws(JSONError) -> String {
        switch try reader.peek() {
        case .string: return try reader.readString()
        case .array:
            var names: [String] = []
            try reader.readArray { reader throws(JSONError) in
                if case .string(let name) = try reader.readValue() { names.append(name) }
            }
            return names.joined(separator: ",")
        default:
            try reader.skipValue()
            return ""
        }
    }

    /// Reads labels, or paths of a taxonomy, of which each part counts.
    private mutating func readLabels(of control: String, _ reader: inout JSONReader) throws(JSONError) {
        try reader.readArray { reader throws(JSONError) in
            switch try reader.peek() {
            case .string:
                labels[Label(from: control, label: try reader.readString()), default: 0] += 1
            case .array: try readLabels(of: control, &reader)
            default: try reader.skipValue()
            }
        }
    }

    /// The text that is stored.
    package var text: String {
        if controls.isEmpty { return "{}" }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member(
                "controls",
                array: { writer in
                    for (control, count) in controls.sorted(by: { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) })
                    {
                        writer.array { writer in
                            writer.value(control.from)
                            writer.value(control.to)
                            writer.value(control.type)
                            writer.value(count)
                        }
                    }
                })
            writer.member(
                "labels",
                array: { writer in
                    for (label, count) in labels.sorted(by: {
                        ($0.key.from, $0.key.label) < ($1.key.from, $1.key.label)
                    }) {
                        writer.array { writer in
                            writer.value(label.from)
                            writer.value(label.label)
                            writer.value(count)
                        }
                    }
                })
        }
        return writer.text
    }

    /// Reads a stored text.
    package init(stored text: String) {
        guard text != "{}", let value = try? JSONValue(parsing: text) else { return }
        for row in value["controls"]?.array ?? [] {
            guard let from = row[0]?.string, let to = row[1]?.string, let type = row[2]?.string else { continue }
            controls[Control(from: from, to: to, type: type)] = row[3]?.integer ?? 0
        }
        for row in value["labels"]?.array ?? [] {
            guard let from = row[0]?.string, let label = row[1]?.string else { continue }
            labels[Label(from: from, label: label)] = row[2]?.integer ?? 0
        }
    }

    /// Adds another's counts, once or `times` times (−1 takes them back).
    package mutating func add(_ other: ResultOutline, times: Int = 1) {
        items += other.items * times
        for (control, count) in other.controls { controls[control, default: 0] += count * times }
        for (label, count) in other.labels { labels[label, default: 0] += count * times }
    }
}
