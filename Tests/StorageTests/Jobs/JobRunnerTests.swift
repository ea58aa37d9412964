import Logging
import Synchronization
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct JobRunnerTests {
    private func withStore(_ body: (JobStore) async throws -> Void) async throws {
        try await Engine.sqlite.run { database in
            try await database.migrate([JobStore.migration(1)])
            let ticks = Counter()
            try await body(
                JobStore(database) {
                    ticks.add()
                    return ticks.count
                }
            )
        }
    }

    /// Runs jobs until `body` returns. A microsecond of the store's time is one look at the clock, so that a lease of
    /// an hour never runs out and one of 40 ms is renewed every 10.
    private func running(
        _ store: JobStore,
        _ handlers: [String: JobRunner.Handler],
        lease: Duration = .seconds(3_600),
        longestWait: Duration = .seconds(2),
        _ body: () async throws -> Void
    ) async throws {
        let runner = JobRunner(
            store, handlers: handlers, lease: lease, longestWait: longestWait, logger: Logger(label: "test")
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            try await body()
            group.cancelAll()
        }
    }

    private func state(of id: Int, in store: JobStore, after state: JobLifecycle.State...) async throws -> Job {
        while true {
            if let job = try await store.job(id), !state.contains(job.state) { return job }
            await Task.yield()
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `an enqueued job is worked on without waiting for the next look`() async throws {
        try await withStore { store in
            let handlers: [String: JobRunner.Handler] = ["double": { $0.job.payload + $0.job.payload }]
            // Without the bell each would wait an hour.
            try await running(store, handlers, longestWait: .seconds(3_600)) {
                for index in 0..<10 {
                    let id = try await store.enqueue("double", payload: "\(index)").id
                    let job = try await state(of: id, in: store, after: .queued, .running)
                    #expect(job.result == "\(index)\(index)")
                }
            }
        }
    }

    @Test func `a handler's refusal is the job's error and an accident names no values`() async throws {
        try await withStore { store in
            try await running(
                store,
                [
                    "refuses": { _ in throw JobFailure(json: #"{"message":"row 3 has no text","line":3}"#) },
                    "breaks": { _ in throw StorageError.duplicate(detail: "secret") },
                ]
            ) {
                let refused = try await store.enqueue("refuses", payload: "{}").id
                let broken = try await store.enqueue("breaks", payload: "{}").id
                #expect(
                    try await state(of: refused, in: store, after: .queued, .running).error
                        == #"{"message":"row 3 has no text","line":3}"#
                )
                let error = try await state(of: broken, in: store, after: .queued, .running).error
                #expect(error == #"{"message":"Unexpected error (StorageError)"}"#)
            }
        }
    }

    @Test func `a job is cancelled while it runs`() async throws {
        try await withStore { store in
            try await running(
                store,
                [
                    "long": { _ in
                        try await Task.sleep(for: .seconds(3_600))
                        return nil
                    }
                ],
                lease: .milliseconds(40)
            ) {
                let id = try await store.enqueue("long", payload: "{}").id
                _ = try await state(of: id, in: store, after: .queued)
                _ = try await store.cancel(id)
                #expect(try await state(of: id, in: store, after: .queued, .running).state == .cancelled)
            }
        }
    }

    @Test func `a shutdown gives the job back and the next start goes on from its checkpoint`() async throws {
        try await withStore { store in
            let id = try await store.enqueue("long", payload: "{}").id
            let started = Counter()
            try await running(
                store,
                [
                    "long": { context in
                        try await context.checkpoint("step 1")
                        started.add()
                        try await Task.sleep(for: .seconds(3_600))
                        return nil
                    }
                ]
            ) {
                while started.count == 0 { await Task.yield() }
            }
            let job = try #require(try await store.job(id))
            #expect(job.state == .queued)
            #expect(job.lifecycle.attempts == 0)
            try await running(store, ["long": { $0.job.checkpoint }]) {
                let done = try await state(of: id, in: store, after: .queued, .running)
                #expect(done.result == "step 1")
            }
        }
    }

    @Test func `progress is written down while the job runs`() async throws {
        try await withStore { store in
            let seen = Counter()
            try await running(
                store,
                [
                    "steps": { context in
                        context.report(done: 2, total: 5, message: "two")
                        while seen.count == 0 { try await Task.sleep(for: .milliseconds(1)) }
                        return nil
                    }
                ],
                lease: .milliseconds(40)
            ) {
                let id = try await store.enqueue("steps", payload: "{}").id
                while try await store.job(id)?.progress != JobProgress(done: 2, total: 5, message: "two") {
                    await Task.yield()
                }
                #expect(try await store.job(id)?.state == .running)
                seen.add()
                #expect(try await state(of: id, in: store, after: .queued, .running).state == .completed)
            }
        }
    }
}
