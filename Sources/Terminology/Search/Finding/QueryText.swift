/// Takes what was typed apart.
struct QueryText {
    /// A word in each of the ways the index folds.
    struct Word: Equatable {
        var forms: [[UInt8]]
        var isCapital: Bool
    }

    var words: [Word] = []
    /// Without blanks around it.
    var trimmed: String

    /// - Parameter styles: those of the index's languages.
    init(_ text: String, styles: [FoldStyle]) {
        var bytes = Array(text.utf8.prefix(SearchQuery.longestText))
        // Not through the middle of a letter.
        while let last = bytes.last, last & 0xC0 == 0x80, bytes.count == SearchQuery.longestText { bytes.removeLast() }
        if bytes.count == SearchQuery.longestText - 1 || bytes.count == SearchQuery.longestText,
            let last = bytes.last, last >= 0xC0
        {
            bytes.removeLast()
        }
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }
        let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
        let end = (bytes.lastIndex { !isBlank($0) } ?? start - 1) + 1
        let core = Array(bytes[min(start, end)..<end])
        trimmed = String(decoding: core, as: UTF8.self)
        var tables: [FoldStyle] = []
        for style in styles where !tables.contains(where: { $0.kept == style.kept }) { tables.append(style) }
        for style in tables.isEmpty ? [.plain] : tables {
            let found = Self.split(core, style)
            if words.isEmpty {
                words = found
            } else if words.count == found.count {
                for index in words.indices where !words[index].forms.contains(found[index].forms[0]) {
                    words[index].forms.append(found[index].forms[0])
                }
            }
        }
        if words.count > SearchQuery.mostWords { words.removeLast(words.count - SearchQuery.mostWords) }
    }

    /// The words of a text as they are looked for.
    static func split(_ bytes: [UInt8], _ style: FoldStyle) -> [Word] {
        var splitter = WordSplitter(style: style)
        bytes.withUnsafeBufferPointer { splitter.split($0) }
        var words: [Word] = []
        for word in splitter.words {
            let folded = Array(splitter.bytes(word))
            // The s of Crohn's: the eponym is also written without.
            if folded == [UInt8(ascii: "s")], word.source.lowerBound > 0, !words.isEmpty,
                isApostrophe(before: word.source.lowerBound, bytes)
            {
                continue
            }
            let isCapital =
                bytes[word.source].allSatisfy { $0 &- 65 < 26 || $0 &- 48 < 10 }
                && bytes[word.source].contains { $0 >= 65 }
            // 500mg finds “500 mg” as well, which is 500 and mg to the index whichever way it is written.
            if let turn = folded.firstIndex(where: { $0 &- 48 >= 10 && $0 != 46 }), turn > 0,
                folded[turn...].allSatisfy({ $0 &- 97 < 26 })
            {
                words.append(Word(forms: [Array(folded[..<turn])], isCapital: false))
                words.append(Word(forms: [Array(folded[turn...])], isCapital: false))
            } else {
                words.append(Word(forms: [folded], isCapital: isCapital))
            }
        }
        return words
    }

    private static func isApostrophe(before place: Int, _ bytes: [UInt8]) -> Bool {
        bytes[place - 1] == UInt8(ascii: "'")
            || place >= 3 && bytes[place - 3] == 0xE2 && bytes[place - 2] == 0x80 && bytes[place - 1] == 0x99
    }
}
