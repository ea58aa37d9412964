/// What a decode worker may use.
package struct DecodeLimits: Sendable, Equatable {
    /// Address space of one worker in bytes; an allocation beyond it ends that worker only.
    package var memory = 2 << 30
    /// Seconds that a frame, tile or rendering may take, by the clock.
    package var frameDeadline = 5.0
    /// Seconds that a look at a whole file may take, by the clock.
    package var fileDeadline = 60.0
    /// CPU seconds of a request. The worker sets it on itself, so that it dies even when the server is not there to kill it.
    package var processor = 70
    /// The longest answer in bytes.
    package var answer = 1 << 30
    /// Requests that may wait; more are turned away as `unavailable`.
    package var waiting = 4096
    /// Kills after which a file is not tried again.
    package var kills = 2

    package init() {}
}
