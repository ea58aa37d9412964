import Dispatch
import Synchronization

/// A connection with a thread of its own, which libpq may block; it is made anew after it was lost.
final class PostgresConnection: Sendable {
    // A session is not Sendable; this one is only ever touched on `queue`.
    private struct Current: @unchecked Sendable { var session: PostgresSession? }

    private let url: String
    private let queue = DispatchQueue(label: "postgres.connection")
    private let current = Mutex(Current())

    init(url: String) { self.url = url }

    func transaction<T: Sendable>(
        _ begin: String,
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { try self.run(begin, body) })
            }
        }
    }

    func close() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.current.withLock { $0.session = nil }
                continuation.resume()
            }
        }
    }

    // MARK: On the queue

    private func run<T>(_ begin: String, _ body: (any SQLConnection) throws -> T) throws -> T {
        let session = try began(begin)
        defer {
            if session.isLost { current.withLock { $0.session = nil } }
        }
        do {
            let result = try body(session)
            try session.commit()
            return result
        } catch {
            session.rollback()
            throw error
        }
    }

    /// A session in a new transaction. One that was lost while it lay idle is replaced; nothing was done yet.
    private func began(_ begin: String) throws -> PostgresSession {
        if let known = current.withLock({ $0 }).session {
            do {
                try known.script(begin)
                return known
            } catch {
                guard known.isLost else { throw error }
                current.withLock { $0.session = nil }
            }
        }
        let session = try PostgresSession(url: url)
        let new = Current(session: session)
        current.withLock { $0 = new }
        try session.script(begin)
        return session
    }
}
