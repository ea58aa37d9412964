import Synchronization
import Testing

@testable import Storage

@Suite struct JobStoreContractTests {
    private final class Time: Sendable {
        private let value = Mutex(1_000)
        var now: Int { value.withLock { $0 } }
        func pass(_ duration: Int) { value.withLock { $0 += duration } }
    }

    private func withStore(
        _ engine: Engine,
        _ body: (JobStore, Time) async throws -> Void
    ) async throws {
        try await engine.run { database in
            try await database.migrate([JobStore.migration(1)])
            let time = Time()
            try await body(JobStore(database) { time.now }, time)
        }
    }

    @Test(arguments: Engine.all)
    func `a job goes from the queue to its result`(engine: Engine) async throws {
        try await withStore(engine) { store, time in
            let job = try await store.enqueue("import", payload: #"{"n":1}"#, project: 7, user: 3)
            #expect(job.state == .queued)
            #expect(try await store.claim(kinds: ["export"], token: "x", for: 10)?.job == nil)
            #expect(try await store.claim(kinds: [], token: "x", for: 10)?.job == nil)
            let claimed = try #require(try await store.claim(kinds: ["export", "import"], token: "x", for: 10))
            #expect(claimed.job.payload == #"{"n":1}"#)
            #expect(claimed.job.state == .running)
            time.pass(5)
            let progress = JobProgress(done: 3, total: 9, message: "reading")
            #expect(try await store.renew(claimed, for: 10, progress: progress, checkpoint: "row 3") == .held)
            #expect(try await store.finish(claimed, .completed(result: "{}")))
            let done = try #require(try await store.job(job.id))
            #expect(done.state == .completed)
            #expect(done.result == "{}")
            #expect(done.progress == progress)
            #expect((done.project, done.user) == (7, 3))
            #expect((done.createdAt, done.updatedAt) == (1_000, 1_005))
            #expect(try await store.claim(kinds: ["import"], token: "x", for: 10)?.job == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `a job whose worker was killed is resumed from its checkpoint`(engine: Engine) async throws {
        try await withStore(engine) { store, time in
            let job = try await store.enqueue("import", payload: "{}")
            let first = try #require(try await store.claim(kinds: ["import"], token: "first", for: 10))
            _ = try await store.renew(first, for: 10, checkpoint: "half")
            #expect(try await store.claim(kinds: ["import"], token: "second", for: 10)?.job == nil)
            time.pass(11)
            let second = try #require(try await store.claim(kinds: ["import"], token: "second", for: 10))
            #expect(second.job.id == job.id)
            #expect(second.job.checkpoint == "half")
            #expect(second.job.lifecycle.attempts == 2)
            #expect(try await store.renew(first, for: 10, checkpoint: "stale") == .lost)
            #expect(try await store.finish(first, .failed(error: "{}")) == false)
            #expect(try await store.job(job.id)?.checkpoint == "half")
            #expect(try await store.finish(second, .completed(result: nil)))
        }
    }

    @Test(arguments: Engine.all)
    func `a job that was cut off too often says so and lets the next one through`(engine: Engine) async throws {
        try await withStore(engine) { store, time in
            let bad = try await store.enqueue("k", payload: "{}")
            let good = try await store.enqueue("k", payload: "{}")
            for _ in 0..<JobLifecycle.mostAttempts {
                #expect(try await store.claim(kinds: ["k"], token: "w", for: 10)?.job.id == bad.id)
                time.pass(10)
            }
            #expect(try await store.claim(kinds: ["k"], token: "w", for: 10)?.job.id == good.id)
            let given = try await store.job(bad.id)
            #expect(given?.state == .failed)
            #expect(given?.error == #"{"message":"Gave up: the work was cut off 5 times"}"#)
        }
    }

    @Test(arguments: Engine.all)
    func `thirty-two workers never take the same job`(engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            for _ in 0..<100 { try await store.enqueue("k", payload: "{}") }
            let taken = try await withThrowingTaskGroup { group in
                for worker in 0..<32 {
                    group.addTask {
                        var mine: [Int] = []
                        while let claimed = try await store.claim(kinds: ["k"], token: "\(worker)", for: 1_000) {
                            mine.append(claimed.job.id)
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: [Int]()) { $0 += $1 }
            }
            #expect(taken.count == 100)
            #expect(Set(taken).count == 100)
        }
    }

    @Test(arguments: Engine.all)
    func `a list is the newest first, by project and by page`(engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            var ids: [Int] = []
            for index in 0..<6 { ids.append(try await store.enqueue("k", payload: "{}", project: index % 2).id) }
            #expect(try await store.jobs().map(\.id) == ids.reversed())
            #expect(try await store.jobs(project: 1).map(\.id) == [ids[5], ids[3], ids[1]])
            #expect(try await store.jobs(project: 1, before: ids[5], limit: 1).map(\.id) == [ids[3]])
            #expect(try await store.cancel(ids[0])?.state == .cancelled)
            #expect(try await store.cancel(999) == nil)
            #expect(try await store.job(999) == nil)
        }
    }
}
