package import Logging

/// Works on the jobs of some kinds until it is cancelled.
package struct JobRunner: Sendable {
    /// Does a job and answers its result as JSON text.
    ///
    /// It may run again after a kill (``Job/checkpoint`` tells how far it was), and stops when its task is cancelled.
    package typealias Handler = @Sendable (JobContext) async throws -> String?

    private let store: JobStore
    private let handlers: [String: Handler]
    private let concurrency: Int
    private let lease: Duration
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let makeToken: @Sendable () -> String

    /// How long a job of another process, or one whose worker was killed, may lie unseen.
    private let longestWait: Duration

    /// - Parameters:
    ///   - lease: How long after a kill others leave the job alone.
    ///   - concurrency: How many jobs run at a time.
    ///   - makeToken: Makes a name for each claim that no other has.
    package init(
        _ store: JobStore,
        handlers: [String: Handler],
        concurrency: Int = 2,
        lease: Duration = .seconds(30),
        longestWait: Duration = .seconds(2),
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger,
        makeToken: @escaping @Sendable () -> String = { String(UInt64.random(in: 0 ... .max), radix: 36) }
    ) {
        self.store = store
        self.handlers = handlers
        self.concurrency = concurrency
        self.lease = lease
        self.longestWait = longestWait
        self.clock = clock
        self.logger = logger
        self.makeToken = makeToken
    }

    /// Returns after the task was cancelled and the handlers have stopped; their jobs wait for the next start.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<concurrency { group.addTask { await work() } }
        }
    }

    private var leaseMicroseconds: Int {
        Int(lease.components.seconds) * 1_000_000 + Int(lease.components.attoseconds / 1_000_000_000_000)
    }

    private func work() async {
        let kinds = handlers.keys.sorted()
        while !Task.isCancelled {
            let seen = store.bell.rings
            do {
                if let claimed = try await store.claim(kinds: kinds, token: makeToken(), for: leaseMicroseconds) {
                    await perform(claimed)
                    continue
                }
            } catch {
                logger.error("no job could be claimed", metadata: ["error": "\(error)"])
            }
            await store.bell.wait(since: seen, atMost: longestWait, clock: clock)
        }
    }

    private func perform(_ claimed: JobStore.Claimed) async {
        guard let handler = handlers[claimed.job.kind] else { return }
        let context = JobContext(claimed, store: store, lease: leaseMicroseconds)
        let outcome = await outcome(of: handler, context, claimed)
        do {
            // Also after a cancellation of this task, or the job would lie until its lease runs out: in a task of its
            // own, which is waited for.
            _ = try await Task { try await store.finish(claimed, outcome, progress: context.progress) }.value
        } catch {
            logger.error("a job's outcome was not stored", metadata: ["job": "\(claimed.job.id)", "error": "\(error)"])
        }
    }

    /// Runs the handler beside the heartbeat, whichever ends first ends the other.
    private func outcome(
        of handler: @escaping Handler,
        _ context: JobContext,
        _ claimed: JobStore.Claimed
    ) async -> JobStore.Outcome {
        await withTaskGroup(of: JobStore.Outcome?.self) { group in
            group.addTask {
                do {
                    return .completed(result: try await handler(context))
                } catch is CancellationError {
                    return nil
                } catch let failure as JobFailure {
                    return .failed(error: failure.json)
                } catch {
                    logger.error("a job failed", metadata: ["job": "\(claimed.job.id)", "error": "\(type(of: error))"])
                    return .failed(error: #"{"message":"Unexpected error (\#(type(of: error)))"}"#)
                }
            }
            group.addTask {
                await heartbeat(context, claimed) == .cancelRequested ? .cancelled : nil
            }
            var outcomes: [JobStore.Outcome] = []
            while let outcome = await group.next() {
                group.cancelAll()
                if let outcome { outcomes.append(outcome) }
            }
            // A handler that finished although it was told to stop has finished.
            if let done = outcomes.first(where: { $0 != .cancelled }) { return done }
            if let cancelled = outcomes.first { return cancelled }
            // The handler stopped of itself: at a checkpoint that said so, or because this process ends.
            let isCancelled = (try? await Task { try await store.job(claimed.job.id) }.value)?.lifecycle
                .isCancelRequested
            return isCancelled ?? false ? .cancelled : .released
        }
    }

    /// Renews the lease and writes progress down, until the work should stop.
    private func heartbeat(_ context: JobContext, _ claimed: JobStore.Claimed) async -> JobLifecycle.Renewal {
        var written = context.progress
        var sinceRenewal = Duration.zero
        let pause = min(Duration.seconds(1), lease / 4)
        while true {
            do {
                try await clock.sleep(for: pause)
            } catch { return .held }
            sinceRenewal += pause
            let progress = context.progress
            // A request to cancel is looked for each time; the row is only written when there is something to write.
            do {
                if progress != written || sinceRenewal >= lease / 4 {
                    let renewal = try await store.renew(claimed, for: leaseMicroseconds, progress: progress)
                    if renewal != .held { return renewal }
                    written = progress
                    sinceRenewal = .zero
                } else if let job = try await store.job(claimed.job.id), job.lifecycle.isCancelRequested {
                    return .cancelRequested
                }
            } catch {
                // The next beat tries again; when the lease runs out meanwhile it says so.
                logger.warning("a job's lease was not renewed", metadata: ["job": "\(claimed.job.id)"])
            }
        }
    }
}
