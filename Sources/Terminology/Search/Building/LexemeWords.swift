/// Which words each lexeme holds: first those that are written in it, then fractions and alternates.
struct LexemeWords {
    /// Where the words of each lexeme begin, one more than there are lexemes.
    private(set) var starts: [UInt32] = [0]
    private(set) var words: [UInt32] = []
    /// How many words each is when it is typed; at most 255.
    private(set) var written: [UInt8] = []
    /// The words themselves, sorted.
    private(set) var vocabulary: [[UInt8]] = []

    /// - Parameter order: the lexemes in the order of their codes.
    init(_ lexemes: LexemeTable, order: [UInt32]) {
        var table = WordTable()
        var splitters = FoldStyle.allCases.map { WordSplitter(style: $0) }
        let spelling = SpellingVariants()
        /// Variants by style and word, as most words come in several lexemes: `Heart`, `heart`, `heart,`.
        var known: [UInt64: [UInt32]] = [:]
        for lexeme in order {
            let style = lexemes.style(Int(lexeme))
            let text = lexemes.text(Int(lexeme))
            splitters[Int(style.rawValue)].split(text)
            splitters[Int(style.rawValue)].addJoinedAndParts()
            let splitter = splitters[Int(style.rawValue)]
            let first = words.count
            func add(_ word: UInt32) {
                for index in first..<words.count where words[index] == word { return }
                words.append(word)
            }
            for word in splitter.words where word.kind == .written { add(table.number(Array(splitter.bytes(word)))) }
            let count = words.count - first
            for word in splitter.words {
                let bytes = Array(splitter.bytes(word))
                switch word.kind {
                case .fraction: add(table.number(bytes))
                case .alternate: add(table.number(bytes + [WordTable.alternateMark]))
                case .written: break
                }
            }
            for index in first..<first + count {
                let key = UInt64(words[index]) << 8 | UInt64(style.rawValue)
                if let variants = known[key] {
                    for variant in variants { add(variant) }
                    continue
                }
                let variants = spelling(table.words[Int(words[index])], isEnglish: style == .english)
                    .map { table.number($0 + [WordTable.alternateMark]) }
                known[key] = variants
                for variant in variants { add(variant) }
            }
            if style == .german {
                for word in Self.umlauts(text) { add(table.number(word + [WordTable.alternateMark])) }
            }
            starts.append(UInt32(words.count))
            let asTyped = text.contains { $0 == 39 || $0 >= 0x80 || $0 &- 48 < 10 }
            written.append(
                UInt8(
                    clamping: asTyped
                        ? QueryText.split(Array(text), style).count
                        : splitter.words.count { $0.kind == .written }))
        }
        let (sorted, places) = table.sorted()
        vocabulary = sorted
        for index in words.indices { words[index] = places[Int(words[index])] }
    }

    /// The words of a piece of German with ae for ä, where it has one.
    private static func umlauts(_ text: UnsafeBufferPointer<UInt8>) -> [[UInt8]] {
        let string = String(decoding: text, as: UTF8.self)
        let pairs: [(Character, String)] = [
            ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "ae"), ("Ö", "oe"), ("Ü", "ue"),
        ]
        guard string.contains(where: { letter in pairs.contains { $0.0 == letter } }) else { return [] }
        let spelled = string.map { letter in pairs.first { $0.0 == letter }?.1 ?? String(letter) }.joined()
        var splitter = WordSplitter(style: .german)
        Array(spelled.utf8).withUnsafeBufferPointer { splitter.split($0) }
        return splitter.words.map { Array(splitter.bytes($0)) }
    }
}
