/// Short forms that the names of a release explain: “CHF - Congestive heart failure”, “… syndrome (AIDS)”.
enum Abbreviations {
    /// Each short form keeps this many meanings, those of the shortest names.
    private static let most = 6

    /// Lines `short form, tab, meaning`, sorted; the short form in lower case.
    static func harvest(_ input: TextInput, _ ranked: DocumentOrder) -> [UInt8] {
        var meanings: [[UInt8]: [[UInt8]]] = [:]
        let text = input.descriptions.text
        text.bytes.withUnsafeBufferPointer { bytes in
            for row in ranked.rows[..<ranked.activeCount] {
                let kind = input.descriptions.kind[Int(row)]
                guard kind != .fullySpecified else { continue }
                guard let found = find(UnsafeBufferPointer(rebasing: bytes[text.range(Int(row))])) else { continue }
                let short = found.short.map { $0 &- 65 < 26 ? $0 | 32 : $0 }
                var known = meanings[short] ?? []
                guard known.count < most, !known.contains(where: { isSame($0, found.meaning) }) else { continue }
                known.append(Array(found.meaning))
                meanings[short] = known
            }
        }
        var lines: [UInt8] = []
        for short in meanings.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            for meaning in meanings[short] ?? [] { lines += short + [9] + meaning + [10] }
        }
        return lines
    }

    private static func isSame(_ known: [UInt8], _ other: ArraySlice<UInt8>) -> Bool {
        known.elementsEqual(other) { $0 | 32 == $1 | 32 }
    }

    private static func find(
        _ text: UnsafeBufferPointer<UInt8>
    ) -> (short: ArraySlice<UInt8>, meaning: ArraySlice<UInt8>)? {
        var length = 0
        while length < text.count, length < 7, isShort(text[length]) { length += 1 }
        if length >= 2, length <= 6, text.count > length + 3, text[length] == 32, text[length + 1] == 45,
            text[length + 2] == 32, text[..<length].contains(where: { $0 >= 65 })
        {
            let all = Array(text)
            return (all[..<length], all[(length + 3)...])
        }
        guard let open = text.lastIndex(of: UInt8(ascii: "(")), open > 3,
            let close = text[open...].firstIndex(of: UInt8(ascii: ")")), (3...7).contains(close - open),
            text[open + 1..<close].allSatisfy({ $0 &- 65 < 26 })
        else { return nil }
        let all = Array(text)
        guard let start = start(of: all[open + 1..<close], before: open, in: all) else { return nil }
        return (all[open + 1..<close], all[start..<open - 1])
    }

    /// Where the words before a short form begin whose initials it is made of.
    private static func start(of short: ArraySlice<UInt8>, before end: Int, in text: [UInt8]) -> Int? {
        var letters = short
        var at = end
        while let letter = letters.last, at > 0 {
            // To the beginning of the word before.
            while at > 0, text[at - 1] == 32 || text[at - 1] == 45 { at -= 1 }
            while at > 0, text[at - 1] != 32, text[at - 1] != 45 { at -= 1 }
            if text[at] & ~32 == letter {
                letters = letters.dropLast()
            } else if !["of", "and", "the", "in", "with", "to"].contains(
                String(decoding: text[at...].prefix { $0 != 32 }, as: UTF8.self))
            {
                return nil
            }
        }
        return letters.isEmpty ? at : nil
    }

    private static func isShort(_ byte: UInt8) -> Bool { byte &- 65 < 26 || byte &- 48 < 10 }
}
