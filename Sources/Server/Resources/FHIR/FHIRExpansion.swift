import Foundation
import JSON
import Terminology
import Workspace

/// A page of what a value set has.
struct FHIRExpansion {
    let selection: FHIRSelection
    let parameters: FHIRParameters
    /// When it was made, in microseconds.
    let now: Int

    /// Concepts an answer may have; who wants more asks for pages.
    static let most = 10_000

    private struct Entry {
        var open: OpenRelease
        var concept: Concept
    }

    func resource() throws -> JSONValue {
        let offset = try parameters.count("offset") ?? 0
        let wanted = try parameters.count("count")
        var selection = selection
        if try parameters.boolean("activeOnly") ?? false { selection.keepActive() }
        let filter = parameters["filter"]?.trimmed ?? ""
        let (entries, total) =
            filter.isEmpty
            ? try listed(selection, offset, wanted) : try found(selection, filter, offset, wanted ?? 100)
        let contains = try entries.map(json)
        var expansion: [(String, JSONValue)] = [
            ("identifier", .string("urn:uuid:" + UUID().uuidString.lowercased())),
            ("timestamp", .string(ISOTime.text(now))),
        ]
        if let total { expansion.append(("total", JSONValue(total))) }
        expansion.append(("offset", JSONValue(offset)))
        expansion.append(("parameter", .array(echo)))
        expansion.append(("contains", .array(contains)))
        var resource: [(String, JSONValue)] = [("resourceType", "ValueSet")]
        let sent = parameters.value("valueSet")
        if let url = parameters["url"] ?? sent?["url"]?.string { resource.append(("url", .string(url))) }
        for name in ["name", "title"] { if let text = sent?[name] { resource.append((name, text)) } }
        resource.append(("status", sent?["status"] ?? "active"))
        resource.append(("expansion", .object(JSONObject(expansion))))
        return .object(JSONObject(resource))
    }

    /// In the order of the hierarchy, or as the value set lists them.
    private func listed(_ selection: FHIRSelection, _ offset: Int, _ wanted: Int?) throws -> ([Entry], Int?) {
        let total = selection.count
        if wanted == nil, total - offset > Self.most {
            throw FHIRFailure(
                .tooCostly,
                "The value set has \(total) codes, and an answer at most \(Self.most): ask for pages with offset and count."
            )
        }
        let count = min(wanted ?? Self.most, Self.most)
        var entries: [Entry] = []
        var skipped = 0
        for part in selection.parts {
            let size = part.set.count
            if skipped + size <= offset {
                skipped += size
                continue
            }
            func take(_ concept: Concept) -> Bool {
                guard entries.count < count else { return false }
                if skipped < offset { skipped += 1 } else { entries.append(Entry(open: part.open, concept: concept)) }
                return true
            }
            if let order = part.order {
                for concept in order where part.set.contains(concept) { guard take(concept) else { break } }
            } else {
                for concept in part.set { guard take(concept) else { break } }
            }
        }
        return (entries, total)
    }

    /// As somebody types: the best first. How many there are is known when there are no more.
    private func found(
        _ selection: FHIRSelection, _ filter: String, _ offset: Int, _ wanted: Int
    ) throws -> ([Entry], Int?) {
        let reach = min(offset + wanted, 1000)
        var entries: [Entry] = []
        var hasMore = false
        for part in selection.parts {
            var query = SearchQuery(filter, limit: max(1, reach))
            query.scope = part.set
            query.dialect = dialect(part.open)
            query.includesInactive = true
            let answer = part.open.index.search(query)
            hasMore = hasMore || answer.hasMore
            entries += answer.hits.map { Entry(open: part.open, concept: $0.concept) }
        }
        let page = Array(entries.dropFirst(offset).prefix(wanted))
        return (page, hasMore ? nil : entries.count)
    }

    private func dialect(_ open: OpenRelease) -> Int {
        open.dialect(for: parameters["displayLanguage"] ?? parameters.acceptedLanguage)
    }

    private func json(_ entry: Entry) throws -> JSONValue {
        let index = entry.open.index
        var object: [(String, JSONValue)] = [
            ("system", .string(entry.open.release.uri)), ("version", .string(entry.open.release.versionURI)),
        ]
        let flags = index.flags(entry.concept)
        if !flags.contains(.active) { object.append(("inactive", true)) }
        if !flags.contains(.selectable), flags.contains(.active) { object.append(("abstract", true)) }
        object.append(("code", .string(index.code(entry.concept))))
        object.append(("display", .string(index.preferredTerm(entry.concept, dialect: dialect(entry.open)))))
        if try parameters.boolean("includeDesignations") ?? false {
            object.append(("designation", FHIRDesignations.json(of: entry.concept, in: index)))
        }
        return .object(JSONObject(object))
    }

    /// What the expansion was made with.
    private var echo: [JSONValue] {
        var echo: [JSONValue] = []
        for name in ["filter", "displayLanguage"] {
            if let text = parameters[name] { echo.append(["name": .string(name), "valueString": .string(text)]) }
        }
        for name in ["activeOnly", "includeDesignations"] {
            if let text = parameters[name] {
                echo.append(["name": .string(name), "valueBoolean": .bool(text == "true")])
            }
        }
        for name in ["offset", "count"] {
            if let number = parameters[name].flatMap(Int.init) {
                echo.append(["name": .string(name), "valueInteger": JSONValue(number)])
            }
        }
        for part in selection.parts {
            echo.append([
                "name": "version", "valueUri": .string(part.open.release.uri + "|" + part.open.release.versionURI),
            ])
        }
        return echo
    }
}
