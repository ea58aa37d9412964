package import JSON

/// What a project's results are made of: a count for each control, object and type, and for each label.
package struct ResultSummary: Sendable, Equatable {
    /// Where a result comes from, what it is about and of which type it is.
    package struct Key: Sendable, Hashable, Comparable {
        package var from: String
        package var to: String
        package var type: String

        package init(from: String, to: String, type: String) {
            self.from = from
            self.to = to
            self.type = type
        }

        /// The key of Label Studio's `created_annotations`.
        package var text: String { "\(from)|\(to)|\(type)" }

        package static func < (left: Key, right: Key) -> Bool {
            (left.from, left.to, left.type) < (right.from, right.to, right.type)
        }
    }

    package private(set) var results: [Key: Int] = [:]
    package private(set) var labels: [String: [String: Int]] = [:]

    package init() {}

    /// The summary of one `result`.
    package init(of result: JSONValue) {
        add(result)
    }

    package mutating func add(_ result: JSONValue) { count(result, by: 1) }
    package mutating func remove(_ result: JSONValue) { count(result, by: -1) }

    /// Reads the stored form back.
    package init(createdAnnotations: JSONValue, createdLabels: JSONValue) {
        for (key, value) in createdAnnotations.object ?? JSONObject() {
            let parts = key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, let count = value.integer else { continue }
            results[Key(from: parts[0], to: parts[1], type: parts[2])] = count
        }
        for (control, counts) in createdLabels.object ?? JSONObject() {
            for (label, value) in counts.object ?? JSONObject() {
                labels[control, default: [:]][label] = value.integer
            }
        }
    }

    /// Label Studio's `created_annotations`.
    package var createdAnnotations: JSONValue {
        .object(JSONObject(results.keys.sorted().map { ($0.text, JSONValue(results[$0] ?? 0)) }))
    }

    /// Label Studio's `created_labels`.
    package var createdLabels: JSONValue {
        .object(
            JSONObject(
                labels.keys.sorted().map { control in
                    let counts = labels[control, default: [:]]
                    return (control, .object(JSONObject(counts.keys.sorted().map { ($0, JSONValue(counts[$0] ?? 0)) })))
                }
            )
        )
    }

    private mutating func count(_ result: JSONValue, by step: Int) {
        for item in result.array ?? [] {
            guard let type = item["type"]?.string, type != "relation", type != "pairwise",
                let from = item["from_name"]?.string, let to = Self.target(of: item)
            else { continue }
            let key = Key(from: from, to: to, type: lowerCased(type))
            let count = results[key, default: 0] + step
            results[key] = count > 0 ? count : nil
            for label in Self.labels(of: item, type: type) {
                let count = labels[from, default: [:]][label, default: 0] + step
                labels[from, default: [:]][label] = count > 0 ? count : nil
            }
            if labels[from]?.isEmpty == true { labels[from] = nil }
        }
    }

    private static func target(of item: JSONValue) -> String? {
        switch item["to_name"] {
        case .string(let name): name
        case .array(let names): names.compactMap(\.string).joined(separator: ",")
        default: nil
        }
    }

    /// The labels one result uses: list answers, but not the lines of a text area.
    package static func labels(of item: JSONValue, type: String) -> [String] {
        let key = type == "videorectangle" ? "labels" : type
        guard key != "text", let answers = item["value"]?[key]?.array else { return [] }
        return answers.flatMap { answer -> [String] in
            if type == "taxonomy", let path = answer.array { return path.map(Self.words) }
            return [Self.words(answer)]
        }
    }

    private static func words(_ value: JSONValue) -> String { value.string ?? value.text }
}
