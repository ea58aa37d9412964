import Glibc

/// Requests that wait for a worker, and those that a worker has, shared by all threads of a crew.
///
/// Sendable although a class with state: every access to `state` is between `lock` and `unlock` of the mutex.
final class DecodeQueue: @unchecked Sendable {
    typealias Outcome = Result<DecodeAnswer, DecodeFailure>

    /// A request and who waits for its answer.
    struct Job {
        var id: UInt64
        var request: DecodeRequest
        /// How often a later request was served before this one.
        var overtaken = 0
    }

    private struct State {
        var nextID: UInt64 = 1
        var isClosed = false
        /// Requests of people first, then those of jobs.
        var urgent: [Job] = []
        var patient: [Job] = []
        var waiters: [UInt64: CheckedContinuation<Outcome, Never>] = [:]
        /// Cancelled before they came in.
        var cancelled: Set<UInt64> = []
        var idle = 0
        var threads = 0
        var kills: [String: Int] = [:]
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    private var state = State()
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private let limits: DecodeLimits
    private let workers: Int

    init(workers: Int, limits: DecodeLimits) {
        self.workers = max(1, workers)
        self.limits = limits
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    private func locked<Value>(_ body: (inout State) -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&state)
    }

    /// A number for a request to come.
    func newID() -> UInt64 {
        locked { state in
            state.nextID += 1
            return state.nextID
        }
    }

    /// Puts a request in the queue; answers whether another thread should be started for it.
    func add(
        _ request: DecodeRequest, id: UInt64, isUrgent: Bool, waiter: CheckedContinuation<Outcome, Never>
    ) -> Bool {
        let (refusal, wantsThread): (DecodeFailure?, Bool) = locked { state in
            if state.cancelled.remove(id) != nil { return (.cancelled, false) }
            if state.isClosed { return (.unavailable(reason: "it is being closed"), false) }
            if state.kills[request.file.key, default: 0] >= limits.kills { return (.quarantined, false) }
            guard state.urgent.count + state.patient.count < limits.waiting else {
                return (.unavailable(reason: "\(limits.waiting) requests wait already"), false)
            }
            let job = Job(id: id, request: request)
            if isUrgent { state.urgent.append(job) } else { state.patient.append(job) }
            state.waiters[id] = waiter
            if state.idle >= state.urgent.count + state.patient.count || state.threads >= workers {
                return (nil, false)
            }
            state.threads += 1
            return (nil, true)
        }
        if let refusal { waiter.resume(returning: .failure(refusal)) } else { pthread_cond_signal(condition) }
        return wantsThread
    }

    /// Takes back a request: one that waits is forgotten, the answer of one that runs is dropped.
    func cancel(_ id: UInt64) {
        let waiter = locked { state in
            state.urgent.removeAll { $0.id == id }
            state.patient.removeAll { $0.id == id }
            guard let waiter = state.waiters.removeValue(forKey: id) else {
                // Not yet added, or answered already; `forget` clears the second.
                state.cancelled.insert(id)
                return nil as CheckedContinuation<Outcome, Never>?
            }
            return waiter
        }
        waiter?.resume(returning: .failure(.cancelled))
    }

    /// Ends what is known of a request that was answered.
    func forget(_ id: UInt64) { locked { _ = $0.cancelled.remove(id) } }

    /// Waits for the next request; nil when the crew is closed. A worker is given a file that it has open before others,
    /// but nobody is overtaken more than a few times.
    func next(after key: String?) -> Job? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let job = Self.take(from: &state.urgent, key) ?? Self.take(from: &state.patient, key) {
                // Quarantined while it waited.
                if state.kills[job.request.file.key, default: 0] >= limits.kills {
                    state.waiters.removeValue(forKey: job.id)?.resume(returning: .failure(.quarantined))
                    continue
                }
                return job
            }
            if state.isClosed { return nil }
            state.idle += 1
            pthread_cond_wait(condition, mutex)
            state.idle -= 1
        }
    }

    private static func take(from jobs: inout [Job], _ key: String?) -> Job? {
        guard let first = jobs.first else { return nil }
        if first.overtaken < 8, let key, first.request.file.key != key,
            let index = jobs.prefix(64).firstIndex(where: { $0.request.file.key == key })
        {
            jobs[0].overtaken += 1
            return jobs.remove(at: index)
        }
        return jobs.removeFirst()
    }

    /// Hands an outcome to who waits for it.
    func finish(_ job: Job, _ outcome: Outcome) {
        locked { $0.waiters.removeValue(forKey: job.id) }?.resume(returning: outcome)
    }

    /// Counts a worker that died of a file.
    func noteKill(_ key: String) { locked { $0.kills[key, default: 0] += 1 } }

    func isQuarantined(_ key: String) -> Bool { locked { $0.kills[key, default: 0] >= limits.kills } }
    func quarantine(_ key: String) { locked { $0.kills[key] = limits.kills } }
    func release(_ key: String) { locked { _ = $0.kills.removeValue(forKey: key) } }

    /// Refuses requests from now on, and those that wait; ends the threads when they have answered what they work on.
    func close() async {
        await withCheckedContinuation { continuation in
            let (waiting, isOver) = locked { state in
                state.isClosed = true
                let jobs = state.urgent + state.patient
                (state.urgent, state.patient) = ([], [])
                let waiting = jobs.compactMap { state.waiters.removeValue(forKey: $0.id) }
                if state.threads > 0 { state.closing.append(continuation) }
                return (waiting, state.threads == 0)
            }
            for waiter in waiting { waiter.resume(returning: .failure(.unavailable(reason: "it is being closed"))) }
            pthread_cond_broadcast(condition)
            if isOver { continuation.resume() }
        }
    }

    /// Asks the threads to end without waiting for them.
    func abandon() {
        locked { $0.isClosed = true }
        pthread_cond_broadcast(condition)
    }

    /// A thread has ended, or could not be started.
    func threadEnded() {
        let (closing, orphans) = locked { state in
            state.threads -= 1
            guard state.threads == 0 else { return ([], []) as ([CheckedContinuation<Void, Never>], [Job]) }
            defer { state.closing = [] }
            return (state.closing, state.isClosed ? [] : state.urgent + state.patient)
        }
        for job in orphans { cancelUnserved(job) }
        for continuation in closing { continuation.resume() }
    }

    private func cancelUnserved(_ job: Job) {
        let waiter = locked { state in
            state.urgent.removeAll { $0.id == job.id }
            state.patient.removeAll { $0.id == job.id }
            return state.waiters.removeValue(forKey: job.id)
        }
        waiter?.resume(returning: .failure(.unavailable(reason: "no thread can be started")))
    }
}
