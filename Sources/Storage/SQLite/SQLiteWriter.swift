import Dispatch
import GRDB
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs the transactions one after another and commits together those that wait together.
final class SQLiteWriter: Sendable {
    /// A transaction that waits for its turn.
    struct Job: Sendable {
        /// Runs the transaction's body; what it returns is called after the commit.
        let attempt: @Sendable (SQLiteConnection) throws -> @Sendable () -> Void
        /// Called instead when nothing of it was stored.
        let refuse: @Sendable (any Error) -> Void
    }

    /// Enough to share a flush of 4 ms among, few enough to be done in about as long.
    private static let mostTogether = 64
    /// A group that took so long already is committed, so that a long transaction holds back few before it.
    private static let longest = Duration.milliseconds(10)

    private struct State {
        var waiting: [Job] = []
        var isDraining = false
        var isClosed = false
        var readOnlyReason: String?
        var lastFlush = Duration.zero
        var isCheckpointPlanned = false
        var lastBatch = ContinuousClock.now
        var onIdle: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "sqlite.group-commit")
    private let pool: DatabasePool
    private let connections: SQLiteConnections
    private let log: WriteAheadLog
    private let onCommit: @Sendable (Int) -> Void

    init(
        pool: DatabasePool,
        connections: SQLiteConnections,
        log: WriteAheadLog,
        onCommit: @escaping @Sendable (Int) -> Void
    ) {
        self.pool = pool
        self.connections = connections
        self.log = log
        self.onCommit = onCommit
    }

    var readOnlyReason: String? { state.withLock(\.readOnlyReason) }

    func enqueue(_ job: Job) {
        let (start, refusal): (Bool, StorageError?) = state.withLock { state in
            if state.isClosed { return (false, .unavailable(reason: "the database is closed")) }
            if let reason = state.readOnlyReason { return (false, .readOnly(reason: reason)) }
            state.waiting.append(job)
            defer { state.isDraining = true }
            return (!state.isDraining, nil)
        }
        if let refusal { job.refuse(refusal) }
        if start { queue.async { self.drain() } }
    }

