/// What was found, the best first, each concept once.
package struct SearchAnswer: Sendable, Equatable {
    /// How the answer came about where it was not by the words as they are typed.
    package enum Note: Sendable, Equatable {
        /// A word was misspelt; this was searched instead.
        case typo(instead: String)
        /// What was typed is a code, or begins one.
        case code
        /// What was typed is short for this.
        case abbreviation(of: String)
        /// Nothing has all words; this one was left out.
        case partial(without: String)
    }

    package var hits: [SearchHit] = []
    /// Whether there are more than were asked for.
    package var hasMore = false
    package var note: Note?

    package init() {}
}
