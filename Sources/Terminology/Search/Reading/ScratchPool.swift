internal import Synchronization

/// Room for searches, handed out to one at a time and used again: nothing of the size of the index is made per search.
final class ScratchPool: Sendable {
    private let free = Mutex<[Scratch]>([])
    private let words: Int

    /// - Parameter words: of 64 documents each.
    init(words: Int) { self.words = words }

    func withScratch<Result>(_ body: (Scratch) -> Result) -> Result {
        let scratch = free.withLock { $0.popLast() } ?? Scratch(words: words)
        defer {
            scratch.clear()
            // As many as run at once stay, with a few bitmaps each.
            free.withLock { if $0.count < 16 { $0.append(scratch) } }
        }
        return body(scratch)
    }
}

/// The bitmaps of one search.
///
/// `@unchecked Sendable`: the pool hands each to one search at a time, and a search runs on one thread.
final class Scratch: @unchecked Sendable {
    private let words: Int
    private var bitmaps: [SparseBitmap] = []
    private var used = 0

    init(words: Int) { self.words = words }

    deinit { for bitmap in bitmaps { bitmap.deallocate() } }

    /// An empty bitmap for all documents.
    func bitmap() -> SparseBitmap {
        if used == bitmaps.count { bitmaps.append(SparseBitmap(words: words)) }
        used += 1
        return bitmaps[used - 1]
    }

    func clear() {
        for bitmap in bitmaps[..<used] { bitmap.clear() }
        used = 0
    }
}
