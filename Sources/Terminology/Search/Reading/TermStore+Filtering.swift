extension TermStore: TermFiltering {
    package func documents(matchingWordsOf text: String) -> [UInt64] {
        var found = [UInt64](repeating: 0, count: (count + 63) / 64)
        for style in foldings {
            var splitter = WordSplitter(style: style)
            Array(text.utf8).withUnsafeBufferPointer { splitter.split($0) }
            var shared: [UInt64]?
            for word in splitter.words {
                let range = Array(splitter.bytes(word)).withUnsafeBufferPointer { vocabulary.range($0) }
                var bits = [UInt64](repeating: 0, count: found.count)
                for number in range where !vocabulary.isAlternate(number) { insert(number, into: &bits) }
                guard let before = shared else {
                    shared = bits
                    continue
                }
                for place in bits.indices { bits[place] &= before[place] }
                shared = bits
            }
            for (place, bits) in (shared ?? []).enumerated() { found[place] |= bits }
        }
        return found
    }

    package func documents(containing run: String) -> [UInt64]? {
        var found = [UInt64](repeating: 0, count: (count + 63) / 64)
        var work = 0
        for style in foldings {
            var splitter = WordSplitter(style: style)
            Array(run.utf8).withUnsafeBufferPointer { splitter.split($0) }
            guard splitter.words.count == 1 else { return nil }
            let part = Array(splitter.bytes(splitter.words[0]))
            for number in 0..<vocabulary.count where !vocabulary.isAlternate(number) {
                // What was cut may have held it.
                guard
                    vocabulary.bytes(number).count >= WordSplitter.longestWord
                        || vocabulary.word(number, contains: part)
                else { continue }
                work += postings.byteCount(number..<number + 1)
                if work > count { return nil }
                insert(number, into: &found)
            }
        }
        return found
    }

    /// One style for each way the index folds.
    private var foldings: [FoldStyle] {
        var foldings: [FoldStyle] = []
        for style in styles where !foldings.contains(where: { $0.kept == style.kept }) { foldings.append(style) }
        return foldings
    }

    private func insert(_ word: Int, into bits: inout [UInt64]) {
        bits.withUnsafeMutableBufferPointer { bits in
            postings.forEach(word, below: UInt32(count)) { document in
                bits[Int(document &>> 6)] |= 1 &<< UInt64(document & 63)
            }
        }
    }
}
