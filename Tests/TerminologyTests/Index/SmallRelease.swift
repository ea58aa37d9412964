@testable import Terminology

/// A release of a dozen concepts in which everything occurs that an index holds.
enum SmallRelease {
    static let licence = Licence(title: "Made up", summary: "For tests.", isRedistributable: true)

    /// ```
    /// 10 ─ 20 ─ 30 ─ 50      90 (inactive)
    ///  │    └── 40 ──┘  60
    ///  └── 70 (attribute), 80 (reference set), 81 (association), 82 (map), 83 (descriptions)
    /// ```
    static func draft() -> ReleaseDraft {
        let codes: [UInt64] = [50, 10, 90, 30, 20, 40, 70, 80, 81, 82, 60, 83]
        var concepts = ConceptColumns(codes: .numbers(codes))
        concepts.flags = codes.map { $0 == 90 ? [] : [.active, .selectable] }
        concepts.tag = codes.map { $0 == 50 ? 1 : 0 }
        concepts.module = codes.map { _ in 1 }
        concepts.effectiveTime = codes.map { 20_200_101 + UInt32($0) }
        var draft = ReleaseDraft(
            identity: SystemIdentity(
                key: "small", title: "Small", uri: "http://example.org/small", version: "1", licence: licence,
                codeStyle: .snomed),
            concepts: concepts)
        func row(_ code: UInt64) -> UInt32 { UInt32(codes.firstIndex(of: code) ?? 0) }
        for (child, parent) in [
            (20, 10), (30, 20), (40, 20), (50, 30), (50, 40), (60, 40), (70, 10), (80, 10), (81, 10), (82, 10),
            (83, 10), (50, 40),
        ] as [(UInt64, UInt64)] {
            draft.edges.child.append(row(child))
            draft.edges.parent.append(row(parent))
        }
        draft.tags = ["", "disorder"]
        draft.modules = ["", "900"]
        draft.languages = ["en"]
        draft.dialects = [LanguageDialect(code: "509", tag: "en-US"), LanguageDialect(code: "508", tag: "en-GB")]
        addDescriptions(&draft, codes)
        addAttributes(&draft, row)
        addReferenceSets(&draft, row)
        draft.maps.source = [row(90), row(60)]
        draft.maps.targetSystem = [1, 2]
        draft.maps.targetCode = [3, 4]
        draft.maps.targetDisplay = [0, 5]
        draft.maps.relation = [.replacedBy, .equivalent]
        draft.strings = ["", "http://example.org/small", "http://hl7.org/icd", "60", "J45.9", "Asthma", "ALWAYS J45.9"]
        draft.propertyNames = ["note", "includes"]
        draft.properties.concept = [row(60), row(20), row(60)]
        draft.properties.name = [1, 0, 0]
        for value in ["first", "other", "second"] { draft.properties.value.append(value) }
        draft.sources = [SourceFile(name: "a.txt", rows: 12)]
        return draft
    }

    private static func addDescriptions(_ draft: inout ReleaseDraft, _ codes: [UInt64]) {
        for (row, code) in codes.enumerated() {
            for (number, text) in ["Concept \(code) (thing)", "Concept \(code)", "Synonym of \(code)"].enumerated() {
                draft.descriptions.text.append(text)
                draft.descriptions.concept.append(UInt32(row))
                draft.descriptions.kind.append(number == 0 ? .fullySpecified : .synonym)
                draft.descriptions.isActive.append(number != 2 || code != 60)
                draft.descriptions.language.append(0)
                draft.descriptions.acceptability.append([0b1010, 0b0110, 0b1001][number])
                draft.descriptions.id.append(code * 10_000_000_000 + 1_000_000 * UInt64(number) + 119)
                draft.descriptions.module.append(1)
                draft.descriptions.effectiveTime.append(20_200_101)
                draft.descriptions.caseSignificance.append(UInt8(number))
            }
        }
    }

    private static func addAttributes(_ draft: inout ReleaseDraft, _ row: (UInt64) -> UInt32) {
        draft.values = [.number("12.5"), .boolean(true)]
        for (source, target, isValue, group) in [
            (60, 20, false, 1), (50, 30, false, 0), (60, 0, true, 2), (50, 1, true, 0), (60, 40, false, 0),
        ] as [(UInt64, UInt64, Bool, UInt16)] {
            draft.attributes.source.append(row(source))
            draft.attributes.type.append(row(isValue ? 80 : 70))
            draft.attributes.target.append(isValue ? UInt32(target) : row(target))
            draft.attributes.isValue.append(isValue)
            draft.attributes.group.append(group)
        }
    }

    private static func addReferenceSets(_ draft: inout ReleaseDraft, _ row: (UInt64) -> UInt32) {
        func set(_ code: UInt64, _ pattern: ReferenceSet.Pattern, _ members: [UInt32]) -> ReferenceSet {
            var set = ReferenceSet(concept: row(code), pattern: pattern)
            set.member = members
            set.isActive = members.indices.map { $0 != 1 }
            set.module = members.map { _ in 1 }
            set.effectiveTime = members.map { _ in 20_240_101 }
            return set
        }
        let simple = set(80, .simple, [row(60), row(50), row(30)])
        var association = set(81, .association, [row(90)])
        association.columnNames = ["targetComponentId"]
        association.columns = [.concepts([row(60)])]
        var map = set(82, .extendedMap, [row(60), row(50), row(60)])
        map.columnNames = ["mapGroup", "mapPriority", "mapAdvice", "mapTarget", "mapCategoryId"]
        map.columns = [
            .integers([1, 1, 1]), .integers([2, 1, 1]), .strings([6, 6, 6]), .strings([0, 4, 4]),
            .concepts([.max, row(10), row(20)]),
        ]
        var names = set(83, .attributeValue, [row(50) * 3 + 2, row(60) * 3])
        names.refersToDescriptions = true
        names.columnNames = ["valueId"]
        names.columns = [.concepts([row(20), row(30)])]
        draft.referenceSets = [map, simple, names, association]
    }
}
