import Synchronization

/// The ranges of values of frames that were made in this run of the program.
final class FrameRanges: Sendable {
    /// So many files are remembered; a series has some hundred.
    private static let most = 20_000
    private let known = Mutex<[String: [Int: ClosedRange<Int>]]>([:])

    func note(_ range: ClosedRange<Int>, _ blob: String, _ frame: Int) {
        known.withLock { known in
            if known.count >= Self.most, known[blob] == nil { known.removeAll(keepingCapacity: true) }
            known[blob, default: [:]][frame] = range
        }
    }

    func range(_ blob: String, _ frame: Int) -> ClosedRange<Int>? { known.withLock { $0[blob]?[frame] } }
}

/// Lets a few prefetches run and turns the others away.
final class Prefetches: Sendable {
    private let running = Mutex(0)

    func begin() -> Bool {
        running.withLock { running in
            guard running < 2 else { return false }
            running += 1
            return true
        }
    }

    var isBusy: Bool { running.withLock { $0 > 0 } }

    func end() { running.withLock { $0 -= 1 } }
}
