import Dispatch
import Synchronization

/// Hands out connections, making them when they are first needed.
final class PostgresPool: Sendable {
    private typealias Waiter = CheckedContinuation<PostgresConnection, any Error>

    private struct State {
        var idle: [PostgresConnection] = []
        var made = 0
        var nextTicket = 0
        /// In the order of their tickets.
        var waiters: [(ticket: Int, continuation: Waiter)] = []
        var isClosed = false
    }

    private let url: String
    private let size: Int
    private let patience: Duration
    private let state = Mutex(State())

    init(url: String, size: Int, patience: Duration) {
        self.url = url
        self.size = max(1, size)
        self.patience = patience
    }

    func with<T: Sendable>(_ body: (PostgresConnection) async throws -> T) async throws -> T {
        let connection = try await take()
        defer { put(connection) }
        return try await body(connection)
    }

    /// Refuses who comes or waits from now on, and returns when the connections in use are back and closed.
    func close() async {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(throwing: Self.closed) }
        while let connection = await takeForClosing() { await connection.close() }
    }

    private func take() async throws -> PostgresConnection {
        try await withCheckedThrowingContinuation { continuation in
            let ready: Result<PostgresConnection, any Error>? = state.withLock { state in
                if state.isClosed { return .failure(Self.closed) }
                if let connection = state.idle.popLast() { return .success(connection) }
                if state.made < size {
                    state.made += 1
                    return .success(PostgresConnection(url: url))
                }
                return nil
            }
            if let ready { continuation.resume(with: ready) } else { wait(continuation) }
        }
    }

    private func wait(_ continuation: Waiter) {
        // Between the two locks a connection may have come back; then nobody would wake the waiter.
        let (ready, ticket): (PostgresConnection?, Int) = state.withLock { state in
            if let connection = state.idle.popLast() { return (connection, 0) }
            state.nextTicket += 1
            state.waiters.append((state.nextTicket, continuation))
            return (nil, state.nextTicket)
        }
        if let ready { return continuation.resume(returning: ready) }
        let seconds = Double(patience.components.seconds) + Double(patience.components.attoseconds) / 1e18
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { self.giveUp(ticket) }
    }

    private func giveUp(_ ticket: Int) {
        let waiter = state.withLock { state in
            state.waiters.firstIndex { $0.ticket == ticket }.map { state.waiters.remove(at: $0) }
        }
        waiter?.continuation.resume(
            throwing: StorageError.unavailable(reason: "all \(size) database connections are busy")
        )
    }

    private func put(_ connection: PostgresConnection) {
        let waiter: Waiter? = state.withLock { state in
            if !state.waiters.isEmpty { return state.waiters.removeFirst().continuation }
            state.idle.append(connection)
            return nil
        }
        waiter?.resume(returning: connection)
    }

    private func takeForClosing() async -> PostgresConnection? {
        await withCheckedContinuation { (continuation: CheckedContinuation<PostgresConnection?, Never>) in
            let (ready, isLast): (PostgresConnection?, Bool) = state.withLock { state in
                guard state.made > 0 else { return (nil, true) }
                guard let connection = state.idle.popLast() else { return (nil, false) }
                state.made -= 1
                return (connection, false)
            }
            if ready != nil || isLast { return continuation.resume(returning: ready) }
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.02) {
                Task { continuation.resume(returning: await self.takeForClosing()) }
            }
        }
    }

    private static let closed = StorageError.unavailable(reason: "the database is closed")
}
