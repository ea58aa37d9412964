import Synchronization

/// Counts what happens on several threads.
final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    func add(_ amount: Int = 1) { value.withLock { $0 += amount } }
}
