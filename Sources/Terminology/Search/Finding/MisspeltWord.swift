/// Finds the words of an index that a misspelt one may be meant to be: a letter wrong, missing, too many, or two swapped.
///
/// The first letter is taken to be right. Words are walked in their order with one row of the table of distances a letter,
/// so that what they share is done once and hopeless branches are skipped; of each row only the few columns near the
/// diagonal are filled.
struct MisspeltWord {
    /// From this many letters on one may be wrong, from this many two.
    static let shortest = 4
    static let shortestForTwo = 8

    private let word: [UInt8]
    private let most: Int
    private let width: Int
    /// One row a letter of the words that are walked through.
    private var rows: [UInt8]
    private var path: [UInt8] = []

    /// - Parameter most: how many letters may be wrong.
    init(_ word: [UInt8], most: Int) {
        self.word = word
        self.most = most
        width = word.count + 1
        rows = [UInt8](repeating: UInt8(most + 1), count: (WordSplitter.longestWord + 2) * width)
        for column in 0..<width { rows[column] = UInt8(clamping: column) }
        path.reserveCapacity(WordSplitter.longestWord)
    }

    /// The words that begin with something that may be meant.
    ///
    /// - Parameter isLast: whether the word is still being typed; else what is meant must be a whole word.
    mutating func ranges(in vocabulary: Vocabulary, isLast: Bool) -> [Range<Int>] {
        guard let first = word.first, word.count <= WordSplitter.longestWord else { return [] }
        let all = [first].withUnsafeBufferPointer { vocabulary.range($0) }
        var found: [Range<Int>] = []
        var number = all.lowerBound
        while number < all.upperBound, found.count < 256 {
            var bytes = vocabulary.bytes(number)
            if bytes.last == WordTable.alternateMark { bytes = UnsafeBufferPointer(rebasing: bytes.dropLast()) }
            let (length, isHit) = walk(bytes, isLast: isLast)
            guard let length else {
                number += 1
                continue
            }
            // All that begin alike share its fate.
            let prefix = UnsafeBufferPointer(rebasing: bytes[..<length])
            let end = vocabulary.end(of: prefix, from: number, below: all.upperBound)
            if isHit {
                if let last = found.last, last.upperBound >= number {
                    found[found.count - 1] = last.lowerBound..<max(last.upperBound, end)
                } else {
                    found.append(number..<end)
                }
            }
            number = max(end, number + 1)
        }
        return found
    }

    /// Goes through a word from where it leaves the one before: how many letters decide, and whether it may be meant.
    private mutating func walk(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> (length: Int?, isHit: Bool) {
        var depth = 0
        let known = min(path.count, bytes.count)
        while depth < known, path[depth] == bytes[depth] { depth += 1 }
        path.removeLast(path.count - depth)
        while depth < bytes.count {
            let lowest = step(depth, bytes[depth])
            depth += 1
            if lowest > most { return (depth, false) }
            if isLast, depth > 1, rows[depth * width + width - 1] <= most { return (depth, true) }
        }
        let isMeant = depth + most >= word.count && rows[depth * width + width - 1] <= most
        return isMeant ? (depth, true) : (nil, false)
    }

    /// Fills the row behind one more letter; returns the lowest number in it.
    private mutating func step(_ depth: Int, _ letter: UInt8) -> Int {
        path.append(letter)
        let (above, row) = (depth * width, (depth + 1) * width)
        let far = UInt8(most + 1)
        let start = max(1, depth + 1 - most)
        let end = min(width - 1, depth + 1 + most)
        var lowest = far
        guard start <= end else { return Int(far) }
        rows[row] = UInt8(clamping: depth + 1)
        if start > 1 { rows[row + start - 1] = far }
        if end < width - 1 { rows[row + end + 1] = far }
        // The last column decides, whether or not it lies near the diagonal.
        if end < width - 1 { rows[row + width - 1] = far }
        for column in start...end {
            let isSame = word[column - 1] == letter
            var best = min(rows[above + column], rows[row + column - 1]) &+ 1
            best = min(best, rows[above + column - 1] &+ (isSame ? 0 : 1))
            if depth > 0, column > 1, word[column - 2] == letter, word[column - 1] == path[depth - 1] {
                best = min(best, rows[above - width + column - 2] &+ 1)
            }
            rows[row + column] = best
            lowest = min(lowest, best)
        }
        return Int(lowest)
    }
}
