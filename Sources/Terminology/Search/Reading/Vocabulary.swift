/// The folded words of an index in the order of their bytes; alternates end with `WordTable.alternateMark`.
struct Vocabulary: Sendable {
    private let texts: Column<UInt8>
    private let offsets: Column<UInt32>
    let count: Int
    /// The first word that begins with each byte, and one more.
    private let firsts: [Int32]

    init(_ file: IndexFile) throws(IndexFailure) {
        texts = try file.column(TextSections.wordTexts)
        offsets = try file.column(TextSections.wordTextOffsets)
        count = offsets.count - 1
        var firsts = [Int32](repeating: 0, count: 257)
        for byte in 1...256 {
            var (low, high) = (Int(firsts[byte - 1]), count)
            while low < high {
                let middle = (low + high) / 2
                let start = Int(offsets[middle])
                if start < Int(offsets[middle + 1]), Int(texts[start]) >= byte {
                    high = middle
                } else {
                    low = middle + 1
                }
            }
            firsts[byte] = Int32(low)
        }
        self.firsts = firsts
    }

    @inline(__always)
    func bytes(_ word: Int) -> UnsafeBufferPointer<UInt8> {
        let start = Int(offsets[word])
        return UnsafeBufferPointer(
            start: texts.buffer.baseAddress.unsafelyUnwrapped + start, count: Int(offsets[word &+ 1]) &- start)
    }

    /// Whether a word is only meant, not written.
    @inline(__always)
    func isAlternate(_ word: Int) -> Bool { bytes(word).last == WordTable.alternateMark }

    /// The word without the mark of alternates.
    func text(_ word: Int) -> String {
        let bytes = bytes(word)
        return String(decoding: isAlternate(word) ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }

    /// Whether a word holds these bytes, which are at least one.
    func word(_ word: Int, contains part: [UInt8]) -> Bool {
        let bytes = bytes(word)
        guard bytes.count >= part.count else { return false }
        for start in 0...(bytes.count - part.count) where bytes[start] == part[0] {
            var length = 1
            while length < part.count, bytes[start + length] == part[length] { length += 1 }
            if length == part.count { return true }
        }
        return false
    }

    /// The words that begin so.
    func range(_ prefix: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        guard let first = prefix.first else { return 0..<count }
        let (start, end) = (Int(firsts[Int(first)]), Int(firsts[Int(first) + 1]))
        let low = partition(start, end) { Self.compare(bytes($0), prefix) >= 0 }
        return low..<partition(low, end) { Self.compare(bytes($0), prefix) > 0 }
    }

    /// Where the words that begin like one of them end: looked for near it first, as most branches are small.
    func end(of prefix: UnsafeBufferPointer<UInt8>, from number: Int, below bound: Int) -> Int {
        var reach = 1
        var low = number
        while number + reach < bound, Self.compare(bytes(number + reach), prefix) == 0 {
            low = number + reach
            reach *= 2
        }
        return partition(low, min(number + reach, bound)) { Self.compare(bytes($0), prefix) > 0 }
    }

    @inline(__always)
    private func partition(_ start: Int, _ end: Int, _ isBehind: (Int) -> Bool) -> Int {
        var (low, high) = (start, end)
        while low < high {
            let middle = (low &+ high) &>> 1
            if isBehind(middle) { high = middle } else { low = middle &+ 1 }
        }
        return low
    }

    /// 0 where the word begins with the prefix.
    @inline(__always)
    static func compare(_ word: UnsafeBufferPointer<UInt8>, _ prefix: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = min(word.count, prefix.count)
        for index in 0..<shared where word[index] != prefix[index] { return Int(word[index]) &- Int(prefix[index]) }
        return word.count < prefix.count ? -1 : 0
    }
}
