/// Who may do what with a job, and when. Times are microseconds since 1970.
package struct JobLifecycle: Sendable, Equatable {
    package enum State: String, Sendable {
        /// Nobody works on it.
        case queued
        /// A worker has it, or was killed while it had.
        case running
        /// Done; it has a result.
        case completed
        /// Given up; it has an error.
        case failed
        /// A person stopped it.
        case cancelled
    }

    /// A worker's claim, which runs out unless renewed.
    package struct Lease: Sendable, Equatable {
        /// Known only to the worker that made the claim.
        package let token: String
        package var expiry: Int

        package init(token: String, expiry: Int) {
            self.token = token
            self.expiry = expiry
        }
    }

    /// How a claim came out.
    package enum Claim: Equatable {
        case taken
        /// It was to be cancelled and no worker is left to do so: it is cancelled now.
        case cancelled
        /// It took its worker down too often: it has failed now.
        case exhausted
        /// It is done, or somebody else has it.
        case refused
    }

    /// What a worker learns when it renews its lease.
    package enum Renewal: Equatable {
        case held
        /// The worker should stop and say so with ``JobLifecycle/end(_:token:)``.
        case cancelRequested
        /// Somebody else has the job, or it has ended; nothing the worker does counts any more.
        case lost
    }

    /// Workers that may die over a job before it is given up.
    package static let mostAttempts = 5

    package private(set) var state: State
    package private(set) var lease: Lease?
    /// How often a worker took it.
    package private(set) var attempts: Int
    package private(set) var isCancelRequested: Bool

    package init(
        state: State = .queued,
        lease: Lease? = nil,
        attempts: Int = 0,
        isCancelRequested: Bool = false
    ) {
        self.state = state
        self.lease = lease
        self.attempts = attempts
        self.isCancelRequested = isCancelRequested
    }

    package mutating func claim(token: String, now: Int, until expiry: Int) -> Claim {
        switch state {
        case .completed, .failed, .cancelled: return .refused
        case .running:
            if let lease, lease.expiry > now { return .refused }
        case .queued: break
        }
        if isCancelRequested {
            finish(.cancelled)
            return .cancelled
        }
        if attempts >= Self.mostAttempts {
            finish(.failed)
            return .exhausted
        }
        state = .running
        attempts += 1
        lease = Lease(token: token, expiry: expiry)
        return .taken
    }

    package mutating func renew(token: String, until expiry: Int) -> Renewal {
        guard state == .running, lease?.token == token else { return .lost }
        lease?.expiry = expiry
        return isCancelRequested ? .cancelRequested : .held
    }

    /// Ends the job if the worker still has it.
    package mutating func end(_ state: State, token: String) -> Bool {
        guard self.state == .running, lease?.token == token else { return false }
        finish(state)
        return true
    }

    /// Gives the job back, as at a shutdown; that attempt does not count.
    package mutating func release(token: String) -> Bool {
        guard state == .running, lease?.token == token else { return false }
        state = .queued
        lease = nil
        attempts -= 1
        return true
    }

    /// Asks for the job's end. Nobody has a queued one, so it ends at once.
    package mutating func cancel() -> Bool {
        switch state {
        case .completed, .failed, .cancelled: return false
        case .queued: finish(.cancelled)
        case .running: isCancelRequested = true
        }
        return true
    }

    private mutating func finish(_ state: State) {
        self.state = state
        lease = nil
    }
}
