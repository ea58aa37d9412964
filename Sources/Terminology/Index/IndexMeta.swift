internal import JSON

/// What an index says of itself in JSON: identity, counts, and the short lists that columns point into.
struct IndexMeta: Sendable {
    var identity: SystemIdentity
    var concepts = 0
    var active = 0
    /// How many concepts have a parent or a child; they are numbered first.
    var related = 0
    /// “Is a” relationships, each once.
    var links = 0
    var descriptions = 0
    var attributes = 0
    var values = 0
    var members = 0
    var strings = 0
    var maps = 0
    var properties = 0
    var tags: [String] = []
    var modules: [String] = []
    var languages: [String] = []
    var dialects: [LanguageDialect] = []
    var propertyNames: [String] = []
    var sources: [SourceFile] = []

    private static let counts: [(String, any WritableKeyPath<IndexMeta, Int> & Sendable)] = [
        ("concepts", \.concepts), ("active", \.active), ("related", \.related), ("links", \.links),
        ("descriptions", \.descriptions),
        ("attributes", \.attributes), ("values", \.values), ("members", \.members), ("strings", \.strings),
        ("maps", \.maps), ("properties", \.properties),
    ]

    var json: [UInt8] {
        var object = JSONObject()
        object.append("identity", .object(identity.json))
        for (name, path) in Self.counts { object.append(name, JSONValue(self[keyPath: path])) }
        func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        object.append("tags", list(tags))
        object.append("modules", list(modules))
        object.append("languages", list(languages))
        object.append("dialects", .array(dialects.map { ["code": .string($0.code), "tag": .string($0.tag)] }))
        object.append("property_names", list(propertyNames))
        object.append("sources", .array(sources.map { ["name": .string($0.name), "rows": JSONValue($0.rows)] }))
        return JSONValue.object(object).bytes
    }

    init(identity: SystemIdentity) { self.identity = identity }

    /// Nil where something is missing.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes), let identity = SystemIdentity(json["identity"]) else {
            return nil
        }
        self.identity = identity
        for (name, path) in Self.counts {
            guard let count = json[name]?.integer, count >= 0, count < UInt32.max else { return nil }
            self[keyPath: path] = count
        }
        func list(_ name: String) -> [String]? { json[name]?.array?.compactMap(\.string) }
        guard let tags = list("tags"), let modules = list("modules"), let languages = list("languages"),
            let names = list("property_names"), let dialects = json["dialects"]?.array,
            let sources = json["sources"]?.array, related <= concepts, active <= concepts
        else { return nil }
        self.tags = tags
        self.modules = modules
        self.languages = languages
        propertyNames = names
        self.dialects = dialects.map { LanguageDialect(code: $0["code"]?.string ?? "", tag: $0["tag"]?.string ?? "") }
        self.sources = sources.map { SourceFile(name: $0["name"]?.string ?? "", rows: $0["rows"]?.integer ?? 0) }
    }
}

extension SystemIdentity {
    fileprivate var json: JSONObject {
        JSONObject([
            ("key", .string(key)), ("title", .string(title)), ("uri", .string(uri)), ("version", .string(version)),
            ("version_uri", .string(versionURI)), ("language", .string(language)),
            ("code_style", JSONValue(Int(codeStyle.rawValue))),
            (
                "licence",
                [
                    "title": .string(licence.title), "summary": .string(licence.summary),
                    "notice": .string(licence.notice), "redistributable": .bool(licence.isRedistributable),
                ]
            ),
        ])
    }

    fileprivate init?(_ json: JSONValue?) {
        guard let json, let key = json["key"]?.string, let title = json["title"]?.string,
            let uri = json["uri"]?.string, let version = json["version"]?.string,
            let versionURI = json["version_uri"]?.string, let language = json["language"]?.string,
            let style = json["code_style"]?.integer, let codeStyle = CodeStyle(rawValue: UInt8(clamping: style)),
            let licence = json["licence"]
        else { return nil }
        self.init(
            key: key, title: title, uri: uri, version: version, versionURI: versionURI, language: language,
            licence: Licence(
                title: licence["title"]?.string ?? "", summary: licence["summary"]?.string ?? "",
                notice: licence["notice"]?.string ?? "",
                isRedistributable: licence["redistributable"]?.boolean ?? false),
            codeStyle: codeStyle)
    }
}
