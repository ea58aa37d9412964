/// For each word the documents that hold it, and bitmaps for beginnings of words that very many hold.
struct PostingColumn: Sendable {
    private let bytes: Column<UInt8>
    private let offsets: Column<UInt32>
    private let counts: Column<UInt32>
    private let ranges: Column<UInt32>
    private let bitmaps: Column<UInt64>
    /// Words of 64 documents in a bitmap.
    let width: Int

    init(_ file: IndexFile, words: Int, activeCount: Int) throws(IndexFailure) {
        bytes = try file.column(TextSections.postings)
        offsets = try file.column(TextSections.postingOffsets, count: words + 1)
        counts = try file.column(TextSections.postingCounts, count: words + 1)
        ranges = try file.column(TextSections.bitmapRanges)
        width = (activeCount + 63) / 64
        bitmaps = try file.column(TextSections.bitmaps, count: ranges.count / 2 * width)
    }

    /// How many active documents the words of a range have, each counted for every word it holds.
    @inline(__always)
    func activeCount(_ words: Range<Int>) -> Int { Int(counts[words.upperBound]) &- Int(counts[words.lowerBound]) }

    /// About how many documents, inactive ones and definitions too.
    func byteCount(_ words: Range<Int>) -> Int { Int(offsets[words.upperBound]) &- Int(offsets[words.lowerBound]) }

    /// The bitmap of active documents that hold any of these words, where there is one.
    func bitmap(_ words: Range<Int>) -> UnsafePointer<UInt64>? {
        var (low, high) = (0, ranges.count / 2)
        while low < high {
            let middle = (low + high) / 2
            let range = (Int(ranges[middle * 2]), Int(ranges[middle * 2 + 1]))
            if range == (words.lowerBound, words.upperBound) {
                return bitmaps.buffer.baseAddress.map { $0 + middle * width }
            }
            if range < (words.lowerBound, words.upperBound) { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// Calls back with the documents of a word in ascending order, from one number up to below another.
    @inline(__always)
    func forEach(_ word: Int, below bound: UInt32, _ body: (UInt32) -> Void) {
        guard let bytes = bytes.buffer.baseAddress else { return }
        var at = Int(offsets[word])
        let end = Int(offsets[word &+ 1])
        var document: UInt32 = 0
        while at < end {
            document = document &+ Varint.next(bytes, &at)
            if document >= bound { return }
            body(document)
        }
    }

    /// Adds the documents of words that are below a number.
    func insert(_ words: Range<Int>, below bound: UInt32, into bitmap: SparseBitmap) {
        guard let bytes = bytes.buffer.baseAddress, !words.isEmpty else { return }
        var at = Int(offsets[words.lowerBound])
        for word in words {
            let end = Int(offsets[word &+ 1])
            var document: UInt32 = 0
            while at < end {
                document = document &+ Varint.next(bytes, &at)
                if document >= bound { break }
                bitmap.insert(document)
            }
            at = end
        }
    }
}
