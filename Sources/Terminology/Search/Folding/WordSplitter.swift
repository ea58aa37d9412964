/// Splits text into folded words and remembers where each came from; its room is used again and again.
///
/// Hyphen, slash, apostrophe and all else that is neither letter nor digit separate. A decimal number stays together.
struct WordSplitter {
    /// Longer words are cut: what is typed and what is found in the same way.
    static let longestWord = 60

    let style: FoldStyle
    private let folding: Folding
    /// The folded bytes of all words, one after the other.
    private(set) var bytes: [UInt8] = []
    /// For each folded byte, where the letter it came from begins in the text.
    private(set) var origin: [UInt32] = []
    private(set) var words: [SplitWord] = []
    /// For each word the byte between it and the one before where only one is, else 0.
    private var joint: [UInt8] = []

    init(style: FoldStyle) {
        self.style = style
        folding = Folding.of(style)
    }

    /// The folded bytes of a word.
    func bytes(_ word: SplitWord) -> ArraySlice<UInt8> { bytes[word.range] }

    func word(_ word: SplitWord, beginsWith form: [UInt8]) -> Bool {
        guard form.count <= word.range.count else { return false }
        for index in 0..<form.count where bytes[word.range.lowerBound &+ index] != form[index] { return false }
        return true
    }

    func text(_ word: SplitWord) -> String { String(decoding: bytes[word.range], as: UTF8.self) }

    /// Splits into what is written, without alternates.
    mutating func split(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        origin.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        joint.removeAll(keepingCapacity: true)
        var at = 0
        var start = 0
        var sourceStart = 0
        var isNumber = true
        var between: UInt8 = 0
        var separators = 0
        func digit(_ index: Int) -> Bool { index < text.count && text[index] &- 48 < 10 }

        while at < text.count {
            let here = at
            let scalar = nextScalar(text, &at)
            let fold: UInt32
            if scalar < 0x80 {
                let lower = scalar &- 65 < 26 ? scalar | 32 : scalar
                fold = lower &- 97 < 26 || lower &- 48 < 10 ? lower : Folding.separator
            } else {
                fold = folding(scalar)
                if fold == Folding.nothing { continue }
            }
            let isIdeograph = scalar >= 0x3040 && Folding.isIdeograph(scalar)
            if fold == Folding.separator || isIdeograph {
                // 2.5 is one word; 2. and .5 are not, nor is J45.9.
                if scalar == 46, isNumber, bytes.count > start, digit(at) {
                    append(46, from: here, start: start)
                    continue
                }
                if bytes.count > start {
                    finish(start, sourceStart..<here, joint: separators == 1 ? between : 0)
                    start = bytes.count
                    separators = 0
                }
                separators += 1
                between = scalar < 0x80 ? UInt8(truncatingIfNeeded: scalar) : scalar == 0x2019 ? 39 : 0
                isNumber = true
                if fold == Folding.separator { continue }
            }
            if bytes.count == start { sourceStart = here }
            if fold &- 48 >= 10 { isNumber = false }
            var rest = fold
            repeat {
                append(UInt8(truncatingIfNeeded: rest), from: here, start: start)
                rest &>>= 8
            } while rest != 0
            if isIdeograph {
                finish(start, here..<at, joint: 0)
                start = bytes.count
                separators = 0
            }
        }
        if bytes.count > start { finish(start, sourceStart..<text.count, joint: separators == 1 ? between : 0) }
    }

    /// Adds what is not written but meant: the joined word, the parts of `500mg`, and fractions.
    mutating func addJoinedAndParts() {
        let written = words.count
        for index in 0..<written {
            let word = words[index]
            if let point = bytes[word.range].firstIndex(of: 46) {
                add(point + 1..<word.range.upperBound, word.source, .fraction)
            }
            addParts(word)
        }
        var first = 0
        while first < written {
            var last = first
            while last + 1 < written, joint[last + 1] == UInt8(ascii: "-") || joint[last + 1] == UInt8(ascii: "'") {
                last += 1
            }
            if last > first, last - first < 4 { addJoined(first...last) }
            first = last + 1
        }
    }

    /// `500mg` is also 500 and mg, `2.5g` also 2.5 and g, `b12` also 12.
    private mutating func addParts(_ word: SplitWord) {
        let range = word.range
        guard range.count > 1, let turn = range.dropFirst().first(where: { isDigit($0) != isDigit($0 - 1) }),
            !(turn + 1..<range.upperBound).contains(where: { isDigit($0) != isDigit(turn) })
        else { return }
        let middle = word.source.lowerBound + (turn - range.lowerBound)
        guard bytes[range].allSatisfy({ $0 < 0x80 }), word.source.count == range.count else { return }
        if isDigit(range.lowerBound) { add(range.lowerBound..<turn, word.source.lowerBound..<middle, .alternate) }
        add(turn..<range.upperBound, middle..<word.source.upperBound, .alternate)
    }

    private mutating func addJoined(_ joined: ClosedRange<Int>) {
        let parts = joined.map { words[$0].range }
        let count = parts.reduce(0) { $0 + $1.count }
        guard count <= 40, parts.contains(where: { $0.contains { !isDigit($0) } }) else { return }
        let start = bytes.count
        for part in parts {
            bytes.append(contentsOf: bytes[part])
            origin.append(contentsOf: origin[part])
        }
        let source = words[joined.lowerBound].source.lowerBound..<words[joined.upperBound].source.upperBound
        words.append(SplitWord(range: start..<bytes.count, source: source, kind: .alternate))
    }

    /// A digit, or the point of a decimal number.
    private func isDigit(_ index: Int) -> Bool { bytes[index] &- 48 < 10 || bytes[index] == 46 }

    private mutating func add(_ range: Range<Int>, _ source: Range<Int>, _ kind: SplitWord.Kind) {
        guard !range.isEmpty else { return }
        words.append(SplitWord(range: range, source: source, kind: kind))
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8, from source: Int, start: Int) {
        guard bytes.count &- start < Self.longestWord else { return }
        bytes.append(byte)
        origin.append(UInt32(truncatingIfNeeded: source))
    }

    private mutating func finish(_ start: Int, _ source: Range<Int>, joint: UInt8) {
        words.append(SplitWord(range: start..<bytes.count, source: source, kind: .written))
        self.joint.append(words.count > 1 ? joint : 0)
    }
}
