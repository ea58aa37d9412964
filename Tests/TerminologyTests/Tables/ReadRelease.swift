@testable import Terminology

/// A draft as tests look at it: by code.
struct ReadRelease {
    let draft: ReleaseDraft
    let warnings: [ImportProblem]
    let codes: [String]
    private let rows: [String: Int]

    init(draft: ReleaseDraft, warnings: [ImportProblem]) {
        self.draft = draft
        self.warnings = warnings
        codes =
            switch draft.concepts.codes {
            case .numbers(let numbers): numbers.map(String.init)
            case .texts(let texts): (0..<texts.count).map { texts[$0] }
            }
        rows = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    }

    func flags(_ code: String) -> ConceptFlags? { rows[code].map { draft.concepts.flags[$0] } }
    func tag(_ code: String) -> String? { rows[code].map { draft.tags[Int(draft.concepts.tag[$0])] } }
    func commonness(_ code: String) -> UInt32? { rows[code].map { draft.concepts.commonness[$0] } }

    func parents(_ code: String) -> [String] {
        draft.edges.child.indices.filter { codes[Int(draft.edges.child[$0])] == code }
            .map { codes[Int(draft.edges.parent[$0])] }
    }

    /// `kind:language:text` of every name, in order.
    func names(_ code: String) -> [String] {
        nameRows(code).map {
            let names = draft.descriptions
            return "\(names.kind[$0]):\(draft.languages[Int(names.language[$0])]):\(names.text[$0])"
        }
    }

    private func nameRows(_ code: String) -> [Int] {
        draft.descriptions.concept.indices.filter { codes[Int(draft.descriptions.concept[$0])] == code }
    }

    /// The names that are preferred in a dialect.
    func preferred(_ code: String, dialect: Int) -> [String] {
        nameRows(code).filter { draft.descriptions.acceptability[$0] >> (2 * UInt16(dialect)) & 3 == 2 }
            .map { draft.descriptions.text[$0] }
    }

    /// The name people see.
    func preferred(_ code: String) -> String? {
        draft.dialects.isEmpty
            ? nameRows(code).first { draft.descriptions.kind[$0] == .preferred }.map { draft.descriptions.text[$0] }
            : preferred(code, dialect: 0).first
    }

    func properties(_ code: String) -> [String] {
        draft.properties.concept.indices.filter { codes[Int(draft.properties.concept[$0])] == code }
            .map { "\(draft.propertyNames[Int(draft.properties.name[$0])])=\(draft.properties.value[$0])" }
    }

    func attributes(_ code: String) -> [String] {
        draft.attributes.source.indices.filter { codes[Int(draft.attributes.source[$0])] == code }
            .map { "\(codes[Int(draft.attributes.type[$0])])=\(codes[Int(draft.attributes.target[$0])])" }
    }

    func maps(_ code: String) -> [String] {
        draft.maps.source.indices.filter { codes[Int(draft.maps.source[$0])] == code }
            .map { row in
                let maps = draft.maps
                let texts = [maps.targetSystem, maps.targetCode, maps.targetDisplay].map { draft.strings[Int($0[row])] }
                return "\(maps.relation[row]) \(texts.joined(separator: "|"))"
            }
    }

    /// Whether all rows are in range and all columns of one length, as whoever builds an index relies on.
    var isSound: Bool {
        let count = draft.concepts.count
        let names = draft.descriptions
        func inRange(_ rows: [UInt32]) -> Bool { rows.allSatisfy { $0 < count } }
        func within(_ rows: [UInt32], _ most: Int) -> Bool { rows.allSatisfy { $0 < most } }
        let columns = [
            draft.concepts.flags.count, draft.concepts.tag.count, draft.concepts.module.count,
            draft.concepts.effectiveTime.count,
        ]
        let nameColumns = [
            names.text.count, names.kind.count, names.isActive.count, names.language.count, names.acceptability.count,
        ]
        let attributes = draft.attributes
        return columns.allSatisfy { $0 == count } && nameColumns.allSatisfy { $0 == names.count }
            && [0, count].contains(draft.concepts.commonness.count)
            && draft.concepts.tag.allSatisfy { $0 < draft.tags.count }
            && names.language.allSatisfy { $0 < draft.languages.count }
            && inRange(names.concept) && inRange(draft.edges.child) && inRange(draft.edges.parent)
            && draft.edges.child.count == draft.edges.parent.count
            && inRange(attributes.source) && inRange(attributes.type) && inRange(attributes.target)
            && attributes.group.count == attributes.count && attributes.isValue.count == attributes.count
            && inRange(draft.properties.concept) && draft.properties.value.count == draft.properties.count
            && draft.properties.name.allSatisfy { $0 < draft.propertyNames.count }
            && inRange(draft.maps.source) && within(draft.maps.targetSystem, draft.strings.count)
            && within(draft.maps.targetCode, draft.strings.count)
            && within(draft.maps.targetDisplay, draft.strings.count)
            && draft.dialects.count <= 8
            && draft.referenceSets.allSatisfy { inRange([$0.concept]) && inRange($0.member) }
    }
}
