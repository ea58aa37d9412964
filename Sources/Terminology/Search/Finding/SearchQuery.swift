/// What somebody types, and what may be found.
package struct SearchQuery: Sendable {
    /// At most `longestText` bytes and `mostWords` words of it count.
    package var text: String
    /// How many concepts are wanted, 1...1000.
    package var limit: Int
    /// Only these concepts; the documents of a set are kept, so that it costs nothing to ask with the same set again.
    package var scope: ConceptSet?
    /// Only concepts with one of these tags (`TerminologyIndex.tags`).
    package var tags: Set<Int>?
    /// Also retired names and retired concepts, after all others.
    package var includesInactive = false
    /// Which names are preferred (`TerminologyIndex.dialects`).
    package var dialect = 0
    /// Whether misspelt words are put right, and short forms explained, where little else is found.
    package var allowsTypos = true
    /// Concepts used before come before others that match as well.
    package var usage: ConceptUsage?
    package var onlySelectable = false

    package static let longestText = 256
    package static let mostWords = 16

    package init(_ text: String, limit: Int = 20) {
        self.text = text
        self.limit = limit
    }
}
