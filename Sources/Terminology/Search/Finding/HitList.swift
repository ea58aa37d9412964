/// The concepts of an answer in order, each once, with the words they were found by.
struct HitList {
    struct Entry {
        var candidate: Candidate
        var words: [QueryWord]
        /// Entries of one reading have the same words.
        var reading: Int
    }

    private(set) var entries: [Entry] = []
    private(set) var hasMore = false
    private var readings = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    var count: Int { entries.count }

    func holds(_ concept: UInt32) -> Bool { entries.contains { $0.candidate.concept == concept } }

    /// Adds what is not in it; returns whether anything was.
    @discardableResult
    mutating func add(_ candidates: [Candidate], _ words: [QueryWord]) -> Bool {
        let before = entries.count
        readings += 1
        for candidate in candidates {
            if before > 0, entries[..<before].contains(where: { $0.candidate.concept == candidate.concept }) {
                continue
            }
            guard entries.count < limit else {
                hasMore = true
                break
            }
            entries.append(Entry(candidate: candidate, words: words, reading: readings))
        }
        return entries.count > before
    }
}
