import Testing

@testable import Terminology

/// A draft by code, for tests, with what the index builder relies on checked.
struct DraftView {
    let draft: ReleaseDraft
    let codes: [String]
    let rows: [String: Int]
    private(set) var parents: [String: [String]] = [:]
    private(set) var children: [String: [String]] = [:]
    private(set) var names: [[(kind: DescriptionKind, text: String, language: String)]]
    private(set) var properties: [[(name: String, value: String)]]

    init(_ draft: ReleaseDraft) {
        self.draft = draft
        guard case .texts(let texts) = draft.concepts.codes else { fatalError("codes are texts") }
        codes = (0..<texts.count).map { texts[$0] }
        rows = Dictionary(codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let count = codes.count
        #expect(rows.count == count, "codes are unique")
        let concepts = draft.concepts
        #expect(
            [concepts.flags.count, concepts.tag.count, concepts.module.count, concepts.effectiveTime.count]
                .allSatisfy { $0 == count })
        #expect(concepts.tag.allSatisfy { Int($0) < draft.tags.count })
        #expect(draft.edges.child.count == draft.edges.parent.count)
        for (child, parent) in zip(draft.edges.child, draft.edges.parent) {
            parents[codes[Int(child)], default: []].append(codes[Int(parent)])
            children[codes[Int(parent)], default: []].append(codes[Int(child)])
        }
        names = Array(repeating: [], count: count)
        let all = draft.descriptions
        #expect(
            [all.kind.count, all.isActive.count, all.language.count, all.acceptability.count, all.text.count]
                .allSatisfy { $0 == all.count })
        for index in 0..<all.count {
            names[Int(all.concept[index])].append(
                (all.kind[index], all.text[index], draft.languages[Int(all.language[index])]))
        }
        properties = Array(repeating: [], count: count)
        for index in 0..<draft.properties.count {
            properties[Int(draft.properties.concept[index])].append(
                (draft.propertyNames[Int(draft.properties.name[index])], draft.properties.value[index]))
        }
    }

    func flags(_ code: String) -> ConceptFlags? { rows[code].map { draft.concepts.flags[$0] } }
    func tag(_ code: String) -> String? { rows[code].map { draft.tags[Int(draft.concepts.tag[$0])] } }
    func texts(_ code: String, _ kind: DescriptionKind) -> [String] {
        rows[code].map { names[$0].filter { $0.kind == kind }.map(\.text) } ?? []
    }
    func title(_ code: String) -> String? { texts(code, .preferred).first }
    func values(_ code: String, _ property: String) -> [String] {
        rows[code].map { properties[$0].filter { $0.name == property }.map(\.value) } ?? []
    }
    func parent(_ code: String) -> String? { parents[code]?.first }
}
