/// Documents, a bit each, and which words of 64 hold any: so that few documents are visited, and cleared, without going
/// through all.
struct SparseBitmap {
    let bits: UnsafeMutablePointer<UInt64>
    /// A bit for each word of `bits` that is not 0.
    let summary: UnsafeMutablePointer<UInt64>
    let words: Int
    let summaryWords: Int

    init(words: Int) {
        self.words = words
        summaryWords = (words + 63) / 64
        bits = .allocate(capacity: words + 1)
        bits.initialize(repeating: 0, count: words + 1)
        summary = .allocate(capacity: summaryWords + 1)
        summary.initialize(repeating: 0, count: summaryWords + 1)
    }

    func deallocate() {
        bits.deallocate()
        summary.deallocate()
    }

    @inline(__always)
    func insert(_ document: UInt32) {
        let word = Int(document &>> 6)
        bits[word] |= 1 &<< UInt64(document & 63)
        summary[word &>> 6] |= 1 &<< UInt64(word & 63)
    }

    func formUnion(_ other: UnsafePointer<UInt64>, _ count: Int) {
        for word in 0..<count where other[word] != 0 {
            bits[word] |= other[word]
            summary[word &>> 6] |= 1 &<< UInt64(word & 63)
        }
    }

    func clear() {
        for place in 0..<summaryWords {
            var rest = summary[place]
            while rest != 0 {
                bits[place &* 64 &+ rest.trailingZeroBitCount] = 0
                rest &= rest &- 1
            }
            summary[place] = 0
        }
    }
}
