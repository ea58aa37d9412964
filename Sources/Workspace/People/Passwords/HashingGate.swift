import Dispatch

/// Lets a few hashes run at once, on threads of their own, and some more wait.
actor HashingGate {
    /// How many may wait: at 0.3 s each on two cores the last one waits five seconds.
    private static let queueLimit = 32

    private let limit: Int
    private let queue = DispatchQueue(label: "vesalius.passwords", attributes: .concurrent)
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(limit: Int) { self.limit = max(1, limit) }

    func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        if running < limit {
            running += 1
        } else {
            if waiting.count >= Self.queueLimit {
                throw Refusal(.throttled(seconds: 5), "Too many people are signing in at this moment; try again.")
            }
            // The one who leaves hands its place over, so `running` stays.
            await withCheckedContinuation { waiting.append($0) }
        }
        defer { leave() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }

    private func leave() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
    }
}
