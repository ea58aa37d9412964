/// Which parts of a text were typed.
struct Marks {
    private let store: TermStore
    private let words: [QueryWord]

    init(_ store: TermStore, _ words: [QueryWord]) {
        self.store = store
        self.words = words
    }

    /// Ranges of the text of a document in UTF-16 units, in order, none touching another.
    func ranges(_ document: Int) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var offset = 0
        var splitter: WordSplitter?
        store.forEachLexeme(document) { lexeme in
            let text = store.lexemeText(lexeme)
            let isHit = store.words(ofLexeme: lexeme).contains { place in
                let word = Int(store.lexemeWords[place])
                return words.contains { $0.matches(word) }
            }
            if isHit {
                var mine = splitter ?? WordSplitter(style: store.style(document))
                mine.split(text)
                mine.addJoinedAndParts()
                for range in sources(mine) {
                    found.append(offset + units(text, range.lowerBound)..<offset + units(text, range.upperBound))
                }
                splitter = mine
            }
            offset += units(text, text.count) + 1
        }
        return Self.merged(found)
    }

    /// The bytes of a piece of text that were typed; where it is found by another spelling, all of its words.
    private func sources(_ splitter: WordSplitter) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for word in splitter.words {
            let bytes = splitter.bytes(word)
            for form in words.lazy.flatMap(\.forms) where bytes.starts(with: form) {
                guard form.count < bytes.count else {
                    found.append(word.source)
                    continue
                }
                // To where the next letter begins: ae may both come from æ.
                let last = splitter.origin[word.range.lowerBound + form.count - 1]
                let rest = splitter.origin[(word.range.lowerBound + form.count)..<word.range.upperBound]
                let start = Int(splitter.origin[word.range.lowerBound])
                found.append(start..<max(start, rest.first { $0 != last }.map(Int.init) ?? word.source.upperBound))
            }
        }
        if found.isEmpty { found = splitter.words.filter { $0.kind == .written }.map(\.source) }
        return found
    }

    private func units(_ text: UnsafeBufferPointer<UInt8>, _ end: Int) -> Int {
        var units = 0
        for byte in text[..<end] where byte & 0xC0 != 0x80 { units += byte >= 0xF0 ? 2 : 1 }
        return units
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        guard ranges.count > 1 else { return ranges }
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