    /// Takes no more transactions and returns when those that wait are done.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.isDraining { state.onIdle.append(continuation) }
                return !state.isDraining
            }
            if isIdle { continuation.resume() }
        }
    }

    // MARK: On the writer's queue

    private func drain() {
        var before = 0
        while true {
            awaitCompanions(before)
            let batch = take()
            guard !batch.isEmpty else { return }
            do {
                before = try pool.writeWithoutTransaction { database in
                    let connection = try connections.connection(of: database)
                    let done = perform(batch, on: connection)
                    checkpointIfDue(on: connection)
                    return done
                }
            } catch {
                // Only a closed pool: nothing was begun.
                for job in batch { job.refuse(StorageError.unavailable(reason: "the database is closed")) }
            }
        }
    }

    /// Gives those just acknowledged a moment to come back with their next transaction: at most what a flush takes,
    /// since that is all there is to win. Without it 32 busy clients settle at groups of 1 and 31 in turn and need two
    /// flushes where one does. A lone writer never waits.
    private func awaitCompanions(_ before: Int) {
        guard before > 1 else { return }
        let end = ContinuousClock.now + min(state.withLock(\.lastFlush), .milliseconds(1))
        while ContinuousClock.now < end {
            let waiting = state.withLock { $0.waiting.count }
            if waiting >= before || waiting >= Self.mostTogether { return }
            usleep(50)
        }
    }

    private func take() -> [Job] {
        let (batch, idle) = state.withLock { state in
            let batch = Array(state.waiting.prefix(Self.mostTogether))
            state.waiting.removeFirst(batch.count)
            guard batch.isEmpty else { return (batch, [CheckedContinuation<Void, Never>]()) }
            state.isDraining = false
            defer { state.onIdle = [] }
            return ([], state.onIdle)
        }
        for continuation in idle { continuation.resume() }
        return batch
    }

    private func putBack(_ jobs: ArraySlice<Job>) {
        state.withLock { $0.waiting.insert(contentsOf: jobs, at: 0) }
    }

    /// Answers how many transactions were finished; the rest waits again.
    private func perform(_ batch: [Job], on connection: SQLiteConnection) -> Int {
        if let reason = readOnlyReason {
            for job in batch { job.refuse(StorageError.readOnly(reason: reason)) }
            return 0
        }
        if batch.count == 1 {
            performAlone(batch[0], on: connection)
            return 1
        }
        do {
            try connection.script("BEGIN IMMEDIATE")
        } catch {
            for job in batch { job.refuse(error) }
            return 0
        }
        let start = ContinuousClock.now
        var acknowledgements: [(job: Job, acknowledge: @Sendable () -> Void)] = []
        for (index, job) in batch.enumerated() {
            if index > 0, start.duration(to: .now) > Self.longest {
                putBack(batch[index...])
                break
            }
            do {
                connection.startAfresh()
                try connection.script("SAVEPOINT one")
                let acknowledge = try job.attempt(connection)
                try connection.checkBody()
                try connection.script("RELEASE one")
                acknowledgements.append((job, acknowledge))
            } catch {
                let taken = (try? connection.script("ROLLBACK TO one; RELEASE one")) != nil
                job.refuse(error)
                if connection.diskFailure != nil || !taken || !connection.isInTransaction {
                    // The failure took the whole group with it, which nobody was told was stored.
                    abandon(acknowledgements.map(\.job) + batch[(index + 1)...], on: connection)
                    return 1
                }
            }
        }
        do {
            let flush = try ContinuousClock().measure { try connection.script("COMMIT") }
            state.withLock { $0.lastFlush = flush }
        } catch {
            abandon(acknowledgements.map(\.job), on: connection)
            return 1
        }
        onCommit(acknowledgements.count)
        for (_, acknowledge) in acknowledgements { acknowledge() }
        return acknowledgements.count
    }

    private func performAlone(_ job: Job, on connection: SQLiteConnection) {
        do {
            connection.startAfresh()
            try connection.script("BEGIN IMMEDIATE")
            let acknowledge = try job.attempt(connection)
            try connection.checkBody()
            try connection.script("COMMIT")
            onCommit(1)
            acknowledge()
        } catch {
            try? connection.script("ROLLBACK")
            noteDiskFailure(of: connection)
            job.refuse(error)
        }
    }

    /// After a group came to nothing: each is tried on its own, unless it was the disk that failed.
    private func abandon(_ jobs: [Job], on connection: SQLiteConnection) {
        // Fails when SQLite has ended the transaction by itself.
        try? connection.script("ROLLBACK")
        noteDiskFailure(of: connection)
        for job in jobs {
            if let reason = readOnlyReason {
                job.refuse(StorageError.readOnly(reason: reason))
            } else {
                performAlone(job, on: connection)
            }
        }
    }

    private func noteDiskFailure(of connection: SQLiteConnection) {
        guard let reason = connection.diskFailure else { return }
        state.withLock { state in
            if state.readOnlyReason == nil { state.readOnlyReason = reason }
        }
    }

    // MARK: The log

    /// How long nobody may have written before the log is moved: the next transaction would wait for it.
    private static let quiet = Duration.milliseconds(200)

    /// Moves the log into the database when it has grown too long, and plans to when there is a pause.
    private func checkpointIfDue(on connection: SQLiteConnection) {
        guard readOnlyReason == nil, log.isWorthMoving else { return }
        if log.isTooLong { return checkpoint(on: connection) }
        state.withLock { state in
            state.lastBatch = .now
            guard !state.isCheckpointPlanned else { return }
            state.isCheckpointPlanned = true
            plan()
        }
    }

    private func plan() {
        queue.asyncAfter(deadline: .now() + .milliseconds(200)) { [self] in
            let isQuiet = state.withLock { state in
                if state.isClosed || !log.isWorthMoving {
                    state.isCheckpointPlanned = false
                    return false
                }
                guard state.waiting.isEmpty, state.lastBatch.duration(to: .now) >= Self.quiet else {
                    plan()
                    return false
                }
                state.isCheckpointPlanned = false
                return true
            }
            guard isQuiet else { return }
            // Fails only when the pool was closed meanwhile, which moves the log itself.
            try? pool.writeWithoutTransaction { database in
                checkpoint(on: try connections.connection(of: database))
            }
        }
    }

    private func checkpoint(on connection: SQLiteConnection) {
        log.noteCheckpoint()
        do {
            try connection.checkpoint()
        } catch {
            noteDiskFailure(of: connection)
        }
    }
}
