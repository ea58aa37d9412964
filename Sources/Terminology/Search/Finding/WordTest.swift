/// Looks for the words of a query in the words of a document.
struct WordTest {
    private struct Span {
        var first: UInt32
        var end: UInt32
        /// The bit of the query's word.
        var bit: UInt32
    }

    private let spans: [Span]
    private let all: UInt32

    init(_ words: [QueryWord]) {
        var spans: [Span] = []
        for (index, word) in words.enumerated() {
            for range in word.ranges {
                spans.append(
                    Span(first: UInt32(range.lowerBound), end: UInt32(range.upperBound), bit: 1 << UInt32(index)))
            }
        }
        self.spans = spans
        all = ~(UInt32.max &<< UInt32(words.count))
    }

    /// Whether the document holds one of the index's words for each word of the query.
    @inline(__always)
    func holds(_ document: Int, _ store: TermStore) -> Bool {
        spans.withUnsafeBufferPointer { spans in
            var found: UInt32 = 0
            store.forEachLexeme(document) { lexeme in
                for place in store.words(ofLexeme: lexeme) {
                    let word = store.lexemeWords[place]
                    for span in spans where word >= span.first && word < span.end { found |= span.bit }
                }
            }
            return found == all
        }
    }

    /// Whether a lexeme holds one of the index's words for any word of the query.
    @inline(__always)
    func touches(_ lexeme: Int, _ store: TermStore) -> Bool {
        spans.withUnsafeBufferPointer { spans in
            for place in store.words(ofLexeme: lexeme) {
                let word = store.lexemeWords[place]
                for span in spans where word >= span.first && word < span.end { return true }
            }
            return false
        }
    }
}
