/// Work that goes on in the background and survives a kill.
package struct Job: Sendable, Equatable {
    package let id: Int
    /// Names the handler.
    package let kind: String
    /// What to do, as JSON text.
    package let payload: String
    package let project: Int?
    package let user: Int?
    package var lifecycle: JobLifecycle
    package var progress: JobProgress
    /// What the handler wrote down to go on from after a kill.
    package var checkpoint: String?
    /// JSON text, once completed.
    package var result: String?
    /// JSON text, once failed.
    package var error: String?
    /// Microseconds since 1970.
    package let createdAt: Int
    package var updatedAt: Int

    package var state: JobLifecycle.State { lifecycle.state }
}

/// How far a job has come.
package struct JobProgress: Sendable, Equatable {
    package var done = 0
    /// 0 while it is not known.
    package var total = 0
    package var message = ""

    package init(done: Int = 0, total: Int = 0, message: String = "") {
        self.done = done
        self.total = total
        self.message = message
    }
}
