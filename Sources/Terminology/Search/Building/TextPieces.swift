/// All texts of a release as the numbers of their lexemes, in the order of the rows.
struct TextPieces {
    let table: LexemeTable
    let pieces: [UInt32]
    /// Where the pieces of each row begin, one more than there are rows.
    let starts: [UInt32]

    init(_ input: TextInput) {
        let text = input.descriptions.text
        let table = LexemeTable(expecting: max(1 << 10, min(1 << 18, text.bytes.count / 64)))
        let styles = input.styles.map(\.rawValue)
        var pieces: [UInt32] = []
        pieces.reserveCapacity(text.bytes.count / 7)
        var starts: [UInt32] = [0]
        starts.reserveCapacity(text.count + 1)
        text.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else {
                starts += [UInt32](repeating: 0, count: text.count)
                return
            }
            for row in 0..<text.count {
                let range = text.range(row)
                let language = input.language(row)
                let style = language < styles.count ? styles[language] : 0
                var start = range.lowerBound
                // A text is its pieces joined by single blanks: two blanks make an empty piece.
                while !range.isEmpty {
                    var end = start
                    while end < range.upperBound, base[end] != 32 { end &+= 1 }
                    pieces.append(table.number(base + start, end &- start, style: style))
                    if end == range.upperBound { break }
                    start = end &+ 1
                }
                starts.append(UInt32(truncatingIfNeeded: pieces.count))
            }
        }
        self.table = table
        self.pieces = pieces
        self.starts = starts
    }

    /// For each lexeme its place in the alphabet: without case and marks first, then byte by byte.
    func alphabet() -> [UInt32] {
        var keys: [(key: [UInt8], number: UInt32)] = []
        keys.reserveCapacity(table.count)
        for number in 0..<table.count {
            keys.append((Self.key(table.text(number), Folding.of(table.style(number))), UInt32(number)))
        }
        keys.sort { left, right in
            for (a, b) in zip(left.key, right.key) where a != b { return a < b }
            if left.key.count != right.key.count { return left.key.count < right.key.count }
            return table.text(Int(left.number)).lexicographicallyPrecedes(table.text(Int(right.number)))
        }
        var places = [UInt32](repeating: 0, count: keys.count)
        for (place, key) in keys.enumerated() { places[Int(key.number)] = UInt32(place) }
        return places
    }

    private static func key(_ text: UnsafeBufferPointer<UInt8>, _ folding: Folding) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(text.count)
        var at = 0
        while at < text.count {
            let byte = text[at]
            if byte < 0x80 {
                key.append(byte &- 65 < 26 ? byte | 32 : byte)
                at += 1
                continue
            }
            let start = at
            var fold = folding(nextScalar(text, &at))
            if fold == Folding.separator { key.append(contentsOf: text[start..<at]) }
            while fold > Folding.nothing {
                key.append(UInt8(truncatingIfNeeded: fold))
                fold >>= 8
            }
        }
        return key
    }
}
