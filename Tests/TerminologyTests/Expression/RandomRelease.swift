@testable import Terminology

/// A small release with all that expressions look at, made up from a seed; and the rows it was made of, for an oracle.
struct RandomRelease {
    struct Attribute {
        var source: Int
        var group: Int
        var type: Int
        var target: Int?
        var value: ConcreteValue?
    }

    struct Description {
        var concept: Int
        var text: String
        var kind: DescriptionKind
        var isActive: Bool
        var language: String
        /// By dialect: en-US, en-GB.
        var acceptability: [Int]
        var id: UInt64
        var module: Int
        var time: UInt32
    }

    struct Member {
        var set: Int
        var member: Int
        var isActive: Bool
        var module: Int
        var time: UInt32
        var fields: [String: ReferenceSetField]
    }

    var codes: [UInt64] = []
    var isActive: [Bool] = []
    var isDefined: [Bool] = []
    var module: [Int] = []
    var time: [UInt32] = []
    var tag: [String] = []
    var parents: [[Int]] = []
    var attributes: [Attribute] = []
    var descriptions: [Description] = []
    var members: [Member] = []
    /// The names of the columns of each reference set, by its concept.
    var columns: [Int: [String]] = [:]
    var types: [Int] = []

    static let times: [UInt32] = [20_190_131, 20_200_731, 20_210_131, 20_220_131]
    static let words = [
        "heart", "heat", "attack", "acute", "lung", "Café", "cafe", "Sjögren", "pain", "J45.9", "2.5", "mg", "x-ray",
        "disorder", "fracture", "bone",
    ]
    static let sets: [UInt64] = [
        900_000_000_000_527_005, 900_000_000_000_526_001, 900_000_000_000_528_000, 1_186_924_009,
        900_000_000_000_523_009, 447_562_003, 723_264_001, 733_073_007,
    ]
    static let metadata: [UInt64] =
        [138_875_005, 900_000_000_000_522_004] + sets + [
            900_000_000_000_207_008, 900_000_000_000_012_004, 900_000_000_000_509_007, 900_000_000_000_508_004,
            900_000_000_000_013_009, 900_000_000_000_003_001, 900_000_000_000_550_004, 900_000_000_000_074_008,
            900_000_000_000_073_002, 900_000_000_000_548_007, 116_680_003,
        ]

