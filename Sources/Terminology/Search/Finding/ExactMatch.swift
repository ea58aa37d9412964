/// Whether a name consists of the words typed, whole, in any order, and of nothing else.
struct ExactMatch {
    private let store: TermStore
    /// For each word typed those of the index that are equal to it, as written and as meant; nil where one has none.
    private let equal: [[UInt32]]?

    init(_ store: TermStore, _ words: [QueryWord]) {
        self.store = store
        var equal: [[UInt32]] = []
        for word in words {
            var numbers: [UInt32] = []
            for range in word.ranges {
                for number in range.prefix(2) {
                    let bytes = store.vocabulary.bytes(number)
                    let length = bytes.last == WordTable.alternateMark ? bytes.count - 1 : bytes.count
                    if word.forms.contains(where: { $0.count == length }) { numbers.append(UInt32(number)) }
                }
            }
            guard !numbers.isEmpty else {
                self.equal = nil
                return
            }
            equal.append(numbers)
        }
        self.equal = equal.isEmpty ? nil : equal
    }

    /// Whether any name can be: every word typed must be a whole word of the index.
    var isPossible: Bool { equal != nil }

    func callAsFunction(_ document: Int) -> Bool {
        guard let equal else { return false }
        var written = 0
        store.forEachLexeme(document) { written &+= Int(store.lexemeWritten[$0]) }
        guard written == equal.count else { return false }
        var missing = ~(UInt32.max &<< UInt32(equal.count))
        store.forEachLexeme(document) { lexeme in
            for place in store.words(ofLexeme: lexeme) {
                for (index, numbers) in equal.enumerated() where numbers.contains(store.lexemeWords[place]) {
                    missing &= ~(1 &<< UInt32(index))
                }
            }
        }
        return missing == 0
    }
}
