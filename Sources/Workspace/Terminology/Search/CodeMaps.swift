package import Terminology

/// What a concept corresponds to in other systems, as the releases say it: rows of map reference sets in their groups, and
/// rows of concept maps.
package struct CodeMaps: Sendable {
    package struct Map: Sendable {
        package var title: String
        /// The other system's address; nil where the release does not say.
        package var targetSystem: String?
        /// The key under which it is loaded here; nil where it is not.
        package var targetKey: String?
        package var groups: [Group] = []
    }

    /// Rows of which the first whose rule holds is taken.
    package struct Group: Sendable {
        package var number: Int
        package var rows: [Row] = []
    }

    package struct Row: Sendable {
        package var priority: Int
        package var rule: String
        package var advice: String
        /// Nil where the rule leads to no code.
        package var target: Target?
        package var category: String?
        /// `equivalent`, `narrower` … of concept maps.
        package var relation: String?
    }

    package struct Target: Sendable {
        package var code: String
        package var display: String?
        package var isBillable: Bool?
    }

    package private(set) var maps: [Map] = []
    private let releases: [OpenRelease]

    /// - Parameters:
    ///   - target: the key or address of the only system that is wanted.
    ///   - releases: what is loaded, for the names of targets.
    package init(of concept: Concept, in open: OpenRelease, to target: String?, among releases: [OpenRelease]) {
        self.releases = releases
        addReferenceSets(of: concept, in: open.index)
        addRows(of: concept, in: open.index)
        for map in releases where map.isConceptMap {
            if let source = map.mapped(open.index.code(concept), of: open.release.uri) {
                addRows(of: source, in: map.index)
            }
        }
        if let target {
            let key = target.split(separator: "@").first.map(String.init) ?? target
            maps = maps.filter { map in
                map.targetSystem == target || map.targetKey == key || Self.keys[map.targetSystem ?? ""] == key
            }
        }
    }

    /// Which system the map reference sets of SNOMED CT lead to.
    private static let targets = [
        "447562003": "http://hl7.org/fhir/sid/icd-10", "6011000124106": "http://hl7.org/fhir/sid/icd-10-cm",
        "446608001": "http://terminology.hl7.org/CodeSystem/icd-o-3", "1193497006": "http://snomed.info/medra",
        "999002271000000101": "http://hl7.org/fhir/sid/icd-10-uk",
    ]

    /// The keys by which systems are asked for even where none of their releases is loaded.
    private static let keys = [
        "http://hl7.org/fhir/sid/icd-10": "icd10", "http://hl7.org/fhir/sid/icd-10-cm": "icd10cm",
        "http://snomed.info/sct": "snomed", "http://loinc.org": "loinc",
    ]

    // MARK: Map reference sets

    private mutating func addReferenceSets(of concept: Concept, in index: TerminologyIndex) {
        for set in index.referenceSets(containing: concept) {
            guard let view = index.referenceSet(set), [.simpleMap, .complexMap, .extendedMap].contains(view.pattern)
            else { continue }
            let system = Self.targets[index.code(set)]
            var map = Map(title: index.preferredTerm(set), targetSystem: system, targetKey: key(of: system))
            let columns = MapColumnPlaces(view.columnNames)
            for row in view.rows(of: concept) where view.isActive(row) {
                add(columns.row(row, of: view, in: index), columns.group(row, of: view), to: &map)
            }
            for group in map.groups.indices { map.groups[group].rows.sort { $0.priority < $1.priority } }
            map.groups.sort { $0.number < $1.number }
            if !map.groups.isEmpty { maps.append(map) }
        }
    }

    private func add(_ row: Row, _ number: Int, to map: inout Map) {
        var row = row
        if let code = row.target?.code { row.target = target(code, in: map.targetSystem) }
        if let place = map.groups.firstIndex(where: { $0.number == number }) {
            map.groups[place].rows.append(row)
        } else {
            map.groups.append(Group(number: number, rows: [row]))
        }
    }

    // MARK: Concept maps

    private mutating func addRows(of concept: Concept, in index: TerminologyIndex) {
        for row in index.maps(of: concept) where row.relation != .replacedBy {
            let place = maps.firstIndex { map in
                map.targetSystem == row.system && map.groups.first?.rows.first?.relation != nil
            }
            var found = target(row.code, in: row.system)
            if found.display == nil, !row.display.isEmpty { found.display = row.display }
            let line = Row(
                priority: 1, rule: "", advice: "", target: found, category: nil, relation: "\(row.relation)")
            if let place {
                maps[place].groups[0].rows.append(line)
            } else {
                let key = key(of: row.system)
                let title = release(of: row.system)?.release.title ?? row.system
                let group = Group(number: 1, rows: [line])
                maps.append(Map(title: title, targetSystem: row.system, targetKey: key, groups: [group]))
            }
        }
    }

    // MARK: The other systems

    private func release(of system: String?) -> OpenRelease? {
        guard let system else { return nil }
        return releases.first { $0.release.uri == system }
    }

    private func key(of system: String?) -> String? { release(of: system)?.release.key }

    private func target(_ code: String, in system: String?) -> Target {
        guard let open = release(of: system), let concept = open.index.concept(tolerant: code) else {
            return Target(code: code)
        }
        let isClassification = system == "http://hl7.org/fhir/sid/icd-10-cm"
        return Target(
            code: open.index.code(concept), display: open.index.preferredTerm(concept),
            isBillable: isClassification ? open.index.flags(concept).contains(.billable) : nil)
    }
}

/// Where the columns of a map reference set stand.
private struct MapColumnPlaces {
    private let places: [String: Int]

    init(_ names: [String]) {
        places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func group(_ row: Int, of view: ReferenceSetView) -> Int { integer("mapGroup", row, view) ?? 1 }

    func row(_ row: Int, of view: ReferenceSetView, in index: TerminologyIndex) -> CodeMaps.Row {
        let code = text("mapTarget", row, view) ?? ""
        let category = concept("mapCategoryId", row, view) ?? concept("correlationId", row, view)
        return CodeMaps.Row(
            priority: integer("mapPriority", row, view) ?? 1, rule: text("mapRule", row, view) ?? "",
            advice: text("mapAdvice", row, view) ?? "",
            target: code.isEmpty ? nil : CodeMaps.Target(code: code),
            category: category.map { index.preferredTerm($0) })
    }

    private func integer(_ name: String, _ row: Int, _ view: ReferenceSetView) -> Int? {
        guard let place = places[name], case .integer(let value) = view.field(row, place) else { return nil }
        return value
    }

    private func text(_ name: String, _ row: Int, _ view: ReferenceSetView) -> String? {
        guard let place = places[name], case .string(let value) = view.field(row, place) else { return nil }
        return value
    }

    private func concept(_ name: String, _ row: Int, _ view: ReferenceSetView) -> Concept? {
        guard let place = places[name], case .concept(let value) = view.field(row, place) else { return nil }
        return value
    }
}
