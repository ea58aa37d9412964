@testable import Terminology

/// A release of names alone, for tests of what finds them.
struct NamedRelease {
    private(set) var draft: ReleaseDraft
    private let codes: [String]

    /// - Parameters:
    ///   - names: for each code its names; the first is the preferred one, those after it synonyms. A name in brackets at
    ///     its end, “(disorder)”, is the fully specified one; one that begins with “-” is retired; “=” makes a definition.
    init(
        _ names: KeyValuePairs<String, [String]>, languages: [String] = ["en"], style: CodeStyle = .plain,
        retired: Set<String> = [], commonness: [UInt32] = []
    ) {
        self.init(
            names.map { ($0.key, $0.value) }, languages: languages, style: style, retired: retired,
            commonness: commonness)
    }

    init(
        _ names: [(code: String, texts: [String])], languages: [String] = ["en"], style: CodeStyle = .plain,
        retired: Set<String> = [], commonness: [UInt32] = []
    ) {
        var codes = TextColumn()
        for name in names { codes.append(name.code) }
        self.codes = names.map(\.code)
        var concepts = ConceptColumns(codes: .texts(codes))
        concepts.flags = names.map { retired.contains($0.code) ? [] : [.active, .selectable] }
        concepts.tag = names.map { _ in 0 }
        concepts.module = names.map { _ in 0 }
        concepts.effectiveTime = names.map { _ in 0 }
        concepts.commonness = commonness
        let licence = Licence(title: "Made up", summary: "For tests.", isRedistributable: true)
        draft = ReleaseDraft(
            identity: SystemIdentity(
                key: "names", title: "Names", uri: "http://example.org/names", version: "1",
                language: languages.first ?? "en", licence: licence, codeStyle: style),
            concepts: concepts)
        draft.languages = languages
        for (row, name) in names.enumerated() {
            for (place, text) in name.texts.enumerated() { add(text, to: row, isFirst: place == 0) }
        }
    }

    private mutating func add(_ text: String, to row: Int, isFirst: Bool) {
        var text = text
        var kind = isFirst ? DescriptionKind.preferred : .synonym
        if text.hasSuffix(")"), text.contains(" (") { kind = .fullySpecified }
        let isRetired = text.hasPrefix("-")
        if isRetired { text.removeFirst() }
        if text.hasPrefix("=") {
            text.removeFirst()
            kind = .definition
        }
        draft.descriptions.text.append(text)
        draft.descriptions.concept.append(UInt32(row))
        draft.descriptions.kind.append(kind)
        draft.descriptions.isActive.append(!isRetired)
        draft.descriptions.language.append(0)
        draft.descriptions.acceptability.append(0)
    }

    /// Makes concepts children of another.
    mutating func put(_ children: [String], below parent: String) {
        for child in children {
            draft.edges.child.append(UInt32(codes.firstIndex(of: child) ?? 0))
            draft.edges.parent.append(UInt32(codes.firstIndex(of: parent) ?? 0))
        }
    }

    mutating func bend(_ change: (inout ReleaseDraft) -> Void) { change(&draft) }

    /// The index, whose file is already gone again: a mapped file stays while it is mapped.
    func index() throws -> TerminologyIndex {
        let folder = try TemporaryFolder()
        let path = folder.path + "/names.vxt"
        _ = try IndexBuilder.build(draft, to: path)
        return try TerminologyIndex.open(path)
    }
}

extension TerminologyIndex {
    /// The codes of what is found.
    func found(_ text: String, limit: Int = 20, _ change: (inout SearchQuery) -> Void = { _ in }) -> [String] {
        var query = SearchQuery(text, limit: limit)
        change(&query)
        return search(query).hits.map { code($0.concept) }
    }

    /// The matched texts of what is found, with the parts that were typed between brackets.
    func marked(_ text: String) -> [String] {
        search(SearchQuery(text)).hits.map { hit in
            var units = Array(hit.text.utf16)
            for mark in hit.marks.reversed() {
                units.insert(UInt16(UInt8(ascii: "]")), at: mark.upperBound)
                units.insert(UInt16(UInt8(ascii: "[")), at: mark.lowerBound)
            }
            return String(decoding: units, as: UTF16.self)
        }
    }
}
