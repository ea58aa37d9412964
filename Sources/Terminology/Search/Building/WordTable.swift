/// The folded words of a release, each once, while the index is made; those that are only meant end with `alternateMark`.
struct WordTable {
    /// Sorts directly behind the word itself and lies in the range of each of its prefixes.
    static let alternateMark: UInt8 = 1

    private(set) var words: [[UInt8]] = []
    private var numbers: [[UInt8]: UInt32] = [:]

    mutating func number(_ word: [UInt8]) -> UInt32 {
        if let number = numbers[word] { return number }
        let number = UInt32(words.count)
        words.append(word)
        numbers[word] = number
        return number
    }

    /// The words sorted by their bytes, and for each old number the new one.
    func sorted() -> (words: [[UInt8]], places: [UInt32]) {
        let order = words.indices.sorted { words[$0].lexicographicallyPrecedes(words[$1]) }
        var places = [UInt32](repeating: 0, count: words.count)
        for (place, number) in order.enumerated() { places[number] = UInt32(place) }
        return (order.map { words[$0] }, places)
    }
}
