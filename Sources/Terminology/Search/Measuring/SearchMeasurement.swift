#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Takes the time of searches on this thread, and hands out what another engine needs to be compared with.
package struct SearchMeasurement: Sendable {
    private let index: TerminologyIndex

    package init(_ index: TerminologyIndex) { self.index = index }

    /// One search: how long it took the processor, and what it found.
    package struct Row: Sendable {
        /// Time of the processor in microseconds; the clock on the wall would measure neighbours as well.
        package var microseconds: Double
        package var concepts: [Concept]
        /// How what was typed was taken apart.
        package var words: [String]
    }

    package func time(_ query: SearchQuery) -> Row {
        let start = Self.processorTime()
        let answer = index.search(query)
        let end = Self.processorTime()
        let words = QueryText(query.text, styles: index.terms.styles).words
        return Row(
            microseconds: end - start, concepts: answer.hits.map(\.concept),
            words: words.map { String(decoding: $0.forms[0], as: UTF8.self) })
    }

    /// A name that is found by typing, as an index of words sees it.
    package struct Name: Sendable {
        package var concept: Concept
        /// Its words, alternates too.
        package var words: [String]
        /// How many words are written.
        package var written: Int
    }

    /// All names that are found by typing, in the order in which they are shown.
    package func forEachName(_ body: (Name) throws -> Void) rethrows {
        let store = index.terms
        for document in 0..<store.activeCount {
            var words: [Int] = []
            var written = 0
            store.forEachLexeme(document) { lexeme in
                words += store.words(ofLexeme: lexeme).map { Int(store.lexemeWords[$0]) }
                written += Int(store.lexemeWritten[lexeme])
            }
            try body(
                Name(
                    concept: Concept(ordinal: store.concept(document)), words: words.map(store.vocabulary.text),
                    written: written))
        }
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}
