package import Terminology

/// Ways from the top to a concept.
package enum CodePath {
    /// From the top of what is offered to a concept: each step goes to the first parent that is offered too.
    ///
    /// - Parameter scope: what is offered; nil for everything.
    package static func steps(to concept: Concept, in index: TerminologyIndex, scope: ConceptSet?) -> [Concept] {
        guard let scope, scope.contains(concept) else { return index.path(to: concept) }
        var path = [concept]
        while let next = index.parents(path[path.count - 1]).first(where: { scope.contains($0) }) {
            path.append(next)
            // No hierarchy is that deep; one with a circle was refused when it was loaded.
            if path.count > 500 { break }
        }
        return path.reversed()
    }

    /// A few names of what is above a concept: enough to tell it from its namesakes.
    package static func short(
        to concept: Concept, in index: TerminologyIndex, dialect: Int
    ) -> [String] {
        var above = index.path(to: concept).dropLast()
        // The one root of everything says nothing.
        if index.roots.count == 1, above.count > 1 { above = above.dropFirst() }
        if above.count > 3 { above = [above[above.startIndex]] + above.suffix(2) }
        return above.map { index.preferredTerm($0, dialect: dialect) }
    }
}
