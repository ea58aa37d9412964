package import Terminology

/// A level of a tree of codes: the children of a concept, or the tops of what is offered.
package struct CodeLevel: Sendable {
    package let index: TerminologyIndex
    package let dialect: Int
    /// In the order in which people look for them.
    package let concepts: [Concept]
    private let scope: ConceptSet?
    private let includesInactive: Bool

    /// - Parameters:
    ///   - concept: whose children are wanted; nil for the tops.
    ///   - scope: what is offered; nil for everything.
    package init(
        of concept: Concept?, in open: OpenRelease, scope: ConceptSet?, includesInactive: Bool, dialect: Int
    ) {
        let index = open.index
        let dialect = index.dialects.indices.contains(dialect) ? dialect : 0
        self.index = index
        self.scope = scope
        self.includesInactive = includesInactive
        self.dialect = dialect
        var found: [Concept]
        if let concept {
            found = Array(index.children(concept))
        } else if let scope {
            found = Self.tops(of: scope, in: index)
        } else {
            found = index.roots
        }
        found = found.filter { Self.isShown($0, index, scope, includesInactive) }
        // The official order says something in classifications; in SNOMED CT it is chance.
        if index.identity.codeStyle == .snomed {
            let names = found.map { (index.preferredTerm($0, dialect: dialect).lowercased(), $0) }
            found = names.sorted { $0 < $1 }.map(\.1)
        }
        concepts = found
    }

    private static func isShown(
        _ concept: Concept, _ index: TerminologyIndex, _ scope: ConceptSet?, _ includesInactive: Bool
    ) -> Bool {
        (scope?.contains(concept) ?? true) && (includesInactive || index.active.contains(concept))
    }

    /// What is offered and has no parent that is.
    private static func tops(of scope: ConceptSet, in index: TerminologyIndex) -> [Concept] {
        var tops: [Concept] = []
        scope.forEach { concept in
            if !index.parents(concept).contains(where: { scope.contains($0) }) { tops.append(concept) }
        }
        return tops
    }

    /// How many children of a concept are shown.
    package func childCount(of concept: Concept) -> Int {
        index.children(concept).count { Self.isShown($0, index, scope, includesInactive) }
    }

    /// How many concepts below one are offered.
    package func descendantCount(of concept: Concept) -> Int {
        guard let scope else { return index.descendantCount(concept) }
        var below = index.emptySet()
        index.insertDescendants(of: concept, orSelf: false, into: &below)
        return below.countShared(with: scope)
    }
}
