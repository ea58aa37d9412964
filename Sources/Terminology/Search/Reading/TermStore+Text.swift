extension TermStore {
    /// The text of a description, byte for byte as it was in the release.
    package func text(_ document: Int) -> String {
        String(unsafeUninitializedCapacity: textLength(document)) { write(document, to: $0) }
    }

    /// Bytes of the text.
    func textLength(_ document: Int) -> Int {
        var length = -1
        forEachLexeme(document) { length &+= lexemeText($0).count &+ 1 }
        return max(length, 0)
    }

    /// The first active document with more characters than this, in an index that is ordered by length.
    func firstDocument(longerThan length: Int) -> UInt32 {
        var (low, high) = (0, activeCount)
        while low < high {
            let middle = (low + high) / 2
            if characterCount(middle) > length { high = middle } else { low = middle + 1 }
        }
        return UInt32(low)
    }

    private func characterCount(_ document: Int) -> Int {
        var count = -1
        forEachLexeme(document) { lexeme in
            count &+= 1
            for byte in lexemeText(lexeme) where byte & 0xC0 != 0x80 { count &+= 1 }
        }
        return count
    }

    /// Writes the text where at least `textLength` bytes are free.
    private func write(_ document: Int, to target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var at = 0
        var isFirst = true
        forEachLexeme(document) { lexeme in
            if !isFirst, at < target.count {
                target[at] = 32
                at &+= 1
            }
            isFirst = false
            for byte in lexemeText(lexeme) where at < target.count {
                target[at] = byte
                at &+= 1
            }
        }
        return at
    }

    /// Appends the text to bytes.
    func append(_ document: Int, to bytes: inout [UInt8]) {
        var isFirst = true
        forEachLexeme(document) { lexeme in
            if !isFirst { bytes.append(32) }
            isFirst = false
            bytes.append(contentsOf: lexemeText(lexeme))
        }
    }

    @inline(__always)
    func lexemeText(_ lexeme: Int) -> UnsafeBufferPointer<UInt8> {
        let start = Int(lexemeTextOffsets[lexeme])
        return UnsafeBufferPointer(
            start: lexemeTexts.buffer.baseAddress.unsafelyUnwrapped + start,
            count: Int(lexemeTextOffsets[lexeme &+ 1]) &- start)
    }

    /// The places in `lexemeWords` of the words of a lexeme, those that are written first.
    @inline(__always)
    func words(ofLexeme lexeme: Int) -> Range<Int> {
        Range(uncheckedBounds: (Int(lexemeWordOffsets[lexeme]), Int(lexemeWordOffsets[lexeme &+ 1])))
    }

    /// Calls back with the number of each lexeme of a text, in order.
    @inline(__always)
    func forEachLexeme(_ document: Int, _ body: (Int) -> Void) {
        let range = codeOffsets.range(document)
        guard let bytes = codes.buffer.baseAddress else { return }
        var at = range.lowerBound
        while at < range.upperBound {
            let code = Int(Varint.nextCode(bytes, &at))
            // Only a file that was made wrong on purpose has others.
            guard code < lexemeCount else { return }
            body(code)
        }
    }
}
