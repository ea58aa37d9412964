/// Finds the documents that hold a word for each word of a query, in the order in which they shall be shown.
///
/// As the order of documents is that of the answer, nothing is scored and the first that match end the search. Words that
/// very many documents hold have bitmaps; the documents of a rarer one are collected into one, or are looked for in the
/// candidates' own words where there are few candidates.
struct DocumentFinder {
    let store: TermStore
    let words: [QueryWord]
    let scratch: Scratch

    /// To look into a candidate's words costs as much as to collect this many documents of a word.
    private static let lookCost = 40

    /// Calls back with the active documents in order until it returns true.
    ///
    /// - Parameter filter: the documents that may be found, all where nil.
    func forEachActive(_ filter: UnsafePointer<UInt64>?, _ isEnough: (UInt32) -> Bool) {
        guard !words.isEmpty, words.allSatisfy({ $0.count > 0 }) else { return }
        var dense: [UnsafePointer<UInt64>] = filter.map { [$0] } ?? []
        var sparse: [Int] = []
        for (index, word) in words.enumerated() {
            if word.ranges.count == 1, let bitmap = store.postings.bitmap(word.ranges[0]) {
                dense.append(bitmap)
            } else {
                sparse.append(index)
            }
        }
        guard !sparse.isEmpty else { return scan(dense, isEnough) }
        sparse.sort { words[$0].count < words[$1].count }
        let fewest = words[sparse[0]].count
        var looked: [QueryWord] = []
        for index in sparse.dropFirst() {
            if words[index].count < fewest &* Self.lookCost {
                dense.append(UnsafePointer(collect(words[index]).bits))
            } else {
                looked.append(words[index])
            }
        }
        let few = collect(words[sparse[0]])
        guard !looked.isEmpty else { return scan(few, dense, isEnough) }
        let test = WordTest(looked)
        scan(few, dense) { document in test.holds(Int(document), store) && isEnough(document) }
    }

    /// Calls back with documents that are not active, in order, until it returns true.
    func forEachInactive(_ isEnough: (UInt32) -> Bool) {
        guard store.nameCount > store.activeCount, words.allSatisfy({ !$0.ranges.isEmpty }) else { return }
        let first = UInt32(store.activeCount)
        var bitmaps: [SparseBitmap] = []
        for word in words.sorted(by: { $0.count < $1.count }) {
            let bitmap = scratch.bitmap()
            for range in word.ranges {
                for number in range {
                    store.postings.forEach(number, below: UInt32(store.nameCount)) { document in
                        if document >= first { bitmap.insert(document) }
                    }
                }
            }
            bitmaps.append(bitmap)
        }
        guard let fewest = bitmaps.first else { return }
        scan(fewest, bitmaps.dropFirst().map { UnsafePointer($0.bits) }, isEnough)
    }

    private func collect(_ word: QueryWord) -> SparseBitmap {
        let bitmap = scratch.bitmap()
        let bound = UInt32(store.activeCount)
        for range in word.ranges {
            if let words = store.postings.bitmap(range) {
                bitmap.formUnion(words, store.postings.width)
                continue
            }
            store.postings.insert(range, below: bound, into: bitmap)
        }
        return bitmap
    }

    /// What all bitmaps share.
    private func scan(_ bitmaps: [UnsafePointer<UInt64>], _ isEnough: (UInt32) -> Bool) {
        let width = store.postings.width
        let first = bitmaps[0]
        let second = bitmaps.count > 1 ? bitmaps[1] : first
        let others = bitmaps.dropFirst(2)
        for word in 0..<width {
            var bits = first[word] & second[word]
            if bits == 0 { continue }
            for other in others { bits &= other[word] }
            while bits != 0 {
                if isEnough(UInt32(truncatingIfNeeded: word &* 64 &+ bits.trailingZeroBitCount)) { return }
                bits &= bits &- 1
            }
        }
    }

    /// What a bitmap of few shares with all others.
    private func scan(_ few: SparseBitmap, _ others: [UnsafePointer<UInt64>], _ isEnough: (UInt32) -> Bool) {
        for place in 0..<few.summaryWords {
            var rest = few.summary[place]
            while rest != 0 {
                let word = place &* 64 &+ rest.trailingZeroBitCount
                rest &= rest &- 1
                var bits = few.bits[word]
                for other in others { bits &= other[word] }
                while bits != 0 {
                    if isEnough(UInt32(truncatingIfNeeded: word &* 64 &+ bits.trailingZeroBitCount)) { return }
                    bits &= bits &- 1
                }
            }
        }
    }
}
