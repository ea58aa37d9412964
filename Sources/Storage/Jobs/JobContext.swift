import Synchronization

/// What a handler has in hand while it works on a job.
package final class JobContext: Sendable {
    package let job: Job

    private let store: JobStore
    private let claimed: JobStore.Claimed
    private let lease: Int
    private let latest: Mutex<JobProgress>

    init(_ claimed: JobStore.Claimed, store: JobStore, lease: Int) {
        job = claimed.job
        self.claimed = claimed
        self.store = store
        self.lease = lease
        latest = Mutex(claimed.job.progress)
    }

    /// Tells how far the work is. Cheap: it is written down about once a second.
    package func report(done: Int, total: Int, message: String = "") {
        latest.withLock { $0 = JobProgress(done: done, total: total, message: message) }
    }

    /// Writes down where to go on after a kill, and returns when that is safe.
    ///
    /// Throws `CancellationError` when the work should stop.
    package func checkpoint(_ text: String) async throws {
        let renewal = try await store.renew(claimed, for: lease, progress: progress, checkpoint: text)
        if renewal != .held { throw CancellationError() }
    }

    var progress: JobProgress { latest.withLock { $0 } }
}

/// What a handler throws to say why the job failed.
package struct JobFailure: Error, Equatable {
    /// A JSON object with a `message` and whatever else helps: file, line.
    package let json: String

    package init(json: String) { self.json = json }
}