    init(seed: UInt64, concepts count: Int) {
        var random = SeededGenerator(seed: seed)
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
        codes = Self.metadata + (0..<count).map { TinyRelease.checked(UInt64(10_000 + $0) * 100) }
        let fixed = Self.metadata.count
        for concept in codes.indices {
            let active = concept < fixed || chance(85)
            isActive.append(active)
            isDefined.append(chance(40))
            module.append(chance(70) ? 0 : 1)
            time.append(Self.times.randomElement(using: &random) ?? 0)
            tag.append(chance(50) ? "disorder" : "finding")
            var above: [Int] = []
            if concept > 0, active {
                if concept < fixed {
                    above = [(2..<7).contains(concept) ? 1 : 0]
                } else if !chance(3) {
                    for _ in 0..<Int.random(in: 1...3, using: &random) {
                        let parent = concept < fixed + 6 ? 0 : Int.random(in: fixed..<concept, using: &random)
                        if isActive[parent], !above.contains(parent) { above.append(parent) }
                    }
                }
            }
            parents.append(above)
        }
        types = Array(fixed..<fixed + 5)
        let values: [ConcreteValue] = [
            .number("5"), .number("5.0"), .number("-2.5"), .number("100"), .text("PANADOL"), .text("other text"),
            .boolean(true), .boolean(false),
        ]
        for source in codes.indices where source >= fixed && isActive[source] && chance(75) {
            for group in 0...Int.random(in: 0...3, using: &random) {
                for _ in 0..<Int.random(in: 0...3, using: &random) {
                    var attribute = Attribute(
                        source: source, group: group, type: types.randomElement(using: &random) ?? 0)
                    if attribute.type == types[4] || chance(3) {
                        attribute.value = values.randomElement(using: &random)
                    } else {
                        // Targets come from few, so that conditions meet.
                        attribute.target = fixed + Int.random(in: 0..<min(60, count), using: &random)
                    }
                    attributes.append(attribute)
                }
            }
        }
        for concept in codes.indices {
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let text = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                    Self.words.randomElement(using: &random) ?? ""
                }
                descriptions.append(
                    Description(
                        concept: concept, text: text.joined(separator: chance(80) ? " " : "-"),
                        kind: [.synonym, .synonym, .fullySpecified, .definition].randomElement(using: &random)
                            ?? .synonym,
                        isActive: chance(80), language: chance(80) ? "en" : "sv",
                        acceptability: (0..<2).map { _ in Int.random(in: 0...2, using: &random) },
                        id: TinyRelease.checked(UInt64(descriptions.count + 1000) * 100 + 1),
                        module: chance(80) ? 0 : 1,
                        time: Self.times.randomElement(using: &random) ?? 0))
            }
        }
        for set in 2..<2 + Self.sets.count {
            let isAssociation = set < 7
            columns[set] =
                isAssociation
                ? ["targetComponentId"]
                : set == 7 ? ["mapGroup", "mapTarget", "correlationId"] : set == 8 ? [] : ["owlExpression"]
            for _ in 0..<count / 4 {
                let member = Int.random(in: fixed..<codes.count, using: &random)
                var fields: [String: ReferenceSetField] = [:]
                for name in columns[set] ?? [] {
                    switch name {
                    case "targetComponentId", "correlationId":
                        let target = Concept(ordinal: UInt32(Int.random(in: 0..<codes.count, using: &random)))
                        fields[name] = .concept(chance(95) ? target : nil)
                    case "mapGroup": fields[name] = .integer(Int.random(in: 1...3, using: &random))
                    default:
                        fields[name] = .string(
                            ["J45.9", "J45.0", "A00", "", "12", "2.50", "SubClassOf x"].randomElement(using: &random)
                                ?? "")
                    }
                }
                members.append(
                    Member(
                        set: set, member: member, isActive: chance(80), module: chance(80) ? 0 : 1,
                        time: Self.times.randomElement(using: &random) ?? 0, fields: fields))
            }
        }
    }

    var modules = ["", "900000000000207008", "900000000000012004"]

    var draft: ReleaseDraft {
        var concepts = ConceptColumns(codes: .numbers(codes))
        let tags = ["", "disorder", "finding"]
        for concept in codes.indices {
            var flags: ConceptFlags = isActive[concept] ? [.active, .selectable] : []
            if isDefined[concept] { flags.insert(.defined) }
            concepts.flags.append(flags)
            concepts.tag.append(UInt16(tags.firstIndex(of: tag[concept]) ?? 0))
            concepts.module.append(UInt16(module[concept] + 1))
            concepts.effectiveTime.append(time[concept])
        }
        var draft = ReleaseDraft(
            identity: SystemIdentity(
                key: "snomed", title: "Random", uri: "http://snomed.info/sct", version: "1",
                licence: Licence(title: "", summary: "", isRedistributable: true), codeStyle: .snomed),
            concepts: concepts)
        draft.tags = tags
        draft.modules = modules
        draft.languages = ["en", "sv"]
        draft.dialects = [
            LanguageDialect(code: "900000000000509007", tag: "en-US"),
            LanguageDialect(code: "900000000000508004", tag: "en-GB"),
        ]
        for child in codes.indices {
            for parent in parents[child] {
                draft.edges.child.append(UInt32(child))
                draft.edges.parent.append(UInt32(parent))
            }
        }
        for attribute in attributes {
            draft.attributes.source.append(UInt32(attribute.source))
            draft.attributes.type.append(UInt32(attribute.type))
            draft.attributes.group.append(UInt16(attribute.group))
            draft.attributes.isValue.append(attribute.value != nil)
            if let value = attribute.value {
                draft.attributes.target.append(UInt32(draft.values.count))
                draft.values.append(value)
            } else {
                draft.attributes.target.append(UInt32(attribute.target ?? 0))
            }
        }
        for description in descriptions {
            draft.descriptions.text.append(description.text)
            draft.descriptions.concept.append(UInt32(description.concept))
            draft.descriptions.kind.append(description.kind)
            draft.descriptions.isActive.append(description.isActive)
            draft.descriptions.language.append(description.language == "en" ? 0 : 1)
            draft.descriptions.acceptability.append(
                UInt16(description.acceptability[0] | description.acceptability[1] << 2))
            draft.descriptions.id.append(description.id)
            draft.descriptions.module.append(UInt16(description.module + 1))
            draft.descriptions.effectiveTime.append(description.time)
            draft.descriptions.caseSignificance.append(0)
        }
        for (set, names) in columns.sorted(by: { $0.key < $1.key }) {
            var reference = ReferenceSet(
                concept: UInt32(set),
                pattern: set < 7 ? .association : set == 7 ? .extendedMap : set == 8 ? .simple : .other)
            let rows = members.filter { $0.set == set }
            reference.columnNames = names
            reference.member = rows.map { UInt32($0.member) }
            reference.isActive = rows.map(\.isActive)
            reference.module = rows.map { UInt16($0.module + 1) }
            reference.effectiveTime = rows.map(\.time)
            for name in names { reference.columns.append(column(name, rows, &draft.strings)) }
            draft.referenceSets.append(reference)
        }
        return draft
    }

    private func column(_ name: String, _ rows: [Member], _ strings: inout [String]) -> ReferenceSet.Column {
        switch name {
        case "targetComponentId", "correlationId":
            return .concepts(
                rows.map { row in
                    if case .concept(let concept?) = row.fields[name] { concept.ordinal } else { .max }
                })
        case "mapGroup":
            return .integers(rows.map { if case .integer(let number) = $0.fields[name] { Int32(number) } else { 0 } })
        default:
            return .strings(
                rows.map { row in
                    guard case .string(let text) = row.fields[name] else { return 0 }
                    if let known = strings.firstIndex(of: text) { return UInt32(known) }
                    strings.append(text)
                    return UInt32(strings.count - 1)
                })
        }
    }
}
