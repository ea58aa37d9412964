/// One table of a release, and what its first line and its name say of it.
struct RF2File: Sendable {
    /// What its rows are, by the header alone.
    enum Kind: Sendable, Hashable {
        case concept, description, relationship, concreteValues, identifier, owl, language, moduleDependency,
            descriptionType
        /// Any other reference set, with its columns behind `referencedComponentId`.
        case members(ReferenceSet.Pattern)
    }

    /// Which rows it holds, by its name; without a name all that came before are weighed as in a Full file.
    enum View: Sendable { case snapshot, full, delta, unknown }

    let entry: ReleaseSource.Entry
    let kind: Kind
    let view: View
    /// The names of the columns, as they are written.
    let columns: [String]
    /// What comes before the first row: the header, its end and a byte order mark.
    let headerBytes: Int
    /// `de` of `…Snapshot-de_INT_…`, empty where the name says none.
    let language: String
    /// `INT`, `US1000124`; empty where the name says none.
    let edition: String
    /// Begins with `x`: not published.
    let isPreliminary: Bool

    var name: String { entry.name }

    /// The letters of `cRefset`, one a column behind `referencedComponentId`, where the name has as many.
    var pattern: [Character] {
        let parts = entry.fileName.split(separator: "_")
        guard let part = parts.first(where: { $0.hasSuffix("Refset") }) else { return [] }
        let letters = Array(part.dropLast(6))
        return letters.count == columns.count - 6 && letters.allSatisfy({ "cis".contains($0) }) ? letters : []
    }

    /// Reads the first line of a file; nil where it is no table of RF2.
    ///
    /// - Throws: `ImportFailure` if its name says that it is one, and its first line does not.
    init?(_ entry: ReleaseSource.Entry, in source: ReleaseSource) throws {
        let parts = entry.fileName.split(separator: "_")
        let type = parts.first?.lowercased() ?? ""
        let isNamed = ["sct2", "der2", "xsct2", "xder2"].contains(type)
        guard isNamed || entry.fileName.lowercased().hasSuffix(".txt") else { return nil }
        let head = try source.head(entry, 4096)
        let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let end = head.firstIndex(of: 0x0A)
        var line = head[mark..<max(mark, end ?? head.count)]
        if line.last == 0x0D { line.removeLast() }
        let columns = String(decoding: line, as: UTF8.self).split(separator: "\t", omittingEmptySubsequences: false)
            .map { String($0).trimmingBlanks }
        guard let kind = Self.kind(of: columns), let end else {
            guard isNamed, entry.fileName.hasSuffix(".txt") else { return nil }
            throw ImportFailure([
                ImportProblem(
                    file: entry.name, line: 1,
                    reason: end == nil
                        ? "the first line does not end: the file is cut off or no table of RF2"
                        : "the columns are those of no table of RF2: \(columns.prefix(12).joined(separator: ", ").prefix(200))"
                )
            ])
        }
        self.entry = entry
        self.kind = kind
        self.columns = columns
        headerBytes = end + 1
        isPreliminary = type.hasPrefix("x")
        let content = parts.first { part in ["Snapshot", "Full", "Delta"].contains { part.contains($0) } } ?? ""
        let folders = entry.name.split(separator: "/").dropLast()
        view = Self.view(content) ?? folders.compactMap { Self.view($0) }.last ?? .unknown
        language = content.firstIndex(of: "-").map { String(content[content.index(after: $0)...]).lowercased() } ?? ""
        edition = parts.count >= 4 ? String(parts[parts.count - 2]) : ""
    }

    private static func view(_ text: Substring) -> View? {
        text.contains("Snapshot") ? .snapshot : text.contains("Full") ? .full : text.contains("Delta") ? .delta : nil
    }

    /// What the columns say, in any case of letters.
    static func kind(of columns: [String]) -> Kind? {
        let names = columns.map { $0.lowercased() }
        func begins(_ expected: String) -> Bool {
            names == expected.lowercased().split(separator: " ").map(String.init)
        }
        let row = "id effectiveTime active moduleId "
        if begins(row + "definitionStatusId") { return .concept }
        if begins(row + "conceptId languageCode typeId term caseSignificanceId") { return .description }
        let relationship = "relationshipGroup typeId characteristicTypeId modifierId"
        if begins(row + "sourceId destinationId " + relationship) { return .relationship }
        if begins(row + "sourceId value " + relationship) { return .concreteValues }
        if begins("alternateIdentifier effectiveTime active moduleId identifierSchemeId referencedComponentId") {
            return .identifier
        }
        // Before 2022 the scheme came first.
        if begins("identifierSchemeId alternateIdentifier effectiveTime active moduleId referencedComponentId") {
            return .identifier
        }
        guard names.count >= 6, names.count <= 40, Set(names).count == names.count,
            names.prefix(6) == ["id", "effectivetime", "active", "moduleid", "refsetid", "referencedcomponentid"]
        else { return nil }
        let fields = Array(names.dropFirst(6))
        let map = ["mapgroup", "mappriority", "maprule", "mapadvice", "maptarget", "correlationid"]
        switch fields {
        case []: return .members(.simple)
        case ["acceptabilityid"]: return .language
        case ["targetcomponentid"], ["targetcomponent"]: return .members(.association)
        case ["valueid"]: return .members(.attributeValue)
        case ["maptarget"]: return .members(.simpleMap)
        case ["owlexpression"]: return .owl
        case ["sourceeffectivetime", "targeteffectivetime"]: return .moduleDependency
        case ["descriptionformat", "descriptionlength"]: return .descriptionType
        case map + ["mapcategoryid"]: return .members(.extendedMap)
        case map, map + ["mapblock"]: return .members(.complexMap)
        default: return fields.contains("") ? nil : .members(.other)
        }
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
