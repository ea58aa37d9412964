import Terminology
import Workspace

/// A map or association reference set as a concept map.
struct FHIRReferenceMap {
    let view: ReferenceSetView
    let open: OpenRelease
    let releases: [OpenRelease]
    let url: String?

    /// Where the targets of maps are codes of.
    private static let systems = [
        "447562003": "http://hl7.org/fhir/sid/icd-10", "6011000124106": "http://hl7.org/fhir/sid/icd-10-cm",
        "446608001": "http://terminology.hl7.org/CodeSystem/icd-o-3",
    ]

    /// Equivalences of the associations as FHIR's page on SNOMED CT gives them.
    private static let associations = [
        "900000000000527005": "equal", "900000000000526001": "equivalent", "900000000000523009": "inexact",
        "900000000000530003": "inexact", "900000000000528000": "wider", "1186924009": "inexact",
    ]

    /// Equivalences by the correlation that a row states.
    private static let correlations = [
        "447557004": "equal", "447558009": "wider", "447559001": "narrower", "447560006": "inexact",
        "447561005": "relatedto", "447556008": "unmatched",
    ]

    static func system(of set: String) -> String? { systems[set] }

    private var code: String { open.index.code(view.concept) }
    private var association: Int? { view.targetColumn }
    private var mapTarget: Int? { view.columnNames.firstIndex { $0 == "mapTarget" || $0 == "mapSource" } }

    func targets(of concept: Concept) -> [FHIRTranslation.Match] {
        let rows = view.rows(of: concept).filter { view.isActive($0) }
        return sorted(rows).compactMap { row in
            if let association {
                guard case .concept(let target?) = view.field(row, association) else { return nil }
                return match(target, Self.associations[code] ?? "relatedto")
            }
            guard let mapTarget, case .string(let target) = view.field(row, mapTarget), !target.isEmpty else {
                return nil
            }
            let system = Self.system(of: code)
            let other = releases.first { $0.release.uri == system }
            return FHIRTranslation.Match(
                equivalence: equivalence(row), system: system, code: target,
                display: other.flatMap { other in
                    other.index.concept(tolerant: target).map { other.index.preferredTerm($0) }
                },
                source: url, advice: text("mapAdvice", row))
        }
    }

    /// The concepts that are mapped to a code.
    func sources(of code: String) -> [FHIRTranslation.Match] {
        if let association {
            guard let target = open.find(code) else { return [] }
            let rows = (0..<view.count).filter { view.isActive($0) && view.rawField($0, association) == target.ordinal }
            return unique(rows).map { match($0, Self.associations[self.code] ?? "relatedto") }
        }
        guard let mapTarget else { return [] }
        let rows = view.rows(where: mapTarget, is: code).filter { view.isActive($0) }
        return unique(rows).map { match($0, "relatedto") }
    }

    private func unique(_ rows: [Int]) -> [Concept] {
        var seen: Set<Concept> = []
        return rows.map { view.member($0) }.filter { seen.insert($0).inserted }
    }

    private func match(_ concept: Concept, _ equivalence: String) -> FHIRTranslation.Match {
        FHIRTranslation.Match(
            equivalence: equivalence, system: open.release.uri, code: open.index.code(concept),
            display: open.index.preferredTerm(concept), source: url)
    }

    private func equivalence(_ row: Int) -> String {
        guard let column = view.columnNames.firstIndex(of: "correlationId"),
            case .concept(let correlation?) = view.field(row, column)
        else { return "relatedto" }
        return Self.correlations[open.index.code(correlation)] ?? "relatedto"
    }

    /// By group and priority, as a reader of the map goes through it.
    private func sorted(_ rows: [Int]) -> [Int] {
        rows.sorted {
            (integer("mapGroup", $0), integer("mapPriority", $0), $0) < (
                integer("mapGroup", $1), integer("mapPriority", $1), $1
            )
        }
    }

    private func integer(_ name: String, _ row: Int) -> Int {
        guard let column = view.columnNames.firstIndex(of: name), case .integer(let number) = view.field(row, column)
        else { return 0 }
        return number
    }

    private func text(_ name: String, _ row: Int) -> String? {
        guard let column = view.columnNames.firstIndex(of: name), case .string(let text) = view.field(row, column),
            !text.isEmpty
        else { return nil }
        return text
    }
}
