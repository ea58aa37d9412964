/// Writes the names that were found and marks what was typed in them; its room is used for all names of an answer.
struct HitText {
    private let store: TermStore
    private var splitters: [WordSplitter?]
    private var bytes: [UInt8] = []
    private var marks: [Range<Int>] = []

    init(_ store: TermStore) {
        self.store = store
        splitters = FoldStyle.allCases.map { _ in nil }
    }

    /// The words of a query, ready to be looked for.
    struct Wanted {
        let forms: [[UInt8]]
        let test: WordTest

        init(_ words: [QueryWord]) {
            forms = words.flatMap(\.forms)
            test = WordTest(words)
        }
    }

    /// The text of a document and the parts of it that were typed, in UTF-16 units, in order, none touching another.
    mutating func write(_ document: Int, _ wanted: Wanted) -> (text: String, marks: [Range<Int>]) {
        bytes.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        let style = Int(store.style(document).rawValue)
        var splitter = splitters[style].take() ?? WordSplitter(style: FoldStyle.allCases[style])
        var offset = 0
        var isFirst = true
        store.forEachLexeme(document) { lexeme in
            if !isFirst {
                bytes.append(32)
                offset += 1
            }
            isFirst = false
            let text = store.lexemeText(lexeme)
            bytes.append(contentsOf: text)
            if wanted.test.touches(lexeme, store) {
                splitter.split(text)
                splitter.addJoinedAndParts()
                mark(text, splitter, wanted.forms, offset)
            }
            offset += Self.units(text, text.count)
        }
        splitters[style] = consume splitter
        return (String(decoding: bytes, as: UTF8.self), merged())
    }

    /// Marks what was typed in a piece of text; where it was found by another spelling, all of its words.
    private mutating func mark(
        _ text: UnsafeBufferPointer<UInt8>, _ splitter: borrowing WordSplitter, _ forms: [[UInt8]], _ offset: Int
    ) {
        let before = marks.count
        for word in splitter.words {
            for form in forms where splitter.word(word, beginsWith: form) {
                var end = word.source.upperBound
                if form.count < word.range.count {
                    // To where the next letter begins: ae may both come from æ.
                    var next = word.range.lowerBound + form.count
                    let last = splitter.origin[next - 1]
                    while next < word.range.upperBound, splitter.origin[next] == last { next += 1 }
                    if next < word.range.upperBound { end = Int(splitter.origin[next]) }
                }
                let start = Int(splitter.origin[word.range.lowerBound])
                if start < end { add(text, start..<end, offset) }
            }
        }
        guard marks.count == before else { return }
        for word in splitter.words where word.kind == .written { add(text, word.source, offset) }
    }

    private mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ offset: Int) {
        marks.append(offset + Self.units(text, range.lowerBound)..<offset + Self.units(text, range.upperBound))
    }

    @inline(__always)
    private static func units(_ text: UnsafeBufferPointer<UInt8>, _ end: Int) -> Int {
        var units = 0
        for byte in text[..<end] where byte & 0xC0 != 0x80 { units &+= byte >= 0xF0 ? 2 : 1 }
        return units
    }

    private mutating func merged() -> [Range<Int>] {
        guard marks.count > 1 else { return marks }
        marks.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        var merged: [Range<Int>] = []
        for mark in marks {
            if let last = merged.last, mark.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, mark.upperBound)
            } else {
                merged.append(mark)
            }
        }
        return merged
    }
}
