import Dispatch

/// Runs file calls that block, away from the threads that Swift's tasks share.
struct FileQueue: Sendable {
    private let queue = DispatchQueue(label: "blobs.files", attributes: .concurrent)

    func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
