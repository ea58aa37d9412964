/// For each word the documents that hold it, in ascending order.
struct Postings {
    /// Where the documents of each word begin, one more than there are words.
    private var starts: [UInt32]
    private var documents: [UInt32]
    private let activeCount: Int

    init(_ ranked: DocumentOrder, _ pieces: TextPieces, codes: [UInt32], words: LexemeWords) {
        activeCount = ranked.activeCount
        let count = words.vocabulary.count
        var sizes = [UInt32](repeating: 0, count: count + 1)
        // The last document each word was met in: a document counts once.
        var last = [UInt32](repeating: .max, count: count)
        Self.forEach(ranked, pieces, codes, words) { word, document in
            if last[word] != document {
                last[word] = document
                sizes[word &+ 1] &+= 1
            }
        }
        for word in 0..<count { sizes[word + 1] &+= sizes[word] }
        starts = sizes
        var documents = [UInt32](repeating: 0, count: Int(sizes[count]))
        last.withUnsafeMutableBufferPointer { $0.update(repeating: .max) }
        documents.withUnsafeMutableBufferPointer { documents in
            Self.forEach(ranked, pieces, codes, words) { word, document in
                if last[word] != document {
                    last[word] = document
                    documents[Int(sizes[word])] = document
                    sizes[word] &+= 1
                }
            }
        }
        self.documents = documents
    }

    @inline(__always)
    private static func forEach(
        _ ranked: DocumentOrder, _ pieces: TextPieces, _ codes: [UInt32], _ words: LexemeWords,
        _ body: (_ word: Int, _ document: UInt32) -> Void
    ) {
        let (wordStarts, words) = (words.starts, words.words)
        for (document, row) in ranked.rows.enumerated() {
            for piece in Int(pieces.starts[Int(row)])..<Int(pieces.starts[Int(row) + 1]) {
                let code = Int(codes[Int(pieces.pieces[piece])])
                for place in Int(wordStarts[code])..<Int(wordStarts[code + 1]) {
                    body(Int(words[place]), UInt32(truncatingIfNeeded: document))
                }
            }
        }
    }

    func write(_ vocabulary: [[UInt8]], to writer: SectionWriter) throws {
        var texts: [UInt8] = []
        var textOffsets: [UInt32] = [0]
        for word in vocabulary {
            texts += word
            textOffsets.append(UInt32(texts.count))
        }
        try writer.write(TextSections.wordTexts, texts)
        try writer.write(TextSections.wordTextOffsets, textOffsets)

        var bytes: [UInt8] = []
        bytes.reserveCapacity(documents.count * 3 / 2)
        var offsets: [UInt32] = [0]
        var counts: [UInt32] = [0]
        var active: UInt32 = 0
        for word in vocabulary.indices {
            var last: UInt32 = 0
            for place in Int(starts[word])..<Int(starts[word + 1]) {
                let document = documents[place]
                Varint.append(document &- last, to: &bytes)
                last = document
                if document < UInt32(activeCount) { active &+= 1 }
            }
            offsets.append(UInt32(bytes.count))
            counts.append(active)
        }
        // What is read behind the last number.
        bytes += [0, 0, 0, 0]
        try writer.write(TextSections.postings, bytes)
        try writer.write(TextSections.postingOffsets, offsets)
        try writer.write(TextSections.postingCounts, counts)
        try writeBitmaps(vocabulary, counts, to: writer)
    }

    /// Bitmaps of the active documents of all beginnings of words that very many hold.
    private func writeBitmaps(_ vocabulary: [[UInt8]], _ counts: [UInt32], to writer: SectionWriter) throws {
        var ranges: [Range<Int>] = []
        func divide(_ range: Range<Int>, _ length: Int) {
            var first = range.lowerBound
            while first < range.upperBound {
                guard vocabulary[first].count > length else {
                    first += 1
                    continue
                }
                let byte = vocabulary[first][length]
                var end = first + 1
                while end < range.upperBound, vocabulary[end].count > length, vocabulary[end][length] == byte {
                    end += 1
                }
                if counts[end] - counts[first] > UInt32(TextSections.bitmapThreshold) {
                    if ranges.last != first..<end { ranges.append(first..<end) }
                    divide(first..<end, length + 1)
                }
                first = end
            }
        }
        divide(vocabulary.indices, 0)
        ranges.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        let width = (activeCount + 63) / 64
        var words = [UInt64](repeating: 0, count: ranges.count * width)
        words.withUnsafeMutableBufferPointer { words in
            for (number, range) in ranges.enumerated() {
                for place in Int(starts[range.lowerBound])..<Int(starts[range.upperBound]) {
                    let document = Int(documents[place])
                    if document < activeCount {
                        words[number &* width &+ document &>> 6] |= 1 &<< UInt64(document & 63)
                    }
                }
            }
        }
        try writer.write(
            TextSections.bitmapRanges, ranges.flatMap { [UInt32($0.lowerBound), UInt32($0.upperBound)] })
        try writer.write(TextSections.bitmaps, words)
    }
}
