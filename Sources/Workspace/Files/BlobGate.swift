import Synchronization

/// Lets uploads in while nobody sweeps, and one sweeper while nobody uploads.
final class BlobGate: Sendable {
    private struct State {
        var uploads = 0
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Returns once an upload may begin; ``leave()`` must follow.
    func enter() async {
        await withCheckedContinuation { continuation in
            let isIn = state.withLock { state in
                if state.isClosed {
                    state.waiting.append(continuation)
                } else {
                    state.uploads += 1
                }
                return !state.isClosed
            }
            if isIn { continuation.resume() }
        }
    }

    func leave() { state.withLock { $0.uploads -= 1 } }

    /// Keeps uploads out until ``open()``; false while some are in.
    func close() -> Bool {
        state.withLock { state in
            guard state.uploads == 0, !state.isClosed else { return false }
            state.isClosed = true
            return true
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isClosed = false
            state.uploads += state.waiting.count
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
