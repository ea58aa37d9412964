/// Which concepts a search may find.
struct SearchFilter {
    private let index: TerminologyIndex
    private let scope: ConceptSet?
    private let tags: Set<Int>?
    private let onlySelectable: Bool
    /// The active documents that may be found; nil where all may.
    let documents: ScopeCache.Documents?

    init(_ index: TerminologyIndex, _ query: SearchQuery) {
        self.index = index
        scope = query.scope
        tags = query.tags
        onlySelectable = query.onlySelectable
        if scope == nil, tags == nil, !onlySelectable {
            documents = nil
            return
        }
        let key = ScopeCache.Key(scope: scope, tags: tags, onlySelectable: onlySelectable)
        documents = index.terms.scopes.documents(key) { Self.documents(index, key) }
    }

    func allows(_ concept: UInt32) -> Bool { Self.allows(index, scope, tags, onlySelectable, concept) }

    private static func allows(
        _ index: TerminologyIndex, _ scope: ConceptSet?, _ tags: Set<Int>?, _ onlySelectable: Bool, _ number: UInt32
    ) -> Bool {
        let concept = Concept(ordinal: number)
        if let scope, !scope.contains(concept) { return false }
        if onlySelectable, !index.flags(concept).contains(.selectable) { return false }
        if let tags, !tags.contains(index.tagIndex(concept)) { return false }
        return true
    }

    private static func documents(_ index: TerminologyIndex, _ key: ScopeCache.Key) -> ScopeCache.Documents {
        let store = index.terms
        var words = [UInt64](repeating: 0, count: store.postings.width)
        func allows(_ concept: UInt32) -> Bool { Self.allows(index, key.scope, key.tags, key.onlySelectable, concept) }
        func insert(_ document: Int) { words[document >> 6] |= 1 << UInt64(document & 63) }
        // Of few concepts their own documents are gone through, else all.
        if let scope = key.scope, scope.count < index.conceptCount / 16 {
            for concept in scope where allows(concept.ordinal) {
                for place in index.descriptionReader.offsets.range(Int(concept.ordinal)) {
                    let document = Int(index.descriptionReader.documents[place])
                    if document < store.activeCount { insert(document) }
                }
            }
        } else {
            for document in 0..<store.activeCount where allows(store.concept(document)) { insert(document) }
        }
        return ScopeCache.Documents(words: words)
    }
}
