/// A draft of a system that is a list of codes in a tree: concepts found by code, names in one language.
struct CodeListDraft {
    private var draft: ReleaseDraft
    private var codes = TextColumn()
    private var rows: [String: UInt32] = [:]
    private var tags: [String: UInt16] = ["": 0]
    private var propertyNames: [String: UInt16] = [:]
    private var languages: [String: UInt8] = [:]

    init(_ identity: SystemIdentity) {
        draft = ReleaseDraft(identity: identity, concepts: ConceptColumns(codes: .texts(TextColumn())))
        draft.languages = [identity.language]
        languages[identity.language] = 0
    }

    var count: Int { codes.count }

    func row(_ code: String) -> UInt32? { rows[code] }

    func code(_ row: UInt32) -> String { codes[Int(row)] }

    func isActive(_ row: UInt32) -> Bool { draft.concepts.flags[Int(row)].contains(.active) }

    /// Adds a concept; nil where its code is taken.
    mutating func concept(_ code: String, _ flags: ConceptFlags, tag: String, since: UInt32 = 0) -> UInt32? {
        let row = UInt32(codes.count)
        guard rows.updateValue(row, forKey: code) == nil else {
            // Nobody reads the draft after a duplicate, but `rows` must not point past the end.
            rows[code] = 0
            return nil
        }
        codes.append(code)
        draft.concepts.flags.append(flags)
        draft.concepts.tag.append(index(of: tag, in: &tags, names: &draft.tags))
        draft.concepts.module.append(0)
        draft.concepts.effectiveTime.append(since)
        return row
    }

    mutating func name(_ row: UInt32, _ text: String, _ kind: DescriptionKind, language: String? = nil) {
        guard !text.isEmpty else { return }
        draft.descriptions.text.append(text)
        draft.descriptions.concept.append(row)
        draft.descriptions.kind.append(kind)
        draft.descriptions.isActive.append(true)
        draft.descriptions.language.append(
            language.map { index(of: $0, in: &languages, names: &draft.languages) } ?? 0
        )
        draft.descriptions.acceptability.append(0)
    }

    mutating func property(_ row: UInt32, _ name: String, _ value: String) {
        guard !value.isEmpty else { return }
        draft.properties.concept.append(row)
        draft.properties.name.append(index(of: name, in: &propertyNames, names: &draft.propertyNames))
        draft.properties.value.append(value)
    }

    mutating func put(_ child: UInt32, below parent: UInt32) {
        draft.edges.child.append(child)
        draft.edges.parent.append(parent)
    }

    /// A code that was replaced by another of the same system.
    mutating func replacement(of row: UInt32, by code: String, display: String) {
        draft.maps.source.append(row)
        draft.maps.targetSystem.append(string(draft.identity.uri))
        draft.maps.targetCode.append(string(code))
        draft.maps.targetDisplay.append(string(display))
        draft.maps.relation.append(.replacedBy)
    }

    mutating func finish(_ sources: [SourceFile]) -> ReleaseDraft {
        draft.concepts.codes = .texts(codes)
        draft.sources = sources
        return draft
    }

    private mutating func string(_ text: String) -> UInt32 {
        if let known = strings[text] { return known }
        let new = UInt32(draft.strings.count)
        draft.strings.append(text)
        strings[text] = new
        return new
    }

    private var strings: [String: UInt32] = ["": 0]

    private func index<N: FixedWidthInteger>(of name: String, in known: inout [String: N], names: inout [String]) -> N {
        if let index = known[name] { return index }
        let index = N(truncatingIfNeeded: names.count)
        known[name] = index
        names.append(name)
        return index
    }
}
