import JSON
import LabelConfig
import Terminology

/// Puts other codes into a result: path and `meta.med.codes` together, everything else as it was.
struct CodeReplacement {
    private struct New {
        let path: [String]
        let display: String
    }

    private let bench: VersionBench
    private let replacements: [String: New]

    init(_ bench: VersionBench, scope: ConceptSet?) throws {
        self.bench = bench
        let (index, release) = (bench.new.index, bench.new.release)
        var replacements: [String: New] = [:]
        for one in bench.order.replacements {
            guard let concept = index.concept(code: one.by) else {
                throw Refusal.invalid(.init("replacements", "\(release.name) has no code “\(one.by)”."))
            }
            guard index.active.contains(concept) else {
                throw Refusal.invalid(.init("replacements", "“\(one.by)” is not in use in \(release.name) either."))
            }
            guard replacements[one.code] == nil else {
                throw Refusal.invalid(.init("replacements", "“\(one.code)” is to be replaced twice."))
            }
            replacements[one.code] = New(
                path: CodePath.steps(to: concept, in: index, scope: scope).map { index.code($0) },
                display: index.preferredTerm(concept))
        }
        guard !replacements.isEmpty else {
            throw Refusal.invalid(.init("replacements", "Name at least one code and what takes its place."))
        }
        self.replacements = replacements
    }

    /// The result with other codes, and how many were replaced; nil where it has none of them.
    func apply(to text: String) -> (result: String, count: Int)? {
        guard let items = (try? JSONValue(parsing: text))?.array else { return nil }
        var count = 0
        let changed = items.map { item -> JSONValue in
            guard isMeant(item), let (new, replaced) = replace(in: item) else { return item }
            count += replaced
            return new
        }
        return count > 0 ? (JSONValue.array(changed).text, count) : nil
    }

    private func isMeant(_ item: JSONValue) -> Bool {
        guard item["type"]?.string == "taxonomy", let from = item["from_name"]?.string else { return false }
        return from == bench.order.control
            || bench.config.interface.control(named: from)?.name == bench.order.control
    }

    private func replace(in item: JSONValue) -> (JSONValue, Int)? {
        guard var object = item.object, var value = object["value"]?.object,
            let paths = value["taxonomy"]?.array
        else { return nil }
        var meta = object["meta"]?.object ?? JSONObject()
        var med = meta["med"]?.object ?? JSONObject()
        let codes = med["codes"]?.array.flatMap { $0.count == paths.count ? $0 : nil }
        var newPaths: [JSONValue] = []
        var newCodes: [JSONValue] = []
        var count = 0
        for (place, path) in paths.enumerated() {
            let entry = codes?[place]
            guard let old = entry?["code"]?.string ?? path.array?.last?.string, isOfSystem(entry),
                let new = replacements[old]
            else {
                newPaths.append(path)
                if let entry { newCodes.append(entry) }
                continue
            }
            count += 1
            let steps = JSONValue.array(new.path.map { .string($0) })
            // Two that were merged into one are one label.
            guard !newPaths.contains(steps), !paths[(place + 1)...].contains(steps) else { continue }
            newPaths.append(steps)
            if let entry { newCodes.append(self.entry(entry, new)) }
        }
        guard count > 0 else { return nil }
        value["taxonomy"] = .array(newPaths)
        object["value"] = .object(value)
        if codes != nil {
            med["codes"] = .array(newCodes)
            meta["med"] = .object(med)
            object["meta"] = .object(meta)
        }
        return (.object(object), count)
    }

    private func isOfSystem(_ entry: JSONValue?) -> Bool {
        guard let entry else { return true }
        if let key = entry["key"]?.string { return key == bench.order.system }
        return entry["system"]?.string == bench.new.release.uri
    }

    private func entry(_ entry: JSONValue, _ new: New) -> JSONValue {
        var object = entry.object ?? JSONObject()
        let release = bench.new.release
        object["system"] = .string(release.uri)
        object["version"] = .string(release.versionURI)
        object["code"] = .string(new.path.last ?? "")
        object["display"] = .string(new.display)
        object["key"] = .string(release.key)
        return .object(object)
    }
}
