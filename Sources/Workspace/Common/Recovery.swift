import Storage

/// Puts right what a kill has left.
package struct Recovery: Sendable {
    private let work: Work

    package init(_ work: Work) { self.work = work }

    /// Before the first request: one statement, so that starting takes no longer for it.
    package func beforeServing() async throws {
        try await Imports(work).giveUpAbandoned()
        try await Terminologies(work).sweep()
    }

    /// Whenever there is time: removes what nobody can see any more.
    package func tidy() async throws {
        try await Imports(work).removeFailed()
        try await Projects(work).sweepDeleted()
        try await ImagingSweep(work).run()
        try await Files(work).sweep()
        try await Terminologies(work).sweep()
        try await work.database.write { [now = work.clock.now()] connection in
            try connection.execute("DELETE FROM task_lock WHERE expires_at <= \(now)")
        }
    }
}
