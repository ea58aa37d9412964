import Dispatch
import Synchronization

/// A value that one thread makes and others wait for.
final class Handover<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    /// To be called once.
    func hand(_ result: Result<Value, any Error>) {
        self.result.withLock { $0 = result }
        isThere.signal()
    }

    /// Waits for it, as often as one likes.
    func wait() throws -> Value {
        isThere.wait()
        isThere.signal()
        guard let result = result.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }

    /// Lets go of the value, so that the last who has it can change it without a copy.
    func drop() { result.withLock { $0 = nil } }
}
