package import JSON

/// What a worker is asked. On the wire: the length in four bytes (little-endian), then JSON.
package struct DecodeRequest: Sendable, Equatable {
    package enum Verb: String, Sendable {
        case inspect, tags, labels, tile, thumbnail, associated, render
        case wireFrame = "wire"
        case rawFrame = "raw"
    }

    package var verb: Verb
    package var file: DecodeSource
    package var frame = 0
    package var isReduced = false
    package var window: VOIWindow?
    package var longestSide: Int?
    package var level = 0
    package var column = 0
    package var row = 0
    package var name: String?

    package init(_ verb: Verb, _ file: DecodeSource) {
        self.verb = verb
        self.file = file
    }

    /// Whether the request may need a look at the whole file.
    var isLong: Bool {
        switch verb {
        case .inspect, .tags, .labels: true
        default: false
        }
    }
}

extension DecodeRequest: FieldCoded {
    package init?(_ fields: JSONObject) {
        guard let verb = fields.text("verb").flatMap(Verb.init), let path = fields.text("path") else { return nil }
        self.init(verb, DecodeSource(path: path, key: fields.text("key")))
        file.companion = fields.text("companion")
        file.name = fields.text("file_name")
        frame = fields.whole("frame") ?? 0
        isReduced = fields.flag("reduced")
        window = fields.nested("window")
        longestSide = fields.whole("side")
        level = fields.whole("level") ?? 0
        column = fields.whole("column") ?? 0
        row = fields.whole("row") ?? 0
        name = fields.text("name")
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("verb", verb.rawValue)
        fields.put("path", file.path)
        if file.key != file.path { fields.put("key", file.key) }
        fields.put("companion", file.companion)
        fields.put("file_name", file.name)
        if frame != 0 { fields.put("frame", frame) }
        fields.put("reduced", isReduced)
        fields.put("window", window)
        fields.put("side", longestSide)
        if level != 0 { fields.put("level", level) }
        if column != 0 { fields.put("column", column) }
        if row != 0 { fields.put("row", row) }
        fields.put("name", name)
        return fields
    }
}
