import JSON

/// Which controls and labels a result uses, and how often: small enough to be kept beside the result.
///
/// It is stored as `{"controls":[["from","to","type",n]],"labels":[["from","label",n]]}`, with
/// `"codes":[["from","system","code",n]]` where there are any.
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

    package struct Code: Sendable, Hashable {
        package var from: String
        /// The key of its system, or its address where no key was said; empty while nothing was.
        package var system: String
        package var code: String
    }

    /// How many items the result has.
    package private(set) var items = 0
    package private(set) var controls: [Control: Int] = [:]
    package private(set) var labels: [Label: Int] = [:]
    package private(set) var codes: [Code: Int] = [:]

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
        var meta: Range<Int>?
        try reader.readObject { key, reader throws(JSONError) in
            let isText = try reader.peek() == .string
            switch key {
            case "from_name" where isText: from = try reader.readString()
            case "to_name": to = try Self.names(&reader)
            case "type" where isText: type = try reader.readString()
            case "value": value = try reader.skipValue()
            case "meta": meta = try reader.skipValue()
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
        var hasCodes = false
        if let meta { hasCodes = try readCodes(of: from, JSONReader(reader.bytes, from: meta.lowerBound)) }
        let readsPaths = type == "taxonomy" && !hasCodes
        var inner = JSONReader(reader.bytes, from: value.lowerBound)
        guard try inner.peek() == .object else { return }
        let key = type == "videorectangle" ? "labels" : type
        try inner.readObject { name, reader throws(JSONError) in
            let isList = try reader.peek() == .array
            if name == key, isList {
                if readsPaths { try readPaths(of: from, JSONReader(reader.bytes, from: reader.position)) }
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

    /// Reads `meta.med.codes`; answers whether there are any.
    private mutating func readCodes(of control: String, _ reader: JSONReader) throws(JSONError) -> Bool {
        var reader = reader
        var found = false
        guard try reader.peek() == .object else { return false }
        try reader.readObject { name, reader throws(JSONError) in
            guard name == "med", try reader.peek() == .object else {
                try reader.skipValue()
                return
            }
            try reader.readObject { name, reader throws(JSONError) in
                guard name == "codes", try reader.peek() == .array else {
                    try reader.skipValue()
                    return
                }
                try reader.readArray { reader throws(JSONError) in
                    let code = try reader.readValue()
                    let system = code["key"]?.string ?? code["system"]?.string ?? ""
                    found = count(code["code"]?.string, of: system, by: control) || found
                }
            }
        }
        return found
    }

    /// Reads paths of codes, of which the last is meant; their system is still to be named.
    private mutating func readPaths(of control: String, _ reader: JSONReader) throws(JSONError) {
        var reader = reader
        try reader.readArray { reader throws(JSONError) in
            let path = try reader.readValue()
            _ = count(path.array?.last?.string, of: "", by: control)
        }
    }

    private mutating func count(_ code: String?, of system: String, by control: String) -> Bool {
        // Longer ones are no codes; SNOMED CT's have up to 18 digits, addresses of systems some hundred characters.
        guard let code, !code.isEmpty, code.utf8.count <= 200, system.utf8.count <= 500 else { return false }
        codes[Code(from: control, system: system, code: code), default: 0] += 1
        return true
    }

    /// Names the systems of codes that came as paths alone; what no control offers as a code is none.
    mutating func nameCodes(_ systems: CodeSystems) {
        for (code, count) in codes where code.system.isEmpty {
            codes[code] = nil
            guard let system = systems[code.from] else { continue }
            codes[Code(from: code.from, system: system, code: code.code), default: 0] += count
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
            let named = codes.filter { !$0.key.system.isEmpty }
            guard !named.isEmpty else { return }
            writer.member(
                "codes",
                array: { writer in
                    for (code, count) in named.sorted(by: {
                        ($0.key.from, $0.key.system, $0.key.code) < ($1.key.from, $1.key.system, $1.key.code)
                    }) {
                        writer.array { writer in
                            writer.value(code.from)
                            writer.value(code.system)
                            writer.value(code.code)
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
        for row in value["codes"]?.array ?? [] {
            guard let from = row[0]?.string, let system = row[1]?.string, let code = row[2]?.string else { continue }
            codes[Code(from: from, system: system, code: code)] = row[3]?.integer ?? 0
        }
    }

    /// Adds another's counts, once or `times` times (−1 takes them back).
    package mutating func add(_ other: ResultOutline, times: Int = 1) {
        items += other.items * times
        for (control, count) in other.controls { controls[control, default: 0] += count * times }
        for (label, count) in other.labels { labels[label, default: 0] += count * times }
        for (code, count) in other.codes { codes[code, default: 0] += count * times }
    }
}
