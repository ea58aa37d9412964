import Testing

@testable import Storage

@Suite struct JobLifecycleTests {
    @Test func `a running job is refused to others until its lease has run out`() {
        var job = JobLifecycle()
        #expect(job.claim(token: "a", now: 0, until: 10) == .taken)
        let held = job
        #expect(job.claim(token: "b", now: 9, until: 19) == .refused)
        #expect(job == held)
        #expect(job.claim(token: "b", now: 10, until: 20) == .taken)
        #expect(job.attempts == 2)
        #expect(job.renew(token: "a", until: 30) == .lost)
        #expect(job.end(.completed, token: "a") == false)
        #expect(job.end(.completed, token: "b") == true)
        #expect(job.lease == nil)
    }

    @Test func `a renewal moves the expiry and tells of a wish to cancel`() {
        var job = JobLifecycle()
        _ = job.claim(token: "a", now: 0, until: 10)
        #expect(job.renew(token: "a", until: 20) == .held)
        #expect(job.claim(token: "b", now: 15, until: 25) == .refused)
        #expect(job.cancel() == true)
        #expect(job.renew(token: "a", until: 30) == .cancelRequested)
        #expect(job.end(.cancelled, token: "a") == true)
        #expect(job.cancel() == false)
    }

    @Test func `a queued job is cancelled at once, an orphan at its next claim`() {
        var queued = JobLifecycle()
        #expect(queued.cancel() == true)
        #expect(queued.state == .cancelled)
        #expect(queued.claim(token: "a", now: 0, until: 10) == .refused)

        var orphan = JobLifecycle()
        _ = orphan.claim(token: "a", now: 0, until: 10)
        _ = orphan.cancel()
        #expect(orphan.claim(token: "b", now: 50, until: 60) == .cancelled)
        #expect(orphan.state == .cancelled)
    }

    @Test func `a job that takes its workers down is given up`() {
        var job = JobLifecycle()
        for attempt in 0..<JobLifecycle.mostAttempts {
            #expect(job.claim(token: "w", now: attempt * 10, until: attempt * 10 + 10) == .taken)
        }
        #expect(job.claim(token: "w", now: 1_000, until: 1_010) == .exhausted)
        #expect(job.state == .failed)
    }

    @Test func `a job given back does not count as an attempt`() {
        var job = JobLifecycle()
        for _ in 0..<20 {
            #expect(job.claim(token: "w", now: 0, until: 10) == .taken)
            #expect(job.release(token: "w") == true)
        }
        #expect(job == JobLifecycle())
    }
}
