/// Words that are kept once and pointed at by number.
struct WordList<Index: FixedWidthInteger> {
    private(set) var words: [String] = []
    private var known: [String: Index] = [:]

    init(_ first: String...) { for word in first { _ = index(of: word) } }

    /// The number of a word; nil where there is no number left for a new one.
    mutating func index(of word: String) -> Index? {
        if let index = known[word] { return index }
        guard words.count < Int(Index.max) else { return nil }
        let index = Index(words.count)
        known[word] = index
        words.append(word)
        return index
    }
}
